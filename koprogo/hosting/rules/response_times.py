"""Response times as counts between limits: a median said as a range, never finer than what was counted."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

#: Milliseconds. An answer is counted under the smallest limit that it did not pass; 0 holds those that passed them all.
LIMITS = (10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000)
BEYOND = 0


@dataclass(frozen=True, slots=True)
class Between:
    """A figure known to lie above ``over`` and at most at ``most``; without ``most``, above the last limit."""

    over: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Times:
    """So many answers; half of them, and nineteen of twenty, came within these."""

    answers: int
    half: Between | None
    most: Between | None


def limit_of(nanoseconds: int) -> int:
    """Under which limit an answer is counted."""
    place = bisect_left(_NANOSECONDS, nanoseconds)
    return LIMITS[place] if place < len(LIMITS) else BEYOND


_NANOSECONDS = tuple(limit * 1_000_000 for limit in LIMITS)


def times(counts: Mapping[int, int]) -> Times:
    """What counts by limit say."""
    return Times(sum(counts.values()), rank(counts, 50), rank(counts, 95))


def rank(counts: Mapping[int, int], percent: int) -> Between | None:
    """Between which limits lies the answer that so many percent did not pass (nearest rank)."""
    total = sum(counts.values())
    if not total:
        return None
    wanted, seen, below = -(-total * percent // 100), 0, 0
    for limit in LIMITS:
        seen += counts.get(limit, 0)
        if seen >= wanted:
            return Between(below, limit)
        below = limit
    return Between(below, None)
