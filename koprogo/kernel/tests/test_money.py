"""Splits sum exactly, floors round up, and amounts are read as written or refused."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koprogo.kernel import money

PARTS = [180, 120, 150, 150, 120, 130, 80, 70]
LIFT = [0, 0, 150, 150, 120, 130, 80, 70]


@pytest.mark.parametrize(
    ("total", "weights", "expected"),
    [
        (100_000, [1, 1, 1], [33_334, 33_333, 33_333]),
        (10_000, [333, 333, 334], [3_330, 3_330, 3_340]),
        (1, [500, 300, 200], [1, 0, 0]),
        (1_234_567, PARTS, [222_222, 148_148, 185_185, 185_185, 148_148, 160_494, 98_765, 86_420]),
        (-100_000, [1, 1, 1], [-33_334, -33_333, -33_333]),
        (240_000, PARTS, [43_200, 28_800, 36_000, 36_000, 28_800, 31_200, 19_200, 16_800]),
        (4_560, PARTS, [821, 547, 684, 684, 547, 593, 365, 319]),
        (180_000, LIFT, [0, 0, 38_572, 38_571, 30_857, 33_429, 20_571, 18_000]),
        (0, [3, 4], [0, 0]),
        (5, [0, 1, 0], [0, 5, 0]),
    ],
)
def test_split_vectors(total: int, weights: list[int], expected: list[int]) -> None:
    assert money.split(total, weights) == expected


@given(st.integers(-(10**14), 10**14), st.lists(st.integers(0, 10**6), min_size=1, max_size=60))
def test_split_sums_exactly_and_stays_within_a_cent(total: int, weights: list[int]) -> None:
    if not sum(weights):
        weights = [*weights, 1]
    parts = money.split(total, weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - Fraction(total * weight, sum(weights))) < 1
        assert weight or part == 0
    assert money.split(-total, weights) == [-part for part in parts]


@pytest.mark.parametrize(
    ("weights", "reason"), [([], "empty"), ([0, 0], "zero_sum"), ([2, -1], "negative"), ([1, -1], "negative")]
)
def test_split_refuses_unusable_weights(weights: list[int], reason: str) -> None:
    with pytest.raises(money.UnusableWeights) as caught:
        money.split(100, weights)
    assert caught.value.facts["reason"] == reason


@pytest.mark.parametrize(
    ("total", "part", "whole", "expected"),
    [
        (37_800, 50, 100, (18_900, 18_900)),
        (101, 1, 2, (51, 50)),
        (-101, 1, 2, (-51, -50)),
        (100, 1, 3, (33, 67)),
        (100, 0, 3, (0, 100)),
        (100, 3, 3, (100, 0)),
    ],
)
def test_split_pair(total: int, part: int, whole: int, expected: tuple[int, int]) -> None:
    assert money.split_pair(total, part, whole) == expected


@pytest.mark.parametrize(
    ("part", "whole", "reason"),
    [(1, 0, "zero_sum"), (1, -2, "negative"), (-1, 2, "negative"), (3, 2, "part_above_whole")],
)
def test_split_pair_refuses(part: int, whole: int, reason: str) -> None:
    with pytest.raises(money.UnusableWeights) as caught:
        money.split_pair(100, part, whole)
    assert caught.value.facts["reason"] == reason


def test_settlement_of_the_reference_building_owner_and_occupant() -> None:
    """Law, section 4.6: insurance and bank are the owner's, the syndic half and half."""
    syndic = money.split(210_000, PARTS)
    halves = [money.split_pair(cents, 50, 100) for cents in syndic]
    owner = [
        insurance + bank + half[0]
        for insurance, bank, half in zip(
            money.split(300_000, PARTS), money.split(4_560, PARTS), halves, strict=True
        )
    ]
    assert owner == [73_721, 49_147, 61_434, 61_434, 49_147, 53_243, 32_765, 28_669]
    # Lot E also bears its private cost of 85,50.
    assert sum(owner) + 8_550 == 418_110


@pytest.mark.parametrize(
    ("total", "fraction", "expected"),
    [
        (1_234_567, (5, 100), 61_729),
        (960_000, (5, 100), 48_000),
        (1, (5, 100), 1),
        (0, (5, 100), 0),
        (-100, (1, 3), -33),
    ],
)
def test_percent_ceiling(total: int, fraction: tuple[int, int], expected: int) -> None:
    assert money.percent_ceiling(total, *fraction) == expected


def test_percent_ceiling_refuses_a_denominator_of_zero() -> None:
    with pytest.raises(money.UnusableWeights):
        money.percent_ceiling(100, 5, 0)


def test_provision_of_a_quarter_between_seller_and_buyer() -> None:
    """Law, section 5.3: 300,00 over 91 days, the seller keeps 45."""
    assert money.prorata_days(30_000, [45, 46]) == [14_835, 15_165]


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("1 243,18 €", 124_318),
        ("1\u00a0243,18\u00a0€", 124_318),
        ("1\u202f243,18", 124_318),
        ("1.243,18", 124_318),
        ("1,243.18", 124_318),
        ("1243.18", 124_318),
        ("1243,1", 124_310),
        ("1243", 124_300),
        ("€ 1.243,18", 124_318),
        ("EUR 12", 1_200),
        ("−12,00", -1_200),
        ("-12,00 €", -1_200),
        ("€ -0,01", -1),
        ("+5", 500),
        ("1.243.180", 124_318_000),
        ("1 243 180,50", 124_318_050),
        ("0,50", 50),
        ("  7 ", 700),
    ],
)
def test_amounts_read(text: str, cents: int) -> None:
    assert money.parse_cents(text) == cents


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("€", "empty"),
        ("-", "empty"),
        ("1.243", "ambiguous"),
        ("1,243", "ambiguous"),
        ("abc", "not_a_number"),
        ("12e3", "not_a_number"),
        ("--5", "not_a_number"),
        ("١٢", "not_a_number"),
        ("12 43,18", "grouping"),
        ("1.24,18", "grouping"),
        ("1.2.3", "grouping"),
        ("1.243,18,00", "grouping"),
        ("12,", "decimals"),
        ("12,3456", "decimals"),
        ("0,500", "decimals"),
        ("1243,180", "decimals"),
        ("9" * 16, "too_large"),
        ("9" * 15, "too_large"),
    ],
)
def test_amounts_refused(text: str, reason: str) -> None:
    with pytest.raises(money.UnreadableAmount) as caught:
        money.parse_cents(text)
    assert caught.value.facts == {"reason": reason, "text": text}


@given(st.text(max_size=30))
def test_any_text_is_an_amount_or_a_refusal(text: str) -> None:
    try:
        cents = money.parse_cents(text)
    except money.UnreadableAmount:
        return
    assert abs(cents) < 10**15


@given(st.integers(-(10**14), 10**14))
def test_amounts_written_with_a_comma_come_back(cents: int) -> None:
    euros, rest = divmod(abs(cents), 100)
    text = f"{'−' if cents < 0 else ''}{euros:,}".replace(",", "\u00a0") + f",{rest:02d} €"
    assert money.parse_cents(text) == cents
