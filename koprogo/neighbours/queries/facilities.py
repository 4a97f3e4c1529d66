"""What can be booked, what is free on which day, and what is mine."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from koprogo.kernel.refusals import NotFound
from koprogo.neighbours.models import Booking, Facility, WaitingPlace
from koprogo.neighbours.queries.office import Said, first_said, read_said
from koprogo.neighbours.rules import bookings as rules
from koprogo.neighbours.rules import slots
from koprogo.neighbours.rules.bookings import TAKING, BookingState, WaitingState
from koprogo.neighbours.rules.facilities import Unit
from koprogo.neighbours.rules.slots import Span
from koprogo.platform.access import Access

#: Days of one page of the calendar: a week of slots, four weeks of days.
PAGE_DAYS = {Unit.SLOT: 7, Unit.DAY: 28}


class SlotState(StrEnum):
    FREE = "free"
    MINE = "mine"
    TAKEN = "taken"
    PAST = "past"
    LATER = "later"  # further ahead than the rules allow
    WAITING = "waiting"  # taken, and the reader is in line for it


@dataclass(frozen=True, slots=True)
class Slot:
    """One slot of a day, by its place in it."""

    first: int
    span: Span
    state: SlotState


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the calendar; without slots when the facility is closed."""

    on: date
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    """Some days of one facility. ``before``/``after``: the first days of the pages beside, where there are any."""

    facility: Facility
    days: tuple[Day, ...]
    before: date | None
    after: date | None


@dataclass(frozen=True, slots=True)
class Mine:
    """A booking of the reader's. ``cancel_until``: until when it may be given back; ``place_id``: held for them.

    ``said``: on whose word it stands, where the reader did not write it themselves. ``later``: how many of those made
    together with it come after it, week after week.
    """

    booking_id: UUID
    facility_id: UUID
    name: str
    span: Span
    state: str
    price_cents: int
    deposit_cents: int
    cancel_until: datetime
    held_until: datetime | None
    place_id: UUID | None
    said: Said | None = None
    later: int = 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """A place of the reader's in a waiting list, how many stand before them, on whose word it stands if on one."""

    place_id: UUID
    name: str
    span: Span
    before: int
    said: Said | None = None


def listing(access: Access, *, closed: bool = False) -> list[Facility]:
    """The facilities that can be had, by name; those closed too, at the end, when asked (one query)."""
    found = Facility.objects.filter(org_id=access.org_id)
    if not closed:
        found = found.filter(closed_at__isnull=True)
    return sorted(found, key=lambda one: (one.closed_at is not None, one.name.casefold()))


def get(access: Access, *, facility_id: UUID) -> Facility:
    """One facility. Raises NotFound."""
    found = Facility.objects.filter(org_id=access.org_id, id=facility_id).first()
    if found is None:
        raise NotFound(what="facility")
    return found


def taken(access: Access, *, facility_id: UUID, since: datetime, until: datetime) -> list[Booking]:
    """The bookings that take some of a time, in order; what was held and not answered in time no longer (one query)."""
    found = Booking.objects.filter(
        org_id=access.org_id,
        facility_id=facility_id,
        state__in=[state.value for state in TAKING],
        starts_at__lt=until,
        ends_at__gt=since,
    ).exclude(state=BookingState.HELD, held_until__lte=access.now)
    return list(found.order_by("starts_at"))


def around(access: Access, *, resident_id: UUID, facility_id: UUID, spans: list[Span]) -> list[Span]:
    """What a resident has of a facility in the weeks of some spans: what is held for them counts too (one query)."""
    edge = timedelta(days=8)
    found = Booking.objects.filter(
        org_id=access.org_id,
        facility_id=facility_id,
        resident_id=resident_id,
        state__in=[state.value for state in TAKING],
        starts_at__gt=min(span.starts_at for span in spans) - edge,
        starts_at__lt=max(span.starts_at for span in spans) + edge,
    )
    return [Span(*row) for row in found.values_list("starts_at", "ends_at")]


def calendar(access: Access, *, facility: Facility, me_id: UUID | None, first: date | None = None) -> Calendar:
    """The days from one on (today at the earliest), each slot with its state for this reader (one query)."""
    plan, today = facility.plan, access.today
    last = today + timedelta(days=plan.ahead_days)
    size = PAGE_DAYS[plan.unit]
    begin = min(max(first or today, today), last)
    begin = today + timedelta(days=(begin - today).days // size * size)
    days = [begin + timedelta(days=n) for n in range(size)]
    edge = timedelta(days=2)
    since, until = slots.instant(days[0], 0) - edge, slots.instant(days[-1], 0) + edge
    rows = taken(access, facility_id=facility.id, since=since, until=until)
    there = [(Span(row.starts_at, row.ends_at), row.resident_id) for row in rows]
    return Calendar(
        facility,
        tuple(
            Day(
                day,
                tuple(
                    Slot(n, span, _state(span, there, me_id, access.now, later=day > last))
                    for n, span in enumerate(slots.of_day(plan, day))
                ),
            )
            for day in days
        ),
        begin - timedelta(days=size) if begin > today else None,
        begin + timedelta(days=size) if begin + timedelta(days=size) <= last else None,
    )


def _state(span: Span, there: list[tuple[Span, UUID]], me_id: UUID | None, now: datetime, *, later: bool) -> SlotState:
    for other, resident_id in there:
        if span.meets(other):
            return SlotState.MINE if resident_id == me_id else SlotState.TAKEN
    if span.ends_at <= now:
        return SlotState.PAST
    return SlotState.LATER if later else SlotState.FREE


def slot(access: Access, *, facility_id: UUID, me_id: UUID, day: date, first: int) -> tuple[Facility, Slot | None]:
    """One facility with one slot of a day, or None where the day has no such slot (one query). Raises NotFound."""
    edge = timedelta(days=2)
    rows = (
        Booking.objects.filter(
            org_id=access.org_id,
            facility_id=OuterRef("id"),
            state__in=[state.value for state in TAKING],
            starts_at__lt=slots.instant(day, 0) + edge,
            ends_at__gt=slots.instant(day, 0) - edge,
        )
        .exclude(state=BookingState.HELD, held_until__lte=access.now)
        .order_by("starts_at")
    )
    taken_at = ArraySubquery(rows.values("starts_at"))
    until = ArraySubquery(rows.values("ends_at"))
    by = ArraySubquery(rows.values("resident_id"))
    line = WaitingPlace.objects.filter(
        org_id=access.org_id, facility_id=OuterRef("id"), resident_id=me_id, state=WaitingState.WAITING
    )
    waits = ArraySubquery(line.filter(starts_at__gte=slots.instant(day, 0)).values("starts_at"))
    found = Facility.objects.filter(org_id=access.org_id, id=facility_id)
    facility = found.annotate(from_=taken_at, until_=until, by_=by, waits_=waits).first()
    if facility is None:
        raise NotFound(what="facility")
    span = slots.run(facility.plan, day, first, 1)
    if span is None:
        return facility, None
    there = [(Span(*ends), who) for *ends, who in zip(facility.from_, facility.until_, facility.by_, strict=True)]
    later = day > access.today + timedelta(days=facility.plan.ahead_days)
    state = _state(span, there, me_id, access.now, later=later)
    in_line = state is SlotState.TAKEN and span.starts_at in facility.waits_
    return facility, Slot(first, span, SlotState.WAITING if in_line else state)


def free_after(access: Access, *, facility: Facility, after: datetime) -> Span | None:
    """The next free slot from a moment on, within the days that may be booked (one query)."""
    until = access.today + timedelta(days=facility.plan.ahead_days)
    edge = slots.instant(until, 0) + timedelta(days=2)
    rows = taken(access, facility_id=facility.id, since=after, until=edge)
    return slots.next_free(facility.plan, max(after, access.now), until, [Span(r.starts_at, r.ends_at) for r in rows])


def mine(access: Access, *, me_id: UUID) -> list[Mine]:
    """What the reader has booked or is being offered, from now on, in order (one query)."""
    return [read_mine(row) for row in rows_of(access, me_id=me_id).filter(coming(access)).order_by("starts_at")]


def coming(access: Access) -> Q:
    """Bookings that are not over: those that take their slot, and what is held and can still be answered."""
    states = [state.value for state in TAKING]
    return Q(ends_at__gt=access.now, state__in=states) & ~Q(state=BookingState.HELD, held_until__lte=access.now)


def rows_of(access: Access, *, me_id: UUID) -> QuerySet[Booking]:
    """A resident's bookings as ``read_mine`` reads them: with their place in line, and on whose word they stand."""
    offered = WaitingPlace.objects.filter(
        org_id=access.org_id, booking_id=OuterRef("id"), state=WaitingState.OFFERED
    ).values("id")
    found = Booking.objects.filter(org_id=access.org_id, resident_id=me_id).select_related("facility")
    series = Booking.objects.filter(org_id=access.org_id, resident_id=me_id, series_id=OuterRef("series_id"))
    later = series.filter(state=BookingState.BOOKED, starts_at__gt=OuterRef("starts_at"))
    count = later.order_by().values("series_id").annotate(n=Count("id")).values("n")
    return found.annotate(
        said=first_said(access), place_id=Subquery(offered[:1]), later=Coalesce(Subquery(count), 0)
    )


def read_mine(row: Any) -> Mine:
    """One of the rows of ``rows_of``."""
    span = Span(row.starts_at, row.ends_at)
    until = rules.last_cancel(row.facility.plan, span)
    what = (row.facility_id, row.facility.name, span)
    money = (row.price_cents, row.deposit_cents)
    said = read_said(row.said)
    return Mine(row.id, *what, row.state, *money, until, row.held_until, row.place_id, said, row.later)


def waiting(access: Access, *, me_id: UUID) -> list[Waiting]:
    """The reader's places in waiting lists, in order, each with how many wait before them (one query)."""
    earlier = Q(asked_at__lt=OuterRef("asked_at")) | Q(asked_at=OuterRef("asked_at"), id__lt=OuterRef("id"))
    before = WaitingPlace.objects.filter(
        earlier,
        org_id=access.org_id,
        facility_id=OuterRef("facility_id"),
        state=WaitingState.WAITING,
        starts_at__lt=OuterRef("ends_at"),
        ends_at__gt=OuterRef("starts_at"),
    )
    count = before.order_by().values("facility_id").annotate(n=Count("id")).values("n")
    found = WaitingPlace.objects.filter(
        org_id=access.org_id, resident_id=me_id, state=WaitingState.WAITING, ends_at__gt=access.now
    ).annotate(said=first_said(access), before=Coalesce(Subquery(count), 0))
    return [
        Waiting(
            row.id,
            row.facility.name,
            Span(row.starts_at, row.ends_at),
            row.before,
            read_said(row.said),
        )
        for row in found.select_related("facility").order_by("starts_at")
    ]
