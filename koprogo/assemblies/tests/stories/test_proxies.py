"""Who may vote for whom: given on a phone or on paper, within the limits, told to both, taken back."""

from datetime import date
from typing import Any

import pytest
from django.db import ProgrammingError, transaction

from koprogo.assemblies.models import Assembly, Proxy
from koprogo.assemblies.operations import plan, proxies
from koprogo.assemblies.operations.plan import Plan
from koprogo.assemblies.operations.proxies import Mandate
from koprogo.assemblies.queries import proxies as questions
from koprogo.assemblies.rules import mandates as rules
from koprogo.assemblies.rules.states import Kind, Session
from koprogo.assemblies.rules.unanimity import Choice
from koprogo.assemblies.tests.stories import world as worlds
from koprogo.assemblies.tests.stories.world import on, owner, planned, without_quorum
from koprogo.condominiums.operations import mandates, parties
from koprogo.kernel.refusals import NotAllowed, NotFound
from koprogo.platform import boundary
from koprogo.platform.models import Mailing
from koprogo.testing.counting import statements
from koprogo.testing.tilleuls import Tilleuls

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Tilleuls:
    return worlds.build()


def give(world: Tilleuls, row: Assembly, name: str, to: str = "", **facts: Any) -> Proxy:
    holder = world.parties.get(to)
    mandate = Mandate(holder_id=holder, holder_name="" if holder else to, **facts)
    return proxies.give(owner(world, name), number=row.number, party_id=world.parties[name], mandate=mandate)


def test_three_taps_and_both_are_told(world: Tilleuls) -> None:
    with boundary.within(world.org.id):
        row = planned(world)
        given = give(world, row, "Bruno", "Alice", instructions={2: Choice.AGAINST, 99: Choice.FOR})
        assert (given.scope, given.holder_name) == ("items", "Alice Tilleul")
        told = Mailing.objects.filter(org_id=world.org.id, purpose="proxy").values_list("recipient", flat=True)
        assert set(told) == {"bruno@les-tilleuls.example", "alice@les-tilleuls.example"}
        found = questions.listing(world.syndic_access, assembly=row)[0]
        assert [(one.position, one.choice) for one in found.instructions] == [(2, Choice.AGAINST)]
        with statements() as ran:
            around = questions.around(world.syndic_access, assembly=row)
        assert len(ran) == 2
        alice = around.owner(world.parties["Alice"])
        assert alice is not None and (alice.carried, around.total) == (1, 1000)


def test_the_syndic_carries_none_and_a_name_is_needed(world: Tilleuls) -> None:
    with boundary.within(world.org.id):
        row = planned(world)
        for wrong in ("", "Président", "  "):
            with pytest.raises(rules.ProxyUnnamed):
                give(world, row, "Bruno", wrong)
        with pytest.raises(rules.ProxyToSyndic):
            give(world, row, "Bruno", "nadia  HADDAD")
        with pytest.raises(rules.ProxyToOneself):
            give(world, row, "Bruno", "Bruno")
        (office,) = mandates_of(world)
        mandates.end_mandate(world.syndic_access, mandate_id=office, on=date(2026, 5, 1))
        mandates.give_mandate(
            world.syndic_access,
            party_id=world.parties["Alice"],
            role="syndic",
            starts_on=date(2026, 5, 1),
            ends_on=date(2029, 5, 1),
            decision="Assemblée",
        )
        with pytest.raises(rules.ProxyToSyndic):
            give(world, row, "Bruno", "Alice")
        assert give(world, row, "Bruno", "Marie Voisine").holder_id is None


def mandates_of(world: Tilleuls) -> list[Any]:
    from koprogo.condominiums.queries import mandates as found

    return [one.mandate_id for one in found.listing(world.syndic_access) if one.role == "syndic"]


def test_three_proxies_any_weight_the_fourth_is_refused_with_the_rule(world: Tilleuls) -> None:
    with boundary.within(world.org.id):
        parties.name_representative(
            world.syndic_access,
            party_id=world.parties["Eve / Frank"],
            representative_id=world.parties["Eve"],
            note="Lettre",
        )
        row = planned(world)
        for name in ("Bruno", "Chloé", "David"):
            give(world, row, name, "Alice")
        with pytest.raises(rules.ProxyTooMany) as refusal:
            give(world, row, "Ines", "Alice")
        assert refusal.value.facts["held"] == 3
        # Somebody who comes with little may carry more within a tenth; here Ines alone has 70 of 1 000.
        give(world, row, "Ines", "Marie Voisine")
        around = questions.around(world.syndic_access, assembly=row)
        assert {one.name for one in around.owners if not one.room} == {"Alice Tilleul"}


@pytest.mark.parametrize(
    ("own", "carried", "fits"),
    [
        (200, [200, 200, 200], True),  # the fourth of 200 makes 1 000 of 10 000
        (201, [200, 200, 200], False),
        (5_000, [1, 1], True),  # three, whatever they weigh
        (0, [300, 300, 300], False),
    ],
)
def test_ten_per_cent_of_all_votes_to_the_vote(own: int, carried: list[int], fits: bool) -> None:
    held = {str(place): shares for place, shares in enumerate(carried)}
    facts = {"own": own, "carried": held, "mandator": "new", "shares": 200, "total": 10_000, "name": "X"}
    if fits:
        rules.check_load(**facts)  # type: ignore[arg-type]
    else:
        with pytest.raises(rules.ProxyTooMany):
            rules.check_load(**facts)  # type: ignore[arg-type]


def test_votes_are_given_once_or_in_parts(world: Tilleuls) -> None:
    access = world.syndic_access
    with boundary.within(world.org.id):
        row = planned(world)
        part = Mandate(holder_id=world.parties["Alice"], shares=100)
        record: dict[str, Any] = {"number": row.number, "party_id": world.parties["Chloé"], "on": access.today}
        proxies.record(access, mandate=part, data=b"%PDF-1.4\n", name="papier.pdf", **record)
        with pytest.raises(rules.ProxyGivenAlready):
            give(world, row, "Chloé", "Bruno")
        with pytest.raises(rules.TooManyShares):
            proxies.record(access, mandate=Mandate(holder_id=world.parties["Bruno"], shares=201), **record)
        proxies.record(access, mandate=Mandate(holder_id=world.parties["Bruno"], shares=200), **record)
        with pytest.raises(proxies.GivenLater):
            proxies.record(access, mandate=part, **record | {"on": date(2026, 4, 21)})


def test_sleeping_votes_and_other_peoples_cannot_be_given(world: Tilleuls) -> None:
    with boundary.within(world.org.id):
        row = planned(world)
        with pytest.raises(rules.VoteSuspended):
            proxies.give(
                owner(world, "Eve"),
                number=row.number,
                party_id=world.parties["Eve / Frank"],
                mandate=Mandate(holder_id=world.parties["Alice"]),
            )
        with pytest.raises(NotFound):
            proxies.give(
                owner(world, "Bruno"),
                number=row.number,
                party_id=world.parties["Chloé"],
                mandate=Mandate(holder_id=world.parties["Alice"]),
            )
        with pytest.raises(NotAllowed):
            proxies.give(
                world.syndic_access,
                number=row.number,
                party_id=world.parties["Chloé"],
                mandate=Mandate(holder_id=world.parties["Alice"]),
            )


def test_taken_back_by_who_gave_it_and_given_anew(world: Tilleuls) -> None:
    with boundary.within(world.org.id):
        row = planned(world)
        given = give(world, row, "Bruno", "Alice")
        with pytest.raises(NotFound):
            proxies.take_back(owner(world, "Alice"), proxy_id=given.id)
        proxies.take_back(owner(world, "Bruno"), proxy_id=given.id)
        again = give(world, row, "Bruno", "David")
        proxies.strike(world.syndic_access, proxy_id=again.id, reason="Lettre du 3 mai")
        rows = questions.listing(world.syndic_access, assembly=row)
        assert [(one.holder, one.revoked) for one in rows] == [("Alice Tilleul", True), ("David Tilleul", True)]
        with pytest.raises(ProgrammingError), transaction.atomic():
            Proxy.objects.filter(org_id=world.org.id).update(holder_name="Autre")


def test_a_proxy_serves_at_the_second_session_unless_it_says_otherwise(world: Tilleuls) -> None:
    access = world.syndic_access
    with boundary.within(world.org.id):
        row = planned(world)
        give(world, row, "Bruno", "Alice")
        give(world, row, "David", "Alice", first_session_only=True)
        without_quorum(row)
        facts = Plan(Kind.ORDINARY, date(2026, 6, 25), row.starts_at, row.place)
        second = plan.plan(on(access, date(2026, 6, 10)), facts=facts, session=Session.SECOND, follows=row)
        assert [one.mandator for one in questions.listing(access, assembly=second)] == ["Bruno Tilleul"]
        other = planned(world, day=date(2026, 6, 12))
        assert questions.listing(access, assembly=other) == []
