"""Which readings of a lot's meters are somebody's own: what others used there is not (GDPR art. 5, 1, c)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Window:
    """The days whose readings one may see, both included; no day means no bound."""

    from_on: date | None
    to_on: date | None

    def shows(self, on: date) -> bool:
        """Whether a reading of a day is inside. A reading counts for the evening of its day, so that the one of the
        evening before somebody came is what they started from."""
        after = self.from_on is None or on >= self.from_on - ONE_DAY
        return after and (self.to_on is None or on <= self.to_on)


def of_stay(starts_on: date, ends_on: date | None, *, occupant: bool, today: date) -> Window:
    """What one stay shows. ``ends_on`` is the first day it no longer holds: the meter is often read on that very day.

    Who holds the lot today sees everything of it, as the settlement tells them anyway; who sold it sees what was read
    until then; an occupant what was read while they live there.
    """
    if occupant:
        return Window(starts_on, ends_on)
    return Window(None, None if ends_on is None or ends_on > today else ends_on)


def widest(windows: Sequence[Window]) -> list[Window]:
    """The windows without those that lie inside another, in the order of time."""
    found: list[Window] = []
    for one in sorted(windows, key=lambda it: (it.from_on or date.min, -(it.to_on or date.max).toordinal())):
        if not any(_holds(other, one) for other in found):
            found.append(one)
    return found


def _holds(outer: Window, inner: Window) -> bool:
    starts = (outer.from_on or date.min) <= (inner.from_on or date.min)
    return starts and (outer.to_on or date.max) >= (inner.to_on or date.max)
