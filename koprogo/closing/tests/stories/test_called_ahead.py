"""A call of December for January: its provisions are an income of next year, in the books and in the settlements."""

from datetime import date

import pytest

from koprogo.charges.rules.calls import CallKind
from koprogo.closing.operations import accruals
from koprogo.closing.queries import accruals as queries
from koprogo.closing.queries import year as years
from koprogo.closing.rules.accruals import Kind
from koprogo.ledger.queries import accounts, self_check
from koprogo.ledger.rules.roles import AccountRole as R
from koprogo.platform import boundary
from koprogo.settlements.queries import preview
from koprogo.settlements.rules.period import Span
from koprogo.settlements.tests import world as settled
from koprogo.settlements.tests.world import END, START, World

pytestmark = pytest.mark.django_db
NEXT = Span(date(2026, 1, 1), date(2026, 3, 31))
JANUARY = (date(2026, 1, 1), date(2026, 1, 31))


@pytest.fixture
def world() -> World:
    return settled.build()


def proposed(world: World) -> list[tuple[str, Kind, int]]:
    year = years.plain(world.access, code="2025")
    found = queries.proposals(world.access, year_id=year.id, starts_on=START, ends_on=END)
    return [(one.source, one.kind, one.cents) for one in found]


def income(world: World, on: date) -> int:
    return accounts.role_balance(world.access, role=R.PROVISIONS, until=on)


def deducted(world: World, days: Span) -> int:
    return preview.prepare(world.access, period=days).gathered.called_cents


def test_a_call_for_the_next_year_is_moved_there_and_deducted_there(world: World) -> None:
    access = world.access
    with boundary.within(world.org.id):
        settled.opened(world)
        world.call(CallKind.PROVISION, 900_000, on=date(2025, 3, 1), days=(START, END))
        world.call(CallKind.PROVISION, 75_000, on=date(2025, 12, 1), days=JANUARY)
        world.cost("6105", 10_000, on=date(2025, 6, 1))
        world.cost("6105", 10_000, on=date(2026, 2, 1))
        assert deducted(world, Span(START, END)) == 900_000, "January is left for the settlement of its days"
        assert deducted(world, NEXT) == 0
        [(source, kind, cents)] = proposed(world)
        assert (source[:5], kind, cents) == ("call:", Kind.DEFERRED_INCOME, 75_000)

        row = accruals.book(access, year="2025", source=source)
        assert proposed(world) == []
        assert income(world, END) == -900_000
        assert accounts.role_balance(access, role=R.DEFERRED_INCOME, until=END) == -75_000
        assert accounts.role_balance(access, role=R.DEFERRED_INCOME, until=JANUARY[0]) == 0
        assert deducted(world, Span(START, END)) == 900_000
        assert deducted(world, NEXT) == 75_000
        lots = preview.prepare(access, period=NEXT).gathered.facts.called
        assert sum(one.cents for one in lots) == 75_000 and len(lots) == 8, "lot by lot, as the call asked it"

        accruals.undo(access, year="2025", number=row.sequence)
        assert income(world, END) == -975_000
        assert proposed(world) == [(source, kind, cents)]
        assert (deducted(world, Span(START, END)), deducted(world, NEXT)) == (900_000, 0)
        assert self_check.problems(access) == []


def test_a_call_for_days_on_both_sides_stays_where_it_was_sent(world: World) -> None:
    with boundary.within(world.org.id):
        settled.opened(world)
        world.call(CallKind.PROVISION, 75_000, on=date(2025, 12, 1), days=(date(2025, 12, 15), date(2026, 3, 14)))
        assert proposed(world) == []
        assert deducted(world, Span(START, END)) == 75_000
