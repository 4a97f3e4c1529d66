"""A booking: what may be booked, how much is fair, until when it may be given back, and who is next in line."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from koprogo.kernel.refusals import Refused
from koprogo.neighbours.rules import slots
from koprogo.neighbours.rules.facilities import Plan
from koprogo.neighbours.rules.slots import Span

#: Weekly repetitions at most: a term, not a lease.
MOST_TIMES = 12
#: How long the first in line may think, and what must be left before the slot begins.
TO_THINK, LEAST_TO_THINK = timedelta(hours=12), timedelta(minutes=30)
_WEEK = timedelta(days=7)


class BookingState(StrEnum):
    """Booked; held for somebody from the waiting list who has not answered yet; or over."""

    BOOKED = "booked"
    HELD = "held"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"  # held, and not taken in time


#: States that take the slot: the exclusion constraint of the database looks at these.
TAKING = (BookingState.BOOKED, BookingState.HELD)


class WaitingState(StrEnum):
    """A place in the waiting list of one slot."""

    WAITING = "waiting"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


class NotASlot(Refused):
    """The hours asked for are none of the facility's."""

    code = "neighbours.not_a_slot"


class SlotPast(Refused):
    code = "neighbours.slot_past"


class TooFarAhead(Refused):
    code = "neighbours.too_far_ahead"


class TooLong(Refused):
    code = "neighbours.booking_too_long"


class SlotTaken(Refused):
    """Somebody else has it; ``next_at`` is the next slot that is free, where there is one."""

    code = "neighbours.slot_taken"


class WeekUsed(Refused):
    """The resident has as many bookings in that week as the rules of the facility give."""

    code = "neighbours.week_used"


class TooLateToCancel(Refused):
    code = "neighbours.too_late_to_cancel"


class TooManyTimes(Refused):
    code = "neighbours.too_many_times"


class SomeTaken(Refused):
    """Of a weekly booking some days are not free: they are listed, and nothing is booked until one says so."""

    code = "neighbours.some_taken"


class NothingFree(Refused):
    """None of the weeks asked for is free."""

    code = "neighbours.nothing_free"


class NotOffered(Refused):
    """The slot is not (any more) held for this resident."""

    code = "neighbours.not_offered"


class FacilityClosed(Refused):
    code = "neighbours.facility_closed"


class LotUnknown(Refused):
    """The price goes to the account of a lot, and no lot of this resident is known."""

    code = "neighbours.lot_unknown"


class FreeAlready(Refused):
    """One waits for what is taken; a free slot is booked."""

    code = "neighbours.free_already"


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks for: a day, the place of the first slot in it, how many slots, how many weeks running."""

    day: date
    first: int = 0
    count: int = 1
    times: int = 1

    def days(self) -> list[date]:
        """The same weekday, week after week. Raises TooManyTimes."""
        if not 1 <= self.times <= MOST_TIMES:
            raise TooManyTimes(field="times", most=MOST_TIMES)
        return [self.day + n * _WEEK for n in range(self.times)]


def asked(plan: Plan, wish: Wish, *, day: date, now: datetime, today: date) -> Span:
    """The hours that a wish is about on one day. Raises TooLong, NotASlot, SlotPast, TooFarAhead.

    A slot that has begun can still be had until it ends: the laundry that stands empty now is for now.
    """
    if wish.count > plan.max_slots:
        raise TooLong(field="count", most=plan.max_slots)
    span = slots.run(plan, day, wish.first, wish.count)
    if span is None:
        raise NotASlot()
    first = slots.run(plan, day, wish.first, 1)
    if first is None or first.ends_at <= now:
        raise SlotPast()
    last = today + timedelta(days=plan.ahead_days)
    if day > last:
        raise TooFarAhead(last=last)
    return span


def fair(plan: Plan, span: Span, mine: Iterable[Span]) -> None:
    """Raise WeekUsed when the resident's other bookings of that week are as many as the plan gives.

    Counted by week and by resident, the same for everybody: who owns more has no more hours.
    """
    used = sum(1 for other in mine if other.week == span.week)
    if plan.max_per_week and used >= plan.max_per_week:
        raise WeekUsed(most=plan.max_per_week)


def last_cancel(plan: Plan, span: Span) -> datetime:
    """Until when a booking may be given back."""
    return span.starts_at - timedelta(hours=plan.cancel_hours)


def cancellable(plan: Plan, span: Span, *, now: datetime) -> None:
    """Raise TooLateToCancel from the limit of the plan on."""
    if now >= last_cancel(plan, span):
        raise TooLateToCancel(hours=plan.cancel_hours)


def held_until(span: Span, *, now: datetime) -> datetime | None:
    """Until when a freed slot is held for the first in line; None when it begins too soon to ask anybody."""
    until = min(now + TO_THINK, span.starts_at - LEAST_TO_THINK)
    return until if until - now >= LEAST_TO_THINK else None


def price(slot_cents: int, count: int) -> int:
    """What a booking costs, in cents: so much a slot."""
    return slot_cents * count
