"""What is billed: months at the price of their first day, what was lowered since, credits, reminders."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from koprogo.hosting.rules import bills
from koprogo.hosting.rules.bills import Every, LineKind, Priced

JANUARY = date(2026, 1, 1)


def year_at(*cents: int) -> list[Priced]:
    return [Priced(bills.months_after(JANUARY, place), price) for place, price in enumerate(cents)]


@pytest.mark.parametrize(
    ("since", "first"),
    [
        (date(2026, 1, 1), date(2026, 1, 1)),
        (date(2026, 1, 2), date(2026, 2, 1)),
        (date(2026, 12, 31), date(2027, 1, 1)),
        (date(2026, 12, 1), date(2026, 12, 1)),
    ],
)
def test_a_month_that_has_begun_is_a_gift(since: date, first: date) -> None:
    assert bills.begins(since) == first


def test_a_year_is_twelve_euros() -> None:
    (line,) = bills.lines_of(year_at(*[100] * 12))
    assert (line.cents, line.count, line.unit_cents) == (1_200, 12, 100)
    assert (line.from_on, line.to_on) == (JANUARY, date(2026, 12, 31))


def test_a_price_voted_for_july_makes_two_lines() -> None:
    lines = bills.lines_of(year_at(*[100] * 6, *[80] * 6))
    assert [(line.count, line.unit_cents, line.cents) for line in lines] == [(6, 100, 600), (6, 80, 480)]
    assert lines[1].from_on == date(2026, 7, 1)


def test_free_for_life_is_no_line_at_all() -> None:
    assert bills.lines_of(year_at(*[0] * 12)) == []


@pytest.mark.parametrize(
    ("every", "until", "count"),
    [
        (Every.YEAR, None, 12),
        (Every.MONTH, None, 1),
        (Every.YEAR, date(2026, 3, 1), 2),
        (Every.YEAR, date(2026, 3, 2), 3),
        (Every.MONTH, date(2026, 1, 1), 0),
    ],
)
def test_months_end_where_the_hosting_ends(every: Every, until: date | None, count: int) -> None:
    assert len(bills.months(JANUARY, every, until=until)) == count


def test_what_was_lowered_since_comes_off_and_a_rise_does_not() -> None:
    billed = year_at(*[100] * 12)
    now = {one.month: 80 if one.month >= date(2026, 7, 1) else 150 for one in billed}
    (line,) = bills.lowered(billed, now)
    assert (line.kind, line.count, line.unit_cents, line.cents) == (LineKind.LOWERED, 6, -20, -120)
    assert (line.from_on, line.to_on) == (date(2026, 7, 1), date(2026, 12, 31))
    assert bills.lowered(billed, {}) == []


@settings(suppress_health_check=[HealthCheck.too_slow])  # the clock of a busy machine is no fault of the rule
@given(st.lists(st.integers(0, 500), min_size=1, max_size=12))
def test_lines_sum_to_the_months(prices: list[int]) -> None:
    assert bills.total(bills.lines_of(year_at(*prices))) == sum(prices)


def test_a_credit_note_gives_back_what_is_left_at_most() -> None:
    bills.check_credit(200, billed_cents=1_200, credited_cents=1_000)
    with pytest.raises(bills.CreditTooLarge):
        bills.check_credit(201, billed_cents=1_200, credited_cents=1_000)
    with pytest.raises(bills.NothingToBill):
        bills.check_credit(0, billed_cents=1_200, credited_cents=0)


@pytest.mark.parametrize(
    ("today", "sent", "due"),
    [
        (date(2026, 2, 6), 0, None),
        (date(2026, 2, 7), 0, 1),
        (date(2026, 2, 20), 1, None),
        (date(2026, 3, 2), 1, 2),
        (date(2026, 3, 2), 0, 1),
        (date(2027, 3, 2), 2, None),
    ],
)
def test_two_reminders_one_after_the_other(today: date, sent: int, due: int | None) -> None:
    assert bills.reminder_due(date(2026, 1, 31), today, sent=sent) == due
