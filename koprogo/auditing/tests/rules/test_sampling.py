"""The draw: all the large ones, the rest by a lot that anybody can repeat."""

import hashlib
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from koprogo.auditing.rules import sampling
from koprogo.auditing.rules.sampling import Item, NothingToDraw, Reason, SizeOutOfRange, draw

YEAR = [Item(f"ACH-2026-{number}", number * 1_000) for number in range(1, 41)]
KNOWN = [
    ("ACH-2026-26", "drawn"),
    ("ACH-2026-27", "drawn"),
    ("ACH-2026-34", "drawn"),
    ("ACH-2026-37", "drawn"),
    ("ACH-2026-39", "large"),
    ("ACH-2026-40", "large"),
]


def test_the_lot_is_the_hash_of_seed_and_reference() -> None:
    assert sampling.rank(7, "ACH-2026-1") == hashlib.sha256(b"7:ACH-2026-1").hexdigest()
    drawn = draw(YEAR, seed=7, size=5, large_from_cents=0)
    by_hand = sorted(YEAR, key=lambda item: hashlib.sha256(f"7:{item.reference}".encode()).hexdigest())[:5]
    assert {pick.reference for pick in drawn} == {item.reference for item in by_hand}


def test_a_known_seed_draws_known_entries() -> None:
    """Written down once: another version of the product must draw the same."""
    drawn = draw(YEAR, seed=123_456_789, size=6, large_from_cents=39_000)
    assert [(pick.reference, pick.reason.value) for pick in drawn] == KNOWN


@pytest.mark.parametrize(
    ("large_from", "size", "large", "drawn"),
    [(0, 5, 0, 5), (36_000, 20, 5, 15), (31_000, 5, 10, 0), (1, 10, 40, 0), (99_999, 40, 0, 40), (0, 500, 0, 40)],
)
def test_every_large_entry_and_the_rest_by_lot(large_from: int, size: int, large: int, drawn: int) -> None:
    picks = draw(YEAR, seed=1, size=size, large_from_cents=large_from)
    assert [sum(pick.reason is reason for pick in picks) for reason in (Reason.LARGE, Reason.DRAWN)] == [large, drawn]


@pytest.mark.parametrize("size", [-1, 0, 4, 501])
def test_a_size_that_is_no_sample(size: int) -> None:
    with pytest.raises(SizeOutOfRange):
        draw(YEAR, seed=1, size=size, large_from_cents=0)


def test_nothing_left_to_draw() -> None:
    with pytest.raises(NothingToDraw):
        draw([], seed=1, size=5, large_from_cents=0)
    with pytest.raises(NothingToDraw):
        draw(YEAR, seed=1, size=5, large_from_cents=0, already={item.reference for item in YEAR})


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    cents=st.lists(st.integers(1, 10**6), min_size=1, max_size=40),
    seed=st.integers(0, sampling.SEEDS - 1),
    size=st.integers(5, 80),
    large=st.integers(0, 10**6),
    order=st.integers(0, 99),
)
def test_whatever_the_year(cents: list[int], seed: int, size: int, large: int, order: int) -> None:
    year = [Item(f"E-{index}", value) for index, value in enumerate(cents)]
    first = draw(year, seed=seed, size=size, large_from_cents=large)
    shuffled = list(year)
    random.Random(order).shuffle(shuffled)
    assert set(draw(shuffled, seed=seed, size=size, large_from_cents=large)) == set(first)
    names = [pick.reference for pick in first]
    assert len(set(names)) == len(names) >= min(size, len(year))
    big = {item.reference for item in year if large and item.cents >= large}
    assert {pick.reference for pick in first if pick.reason is Reason.LARGE} == big
    left = set(names)
    if len(year) > len(left):
        more = draw(year, seed=seed, size=size, large_from_cents=large, already=left)
        assert not left & {pick.reference for pick in more}
