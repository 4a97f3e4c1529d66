"""Quotas of one condominium in a calendar month: how far it is, when it passes, what it is told. Nothing is blocked."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from koprogo.condominiums.rules.rights import Role
from koprogo.hosting.rules.catalogue import Quotas

#: Who has access and is no user of the condominium (decision 0069): the host itself, and neighbours who came in with
#: the code of the hall, whom the condominium neither invites nor turns away. Somebody who is also an owner counts.
NOT_USERS = (Role.SUPPORT, Role.RESIDENT, Role.ANIMATOR)
#: The only hard stop, against a program gone mad: a full assembly that looks every three seconds asks 1 200 times.
ABUSE_A_MINUTE = 6_000
#: Percent of a quota at which the syndic is told, once each a month.
WARNED_AT = (80, 100)
#: A date further away than this is no warning.
HORIZON_DAYS = 365


class Meter(StrEnum):
    """What is counted against a quota."""

    STORAGE = "storage"  # bytes, at the end of the last measured day
    USERS = "users"  # persons with access, the most of the month
    REQUESTS = "requests"  # answers, the sum of the month


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the month as counted. ``stored_bytes`` and ``users``: None when that night was not measured."""

    day: date
    requests: int = 0
    bytes_out: int = 0
    cpu_ms: int = 0
    users: int | None = None
    stored_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class Gauge:
    """One meter against its quota. ``over_on``: the day on which it passes at the present pace, or passed."""

    meter: Meter
    used: int
    quota: int
    over_on: date | None

    @property
    def percent(self) -> int:
        """Whole percent, rounded down: 100 is never said before it is reached."""
        return self.used * 100 // self.quota

    @property
    def over(self) -> int:
        """What lies beyond the quota."""
        return max(0, self.used - self.quota)

    @property
    def reached(self) -> tuple[int, ...]:
        """Which thresholds are reached, the lowest first."""
        return tuple(percent for percent in WARNED_AT if self.percent >= percent)


def month_of(day: date) -> tuple[date, date]:
    """(first day, first day of the next month)."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=32)).replace(day=1)


def gauges(days: list[Day], quotas: Quotas, *, today: date) -> list[Gauge]:
    """The three meters of the month of ``days`` (in order), seen on ``today``."""
    stored = [(one.day, one.stored_bytes) for one in days if one.stored_bytes is not None]
    users = max((one.users for one in days if one.users is not None), default=0)
    requests = sum(one.requests for one in days)
    used = stored[-1][1] if stored else 0
    return [
        Gauge(Meter.STORAGE, used, quotas.stored_bytes, _storage_over(stored, quotas.stored_bytes)),
        Gauge(Meter.USERS, users, quotas.users, _passed(days, quotas.users)),
        Gauge(Meter.REQUESTS, requests, quotas.requests, _requests_over(days, quotas.requests, today)),
    ]


def _passed(days: list[Day], quota: int) -> date | None:
    return next((one.day for one in days if (one.users or 0) > quota), None)


def _requests_over(days: list[Day], quota: int, today: date) -> date | None:
    """The day the sum passes; else, at the mean of the days so far, the day of this month on which it would."""
    total = 0
    for one in days:
        total += one.requests
        if total > quota:
            return one.day
    if not days or not total:
        return None
    first, after = month_of(days[0].day)
    elapsed = (min(today, after - timedelta(days=1)) - first).days + 1
    needed = quota * elapsed // total + 1  # the first day count with total × count / elapsed > quota
    over = first + timedelta(days=needed - 1)
    return over if today < over < after else None


def _storage_over(stored: list[tuple[date, int]], quota: int) -> date | None:
    """The first measured day above; else the day on which the growth between the first and last measure gets there."""
    passed = next((day for day, size in stored if size > quota), None)
    if passed or len(stored) < 2:
        return passed
    (first, begin), (last, end) = stored[0], stored[-1]
    grown, span = end - begin, (last - first).days
    if grown <= 0 or span < 1:
        return None
    days = (quota - end) * span // grown + 1
    return last + timedelta(days=days) if days <= HORIZON_DAYS else None
