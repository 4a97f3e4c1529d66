"""Fiscal years: twelve months, cut where a neighbour stands, never before a closed one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koprogo.ledger.rules.years import PeriodClosed, Span, booking_day, code_for, year_around

DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("on", "month", "starts_on", "ends_on"),
    [
        (date(2026, 1, 1), 1, date(2026, 1, 1), date(2026, 12, 31)),
        (date(2026, 12, 31), 1, date(2026, 1, 1), date(2026, 12, 31)),
        (date(2026, 6, 30), 7, date(2025, 7, 1), date(2026, 6, 30)),
        (date(2026, 7, 1), 7, date(2026, 7, 1), date(2027, 6, 30)),
        (date(2024, 2, 29), 3, date(2023, 3, 1), date(2024, 2, 29)),
    ],
)
def test_twelve_months(on: date, month: int, starts_on: date, ends_on: date) -> None:
    assert year_around(on, starts_month=month, taken=[]) == Span(starts_on, ends_on)


def test_a_short_year_beside_another_month() -> None:
    taken = [Span(date(2025, 1, 1), date(2025, 12, 31))]
    assert year_around(date(2026, 2, 1), starts_month=7, taken=taken) == Span(date(2026, 1, 1), date(2026, 6, 30))
    assert year_around(date(2024, 9, 1), starts_month=7, taken=taken) == Span(date(2024, 7, 1), date(2024, 12, 31))


def test_nothing_before_a_closed_year() -> None:
    taken = [Span(date(2025, 1, 1), date(2025, 12, 31), closed=True)]
    with pytest.raises(PeriodClosed):
        year_around(date(2024, 12, 31), starts_month=1, taken=taken)
    assert year_around(date(2026, 1, 1), starts_month=1, taken=taken).starts_on == date(2026, 1, 1)


def test_codes_stay_apart() -> None:
    span = Span(date(2026, 7, 1), date(2026, 12, 31))
    assert code_for(span, taken=[]) == "2026"
    assert code_for(span, taken=["2026", "2026b"]) == "2026c"


@given(days=st.lists(DAYS, max_size=8), months=st.lists(st.integers(1, 12), min_size=8, max_size=8))
def test_years_never_overlap_and_hold_their_day(days: list[date], months: list[int]) -> None:
    taken: list[Span] = []
    for on, month in zip(days, months, strict=False):
        if any(span.starts_on <= on <= span.ends_on for span in taken):
            continue
        made = year_around(on, starts_month=month, taken=taken)
        assert made.starts_on <= on <= made.ends_on
        assert made.ends_on - made.starts_on <= timedelta(days=365)
        assert all(made.ends_on < span.starts_on or span.ends_on < made.starts_on for span in taken)
        taken.append(made)


@pytest.mark.parametrize(
    ("on", "over", "settled_to", "booked"),
    [
        (date(2026, 2, 28), [], None, date(2026, 2, 28)),
        (date(2025, 12, 31), [date(2025, 12, 31)], None, date(2026, 5, 2)),  # the last day of a closed year
        (date(2026, 1, 1), [date(2025, 12, 31)], None, date(2026, 1, 1)),  # the first day after it
        (date(2024, 2, 29), [date(2025, 12, 31)], None, date(2026, 5, 2)),
        (date(2026, 3, 31), [], date(2026, 3, 31), date(2026, 5, 2)),  # the last day that was settled
        (date(2026, 4, 1), [], date(2026, 3, 31), date(2026, 4, 1)),
        (date(2026, 6, 1), [date(2026, 12, 31)], None, date(2026, 6, 1)),  # dated ahead: never brought forward
    ],
)
def test_a_document_is_booked_on_its_day_while_that_day_is_free(
    on: date, over: list[date], settled_to: date | None, booked: date
) -> None:
    assert booking_day(on, today=date(2026, 5, 2), over=over, settled_to=settled_to) == booked
