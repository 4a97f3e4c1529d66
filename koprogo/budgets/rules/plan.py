"""When the year's money is called, in how many steps, and what a new budget changes on the way. Whole cents."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from koprogo.charges.rules.spread import of_step
from koprogo.kernel.refusals import Refused

#: A draft is written this long before its due date: time to read it again and send it.
LEAD = timedelta(days=30)
#: A step whose day has passed is due this long after it is written: nobody pays from one day to the next.
GRACE = timedelta(days=15)
MOST_STEPS = 24


class Rhythm(StrEnum):
    """How often a year's money is called."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"
    CUSTOM = "custom"


MONTHS = {Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: 3, Rhythm.YEARLY: 12}


class Method(StrEnum):
    """What is done of calls that left when the budget changes on the way: the three usual ways."""

    KEEP = "keep"  # what was called stays, the rest follows the new budget
    CATCH_UP = "catch_up"  # the rest makes up for the difference: the year comes to the new budget
    RETROACTIVE = "retroactive"  # what was called is cancelled and the whole year is called again


class UnusableDates(Refused):
    """No date, too many, the same twice, or one outside the year."""

    code = "budgets.unusable_dates"


class NoBudget(Refused):
    """Nothing was voted for the year nor for the one before: there is nothing to call from."""

    code = "budgets.no_budget"


class AlreadyWritten(Refused):
    """The step has its call."""

    code = "budgets.already_written"


class DeadlinePassed(Refused):
    """All the steps have left: a change on the way has none to change."""

    code = "budgets.nothing_left_to_call"


@dataclass(frozen=True, slots=True)
class Due:
    """One step: when it is due and, where the rhythm gives it, which days it covers (both included)."""

    due_on: date
    period_from: date | None = None
    period_to: date | None = None


def _month_after(first: date, months: int) -> date:
    index = first.year * 12 + first.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def dates(rhythm: Rhythm, *, starts_on: date, ends_on: date, day: int) -> list[Due]:
    """The steps of a year by month, quarter or as one, each due on that day of its first month (or its last day)."""
    out: list[Due] = []
    begin = starts_on
    first = starts_on.replace(day=1)
    while begin <= ends_on:
        following = _month_after(first, MONTHS[rhythm])
        last = monthrange(begin.year, begin.month)[1]
        due_on = max(begin, begin.replace(day=min(day, last)))
        out.append(Due(due_on, begin, min(following - timedelta(days=1), ends_on)))
        begin = first = following
    return out


def custom(days: Sequence[date], *, starts_on: date, ends_on: date) -> list[Due]:
    """Steps on days of one's own choosing, in their order. Raises UnusableDates."""
    if not days or len(days) > MOST_STEPS or len(set(days)) < len(days):
        raise UnusableDates(field="days")
    if min(days) < starts_on or max(days) > ends_on:
        raise UnusableDates(field="days", starts_on=starts_on, ends_on=ends_on)
    return [Due(day) for day in sorted(days)]


def remaining(method: Method, *, called: Sequence[int], new_cents: int, steps: int) -> list[int]:
    """What the steps left over ask of one key after a new budget, in cents, by method.

    ``called``: what the steps that left have asked. RETROACTIVE gives all the steps anew: those that left are
    cancelled.
    """
    done = len(called)
    if method is Method.RETROACTIVE:
        return [of_step(new_cents, step, steps) for step in range(1, steps + 1)]
    if method is Method.KEEP:
        return [of_step(new_cents, step, steps) for step in range(done + 1, steps + 1)]
    left = steps - done
    return [of_step(new_cents - sum(called), step, left) for step in range(1, left + 1)]


def twelfth(year_cents: int, month: int) -> int:
    """One month of a year's sum until a budget is voted, in cents: twelve of them make the year."""
    return of_step(year_cents, month, 12)


def due_day(planned: date, today: date) -> date:
    """The day a step that is written today is due: the planned one, or some days from now where that is past."""
    return planned if planned >= today else today + GRACE


def is_time(planned: date, today: date) -> bool:
    """Whether a step's call is to be written by now."""
    return planned <= today + LEAD
