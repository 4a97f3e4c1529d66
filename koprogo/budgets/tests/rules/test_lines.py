"""Lines of a budget: what is refused, how percents round, what is an ordinary charge."""

from dataclasses import replace

import pytest

from koprogo.budgets.rules import lines
from koprogo.budgets.rules.lines import EmptyBudget, Line, LineTwice, Nature, UnusableChange, UnusableLine
from koprogo.kernel.identifiers import uuid7

ONE = Line(uuid7(), "quotites", Nature.ORDINARY, 100, 240_000)


def test_what_a_budget_may_hold() -> None:
    other = replace(ONE, key_code="ascenseur", cents=1)
    assert lines.checked([ONE, other, replace(ONE, cents=0)]) == [ONE, other]
    for wrong, refusal in (
        ([replace(ONE, cents=-1)], UnusableLine),
        ([replace(ONE, occupant_percent=101)], UnusableLine),
        ([ONE, ONE], LineTwice),
        ([replace(ONE, cents=0)], EmptyBudget),
        ([], EmptyBudget),
    ):
        with pytest.raises(refusal):
            lines.checked(wrong)


@pytest.mark.parametrize(
    ("cents", "hundredths", "becomes"),
    [(10_000, 250, 10_250), (1, 5_000, 2), (333, 100, 336), (10_000, -10_000, 0), (0, 500, 0)],
)
def test_percents_round_half_up(cents: int, hundredths: int, becomes: int) -> None:
    assert lines.changed(cents, hundredths) == becomes


def test_a_percent_has_its_bounds() -> None:
    with pytest.raises(UnusableChange):
        lines.changed(1, 10_001)


@pytest.mark.parametrize(
    ("code", "nature"),
    [
        ("6105", "ordinary"),
        ("614", "ordinary"),
        ("650", "ordinary"),
        ("6111", "extraordinary"),
        ("643", "extraordinary"),
    ],
)
def test_the_base_of_the_floor_leaves_works_and_private_costs_out(code: str, nature: str) -> None:
    assert lines.usual_nature(code) == nature


def test_sums_by_key_and_nature() -> None:
    works = replace(ONE, nature=Nature.EXTRAORDINARY, cents=5)
    lift = replace(ONE, key_code="ascenseur", cents=7, account_id=uuid7())
    assert lines.by_key([ONE, lift, works], Nature.ORDINARY) == {"quotites": 240_000, "ascenseur": 7}
    assert lines.total([ONE, lift, works], Nature.EXTRAORDINARY) == 5
