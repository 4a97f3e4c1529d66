"""The days a statement is about: a financial year by default, or any two dates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from koprogo.kernel.refusals import Refused


class UpsideDown(Refused):
    """A period that ends before it begins."""

    code = "statements.upside_down"


class Year(Protocol):
    """A financial year, both days included; ``code`` names it in addresses."""

    @property
    def code(self) -> str: ...
    @property
    def starts_on(self) -> date: ...

    @property
    def ends_on(self) -> date: ...


@dataclass(frozen=True, slots=True)
class Period:
    """Both days included. ``year_from``: first day of the financial year that holds the last day."""

    from_on: date
    to_on: date
    year_from: date
    before_from: date
    before_to: date

    def __post_init__(self) -> None:
        check(self.from_on, self.to_on)


def check(from_on: date, to_on: date) -> None:
    """Raise UpsideDown for days that make no period."""
    if to_on < from_on:
        raise UpsideDown(field="au", from_on=from_on, to_on=to_on)


def year_before(day: date) -> date:
    """The same day a year earlier; 28 February for the 29th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def year_start(on: date, *, years: Sequence[Year], starts_month: int) -> date:
    """The first day of the financial year of a day: the one that was opened, else the building's usual one."""
    for year in years:
        if year.starts_on <= on <= year.ends_on:
            return year.starts_on
    return date(on.year if on.month >= starts_month else on.year - 1, starts_month, 1)


def previous_year(starts_on: date, *, years: Sequence[Year]) -> tuple[date, date]:
    """The financial year before the one that starts on a day: the one that was opened, else twelve months."""
    last = starts_on - timedelta(days=1)
    found = next((year for year in years if year.ends_on == last), None)
    return (found.starts_on if found else year_before(starts_on), last)


def period(
    *, from_on: date | None, to_on: date | None, today: date, years: Sequence[Year], starts_month: int
) -> Period:
    """The period asked for. Nothing said: the financial year of today, or the last one opened, up to today at most.

    A whole financial year is compared with the one before; other days with the same days a year earlier.
    Raises UpsideDown.
    """
    if to_on is None:
        latest = max((year.ends_on for year in years), default=today)
        holding = [year.ends_on for year in years if from_on and year.starts_on <= from_on <= year.ends_on]
        to_on = min([*holding, max(latest, from_on or latest), max(today, from_on or today)])
    start = year_start(to_on, years=years, starts_month=starts_month)
    from_on = from_on or min(start, to_on)
    whole = any((year.starts_on, year.ends_on) == (from_on, to_on) for year in years)
    before = previous_year(from_on, years=years) if whole else (year_before(from_on), year_before(to_on))
    return Period(from_on, to_on, start, *before)
