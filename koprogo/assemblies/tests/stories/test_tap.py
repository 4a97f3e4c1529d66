"""One tap of one owner: it reads what is around that owner, and that is what the whole room says too."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from koprogo.assemblies.models import Proxy
from koprogo.assemblies.operations import attend, extraordinary, proxies, session, vote
from koprogo.assemblies.operations.proxies import Mandate
from koprogo.assemblies.operations.vote import NotThere
from koprogo.assemblies.queries import held as holdings
from koprogo.assemblies.queries import phone
from koprogo.assemblies.queries import room as rooms
from koprogo.assemblies.rules.mandates import NotTheRepresentative
from koprogo.assemblies.rules.proxies import Reason
from koprogo.assemblies.rules.session import asks_every
from koprogo.assemblies.rules.unanimity import Choice
from koprogo.assemblies.tests.stories import gathering
from koprogo.assemblies.tests.stories.gathering import Gathering
from koprogo.condominiums.operations import ownerships
from koprogo.kernel.refusals import NotFound
from koprogo.platform import boundary
from koprogo.platform.access import Access
from koprogo.testing import tilleuls
from koprogo.testing.counting import statements

pytestmark = pytest.mark.django_db
OWNERS = ("Alice", "Bruno", "Chloé", "David", "Eve", "Greta", "Ines")


def access_of(found: Gathering, name: str) -> Access:
    return tilleuls.access_of(found.built, name, now=gathering.OPENS)


def same(found: Gathering) -> None:
    """What each owner's phone reads is what the room says of them."""
    room = rooms.room(found.secretary, assembly=found.assembly)
    for name in OWNERS:
        access = access_of(found, name)
        own = {str(one) for one in access.party_ids}
        held = holdings.held(access, assembly=found.assembly)
        around = [one for one in room.hands.portions if own & {one.mandator, one.holder}]
        assert sorted(held.portions, key=str) == sorted(around, key=str), name
        assert held.suspended == any(one.suspended for one in room.voters if one.key in own), name
        others = {room.names[one.holder] for one in around if one.mandator in own and one.holder not in own}
        assert set(held.represented_by) == others, name


def outside(found: Gathering, mandator: str, name: str) -> Proxy:
    row = gathering.give(found.built, found.assembly, mandator, "Alice")
    Proxy.objects.filter(id=row.id).update(revoked_at=gathering.OPENS)
    return Proxy.objects.create(
        org_id=row.org_id,
        assembly=found.assembly,
        mandator_id=found.party(mandator),
        holder_name=name,
        scope=Proxy.Scope.GENERAL,
        channel=Proxy.Channel.PAPER,
        given_on=gathering.HELD_ON,
        given_at=gathering.OPENS + timedelta(minutes=5),
    )


def test_a_phone_reads_of_its_owner_what_the_room_says() -> None:
    found = gathering.opened()
    give, secretary = gathering.give, found.secretary
    with boundary.within(found.built.org.id):
        same(found)
        outside(found, "Ines", "Maître Roche")
        same(found)
        attend.arrive(secretary, assembly_id=found.assembly.id, name="maître  Roche")
        assert holdings.held(access_of(found, "Ines"), assembly=found.assembly).represented_by == ("Maître Roche",)
        same(found)
        Proxy.objects.filter(holder__isnull=True).update(revoked_at=gathering.OPENS)
        for mandator in ("Ines", "Eve / Frank", "Greta / Hugo"):
            give(found.built, found.assembly, mandator, "Alice")
        same(found)  # four to Alice: the tenth of all votes is asked
        attend.leave(secretary, assembly_id=found.assembly.id, party_id=found.party("Eve / Frank"))
        attend.leave(secretary, assembly_id=found.assembly.id, party_id=found.party("Alice"))
        same(found)


def test_a_tap_reads_a_handful_of_rows_and_counts_nobody() -> None:
    found = gathering.opened()
    item = found.items[1]
    with boundary.within(found.built.org.id):
        session.open_item(found.secretary, item_id=item.id)
        with statements() as ran:
            vote.cast(access_of(found, "David"), item_id=item.id, party_id=found.party("David"), choice=Choice.FOR)
        assert len(ran) == 12, "item, assembly, turn, whose, proxies?, roll, list, exclusions, ballots, two rows"
        with statements() as carrying:
            vote.cast(access_of(found, "Alice"), item_id=item.id, party_id=found.party("Bruno"), choice=Choice.FOR)
        assert len(carrying) == len(ran) + 2, "the proxies themselves, and who is syndic"


def test_of_several_owners_the_one_designated_in_writing_votes() -> None:
    found = gathering.opened()
    item, both = found.items[1], found.party("Eve / Frank")
    eve, frank = access_of(found, "Eve"), access_of(found, "Frank")
    with boundary.within(found.built.org.id):
        session.open_item(found.secretary, item_id=item.id)
        assert phone.paper(frank, assembly=found.assembly).represented_by == ("Eve Tilleul",)
        with pytest.raises(NotTheRepresentative):
            vote.cast(frank, item_id=item.id, party_id=both, choice=Choice.AGAINST)
        with pytest.raises(NotTheRepresentative):
            proxies.give(frank, number=found.assembly.number, party_id=both, mandate=Mandate(holder_name="Zoé"))
        with pytest.raises(NotTheRepresentative):
            extraordinary.begin(frank, title="Toiture", text="Réparer la toiture.")
        asked = extraordinary.begin(eve, title="Toiture", text="Réparer la toiture.")
        with pytest.raises(NotFound):
            extraordinary.unsign(frank, request_id=asked.id)
        vote.cast(eve, item_id=item.id, party_id=both, choice=Choice.FOR)
        given = gathering.give(found.built, found.assembly, "Eve / Frank", "Alice")
        with pytest.raises(NotTheRepresentative):
            proxies.take_back(frank, proxy_id=given.id)
        assert proxies.take_back(eve, proxy_id=given.id).revoked_at is not None


def test_a_phone_is_painted_anew_for_its_own_sake_only() -> None:
    found = gathering.opened()
    item = found.items[1]
    with boundary.within(found.built.org.id):
        session.open_item(found.secretary, item_id=item.id)
        alice, chloe = access_of(found, "Alice"), access_of(found, "Chloé")

        def seen() -> tuple[str, str]:
            versions = [phone.version(one, assembly=found.assembly) for one in (alice, chloe)]
            return versions[0], versions[1]

        first = seen()
        vote.cast(access_of(found, "David"), item_id=item.id, party_id=found.party("David"), choice=Choice.FOR)
        assert seen() == first, "David's ballot is David's"
        attend.arrive(found.secretary, assembly_id=found.assembly.id, party_id=found.party("Ines"))
        second = seen()
        assert second[0] != first[0] and second[1] == first[1], "Alice carries a proxy: who comes may matter to her"
        vote.record(found.secretary, item_id=item.id, choices=found.choices(Bruno="for"))
        assert seen()[0] != second[0] and seen()[1] == second[1], "Alice carries Bruno's vote"
        session.close_item(found.secretary, item_id=item.id)
        assert not set(seen()) & {*first, *second}


def test_who_sold_before_the_assembly_votes_and_carries_nothing_as_an_owner() -> None:
    found = gathering.opened()
    access, day = replace(found.secretary, now=gathering.OPENS), date(2026, 6, 9)
    with boundary.within(found.built.org.id):
        gathering.give(found.built, found.assembly, "Ines", "Bruno")
        ownerships.transfer_lot(access, lot_id=found.built.lots["B"], party_id=found.party("David"), on=day)
        room = rooms.room(access, assembly=found.assembly)
        refused = {one.mandator_name: one.refused for one in room.proxies}
        assert refused == {"Bruno Tilleul": Reason.NO_LONGER_OWNER, "Ines Tilleul": Reason.ABSENT_HOLDER}
        same(found)
        item = found.items[1]
        session.open_item(access, item_id=item.id)
        with pytest.raises(NotThere):
            vote.cast(access_of(found, "Alice"), item_id=item.id, party_id=found.party("Bruno"), choice=Choice.FOR)
        attend.arrive(access, assembly_id=found.assembly.id, name="Bruno")
        assert rooms.room(access, assembly=found.assembly).light(str(found.party("Ines"))) == "proxy"


def test_large_halls_ask_less_often() -> None:
    assert [asks_every(owners) for owners in (0, 12, 100, 101, 300)] == [3, 3, 3, 6, 9]
