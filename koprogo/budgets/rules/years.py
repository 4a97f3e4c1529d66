"""The fiscal year a budget is for: the books' own, or the one they will open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from koprogo.ledger.rules.years import Span, code_for, year_around


@dataclass(frozen=True, slots=True)
class Year:
    """One fiscal year, both days included."""

    code: str
    starts_on: date
    ends_on: date


def around(standing: Sequence[Year], *, on: date, starts_month: int) -> Year:
    """The year of a day: one that stands, or the one the books would open for it."""
    for year in standing:
        if year.starts_on <= on <= year.ends_on:
            return year
    taken = [Span(year.starts_on, year.ends_on) for year in standing]
    span = year_around(on, starts_month=starts_month, taken=taken)
    return Year(code_for(span, taken=[year.code for year in standing]), span.starts_on, span.ends_on)


def before(standing: Sequence[Year], year: Year, *, starts_month: int) -> Year:
    """The year before another."""
    return around(standing, on=year.starts_on - timedelta(days=1), starts_month=starts_month)


def after(standing: Sequence[Year], year: Year, *, starts_month: int) -> Year:
    """The year after another."""
    return around(standing, on=year.ends_on + timedelta(days=1), starts_month=starts_month)
