"""From a date to an agenda: what the law puts on it, what owners ask in time or too late, what it costs each lot."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import ProgrammingError, transaction

from koprogo.assemblies.models import AgendaItem, Assembly
from koprogo.assemblies.operations import items, parts, plan, propose
from koprogo.assemblies.operations.items import ItemFacts
from koprogo.assemblies.operations.propose import Proposal
from koprogo.assemblies.queries import agenda, assemblies, proposals
from koprogo.assemblies.rules.agenda import ItemState, NothingProposed, Origin, ReasonMissing, RequestState
from koprogo.assemblies.rules.calendar import NoticeTooShort
from koprogo.assemblies.rules.majorities import Majority
from koprogo.assemblies.rules.planning import DayPassed, NoSecondSession, SessionTooEarly
from koprogo.assemblies.rules.states import Kind, NotNow, Session, State
from koprogo.assemblies.rules.subjects import ClauseMissing, Subject
from koprogo.assemblies.tests.stories import world as worlds
from koprogo.assemblies.tests.stories.world import on, owner, planned, without_quorum
from koprogo.kernel.refusals import NotAllowed
from koprogo.platform import boundary
from koprogo.testing.counting import statements
from koprogo.testing.tilleuls import Tilleuls

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Tilleuls:
    return worlds.build()


def titles(world: Tilleuls, row: Assembly, state: ItemState = ItemState.LISTED) -> list[str]:
    return [one.title for one in agenda.items(world.syndic_access, assembly=row) if one.state is state]


def test_an_ordinary_assembly_begins_with_the_items_of_the_law(world: Tilleuls) -> None:
    with boundary.within(world.org.id):
        row = planned(world)
        found = agenda.items(world.syndic_access, assembly=row)
        assert len(found) == 8  # eight lots: no council, so no election to it
        assert [one.subject for one in found][:3] == [Subject.OTHER, Subject.ACCOUNTS, Subject.DISCHARGE]
        assert {one.origin for one in found if not one.practice} == {Origin.LEGAL}
        assert [one.title for one in found if one.practice] == ["Décharge au syndic"]
        assert all(one.required.majority is Majority.ABSOLUTE for one in found if one.required)
        marks = {tick.mark.code: tick.mark.on for tick in assemblies.clock(row, today=row.held_on)}
    assert marks["request_limit"] == date(2026, 5, 11)
    assert marks["notice_limit"] == date(2026, 5, 26)
    assert marks["challenge_until"] == date(2026, 10, 10)


def test_an_item_is_asked_in_time_or_stays_listed_as_late(world: Tilleuls) -> None:
    bikes, paint = Proposal("Vélos", "Placer deux arceaux"), Proposal("Hall", "Repeindre le hall")
    with boundary.within(world.org.id):
        row = planned(world)
        in_time = propose.propose(owner(world, "Chloé", date(2026, 5, 11)), proposal=bikes)
        late = propose.propose(owner(world, "Bruno", date(2026, 5, 12)), proposal=paint)
        assert (in_time.state, late.state) == (RequestState.LISTED, RequestState.LATE)
        assert titles(world, row)[-1] == "Vélos"
        assert titles(world, row, ItemState.LATE) == ["Hall"]
        # The next assembly takes it, by itself.
        following = planned(world, day=date(2027, 6, 10))
        assert titles(world, following)[-1] == "Hall"
        carried = AgendaItem.objects.get(org_id=world.org.id, assembly=following, title="Hall")
        assert carried.carried_from is not None and carried.carried_from.assembly_id == row.id
        assert titles(world, row, ItemState.LATE) == ["Hall"], "it stays where it was asked, with its reason"
        assert {one.title for one in proposals.listing(world.syndic_access)} == {"Vélos", "Hall"}


def test_what_an_owner_asked_in_time_only_its_author_takes_back(world: Tilleuls) -> None:
    with boundary.within(world.org.id):
        row = planned(world)
        chloe = owner(world, "Chloé")
        asked = propose.propose(chloe, proposal=Proposal("Vélos", "Placer deux arceaux"))
        item = AgendaItem.objects.get(org_id=world.org.id, request=asked)
        with pytest.raises(items.OwnersItem):
            items.withdraw(world.syndic_access, number=row.number, position=item.position, reason="Non")
        with pytest.raises(propose.NotYours):
            propose.take_back(owner(world, "Bruno"), request_id=asked.id)
        propose.take_back(chloe, request_id=asked.id)
        assert titles(world, row, ItemState.WITHDRAWN) == ["Vélos"]
        with pytest.raises(items.AuthorsChoice):
            items.list_again(world.syndic_access, number=row.number, position=item.position)


def test_the_syndic_as_such_proposes_nothing_and_an_owner_prepares_nothing(world: Tilleuls) -> None:
    with boundary.within(world.org.id):
        row = planned(world)
        with pytest.raises(NotAllowed):
            propose.propose(world.syndic_access, proposal=Proposal("A", "B"))
        with pytest.raises(NotAllowed):
            items.add(owner(world, "Chloé"), number=row.number, template="works")
        with pytest.raises(NothingProposed):
            propose.propose(owner(world, "Chloé"), proposal=Proposal("A", " "))


def test_works_cost_each_lot_to_the_cent_and_only_payers_may_decide(world: Tilleuls) -> None:
    access = world.syndic_access
    with boundary.within(world.org.id):
        row = planned(world)
        works = items.add(access, number=row.number, template="works")
        facts = ItemFacts(
            "Ascenseur",
            "L’assemblée modernise l’ascenseur.",
            subject=Subject.WORKS_COMMON,
            cost_cents=100_001,
            key_id=world.keys["lift"],
            payers_decide=True,
        )
        items.write(access, number=row.number, position=works.position, facts=facts)
        found = agenda.item(access, assembly=row, position=works.position)
        assert found.required is not None and found.required.majority is Majority.TWO_THIRDS
        costs = agenda.costs(access, items=[found], on=row.held_on)[found.item_id]
        assert sum(cost.cents for cost in costs) == 100_001
        assert {cost.lot for cost in costs} == set("CDEFGH"), "the ground floor has no part in the lift"
        assert agenda.mine({found.item_id: costs}, {world.parties["Chloé"]}) == {found.item_id: 21_429 + 21_429}
        wrong = ItemFacts("A", "B", subject=Subject.OTHER, payers_decide=True)
        with pytest.raises(items.KeyMissing):
            items.write(access, number=row.number, position=works.position, facts=wrong)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        (ItemFacts("A", "", subject=Subject.ACCOUNTS), NothingProposed),
        (ItemFacts("A", "B", subject=Subject.CONTRACT, statutes_majority=Majority.FOUR_FIFTHS), ClauseMissing),
        (
            ItemFacts(
                "A", "B", subject=Subject.SYNDIC_APPOINTMENT, term_from=date(2026, 7, 1), term_to=date(2029, 7, 1)
            ),
            items.TermTooLong,
        ),
    ],
)
def test_an_item_that_cannot_be_voted_so_is_refused(
    world: Tilleuls, facts: ItemFacts, refusal: type[Exception]
) -> None:
    with boundary.within(world.org.id):
        row = planned(world)
        with pytest.raises(refusal):
            items.write(world.syndic_access, number=row.number, position=2, facts=facts)


def test_three_years_to_the_day_and_a_stricter_clause_are_accepted(world: Tilleuls) -> None:
    facts = ItemFacts(
        "Mandat",
        "L’assemblée nomme.",
        subject=Subject.SYNDIC_APPOINTMENT,
        term_from=date(2026, 7, 1),
        term_to=date(2029, 6, 30),
        statutes_majority=Majority.TWO_THIRDS,
        statutes_clause="art. 22",
    )
    with boundary.within(world.org.id):
        row = planned(world)
        items.write(world.syndic_access, number=row.number, position=2, facts=facts)
        required = agenda.item(world.syndic_access, assembly=row, position=2).required
    assert required is not None and (required.majority, required.clause) == (Majority.TWO_THIRDS, "art. 22")


def test_items_change_places_and_leave_with_a_reason(world: Tilleuls) -> None:
    access = world.syndic_access
    with boundary.within(world.org.id):
        row = planned(world)
        before = titles(world, row)
        assert items.move(access, number=row.number, position=2, up=True) == 1
        assert titles(world, row) == [before[1], before[0], *before[2:]]
        assert items.move(access, number=row.number, position=1, up=True) == 1, "the first stays where it is"
        with pytest.raises(ReasonMissing):
            items.withdraw(access, number=row.number, position=3, reason=" ")
        items.withdraw(access, number=row.number, position=3, reason="Usage que nous ne suivons pas")
        assert titles(world, row, ItemState.WITHDRAWN) == [before[2]]
        items.list_again(access, number=row.number, position=3)
        assert len(titles(world, row)) == len(before)


def test_quotes_documents_and_exclusions_belong_to_their_item(world: Tilleuls) -> None:
    access = world.syndic_access
    with boundary.within(world.org.id):
        row = planned(world)
        here: dict[str, Any] = {"number": row.number, "position": 2}
        parts.add_quote(access, contractor="Dupont", amount_cents=200_000, **here)
        parts.add_quote(access, contractor="Martin", amount_cents=150_000, chosen=True, **here)
        parts.attach(access, data=b"%PDF-1.4\n", name="cahier.pdf", label="", **here)
        out = parts.exclude(access, party_id=world.parties["David"], reason="Son entreprise", **here)
        with pytest.raises(parts.ExcludedAlready):
            parts.exclude(access, party_id=world.parties["David"], reason="Encore", **here)
        found = agenda.item(access, assembly=row, position=2)
        assert [quote.contractor for quote in found.quotes] == ["Martin", "Dupont"], "the cheapest first"
        assert [document.label for document in found.documents] == ["cahier.pdf"]
        assert [one.name for one in found.exclusions] == ["David Tilleul"]
        parts.include(access, exclusion_id=out.id, **here)
        assert agenda.item(access, assembly=row, position=2).exclusions == ()
        with statements() as ran:
            agenda.items(access, assembly=row)
        assert len(ran) == 1


def test_days_that_the_law_would_have_otherwise(world: Tilleuls) -> None:
    with boundary.within(world.org.id):
        with pytest.raises(DayPassed):
            planned(world, day=date(2026, 4, 19))
        with pytest.raises(NoticeTooShort):
            planned(world, notice_days=14)
        outside = planned(world, day=date(2026, 9, 1))
        assert assemblies.fortnight_problem(outside) is not None, "said, not refused"
        assert planned(world, day=date(2026, 9, 1)).number == "2026-09-01-2"


def test_a_second_session_waits_fifteen_days_and_takes_the_agenda_over(world: Tilleuls) -> None:
    access = world.syndic_access
    with boundary.within(world.org.id):
        first = planned(world)
        parts.add_quote(access, number=first.number, position=2, contractor="Dupont", amount_cents=1)
        facts = plan.Plan(Kind.EXTRAORDINARY, date(2026, 6, 24), first.starts_at, first.place)
        with pytest.raises(NoSecondSession):
            plan.plan(access, facts=facts, session=Session.SECOND, follows=first)
        without_quorum(first)
        with pytest.raises(SessionTooEarly):
            plan.plan(access, facts=facts, session=Session.SECOND, follows=first)
        later = replace(facts, held_on=date(2026, 6, 25))
        second = plan.plan(access, facts=later, session=Session.SECOND, follows=first)
        assert titles(world, second) == titles(world, first) and second.kind == Kind.ORDINARY, "that of the first"
        assert agenda.item(access, assembly=second, position=2).quotes[0].contractor == "Dupont"
        for held in (first, second):
            with pytest.raises(NoSecondSession):
                plan.plan(access, facts=later, session=Session.SECOND, follows=held)
        plan.cancel(access, number=second.number, reason="Salle fermée")
        assert plan.plan(access, facts=later, session=Session.SECOND, follows=first).number == "2026-06-25-2"


def test_a_cancelled_assembly_lets_its_proposals_wait(world: Tilleuls) -> None:
    access = world.syndic_access
    with boundary.within(world.org.id):
        row = planned(world)
        propose.propose(owner(world, "Chloé"), proposal=Proposal("Vélos", "Placer deux arceaux"))
        cancelled = plan.cancel(access, number=row.number, reason="Salle fermée")
        assert cancelled.state == State.CANCELLED
        with pytest.raises(NotNow):
            items.add(access, number=row.number, template="works")
        again = planned(world, day=date(2026, 6, 11))
        assert titles(world, again)[-1] == "Vélos"


def test_no_item_can_be_deleted(world: Tilleuls) -> None:
    with boundary.within(world.org.id):
        row = planned(world)
        with pytest.raises(ProgrammingError), transaction.atomic():
            AgendaItem.objects.filter(org_id=world.org.id, assembly=row).delete()
        assert on(world.syndic_access, row.held_on).today == row.held_on
