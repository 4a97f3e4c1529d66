"""Fiscal years: twelve months of the building's own choosing, shorter only beside one that stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from koprogo.kernel.refusals import Refused


class PeriodClosed(Refused):
    """The day belongs to a year that is closed, or comes before one: nothing is back-dated (AR 12/7/2012)."""

    code = "ledger.period_closed"


class BeforeOpening(Refused):
    """The day comes before the opening entry: that year is the previous syndic's, its balances were taken over."""

    code = "ledger.before_opening"


class PeriodHeld(Refused):
    """The day belongs to a year that is pre-closed: its figures are before the assembly (law 4.8)."""

    code = "ledger.period_held"


#: The voucher of what the closing itself writes: the only entries that a pre-closed year still takes.
CLOSING_VOUCHER = "closing"


@dataclass(frozen=True, slots=True)
class Span:
    """One year, both days included."""

    starts_on: date
    ends_on: date
    closed: bool = False


def year_around(on: date, *, starts_month: int, taken: Sequence[Span]) -> Span:
    """The year to open for a day that no year holds yet: twelve months, cut where a neighbour begins or ends.

    Raises PeriodClosed when a closed year comes after that day: the past of closed books is closed too.
    """
    if any(span.closed and span.ends_on >= on for span in taken):
        raise PeriodClosed(on=on)
    first = date(on.year if on.month >= starts_month else on.year - 1, starts_month, 1)
    last = date(first.year + 1, starts_month, 1) - timedelta(days=1)
    before = [span.ends_on for span in taken if span.ends_on < on]
    after = [span.starts_on for span in taken if span.starts_on > on]
    return Span(
        starts_on=max([first, *(day + timedelta(days=1) for day in before)]),
        ends_on=min([last, *(day - timedelta(days=1) for day in after)]),
    )


def booking_day(on: date, *, today: date, over: Sequence[date], settled_to: date | None) -> date:
    """The day a document is booked on: its own, or today's where its year is closed or waits for the assembly
    (``over``: their last days), or where its days were shared between the owners already: nothing is back-dated, and a
    cost that comes late is of the next settlement. Who bears it still follows the days its lines cover."""
    late = any(on <= last for last in over) or (settled_to is not None and on <= settled_to)
    return max(on, today) if late else on


def code_for(span: Span, *, taken: Sequence[str]) -> str:
    """A short name for addresses: the year it starts in, with a letter when a short year already has it."""
    name = str(span.starts_on.year)
    codes: list[str] = [name, *(name + letter for letter in "bcdefghijklm")]
    return next(code for code in codes if code not in taken)
