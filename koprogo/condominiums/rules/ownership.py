"""Who holds a lot from day to day: no overlap, no hole, and who speaks for several (CC 3.87 §1, 3.94)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Period:
    """From a day until another; ``ends_on`` is the first day it no longer holds, None means still."""

    starts_on: date
    ends_on: date | None = None

    def holds(self, on: date) -> bool:
        """Whether the period covers a day."""
        return self.starts_on <= on and (self.ends_on is None or on < self.ends_on)


def gaps(periods: Sequence[Period], *, until: date) -> list[Period]:
    """The days without any period, from the first one until ``until`` included.

    Periods are sorted by start and do not overlap. A gap ends on the first day that is held again, or on
    the day after ``until``.
    """
    found: list[Period] = []
    after = date.fromordinal(until.toordinal() + 1)
    for before, following in pairwise(periods):
        if before.ends_on and before.ends_on < following.starts_on and before.ends_on <= until:
            found.append(Period(before.ends_on, min(following.starts_on, after)))
    if periods and (end := periods[-1].ends_on) and end <= until:
        found.append(Period(end, after))
    return found


def fraction_sum(parts: Sequence[tuple[int, int]]) -> Fraction:
    """What the parts of a joint ownership (numerator, denominator) make together, exactly."""
    return sum((Fraction(numerator, denominator) for numerator, denominator in parts), Fraction(0))


def fractions_sum_to_one(parts: Sequence[tuple[int, int]]) -> bool:
    """Whether the parts of a joint ownership make exactly one whole."""
    return fraction_sum(parts) == 1


def may_vote(*, several: bool, has_representative: bool) -> bool:
    """Whether a party votes: a joint or split one only once it has named who acts for it (CC 3.87 §1)."""
    return has_representative or not several


#: How long a seller may still read their account: the settlement of the year of the sale comes in the next one, and
#: they may question it. A choice of the product; the law gives no term.
SELLER_READS = timedelta(days=730)


def after_sale(periods: Sequence[Period]) -> list[Period]:
    """When somebody who held lots reads their account as a former owner: two years after each end, as long as they
    hold nothing else."""
    held = merged(periods)
    found = []
    for position, one in enumerate(held):
        if one.ends_on is None:
            continue
        until = one.ends_on + SELLER_READS
        following = held[position + 1].starts_on if position + 1 < len(held) else until
        found.append(Period(one.ends_on, min(until, following)))
    return found


def merged(periods: Sequence[Period]) -> list[Period]:
    """The same days with as few periods as possible: those that overlap or touch become one."""
    found: list[Period] = []
    for period in sorted(periods, key=lambda one: (one.starts_on, one.ends_on or date.max)):
        last = found[-1] if found else None
        if last is None or (last.ends_on is not None and last.ends_on < period.starts_on):
            found.append(period)
            continue
        open_end = last.ends_on is None or period.ends_on is None
        ends_on = None if open_end else max(last.ends_on or date.min, period.ends_on or date.min)
        found[-1] = Period(last.starts_on, ends_on)
    return found
