"""How long the service answered, from the minutes in which a real request was answered: whole minutes, no clock.

A minute without an answered request is a minute down, whatever the reason: the web server, the database, the network,
or the worker that asks (decision 0068). What is not measured counts against the association, never for it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from koprogo.kernel.refusals import Refused

MINUTE = timedelta(minutes=1)
#: Work told of so long before is announced; its minutes count in the uptime and give no credit.
ANNOUNCED_BEFORE = timedelta(hours=48)
#: Announced work beyond this in a month gives a credit like any other outage.
ANNOUNCED_MOST = 240


@dataclass(frozen=True, slots=True)
class Stretch:
    """Minutes that follow each other and were all answered, the first and the last one included."""

    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class Window:
    """Announced work, from a moment to a moment. ``announced_at``: when everybody could read it."""

    announced_at: datetime
    starts_at: datetime
    ends_at: datetime

    @property
    def counts(self) -> bool:
        """Whether it was told early enough."""
        return self.announced_at + ANNOUNCED_BEFORE <= self.starts_at


@dataclass(frozen=True, slots=True)
class Gap:
    """Minutes without an answer: from the first one to the first answered one after."""

    begins: datetime
    ends: datetime

    @property
    def minutes(self) -> int:
        """How many."""
        return (self.ends - self.begins) // MINUTE


@dataclass(frozen=True, slots=True)
class Measured:
    """A span of time: its minutes, those without an answer, and how many of these were announced."""

    minutes: int
    down: int
    announced: int

    @property
    def unannounced(self) -> int:
        """What gives a credit: announced work beyond four hours is no longer spared."""
        return self.down - min(self.announced, ANNOUNCED_MOST)

    @property
    def hundredths(self) -> int | None:
        """Percent of the minutes that were answered, in hundredths, rounded down: 100 % is never said before it is."""
        return (self.minutes - self.down) * 10_000 // self.minutes if self.minutes else None


def minute_of(moment: datetime) -> datetime:
    """The minute of a moment."""
    return moment.replace(second=0, microsecond=0)


def judged_until(now: datetime) -> datetime:
    """Minutes before this one are over and their answer would be known: the running one and the one before wait."""
    return minute_of(now) - MINUTE


def gaps(stretches: Sequence[Stretch], *, begins: datetime, ends: datetime) -> list[Gap]:
    """The minutes of a span in which nothing answered, in order. Stretches may overlap; ``ends`` is not part of it."""
    out = []
    at = minute_of(begins)
    for one in sorted(stretches, key=lambda stretch: stretch.first):
        if one.first > at and at < ends:
            out.append(Gap(at, min(one.first, ends)))
        at = max(at, one.last + MINUTE)
    if at < ends:
        out.append(Gap(at, ends))
    return out


@dataclass(frozen=True, slots=True)
class Seen:
    """What a watch outside says that it could not reach, from a minute to a minute, both included."""

    first: datetime
    last: datetime


#: A watch reports an outage at the latest so long after it began.
REPORTED_WITHIN = timedelta(days=7)


class ReportImpossible(Refused):
    """A report is of whole minutes that are over, of the last seven days, the first one not after the last."""

    code = "hosting.outside_report_impossible"


def check_report(seen: Seen, *, now: datetime) -> None:
    """Raises ReportImpossible."""
    if not now - REPORTED_WITHIN <= seen.first <= seen.last < judged_until(now) + MINUTE:
        raise ReportImpossible


def without(stretches: Iterable[Stretch], seen: Iterable[Seen]) -> list[Stretch]:
    """The answered minutes but those in which a watch outside reached nothing: its word makes minutes down, not up."""
    left = list(stretches)
    for gap in seen:
        cut: list[Stretch] = []
        for one in left:
            if gap.last < one.first or gap.first > one.last:
                cut.append(one)
                continue
            if one.first < gap.first:
                cut.append(Stretch(one.first, gap.first - MINUTE))
            if one.last > gap.last:
                cut.append(Stretch(gap.last + MINUTE, one.last))
        left = cut
    return left


def measured(
    stretches: Sequence[Stretch], announced: Iterable[Window], *, begins: datetime, ends: datetime
) -> Measured:
    """One span. Announced minutes are those of a gap that lie in a window told of early enough."""
    found = gaps(stretches, begins=begins, ends=ends)
    spared = sorted((minute_of(one.starts_at), one.ends_at) for one in announced if one.counts)
    inside, done = 0, begins
    for starts, stops in spared:
        inside += sum(_common(gap, max(starts, done), stops) for gap in found)
        done = max(done, stops)
    whole = max(0, (ends - minute_of(begins)) // MINUTE)
    return Measured(whole, sum(gap.minutes for gap in found), inside)


def _common(gap: Gap, begins: datetime, ends: datetime) -> int:
    return max(0, (min(gap.ends, ends) - max(gap.begins, begins)) // MINUTE)
