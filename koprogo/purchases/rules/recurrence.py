"""Invoices that come back: which period follows which, and what is proposed for it."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from koprogo.kernel.calendar import add_months
from koprogo.kernel.refusals import Refused


class Interval(StrEnum):
    """How often."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"

    @property
    def months(self) -> int:
        """Its length."""
        return {Interval.MONTHLY: 1, Interval.QUARTERLY: 3, Interval.YEARLY: 12}[self]


class EndsBeforeStart(Refused):
    """The last period would end before the first one begins."""

    code = "purchases.ends_before_start"


@dataclass(frozen=True, slots=True)
class Period:
    """One period, both days included."""

    starts_on: date
    ends_on: date


def period(first_on: date, interval: Interval, place: int) -> Period:
    """The period number ``place`` (from 0) of a series that begins on ``first_on``: counted from the first day, so
    that a series begun on the 31st does not drift."""
    starts = add_months(first_on, interval.months * place)
    return Period(starts, add_months(first_on, interval.months * (place + 1)) - timedelta(days=1))


def due(first_on: date, interval: Interval, *, done: int, until: date | None, today: date) -> list[Period]:
    """The periods to propose today: those that began, of the ``done`` first ones none, after ``until`` none."""
    found: list[Period] = []
    place = done
    while True:
        one = period(first_on, interval, place)
        if one.starts_on > today or (until is not None and one.starts_on > until):
            return found
        found.append(one)
        place += 1
