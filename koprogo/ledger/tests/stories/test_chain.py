"""The chain over sealed entries: it grows with every posting, and nothing of it is changed by the application."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import ProgrammingError, transaction

from koprogo.condominiums.queries import keys as key_queries
from koprogo.ledger.models import ChainHead, ChainLink, Entry
from koprogo.ledger.operations import chain, entries
from koprogo.ledger.operations.entries import Draft, Line, Voucher
from koprogo.ledger.queries import chain as queries
from koprogo.ledger.queries import self_check
from koprogo.ledger.rules.allocation import Allocation
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.roles import AccountRole as R
from koprogo.ledger.tests import world as worlds
from koprogo.ledger.tests.world import World
from koprogo.testing.counting import statements

pytestmark = pytest.mark.django_db
TWO = (Line(100, R.BANK_CURRENT), Line(-100, R.INTEREST))


def drafts(world: World, count: int) -> list[Draft]:
    """Entries of several kinds: owners, lots, costs with who bears them."""
    found = []
    keys = key_queries.all(world.syndic, on=worlds.DAY)
    for place in range(1, count + 1):
        shared = Allocation(
            key_id=keys[0].key_id,
            occupant_percent=place,
            period_from=date(2026, 1, 1),
            exempt=frozenset(list(world.parties.values())[: place % 3]),
        )
        lines = [
            Line(place, role=R.BANK_CHARGES, allocation=shared, label=f"été {place}"),
            Line(2 * place, role=R.OWNERS_CHARGES, party_id=world.parties["Alice"], lot_id=world.lot_id),
            Line(-3 * place, role=R.SUPPLIERS),
        ]
        voucher = Voucher("manual", UUID(int=place), f"Pièce n° {place}")
        found.append(Draft(JournalKind.MISCELLANEOUS, worlds.DAY, f"Écriture « {place} »", lines, voucher))
    return found


def faults(world: World) -> list[tuple[str, object]]:
    return [(one.code, one.facts.get("entry", one.facts.get("position"))) for one in queries.findings(world.syndic)]


@pytest.fixture
def world() -> World:
    world = worlds.build()
    with world.inside():
        entries.post_many(world.syndic, drafts=drafts(world, 5))
        reversed_entry = Entry.objects.get(number=2)
        entries.reverse(world.syndic, entry_id=reversed_entry.id, on=worlds.DAY, label="Annulation")
        chain.seal_day(world.syndic)
    return world


def test_each_entry_is_one_link_in_the_order_of_sealing(world: World) -> None:
    with world.inside():
        world.post(*TWO)
        links = ChainLink.objects.order_by("position").select_related("entry")
        assert [row.position for row in links] == list(range(1, 8))
        assert [row.entry.number for row in links] == [1, 2, 3, 4, 5, 6, 7]
        assert len({row.hash for row in links}) == 7
        assert self_check.problems(world.syndic) == []


def test_two_buildings_have_two_chains(world: World) -> None:
    other = worlds.build("les-erables")
    with other.inside():
        other.post(*TWO)
        assert [row.position for row in ChainLink.objects.all()] == [1]
        assert queries.findings(other.syndic) == []


def test_a_batch_that_is_refused_leaves_no_link(world: World) -> None:
    with world.inside():
        with pytest.raises(entries.UnbalancedEntry), transaction.atomic():
            entries.post(
                world.syndic,
                journal=JournalKind.MISCELLANEOUS,
                on=worlds.DAY,
                label="x",
                lines=[Line(1, R.CASH), Line(-2, R.INTEREST)],
                voucher=Voucher("manual", None, "x"),
            )
        world.post(*TWO)
        assert queries.end(world.syndic).position == 7
        assert faults(world) == []


def test_a_head_a_day_and_none_when_nothing_moved(world: World) -> None:
    with world.inside():
        assert ChainHead.objects.count() == 1
        assert chain.seal_day(world.syndic) is None
        tomorrow = replace(world.syndic, now=world.syndic.now + timedelta(days=1))
        assert chain.seal_day(tomorrow) is None, "nothing was written since"
        world.post(*TWO)
        assert chain.seal_day(world.syndic) is None, "the day has its head"
        head = chain.seal_day(tomorrow)
        assert head is not None and (head.position, head.hash) == (7, queries.end(world.syndic).hash)
        assert faults(world) == []


def test_the_application_can_neither_change_nor_remove_a_link(world: World) -> None:
    acts: tuple[Callable[[], object], ...] = (
        lambda: ChainLink.objects.update(hash="0" * 64),
        lambda: ChainLink.objects.all()._raw_delete("default"),
        lambda: ChainHead.objects.update(position=1),
        lambda: ChainHead.objects.all()._raw_delete("default"),
    )
    with world.inside():
        for act in acts:
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                act()


def test_the_proof_costs_the_same_however_many_entries(world: World) -> None:
    def cost() -> int:
        with world.inside(), statements() as found:
            queries.findings(world.syndic)
        return len(found)

    few = cost()
    with world.inside():
        entries.post_many(world.syndic, drafts=drafts(world, 60))
    assert cost() == few <= 9
