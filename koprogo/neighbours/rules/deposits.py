"""A deposit: shown before, never asked for in advance, kept in whole or in part after a damage, for a month.

It is no fine, which only the co-ownership rules could set (CC 3.85 § 1): it makes a damage good, the reason says
which, and it is the most that the association takes so; what goes beyond is asked for in the usual way. Why no money
is held: decision 0074.
"""

from datetime import datetime, timedelta

from koprogo.kernel.refusals import Refused
from koprogo.neighbours.rules.bookings import BookingState

#: How long after the use something may be kept: long enough to look, short enough to know where one stands.
TIME_TO_LOOK = timedelta(days=30)
SHORTEST_REASON, LONGEST_REASON = 10, 600


class NothingToKeep(Refused):
    """The booking took place without a deposit, or did not take place."""

    code = "neighbours.no_deposit"


class NotTheTime(Refused):
    """Before the end of the use there is no damage to see; a month later the deposit is the booker's peace."""

    code = "neighbours.deposit_not_the_time"


class MoreThanDeposit(Refused):
    """Nothing, or more than the deposit."""

    code = "neighbours.more_than_deposit"


class ReasonWanting(Refused):
    """The booker is told why: without a reason nothing is kept."""

    code = "neighbours.deposit_reason"


class RetainedAlready(Refused):
    """Something was kept of this deposit before, perhaps a moment ago."""

    code = "neighbours.deposit_retained_already"


class NotRetained(Refused):
    """Nothing is kept of this deposit (any more)."""

    code = "neighbours.deposit_not_retained"


def until(ends_at: datetime) -> datetime:
    """Until when something may be kept of the deposit of a booking."""
    return ends_at + TIME_TO_LOOK


def since(now: datetime) -> datetime:
    """The end of the earliest booking of whose deposit something may still be kept."""
    return now - TIME_TO_LOOK


def check(
    *, cents: int, deposit_cents: int, state: BookingState, ends_at: datetime, reason: str, now: datetime
) -> str:
    """Let an amount be kept of a deposit, and return the reason as it is stored.

    Raises NothingToKeep, NotTheTime, MoreThanDeposit, ReasonWanting.
    """
    if state != BookingState.BOOKED or not deposit_cents:
        raise NothingToKeep()
    if not ends_at <= now <= until(ends_at):
        raise NotTheTime(days=TIME_TO_LOOK.days)
    if not 1 <= cents <= deposit_cents:
        raise MoreThanDeposit(field="amount", most=deposit_cents)
    return words(reason)


def words(reason: str) -> str:
    """A reason as it is stored. Raises ReasonWanting."""
    said = reason.strip()
    if not SHORTEST_REASON <= len(said) <= LONGEST_REASON:
        raise ReasonWanting(field="reason", least=SHORTEST_REASON, most=LONGEST_REASON)
    return said
