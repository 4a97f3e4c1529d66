"""Figures of what a building did together: a table of cases by hand, and nobody in any of them."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from koprogo.neighbours.rules import effect
from koprogo.neighbours.rules.effect import Counted, Figure, Given, Help, Lent, Period

#: Five neighbours in a ring: each helps the next one for an hour and a quarter.
RING = [Help(5, one, (one + 1) % 5) for one in range(5)]
#: One object that goes round three neighbours, one of them twice.
ROUND = [Lent("drill", 0, 1), Lent("drill", 0, 2), Lent("drill", 0, 3), Lent("drill", 0, 1)]


@pytest.mark.parametrize(
    ("helps", "loans", "gifts", "figure", "value", "people", "shown"),
    [
        ([], [], [], Figure.HOURS, 0, 0, None),
        (RING, [], [], Figure.HOURS, 6, 5, 6),  # 25 quarters: 6 h 15, whole hours
        (RING[:3], [], [], Figure.HOURS, 3, 4, None),  # four people: held back
        ([Help(3, one, one + 1) for one in (0, 2, 4)][:1], [], [], Figure.HOURS, 0, 2, None),
        ([Help(400, 0, 1)] * 9, [], [], Figure.HOURS, 900, 2, None),  # much, but by two
        ([], ROUND, [], Figure.LOANS, 4, 4, None),
        ([], [*ROUND, Lent("tent", 4, 1)], [], Figure.LOANS, 5, 5, 5),
        ([], [*ROUND, Lent("tent", 4, 1)], [], Figure.SPARED, 4, 3, None),  # three borrowers only
        ([], [Lent("drill", 0, one) for one in (1, 2, 3, 4, 5, 5)], [], Figure.SPARED, 5, 5, 5),
        ([], [Lent("drill", 0, 1), Lent("saw", 0, 1)], [], Figure.SPARED, 2, 1, None),
        ([], [], [Given(0, 1), Given(0, 2), Given(3, 4)], Figure.GIFTS, 3, 5, 3),
        ([], [], [Given(0, 1), Given(0, 2), Given(0, 3)], Figure.GIFTS, 3, 4, None),
    ],
)
def test_a_figure_and_who_is_in_it(
    helps: list[Help],
    loans: list[Lent],
    gifts: list[Given],
    figure: Figure,
    value: int,
    people: int,
    shown: int | None,
) -> None:
    found = effect.counted(helps, loans, gifts)[figure]
    assert (found, found.shown) == (Counted(value, people), shown)


@pytest.mark.parametrize(
    ("today", "first", "until"),
    [
        (date(2026, 11, 26), date(2025, 11, 1), date(2026, 11, 1)),
        (date(2026, 12, 1), date(2025, 12, 1), date(2026, 12, 1)),
        (date(2026, 11, 30), date(2025, 11, 1), date(2026, 11, 1)),
        (date(2027, 1, 1), date(2026, 1, 1), date(2027, 1, 1)),
    ],
)
def test_whole_months_only(today: date, first: date, until: date) -> None:
    assert effect.period(today) == Period(first, until)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(1, 32), st.integers(0, 5), st.integers(6, 11)), max_size=12))
def test_less_than_five_never_show(rows: list[tuple[int, int, int]]) -> None:
    found = effect.counted([Help(*row) for row in rows], [], [])[Figure.HOURS]
    people = {one for _quarters, *both in rows for one in both}
    assert found.people == len(people)
    assert (found.shown is None) == (len(people) < 5 or sum(row[0] for row in rows) < 4)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], None),
        ([3, 4, 5, 6], None),  # four buildings
        ([3, 4, 5, 6, None], None),  # the fifth shows nothing itself: it neither counts nor adds
        ([3, 4, 5, 6, 7], (25, 5)),
        ([3, 4, 5, 6, 7, None], (25, 5)),
    ],
)
def test_together_needs_five_buildings(values: list[int | None], expected: tuple[int, int] | None) -> None:
    found = effect.together({Figure.HOURS: value} for value in values)
    assert found.get(Figure.HOURS) == expected
    assert Figure.GIFTS not in found
