"""Splitting a call: law 4.3 and 4.7 as cases, and the refusals that hold a call back."""

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koprogo.charges.rules import calls
from koprogo.charges.rules.calls import CallKind, Weight

#: Les Tilleuls (law 0.2): A to H.
PARTS = (180, 120, 150, 150, 120, 130, 80, 70)


def weights(values: tuple[int, ...] | list[int], holder: UUID | None = None) -> list[Weight]:
    return [Weight(uuid4(), chr(65 + i % 26), value, holder or uuid4(), "x") for i, value in enumerate(values)]


@pytest.mark.parametrize(
    ("total_cents", "expected"),
    [
        # Law 4.3: 9 000 ordinary on parts, lot F 1 170,00; 480 reserve, lot F 62,40.
        (900_000, [162_000, 108_000, 135_000, 135_000, 108_000, 117_000, 72_000, 63_000]),
        (48_000, [8_640, 5_760, 7_200, 7_200, 5_760, 6_240, 3_840, 3_360]),
        # Law 4.3, a quarter: F 292,50 and 15,60.
        (225_000, [40_500, 27_000, 33_750, 33_750, 27_000, 29_250, 18_000, 15_750]),
        (12_000, [2_160, 1_440, 1_800, 1_800, 1_440, 1_560, 960, 840]),
        # Law 4.7: 12 345,67 on parts.
        (1_234_567, [222_222, 148_148, 185_185, 185_185, 148_148, 160_494, 98_765, 86_420]),
    ],
)
def test_law_vectors(total_cents: int, expected: list[int]) -> None:
    shares = calls.allocate(1, total_cents, 1_000, weights(PARTS))
    assert [share.cents for share in shares] == expected
    assert sum(expected) == total_cents


def test_a_key_that_is_not_whole_holds_the_call_back() -> None:
    with pytest.raises(calls.KeyNotWhole) as refused:
        calls.allocate(1, 100, 1_000, weights((999,)))
    assert refused.value.facts == {"weighed": 999, "total": 1_000}


def test_a_lot_without_holder_holds_the_call_back() -> None:
    lots = [*weights((600,)), Weight(uuid4(), "Z", 400, None, "")]
    with pytest.raises(calls.LotsWithoutHolder) as refused:
        calls.allocate(1, 100, 1_000, lots)
    assert refused.value.facts == {"lots": ["Z"]}


def test_every_kind_books_two_different_accounts() -> None:
    assert set(calls.BOOKS) == set(CallKind) - {CallKind.SETTLEMENT, CallKind.BILL}, "these book themselves"
    assert all(debit != credit for debit, credit in calls.BOOKS.values())


@given(st.integers(1, 10**12), st.lists(st.integers(1, 10_000), min_size=1, max_size=60))
def test_no_cent_appears_or_disappears(total_cents: int, values: list[int]) -> None:
    shares = calls.allocate(1, total_cents, sum(values), weights(values))
    assert sum(share.cents for share in shares) == total_cents
    for share in shares:
        exact = total_cents * share.weight
        assert abs(share.cents * sum(values) - exact) < sum(values), "nobody is a cent or more away from their part"


@pytest.mark.parametrize(
    ("now", "last", "other"),
    [
        ((23_250, 250_000), (69_750, 750_000), False),  # a provisional twelfth after a quarter
        ((23_251, 250_000), (69_750, 750_000), False),  # and a cent of rounding
        ((23_250, 250_000), (23_250, 250_000), False),
        ((23_250, 250_000), (33_000, 750_000), True),  # 9.3 % where it was 4.4 %
        ((0, 250_000), (69_750, 750_000), True),
    ],
)
def test_a_lot_is_pointed_out_when_its_share_changes(now: tuple[int, int], last: tuple[int, int], other: bool) -> None:
    assert calls.other_share(*now, *last) is other
