"""A sponsor's year: when it runs, when it is asked about, from when the next one counts."""

from datetime import date

import pytest

from koprogo.hosting.rules import gifts
from koprogo.hosting.rules.gifts import Kind, Year


def test_a_sponsor_has_a_year_and_nobody_else() -> None:
    assert gifts.year(Kind.SPONSOR, date(2028, 2, 29)) == Year(date(2028, 2, 29), date(2029, 2, 28))
    assert gifts.year(Kind.GRANT, date(2026, 1, 1)) is None
    assert gifts.year(Kind.DONATION, date(2026, 1, 1)) is None


@pytest.mark.parametrize(
    ("today", "runs", "over", "asked"),
    [
        (date(2025, 12, 31), False, False, False),
        (date(2026, 1, 1), True, False, False),
        (date(2026, 11, 1), True, False, False),
        (date(2026, 11, 2), True, False, True),
        (date(2026, 12, 31), True, False, True),
        (date(2027, 1, 1), False, True, True),
    ],
)
def test_when_it_runs_and_is_asked_about(today: date, runs: bool, over: bool, asked: bool) -> None:
    year = Year(date(2026, 1, 1), date(2027, 1, 1))
    assert (year.runs(today), year.over(today), today >= year.ask_on) == (runs, over, asked)


def test_the_next_year_has_no_gap_and_no_days_of_the_past() -> None:
    year = Year(date(2026, 1, 1), date(2027, 1, 1))
    assert gifts.next_from(year, date(2026, 11, 15)) == date(2027, 1, 1)
    assert gifts.next_from(year, date(2027, 3, 1)) == date(2027, 3, 1)


@pytest.mark.parametrize(
    ("delivered", "until"),
    [
        ([], None),
        ([date(2026, 5, 1)], date(2027, 5, 1)),
        ([date(2027, 3, 1), date(2026, 5, 1)], date(2028, 5, 1)),  # ordered ahead: nothing is lost
        ([date(2026, 5, 1), date(2027, 9, 1)], date(2028, 9, 1)),  # ordered late: it begins then
    ],
)
def test_a_condominium_sponsors_for_the_years_it_ordered(delivered: list[date], until: date | None) -> None:
    assert gifts.sponsor_until(delivered) == until
