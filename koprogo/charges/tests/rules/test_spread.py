"""Steps of a year: the published quarters, and exact sums for any sum, weights and number of steps (decision 0026)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koprogo.charges.rules import calls
from koprogo.charges.rules.calls import Weight
from koprogo.charges.rules.spread import Spread, StepOutside, of_step
from koprogo.kernel import money
from koprogo.kernel.identifiers import uuid7
from koprogo.testing import published


def cents(text: str) -> int:
    return money.parse_cents(text)


def test_smartsyndic_honoraires() -> None:
    """The syndic's fee by parts, or equally: 162,00 of 54 parts, 187,50 of one owner in sixteen."""
    case = published.charges("smartsyndic-honoraires")
    total, inputs = cents(case["inputs"]["amount"]), case["inputs"]
    rest = inputs["total_shares"] - inputs["shares"]
    assert money.split(total, [inputs["shares"], rest])[0] == cents(case["published"]["per_shares"])
    assert set(money.split(total, [1] * inputs["owners"])) == {cents(case["published"]["per_owner_equal"])}


def test_valcompta_appel_t3_2014() -> None:
    """Third quarter of four budgets by key: the annual share, then its quarter rounded half up (480,015 -> 480,02)."""
    case = published.charges("valcompta-appel-T3-2014")
    for row, annual, quarter in zip(
        case["inputs"], case["published"]["annual"], case["published"]["quarter"], strict=True
    ):
        share = money.split(row["budget"] * 100, [row["mine"], row["total"] - row["mine"]])[0]
        assert share == cents(annual)
        assert of_step(share, 3, 4) == of_step(share, 1, 4) == cents(quarter)
        assert sum(of_step(share, step, 4) for step in (1, 2, 3, 4)) == share
    total = sum(map(cents, case["published"]["quarter"]))
    assert total == cents(case["published"]["quarter_total"])
    # Two quarters had been called on the old budget: what each asked is a fact, the complement follows from it.
    before = case["published"]["regularisation_2_quarters_old_budget"]
    quarters = [cents(case["published"]["quarter"][0]), cents(case["published"]["quarter"][2])]
    more = [2 * (new - cents(old)) for new, old in zip(quarters, before.values(), strict=True)]
    assert more == [cents(case["published"]["complement"][0]), cents(case["published"]["complement"][2])]
    assert total + sum(more) + cents(case["published"]["works"]) == cents(case["published"]["grand_total"])


def test_law_4_3_lot_f() -> None:
    """9 000 of charges and 480 of reserve on 130 of 1 000 parts: 292,50 and 15,60 each quarter."""
    assert [of_step(117_000, step, 4) for step in range(1, 5)] == [29_250] * 4
    assert [of_step(6_240, step, 4) for step in range(1, 5)] == [1_560] * 4


@pytest.mark.parametrize(("step", "steps"), [(0, 4), (5, 4), (1, 0)])
def test_a_step_is_one_of_the_year(step: int, steps: int) -> None:
    with pytest.raises(StepOutside):
        Spread(100, step, steps)


@given(st.integers(-(10**9), 10**9), st.integers(1, 53))
def test_steps_sum_to_the_whole_and_never_differ_by_more_than_a_cent(whole: int, steps: int) -> None:
    asked = [of_step(whole, step, steps) for step in range(1, steps + 1)]
    assert sum(asked) == whole
    assert max(asked) - min(asked) <= 1


@given(
    st.integers(1, 10**9),
    st.lists(st.integers(1, 10_000), min_size=1, max_size=40),
    st.integers(1, 12),
    st.data(),
)
def test_any_budget_is_called_to_the_cent_by_lot_and_in_all(
    budget: int, weights: list[int], steps: int, data: st.DataObject
) -> None:
    """Whatever the sum, the weights and the number of calls, and with a budget that changes on the way (method B)."""
    lots = [Weight(uuid7(), str(index), weight, uuid7(), "") for index, weight in enumerate(weights)]
    done = data.draw(st.integers(0, steps - 1))
    after = data.draw(st.integers(budget, 2 * 10**9))
    called = {w.lot_id: 0 for w in lots}
    for step in range(1, done + 1):
        for share in calls.allocate(1, 0, sum(weights), lots, spread=Spread(budget, step, steps)):
            called[share.lot_id] += share.cents
    kept = dict(called)
    for step in range(1, steps - done + 1):
        spread = Spread(after, step, steps - done)
        for share in calls.allocate(1, 0, sum(weights), lots, spread=spread, called=kept):
            called[share.lot_id] += share.cents
    assert list(called.values()) == money.split(after, weights)
