"""The slots of a day as instants, through the two nights a year when the clock changes. No clock is read here.

A slot keeps its place on the wall clock: in the night of the change it lasts an hour less or an hour more, and one
that falls wholly into the missing hour does not exist. So every instant of the opening hours is in exactly one slot.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from koprogo.neighbours.rules.facilities import Plan, Unit

BRUSSELS = ZoneInfo("Europe/Brussels")
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Span:
    """From one instant (included) to another (not included), in UTC."""

    starts_at: datetime
    ends_at: datetime

    def meets(self, other: "Span") -> bool:
        """Whether the two have an instant in common."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at

    @property
    def day(self) -> date:
        """The day in Brussels on which it begins."""
        return day_of(self.starts_at)

    @property
    def week(self) -> tuple[int, int]:
        """The ISO year and week in which it begins: fair use is counted by it."""
        year, week, _day = self.day.isocalendar()
        return year, week


def instant(day: date, minute: int) -> datetime:
    """The instant of a minute of a day (1440: the next midnight) on the wall clock of Brussels.

    A minute that comes twice is its first coming; one that never comes is the moment the clock jumped over it.
    """
    wall = datetime.combine(day, time()) + timedelta(minutes=minute)
    while (found := wall.replace(tzinfo=BRUSSELS).astimezone(UTC)).astimezone(BRUSSELS).replace(tzinfo=None) != wall:
        wall += _MINUTE
    return found


def day_of(moment: datetime) -> date:
    """The day in Brussels at an instant."""
    return moment.astimezone(BRUSSELS).date()


def of_day(plan: Plan, day: date) -> list[Span]:
    """The slots that begin on a day, in order; by days there is one at most."""
    if day.weekday() not in plan.weekdays:
        return []
    if plan.unit is Unit.DAY:
        return [_of_days(plan, day, 1)]
    edges = range(plan.opens, plan.closes - plan.slot_minutes + 1, plan.slot_minutes)
    spans = (Span(instant(day, edge), instant(day, edge + plan.slot_minutes)) for edge in edges)
    return [span for span in spans if span.starts_at < span.ends_at]


def _of_days(plan: Plan, day: date, count: int) -> Span:
    last = day + timedelta(days=count - 1 + plan.overnight)
    return Span(instant(day, plan.opens), instant(last, plan.closes))


def run(plan: Plan, day: date, first: int, count: int) -> Span | None:
    """``count`` slots together from the one at place ``first`` of the day, or None where there are not so many."""
    if count < 1:
        return None
    if plan.unit is Unit.DAY:
        days = [day + timedelta(days=n) for n in range(count)]
        whole = first == 0 and all(one.weekday() in plan.weekdays for one in days)
        return _of_days(plan, day, count) if whole else None
    slots = of_day(plan, day)[first : first + count]
    return Span(slots[0].starts_at, slots[-1].ends_at) if first >= 0 and len(slots) == count else None


def next_free(plan: Plan, after: datetime, until: date, taken: Sequence[Span]) -> Span | None:
    """The first slot that begins at ``after`` or later, up to a day, and meets none of those taken."""
    day = after.astimezone(BRUSSELS).date()
    while day <= until:
        for slot in of_day(plan, day):
            if slot.starts_at >= after and not any(slot.meets(one) for one in taken):
                return slot
        day += timedelta(days=1)
    return None
