"""Periods of ownership: gaps, merging, fractions, votes."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koprogo.condominiums.rules import ownership
from koprogo.condominiums.rules.ownership import Period, fractions_sum_to_one, gaps, may_vote, merged

START = date(2026, 1, 1)


def days(first: int, last: int | None) -> Period:
    return Period(START + timedelta(first), None if last is None else START + timedelta(last))


@pytest.mark.parametrize(
    ("periods", "until", "found"),
    [
        ([], 30, []),
        ([days(0, None)], 30, []),
        ([days(0, 10), days(10, None)], 30, []),
        ([days(0, 10), days(12, None)], 30, [days(10, 12)]),
        ([days(0, 10)], 30, [days(10, 31)]),
        ([days(0, 31)], 30, []),
        ([days(0, 30)], 30, [days(30, 31)]),
        ([days(0, 10), days(40, None)], 30, [days(10, 31)]),
        ([days(0, 40), days(50, None)], 30, []),
    ],
)
def test_gaps(periods: list[Period], until: int, found: list[Period]) -> None:
    assert gaps(periods, until=START + timedelta(until)) == found


@st.composite
def several(draw: st.DrawFn) -> list[Period]:
    bounds = sorted(draw(st.sets(st.integers(0, 60), min_size=2, max_size=12)))
    pairs = list(zip(bounds[::2], bounds[1::2], strict=False))
    found = [days(first, last) for first, last in pairs]
    return [*found[:-1], days(pairs[-1][0], None)] if draw(st.booleans()) else found


@given(several(), st.integers(0, 80))
def test_each_day_is_held_or_in_a_gap_never_both(periods: list[Period], until: int) -> None:
    holes = gaps(periods, until=START + timedelta(until))
    first = (periods[0].starts_on - START).days
    for number in range(first, until + 1):
        day = START + timedelta(number)
        assert any(one.holds(day) for one in periods) != any(one.holds(day) for one in holes)


@given(st.lists(st.tuples(st.integers(0, 40), st.one_of(st.none(), st.integers(1, 20))), max_size=8))
def test_merging_keeps_the_days_and_leaves_no_touching_periods(rows: list[tuple[int, int | None]]) -> None:
    periods = [days(first, None if length is None else first + length) for first, length in rows]
    found = merged(periods)
    for number in range(70):
        day = START + timedelta(number)
        assert any(one.holds(day) for one in periods) == any(one.holds(day) for one in found)
    for before, after in pairwise(found):
        assert before.ends_on is not None and before.ends_on < after.starts_on


@pytest.mark.parametrize(
    ("parts", "whole"),
    [([(1, 2), (1, 2)], True), ([(1, 3)] * 3, True), ([(2, 3), (1, 2)], False), ([(1, 3), (1, 3)], False)],
)
def test_fractions(parts: list[tuple[int, int]], whole: bool) -> None:
    assert fractions_sum_to_one(parts) is whole


def test_several_vote_once_they_are_represented() -> None:
    assert may_vote(several=False, has_representative=False)
    assert may_vote(several=True, has_representative=True)
    assert not may_vote(several=True, has_representative=False)


@pytest.mark.parametrize(
    ("held", "reading"),
    [
        ([(2020, None)], []),
        ([(2020, 2026)], [(date(2026, 1, 1), date(2026, 1, 1) + ownership.SELLER_READS)]),
        ([(2020, 2026), (2022, None)], []),
        ([(2020, 2025), (2026, 2028)], [(date(2025, 1, 1), date(2026, 1, 1)), (date(2028, 1, 1), date(2029, 12, 31))]),
    ],
)
def test_a_seller_reads_their_account_for_two_years(
    held: list[tuple[int, int | None]], reading: list[tuple[date, date]]
) -> None:
    periods = [Period(date(start, 1, 1), date(end, 1, 1) if end else None) for start, end in held]
    assert [(one.starts_on, one.ends_on) for one in ownership.after_sale(periods)] == reading
