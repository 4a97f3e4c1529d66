"""The reserve's floor, its beginning and its waiver: the vectors of law 4.2."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koprogo.budgets.rules import reserve
from koprogo.budgets.rules.reserve import BelowFloor, Decision, NotEnoughVotes

END = date(2026, 12, 31)


def asked(base: int | None = 1_234_567, **changes: object) -> reserve.Floor:
    facts: dict[str, Any] = {
        "year_ends_on": END,
        "base_cents": base,
        "proxy_cents": 0,
        "acceptance_on": None,
        "decisions": (),
        "today": date(2026, 1, 10),
    }
    return reserve.floor(**(facts | changes))


@pytest.mark.parametrize(
    ("base", "floor"), [(1_234_567, 61_729), (4_800_000, 240_000), (0, 0), (1, 1), (960_000, 48_000)]
)
def test_law_4_2_floor_rounds_up(base: int, floor: int) -> None:
    assert reserve.floor_of(base) == floor


@given(st.integers(0, 10**12))
def test_the_floor_is_never_below_five_percent_nor_a_cent_above_need(base: int) -> None:
    floor = reserve.floor_of(base)
    assert 20 * floor >= base > 20 * (floor - 1)


def test_law_4_2_a_cent_below_is_refused() -> None:
    reserve.check(61_729, asked())
    with pytest.raises(BelowFloor) as refused:
        reserve.check(61_728, asked())
    assert refused.value.facts["floor_cents"] == 61_729


@pytest.mark.parametrize(
    ("acceptance", "begins"), [(date(2020, 2, 29), date(2025, 2, 28)), (date(2021, 7, 1), date(2026, 7, 1))]
)
def test_law_4_2_five_years(acceptance: date, begins: date) -> None:
    assert reserve.due_from(acceptance) == begins


def test_before_its_five_years_nothing_binds_and_an_unknown_day_exempts_nobody() -> None:
    young = asked(acceptance_on=date(2024, 5, 1))
    assert not young.is_due and young.binding_cents == 0 and young.floor_cents == 61_729
    reserve.check(0, young)
    assert asked(acceptance_on=date(2021, 12, 31)).is_due, "it begins on the last day of the year"
    unknown = asked()
    assert unknown.due_from is None and unknown.binding_cents == 61_729


def test_without_figures_of_the_year_before_the_budget_itself_is_the_base() -> None:
    found = asked(None, proxy_cents=900_000)
    assert found.base_cents is None and found.binding_cents == 45_000


def test_a_waiver_holds_from_its_day_until_it_is_revoked() -> None:
    waived = Decision(date(2026, 1, 5), waives=True)
    revoked = Decision(date(2026, 1, 9), waives=False)
    assert not reserve.waived_on([waived], date(2026, 1, 4))
    assert reserve.waived_on([waived], date(2026, 1, 5))
    assert not reserve.waived_on([revoked, waived], date(2026, 1, 9))
    reserve.check(0, asked(decisions=(waived,)))
    with pytest.raises(BelowFloor):
        reserve.check(0, asked(decisions=(waived, revoked)))


@pytest.mark.parametrize(("for_votes", "cast"), [(799, 1_000), (0, 0), (4, 3), (0, 10)])
def test_four_fifths_carry_a_waiver(for_votes: int, cast: int) -> None:
    reserve.check_waiver(800, 1_000)
    reserve.check_waiver(4, 5)
    with pytest.raises(NotEnoughVotes):
        reserve.check_waiver(for_votes, cast)
