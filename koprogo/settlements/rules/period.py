"""Who held each lot during a period, and what part of a cost each of its holders bears (law 5.3).

The law does not impose a proration by days: it is the practice that the rules of the building may vary.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Span:
    """Some days, both included. One day when both are the same."""

    from_on: date
    to_on: date

    @property
    def days(self) -> int:
        """How many days, never below one."""
        return (self.to_on - self.from_on).days + 1

    def within(self, whole: "Span") -> "Span":
        """The days of this span that lie in another; the nearest day of that one when none does."""
        start, end = max(self.from_on, whole.from_on), min(self.to_on, whole.to_on)
        if start <= end:
            return Span(start, end)
        return Span(whole.from_on, whole.from_on) if self.to_on < whole.from_on else Span(whole.to_on, whole.to_on)

    def common_days(self, other: "Span") -> int:
        """How many days both have."""
        return max(0, (min(self.to_on, other.to_on) - max(self.from_on, other.from_on)).days + 1)


@dataclass(frozen=True, slots=True)
class Holding:
    """One party on one lot, over the days of the period on which it held it."""

    party_id: UUID
    party_name: str
    days: Span


@dataclass(frozen=True, slots=True)
class Lot:
    """A lot and who held it during the period, in the order of time. Lots come in the order of the deed."""

    lot_id: UUID
    number: str
    holdings: tuple[Holding, ...]

    @property
    def changed_hands(self) -> bool:
        """Whether more than one party held it."""
        return len(self.holdings) > 1


def held_days(lot: Lot, window: Span) -> list[int]:
    """How many days of a window each holder had the lot; the nearest holder has one day when nobody held it then."""
    days = [holding.days.common_days(window) for holding in lot.holdings]
    if not any(days):
        days[_nearest(lot.holdings, window.from_on)] = 1
    return days


def _nearest(holdings: Sequence[Holding], on: date) -> int:
    """The holder before a day on which nobody holds the lot, else the first one."""
    before = [index for index, holding in enumerate(holdings) if holding.days.from_on <= on]
    return before[-1] if before else 0


def spread(whole_cents: int, weight: int, total: int, pieces: Iterable[tuple[int, Sequence[int]]]) -> list[int]:
    """Share what a lot bears of a sum between its holders, exactly.

    ``whole_cents``: what the lot bears, ``weight``/``total`` of the sum. ``pieces``: the costs that make the sum, each
    with the days (or units) of each holder. Every holder but the last is rounded half up, the last by subtraction
    (law 4.7), so that the holders' parts always make the lot's.
    """
    parts: list[int] = []
    listed = [(cents, list(days)) for cents, days in pieces]
    holders = len(listed[0][1]) if listed else 0
    for index in range(holders - 1):
        numerator, denominator = 0, 1
        for cents, days in listed:
            over = sum(days)
            numerator = numerator * over + cents * days[index] * denominator
            denominator *= over
        parts.append(rounded(numerator * weight, denominator * total))
    return [*parts, whole_cents - sum(parts)]


def rounded(numerator: int, denominator: int) -> int:
    """A fraction of cents to whole cents, half away from zero. ``denominator`` is above zero."""
    size = (2 * abs(numerator) + denominator) // (2 * denominator)
    return size if numerator >= 0 else -size


def prorata(total_cents: int, window: Span, first_day: date) -> tuple[int, int]:
    """A provision of a window between the seller and the buyer who enjoys the lot from ``first_day`` on (law 5.3).

    300,00 for the second quarter, enjoyment from 16 May: 45 and 46 days, 148,35 and 151,65.
    """
    before = min(max((first_day - window.from_on).days, 0), window.days)
    seller = rounded(total_cents * before, window.days)
    return seller, total_cents - seller
