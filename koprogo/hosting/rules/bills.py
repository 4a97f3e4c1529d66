"""What a hosted condominium is billed: months at the price that holds on their first day, overage at cost, credits.

Whole cents, no clock, no row. A month is counted from its first day to its last; a condominium that comes in the
course of a month begins with the next one. The price is the one of the list that holds on the first day of each month
(economics.md § 5): a list voted lower is taken off what was billed ahead, a list voted higher never adds to it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby

from koprogo.kernel.refusals import Refused

#: Days to pay a bill.
DUE_DAYS = 30
#: Days after the due date on which a reminder leaves, once each.
REMINDERS = (7, 30)


class Every(StrEnum):
    """How often the subscription is billed. The year is usual: card fees and postage would eat a monthly euro."""

    YEAR = "year"
    MONTH = "month"

    @property
    def months(self) -> int:
        """How many months one bill carries."""
        return 12 if self is Every.YEAR else 1


class LineKind(StrEnum):
    """What a line of a bill is for; each is booked on its own income."""

    MONTHS = "months"  # subscription
    LOWERED = "lowered"  # months billed ahead at a price that the members lowered since
    DEARER = "dearer"  # months billed ahead at a plan that the client has changed for a dearer one
    OVERAGE = "overage"
    SERVICE = "service"
    OUTAGE = "outage"  # of a credit note: hours without service
    LEFT = "left"  # of a credit note: months billed ahead that are not hosted any more


class NothingToBill(Refused):
    """Everything of this client is billed already, or costs nothing."""

    code = "hosting.nothing_to_bill"


class BillsHeldBack(Refused):
    """A run billed everybody but some, whose papers cannot be made out as they are."""

    code = "hosting.bills_held_back"


class CreditTooLarge(Refused):
    """A credit note gives back at most what its bill asked, together with those before it."""

    code = "hosting.credit_too_large"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: ``count`` × ``unit_cents`` where both are given, else ``cents`` with its ``calculation`` in words."""

    kind: LineKind
    cents: int
    from_on: date | None = None
    to_on: date | None = None
    count: int | None = None
    unit_cents: int | None = None
    text: str = ""
    calculation: str = ""


@dataclass(frozen=True, slots=True)
class Priced:
    """One month at its price."""

    month: date
    cents: int
    plan: str = ""
    """How it is hosted that month."""


def first_of(day: date) -> date:
    """The first day of a month."""
    return day.replace(day=1)


def months_after(month: date, count: int) -> date:
    """The first day of the month so many months later."""
    place = month.year * 12 + month.month - 1 + count
    return date(place // 12, place % 12 + 1, 1)


def last_of(month: date) -> date:
    """The last day of a month."""
    return months_after(month, 1) - timedelta(days=1)


def begins(since: date) -> date:
    """The first month that is billed: that of the arrival when it begins with it, else the next one."""
    return since if since.day == 1 else months_after(first_of(since), 1)


def months(first: date, every: Every, *, until: date | None = None) -> list[date]:
    """The months of one bill, cut where the hosting ends (``until``: the first day without it)."""
    some = [months_after(first, place) for place in range(every.months)]
    return [month for month in some if until is None or month < until]


def lines_of(priced: Sequence[Priced]) -> list[Line]:
    """The months of one price that follow each other, as one line; those that cost nothing are left out."""
    out = []
    for (cents, plan), some in groupby(priced, key=lambda one: (one.cents, one.plan)):
        run = list(some)
        if cents:
            out.append(
                Line(
                    LineKind.MONTHS,
                    cents * len(run),
                    from_on=run[0].month,
                    to_on=last_of(run[-1].month),
                    count=len(run),
                    unit_cents=cents,
                    text=plan,
                )
            )
    return out


def lowered(billed: Iterable[Priced], now: Mapping[date, int]) -> list[Line]:
    """What comes off months billed ahead whose price was lowered since. A rise adds nothing to what was billed."""
    less = [
        Priced(one.month, now[one.month] - one.cents) for one in billed if now.get(one.month, one.cents) < one.cents
    ]
    out = []
    for cents, some in groupby(sorted(less, key=lambda one: one.month), key=lambda one: one.cents):
        run = list(some)
        out.append(
            Line(
                LineKind.LOWERED,
                cents * len(run),
                from_on=run[0].month,
                to_on=last_of(run[-1].month),
                count=len(run),
                unit_cents=cents,
            )
        )
    return out


def dearer(billed: Iterable[Priced], now: Mapping[date, int], *, plan: str) -> list[Line]:
    """What a dearer plan, ordered since, adds to the months billed ahead that are still to come."""
    more = [
        Priced(one.month, now[one.month] - one.cents)
        for one in billed
        if one.plan != plan and now.get(one.month, one.cents) > one.cents
    ]
    return [
        Line(
            LineKind.DEARER,
            cents * len(run),
            from_on=run[0].month,
            to_on=last_of(run[-1].month),
            count=len(run),
            unit_cents=cents,
            text=plan,
        )
        for cents, run in ((key, list(some)) for key, some in groupby(more, key=lambda one: one.cents))
    ]


def total(lines: Iterable[Line]) -> int:
    """What the lines make, in cents."""
    return sum(line.cents for line in lines)


def check_credit(cents: int, *, billed_cents: int, credited_cents: int) -> None:
    """Raises CreditTooLarge beyond what is left of a bill, NothingToBill for nothing."""
    if cents <= 0:
        raise NothingToBill(field="amount")
    if cents > billed_cents - credited_cents:
        raise CreditTooLarge(field="amount", left_cents=billed_cents - credited_cents)


def reminder_due(due_on: date, today: date, *, sent: int) -> int | None:
    """Which reminder leaves today (1, 2), or None. One after the other, never the same twice; nobody is locked out."""
    if sent >= len(REMINDERS):
        return None
    return sent + 1 if today >= due_on + timedelta(days=REMINDERS[sent]) else None
