"""Belgian days: legal holidays, working days and the counting of legal terms. Local dates, no clock."""

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from koprogo.kernel.refusals import Refused

_DAY = timedelta(days=1)
# Royal decree of 10 February 2008: Ascension fell on 1 May, and the day was given back on 2 May.
_REPLACED = {date(2008, 5, 2): "ascension"}


class UnusableTerm(Refused):
    """A legal term must be at least one day long."""

    code = "calendar.unusable_term"


class BackwardLimit(NamedTuple):
    """The last day on which something may be sent before an event."""

    strict: date
    """The day the count gives."""
    prudent: date
    """The working day before it: whether art. 1.7 CC moves a term counted backwards is not settled."""


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones, Butcher)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leap, century_rest = divmod(century, 4)
    moon = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * century_rest + 2 * (rest // 4) - moon - rest % 4) % 7
    correction = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * correction + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=256)
def _holidays(year: int) -> tuple[tuple[date, str], ...]:
    sunday = easter(year)
    days = [
        (date(year, 1, 1), "new-year"),
        (sunday + _DAY, "easter-monday"),
        (date(year, 5, 1), "labour-day"),
        (sunday + 39 * _DAY, "ascension"),
        (sunday + 50 * _DAY, "whit-monday"),
        (date(year, 7, 21), "national-day"),
        (date(year, 8, 15), "assumption"),
        (date(year, 11, 1), "all-saints"),
        (date(year, 11, 11), "armistice"),
        (date(year, 12, 25), "christmas"),
    ]
    moved = {name: day for day, name in _REPLACED.items() if day.year == year}
    return tuple(sorted((moved.get(name, day), name) for day, name in days))


def holidays(year: int) -> dict[date, str]:
    """The ten legal holidays of a year, by day, with their code ("whit-monday"). Law of 4 January 1974."""
    return dict(_holidays(year))


def is_working_day(day: date) -> bool:
    """Whether a day is neither a Saturday, a Sunday nor a legal holiday (CC 1.7)."""
    return day.weekday() < 5 and all(day != holiday for holiday, _ in _holidays(day.year))


def next_working_day(day: date) -> date:
    """The first working day strictly after a day."""
    day += _DAY
    while not is_working_day(day):
        day += _DAY
    return day


def previous_working_day(day: date) -> date:
    """The last working day strictly before a day."""
    day -= _DAY
    while not is_working_day(day):
        day -= _DAY
    return day


def add_days_legal(start: date, days: int) -> date:
    """The last day of a term of calendar days (CC 1.7).

    The count starts the day after `start`; the last day is included, and moves to the next
    working day when it is none. Raises `UnusableTerm` below one day.
    """
    if days < 1:
        raise UnusableTerm(days=days)
    last = start + timedelta(days=days)
    return last if is_working_day(last) else next_working_day(last)


def add_working_days(start: date, days: int) -> date:
    """The last day of a term in working days (CC 3.95: 3 and 20 of them). Raises `UnusableTerm`."""
    if days < 1:
        raise UnusableTerm(days=days)
    for _ in range(days):
        start = next_working_day(start)
    return start


def backward_limit(day: date, days: int) -> BackwardLimit:
    """The last day to act `days` days before an event (CC 3.87 § 3: fifteen days before the assembly).

    Raises `UnusableTerm` below one day.
    """
    if days < 1:
        raise UnusableTerm(days=days)
    strict = day - timedelta(days=days)
    return BackwardLimit(strict=strict, prudent=previous_working_day(strict))


def add_months(day: date, months: int) -> date:
    """The same day some months later (or earlier), or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def quarter_bounds(day: date) -> tuple[date, date]:
    """The first and last day of the calendar quarter that holds a day."""
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return first, add_months(first, 3) - _DAY
