"""The published ways of changing a budget on the way, and the days of a year's calls."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koprogo.budgets.rules import plan
from koprogo.budgets.rules.plan import Method, Rhythm, UnusableDates
from koprogo.charges.rules.spread import of_step
from koprogo.testing import published

YEAR = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}


def cents(euros: list[int]) -> list[int]:
    return [100 * one for one in euros]


@pytest.mark.parametrize(("case", "method"), [("fmt-A-keep-called", Method.KEEP), ("fmt-B-catch-up", Method.CATCH_UP)])
def test_fmt_a_and_b(case: str, method: Method) -> None:
    found = published.charges(case)
    given_ = found["inputs"]
    called = cents(given_["called"])
    left = plan.remaining(method, called=called, new_cents=given_["budget_new"] * 100, steps=given_["calls"])
    assert left == cents(found["published"]["remaining"])
    assert sum(called) + sum(left) == found["published"]["fund_request_total"] * 100


def test_fmt_c_retroactive() -> None:
    found = published.charges("fmt-C-retroactive")
    called = cents(found["published"]["reverse"])
    anew = plan.remaining(Method.RETROACTIVE, called=called, new_cents=found["inputs"]["budget_new"] * 100, steps=4)
    assert anew == cents(found["published"]["new_calls"])


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.integers(1, 12), st.data())
def test_only_keeping_what_was_called_leaves_the_new_budget_unmet(
    old: int, new: int, steps: int, data: st.DataObject
) -> None:
    done = data.draw(st.integers(0, steps - 1))
    called = [of_step(old, step, steps) for step in range(1, done + 1)]
    caught = plan.remaining(Method.CATCH_UP, called=called, new_cents=new, steps=steps)
    assert sum(called) + sum(caught) == new and len(caught) == steps - done
    assert sum(plan.remaining(Method.RETROACTIVE, called=called, new_cents=new, steps=steps)) == new
    kept = plan.remaining(Method.KEEP, called=called, new_cents=new, steps=steps)
    assert sum(kept) == new - sum(of_step(new, step, steps) for step in range(1, done + 1))


@pytest.mark.parametrize(
    ("rhythm", "count", "second"),
    [
        (Rhythm.MONTHLY, 12, (date(2026, 2, 15), date(2026, 2, 1), date(2026, 2, 28))),
        (Rhythm.QUARTERLY, 4, (date(2026, 4, 15), date(2026, 4, 1), date(2026, 6, 30))),
    ],
)
def test_days_of_the_year(rhythm: Rhythm, count: int, second: tuple[date, date, date]) -> None:
    found = plan.dates(rhythm, **YEAR, day=15)
    assert len(found) == count
    assert (found[1].due_on, found[1].period_from, found[1].period_to) == second
    assert found[0].period_from == date(2026, 1, 1) and found[-1].period_to == date(2026, 12, 31)


def test_a_year_that_starts_in_july_and_a_day_that_february_lacks() -> None:
    found = plan.dates(Rhythm.QUARTERLY, starts_on=date(2026, 7, 1), ends_on=date(2027, 6, 30), day=31)
    assert [one.due_on for one in found] == [
        date(2026, 7, 31),
        date(2026, 10, 31),
        date(2027, 1, 31),
        date(2027, 4, 30),
    ]
    months = plan.dates(Rhythm.MONTHLY, **YEAR, day=31)
    assert months[1].due_on == date(2026, 2, 28)
    assert len(plan.dates(Rhythm.YEARLY, **YEAR, day=1)) == 1


@pytest.mark.parametrize(
    "days",
    [[], [date(2026, 3, 1)] * 2, [date(2025, 12, 31)], [date(2027, 1, 1)], [date(2026, 1, n) for n in range(1, 26)]],
)
def test_days_of_ones_own_lie_in_the_year_and_differ(days: list[date]) -> None:
    with pytest.raises(UnusableDates):
        plan.custom(days, **YEAR)


def test_days_of_ones_own_come_in_their_order() -> None:
    days = [date(2026, 9, 1), date(2026, 2, 1)]
    assert [one.due_on for one in plan.custom(days, **YEAR)] == [date(2026, 2, 1), date(2026, 9, 1)]


def test_twelve_provisional_months_make_the_year() -> None:
    assert [plan.twelfth(900_000, 1), plan.twelfth(900_001, 12)] == [75_000, 75_000]
    assert sum(plan.twelfth(900_001, month) for month in range(1, 13)) == 900_001


def test_when_a_step_is_written_and_due() -> None:
    today = date(2026, 3, 1)
    assert plan.is_time(date(2026, 3, 31), today) and not plan.is_time(date(2026, 4, 1), today)
    assert plan.due_day(date(2026, 3, 20), today) == date(2026, 3, 20)
    assert plan.due_day(date(2026, 2, 1), today) == date(2026, 3, 16)
