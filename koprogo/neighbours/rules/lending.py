"""Lending between residents: one object, one borrower at a time, given back as it was (old CC 1875 to 1891).

A loan for use is free (old CC 1876): no hire, and no deposit unless the lender says so. The borrower looks after the
object and gives it back at the time agreed (old CC 1880, 1888); what broke without fault is the lender's (old CC 1884).
"""

from datetime import datetime, timedelta
from enum import StrEnum

from koprogo.kernel.refusals import Refused

#: A loan may be asked for this long ahead, and last this long.
AHEAD, LONGEST = timedelta(days=180), timedelta(days=60)
#: A request « who has … » stays up this long when nobody answers.
ASKED_FOR = timedelta(days=14)
#: A friendly note goes to both this long after the hour agreed; the second and last one later.
FIRST_NOTE, SECOND_NOTE = timedelta(hours=2), timedelta(days=3)


class Category(StrEnum):
    """What an object is for."""

    TOOLS = "tools"
    GARDEN = "garden"
    KITCHEN = "kitchen"
    PARTY = "party"
    CHILDREN = "children"
    SPORT = "sport"
    GAMES = "games"
    SCREENS = "screens"
    OTHER = "other"


class Condition(StrEnum):
    """How an object looks when it changes hands."""

    GOOD = "good"
    WORN = "worn"
    DAMAGED = "damaged"


class State(StrEnum):
    """How far a loan is. ``KEPT``: the owner needs the object themselves."""

    REQUESTED = "requested"
    ACCEPTED = "accepted"
    OUT = "out"
    RETURNED = "returned"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    KEPT = "kept"


#: What takes the object's time: two of them never overlap.
TAKING = (State.ACCEPTED, State.OUT, State.KEPT)
LIVE = (State.REQUESTED, State.ACCEPTED, State.OUT)


class WantedState(StrEnum):
    """Whether somebody still looks for an object."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


class OwnThing(Refused):
    """One does not borrow from oneself."""

    code = "neighbours.own_thing"


class ThingGone(Refused):
    """The object is no longer lent."""

    code = "neighbours.thing_gone"


class TimeTaken(Refused):
    """Somebody else has the object during that time. ``until``: when it is free again."""

    code = "neighbours.time_taken"


class WrongTime(Refused):
    """The return comes before the beginning, or the beginning is past."""

    code = "neighbours.wrong_time"


class TooFar(Refused):
    """Longer than a loan lasts, or too far ahead."""

    code = "neighbours.too_far"


class LoanMoved(Refused):
    """The loan has gone on since the page was shown."""

    code = "neighbours.loan_moved"


class StillOut(Refused):
    """The object has not come back from the one who has it."""

    code = "neighbours.still_out"


class AlreadyAnswered(Refused):
    """Another neighbour has answered first."""

    code = "neighbours.already_answered"


def check_time(starts_at: datetime, due_at: datetime, *, now: datetime, longest: timedelta = LONGEST) -> None:
    """Let a loan have this time: it begins today or later, ends after, is not too long. Raises WrongTime, TooFar."""
    if due_at <= starts_at or due_at <= now:
        raise WrongTime(field="due")
    if starts_at < now - timedelta(days=1):
        raise WrongTime(field="starts")
    if due_at - starts_at > longest:
        raise TooFar(field="due", days=longest.days)
    if starts_at - now > AHEAD:
        raise TooFar(field="starts", days=AHEAD.days)


def note_due(*, due_at: datetime, notes: int, now: datetime) -> bool:
    """Whether the next friendly note about a late return goes now: two at most, the same to both."""
    if notes >= 2:
        return False
    return now >= due_at + (FIRST_NOTE, SECOND_NOTE)[notes]


def is_late(*, due_at: datetime, now: datetime) -> bool:
    """Whether the hour agreed is past."""
    return now > due_at
