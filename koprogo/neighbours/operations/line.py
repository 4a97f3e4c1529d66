"""Who is next: a freed slot is held for the first in line, who is told by mail and has a time to answer.

A place is offered once: whoever does not answer in time leaves the line, and the next one is asked. Every function
here runs under the lock of the facility.
"""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from koprogo.condominiums.rules.rights import Right
from koprogo.neighbours.documents import booking_mail
from koprogo.neighbours.models import Booking, Facility, WaitingPlace
from koprogo.neighbours.operations import facilities
from koprogo.neighbours.operations.telling import tell
from koprogo.neighbours.queries import facilities as questions
from koprogo.neighbours.rules import bookings as rules
from koprogo.neighbours.rules.bookings import BookingState, WaitingState
from koprogo.neighbours.rules.slots import Span, day_of
from koprogo.platform import audit, formats, jobs, mail
from koprogo.platform.access import Access, act

HOLD_ENDS = "neighbours.hold_ends"
OFFERED = "neighbours.slot_offered"


@act("neighbours.hold_ended", needs=Right.MEET_NEIGHBOURS)
def end_hold(access: Access, *, booking_id: UUID) -> None:
    """End a hold whose time is over, and ask the next in line; one that was answered is left alone."""
    held = Booking.objects.filter(org_id=access.org_id, id=booking_id, state=BookingState.HELD)
    facility_id = held.values_list("facility_id", flat=True).first()
    if facility_id is None:
        return
    facility = facilities.locked(access, facility_id)
    if lapse(access, facility):
        audit.record(access, "neighbours.hold_ended", facility.id, name=facility.name)


def lapse(access: Access, facility: Facility) -> int:
    """End every hold of a facility whose time is over, then ask who is next. Returns how many ended."""
    late = Booking.objects.filter(
        org_id=access.org_id, facility=facility, state=BookingState.HELD, held_until__lte=access.now
    )
    ids = list(late.values_list("id", flat=True))
    if not ids:
        return 0
    free(access, ids, place=WaitingState.LAPSED)
    offer(access, facility)
    return len(ids)


def free(access: Access, booking_ids: list[UUID], *, place: WaitingState) -> None:
    """Give held slots free again; their places in line are over as ``place`` says."""
    held = Booking.objects.filter(org_id=access.org_id, id__in=booking_ids)
    held.update(state=BookingState.LAPSED, ended_at=access.now)
    WaitingPlace.objects.filter(org_id=access.org_id, booking_id__in=booking_ids).update(state=place)


def offer(access: Access, facility: Facility) -> int:
    """Hold what is free for those who wait for it, in the order in which they came. Returns how many were asked."""
    waiting = WaitingPlace.objects.filter(
        org_id=access.org_id, facility=facility, state=WaitingState.WAITING, starts_at__gt=access.now
    )
    places = list(waiting.select_related("resident__person").order_by("asked_at", "id"))
    if not places:
        return 0
    until = max(place.ends_at for place in places)
    rows = questions.taken(access, facility_id=facility.id, since=access.now, until=until)
    used = [Span(row.starts_at, row.ends_at) for row in rows]
    asked = 0
    for place in places:
        span = Span(place.starts_at, place.ends_at)
        if any(span.meets(other) for other in used):
            continue
        deadline = rules.held_until(span, now=access.now)
        if deadline is None or not _fair(access, facility, place, span):
            continue
        _hold(access, facility, place, deadline)
        used.append(span)
        asked += 1
    return asked


def _fair(access: Access, facility: Facility, place: WaitingPlace, span: Span) -> bool:
    mine = questions.around(access, resident_id=place.resident_id, facility_id=facility.id, spans=[span])
    try:
        rules.fair(facility.plan, span, mine)
    except rules.WeekUsed:
        return False
    return True


def _hold(access: Access, facility: Facility, place: WaitingPlace, deadline: datetime) -> None:
    booking = Booking.objects.create(
        org_id=access.org_id,
        facility=facility,
        resident_id=place.resident_id,
        starts_at=place.starts_at,
        ends_at=place.ends_at,
        slots=place.slots,
        price_cents=rules.price(facility.price_cents, place.slots) if place.lot_id else 0,
        deposit_cents=facility.deposit_cents if place.lot_id else 0,
        lot_id=place.lot_id,
        by_occupant=place.by_occupant,
        state=BookingState.HELD,
        held_until=deadline,
        made_at=access.now,
    )
    place.state, place.booking = WaitingState.OFFERED, booking
    place.save(update_fields=["state", "booking"])
    jobs.enqueue(access, HOLD_ENDS, subject_id=booking.id, at=deadline)
    _tell(access, facility, place, booking, deadline)


def _tell(access: Access, facility: Facility, place: WaitingPlace, booking: Booking, deadline: datetime) -> None:
    """Write to the first in line; for a neighbour who never signs in, to whoever last wrote for them."""
    person = place.resident.person
    if person is None:
        tell(
            access,
            place.resident,
            booking_mail.OFFERED,
            subject_id=booking.id,
            page="bookings",
            where={},
            wait=False,
            name=facility.name,
            day=lambda: formats.day_near(day_of(place.starts_at), access.today),
            hour=lambda: formats.clock(place.starts_at),
            until=lambda: formats.moment(deadline),
        )
    elif person.is_active:
        link = f"{settings.KOPROGO_PUBLIC_URL}{reverse('bookings', kwargs={'slug': access.slug})}"
        with translation.override(person.language):
            letter = booking_mail.offered(
                recipient=person.email,
                building=access.org_name,
                name=facility.name,
                starts_at=place.starts_at,
                until=deadline,
                today=access.today,
                link=link,
            )
        mail.post(access, letter, purpose=OFFERED, subject_id=booking.id, wait=False)
