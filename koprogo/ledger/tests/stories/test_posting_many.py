"""Many entries at once: numbered in order, all or none, at the price of one."""

from datetime import date

import pytest
from django.db import transaction

from koprogo.kernel.refusals import NotFound
from koprogo.ledger.models import Entry, FiscalYear, Posting
from koprogo.ledger.operations import entries
from koprogo.ledger.operations.entries import Draft, Line, Voucher
from koprogo.ledger.queries import self_check
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.roles import AccountRole as R
from koprogo.ledger.tests import world as worlds
from koprogo.ledger.tests.world import World
from koprogo.testing.counting import statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return worlds.build()


def draft(
    cents: int = 100, *, on: date = worlds.DAY, journal: JournalKind = JournalKind.MISCELLANEOUS, role: R = R.INTEREST
) -> Draft:
    lines = [Line(cents, R.CASH), Line(-cents, role)]
    return Draft(journal, on, f"Écriture {cents}", lines, Voucher("manual", None, "Pièce"))


def test_each_series_counts_in_the_order_given(world: World) -> None:
    with world.inside():
        world.post(*draft().lines)
        drafts = [
            draft(1),
            draft(2, on=date(2027, 2, 1)),
            draft(3, journal=JournalKind.PURCHASES),
            draft(4),
            draft(5, on=date(2027, 1, 1)),
        ]
        written = entries.post_many(world.syndic, drafts=drafts)
        found = [(row.journal.code, row.fiscal_year.code, row.number) for row in written]
        assert found == [("OD", "2026", 2), ("OD", "2027", 1), ("ACH", "2026", 1), ("OD", "2026", 3), ("OD", "2027", 2)]
        assert [row.postings.get(position=1).amount_cents for row in written] == [1, 2, 3, 4, 5]
        assert not Entry.objects.filter(sealed_at__isnull=True).exists()
        assert entries.post_many(world.syndic, drafts=[]) == []
        assert self_check.problems(world.syndic) == []


def test_the_number_of_statements_does_not_grow(world: World) -> None:
    def cost(count: int) -> tuple[int, int]:
        with world.inside():
            with statements() as posted:
                written = entries.post_many(world.syndic, drafts=[draft(1 + place) for place in range(count)])
            labels = {row.id: "Annulation" for row in written}
            with statements() as undone:
                entries.reverse_many(world.syndic, labels=labels, on=worlds.DAY)
        return len(posted), len(undone)

    cost(1)
    posted, undone = cost(1)
    assert (posted, undone) == cost(200)
    # Of these, two link each batch into the chain; a reversal takes the chain's lock first.
    assert posted <= 10 and undone <= 14


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        (
            Draft(JournalKind.MISCELLANEOUS, worlds.DAY, "x", [Line(5, R.CASH)], Voucher("m", None, "x")),
            entries.EmptyEntry,
        ),
        (draft(7, on=date(2025, 6, 1)), entries.PeriodClosed),
        (draft(7, journal=JournalKind.BANK), entries.UnknownJournal),
        (draft(7, role=R.OWNERS_CHARGES), entries.PartyMissing),
    ],
)
def test_one_that_is_refused_refuses_all(world: World, wrong: Draft, refusal: type[Exception]) -> None:
    with world.inside():
        FiscalYear.objects.filter(id=world.post(*draft().lines, on=date(2025, 6, 1)).fiscal_year_id).update(
            state=FiscalYear.State.CLOSED
        )
        with pytest.raises(refusal), transaction.atomic():
            entries.post_many(world.syndic, drafts=[draft(1), wrong, draft(2)])
        assert Entry.objects.count() == 1
        assert entries.post_many(world.syndic, drafts=[draft(1)])[0].number == 1


def test_mirrors_are_all_or_none(world: World) -> None:
    with world.inside():
        first, second = entries.post_many(world.syndic, drafts=[draft(1), draft(2)])
        stranger = world.org.id
        with pytest.raises(NotFound), transaction.atomic():
            entries.reverse_many(world.syndic, labels={first.id: "x", stranger: "x"}, on=worlds.DAY)
        written = entries.reverse_many(world.syndic, labels={second.id: "deux", first.id: "un"}, on=worlds.DAY)
        found = [
            (written[row.id].number, written[row.id].label, written[row.id].reverses_id) for row in (second, first)
        ]
        assert found == [(3, "deux", second.id), (4, "un", first.id)]
        mirrored = Posting.objects.filter(entry=written[second.id]).order_by("position")
        assert list(mirrored.values_list("amount_cents", flat=True)) == [-2, 2]
        with pytest.raises(entries.AlreadyReversed), transaction.atomic():
            entries.reverse_many(world.syndic, labels={first.id: "x"}, on=worlds.DAY)
        with pytest.raises(entries.CounterEntry):
            entries.reverse_many(world.syndic, labels={written[first.id].id: "x"}, on=worlds.DAY)
