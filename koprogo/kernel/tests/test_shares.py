"""Shares are read exactly or refused; thresholds compare without dividing."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koprogo.kernel import shares
from koprogo.kernel.shares import Share


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("150/10000", Share(150, 10_000)),
        ("150 / 10 000", Share(150, 10_000)),
        ("150/10.000", Share(150, 10_000)),
        ("1.250/10.000", Share(1_250, 10_000)),
        ("150", Share(150, None)),
        ("1 250", Share(1_250, None)),
        ("1\u00a0250", Share(1_250, None)),
        ("1.250.000", Share(1_250_000, None)),
        ("12,5", Share(125, None, 10)),
        ("12.50", Share(125, None, 10)),
        ("12,5/1000", Share(125, 10_000, 10)),
        ("0,125", Share(125, None, 1_000)),
        ("12,00", Share(12, None)),
        ("0/1000", Share(0, 1_000)),
    ],
)
def test_shares_read(text: str, expected: Share) -> None:
    assert shares.parse(text) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("1.250", "ambiguous"),
        ("1,250", "ambiguous"),
        ("1,250/10.000", "ambiguous"),
        ("abc", "not_a_number"),
        ("-5", "not_a_number"),
        ("5/", "not_a_number"),
        ("/5", "not_a_number"),
        ("5/1000/2", "not_a_number"),
        ("5/12,5", "not_a_number"),
        ("٥", "not_a_number"),
        ("5/0", "zero_whole"),
        ("11/10", "part_above_whole"),
        ("1" * 30, "too_large"),
    ],
)
def test_shares_refused(text: str, reason: str) -> None:
    with pytest.raises(shares.UnreadableShare) as caught:
        shares.parse(text)
    assert caught.value.facts["reason"] == reason


@given(st.text(max_size=30))
def test_any_text_is_a_share_or_a_refusal(text: str) -> None:
    try:
        share = shares.parse(text)
    except shares.UnreadableShare:
        return
    assert 0 <= share.parts <= (share.whole or 10**24)


def test_one_scale_for_all() -> None:
    read = [shares.parse(text) for text in ("12,5/100", "37/100", "50,25/100")]
    assert shares.to_one_scale(read) == [
        Share(1_250, 10_000, 100),
        Share(3_700, 10_000, 100),
        Share(5_025, 10_000, 100),
    ]
    assert shares.to_one_scale([shares.parse("3")]) == [Share(3, None, 1)]
    assert shares.to_one_scale([]) == []


@pytest.mark.parametrize(
    ("part", "whole", "fraction", "enough"),
    [
        (400, 600, (2, 3), True),
        (399, 600, (2, 3), False),
        (480, 600, (4, 5), True),
        (479, 600, (4, 5), False),
        (0, 0, (2, 3), False),
        (200, 1_000, (1, 5), True),
        (199, 1_000, (1, 5), False),
    ],
)
def test_at_least(part: int, whole: int, fraction: tuple[int, int], enough: bool) -> None:
    assert shares.at_least(part, whole, *fraction) is enough


@pytest.mark.parametrize(
    ("part", "whole", "more"), [(300, 600, False), (301, 600, True), (190, 380, False), (0, 0, False)]
)
def test_more_than_one_half(part: int, whole: int, more: bool) -> None:
    assert shares.more_than(part, whole, 1, 2) is more


@given(st.integers(0, 10**9), st.integers(1, 10**9), st.integers(0, 100), st.integers(1, 100))
def test_comparisons_agree_with_fractions(part: int, whole: int, numerator: int, denominator: int) -> None:
    left, right = Fraction(part, whole), Fraction(numerator, denominator)
    assert shares.at_least(part, whole, numerator, denominator) is (left >= right)
    assert shares.more_than(part, whole, numerator, denominator) is (left > right)


@pytest.mark.parametrize(
    "numbers", [(1, 2, 1, 0), (-1, 2, 1, 2), (1, -2, 1, 2), (1, 2, -1, 2), (1, 2, 1, -2)]
)
def test_unusable_fractions(numbers: tuple[int, int, int, int]) -> None:
    with pytest.raises(shares.UnusableFraction):
        shares.at_least(*numbers)
