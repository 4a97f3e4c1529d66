"""The waiting list as residents use it: take a place, leave it, take or decline what is held."""

from uuid import UUID

from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound
from koprogo.neighbours.models import Booking, WaitingPlace
from koprogo.neighbours.operations import bookings, facilities, line
from koprogo.neighbours.operations.acting import acting, noted
from koprogo.neighbours.queries import facilities as questions
from koprogo.neighbours.rules import bookings as rules
from koprogo.neighbours.rules.bookings import BookingState, WaitingState, Wish
from koprogo.neighbours.rules.modules import Module
from koprogo.platform import audit
from koprogo.platform.access import Access, act


@act("neighbours.line_joined", needs=Right.MEET_NEIGHBOURS)
def wait(access: Access, *, facility_id: UUID, wish: Wish, lot_id: UUID | None = None) -> WaitingPlace:
    """Take a place in line for hours that somebody else has; a second time changes nothing.

    Raises FreeAlready where the hours are free (or one's own), and what booking them would raise.
    """
    who = acting(access, module=Module.BOOKINGS, spoken=True)
    facility = facilities.locked(access, facility_id)
    if facility.closed_at is not None:
        raise rules.FacilityClosed(name=facility.name)
    span = rules.asked(facility.plan, wish, day=wish.day, now=access.now, today=access.today)
    line.lapse(access, facility)
    used = questions.taken(access, facility_id=facility.id, since=span.starts_at, until=span.ends_at)
    if not used or any(row.resident_id == who.id for row in used):
        raise rules.FreeAlready()
    mine = questions.around(access, resident_id=who.id, facility_id=facility.id, spans=[span])
    rules.fair(facility.plan, span, mine)
    home = bookings.home_for(access, facility, lot_id)
    open_states = [WaitingState.WAITING.value, WaitingState.OFFERED.value]
    found = WaitingPlace.objects.filter(
        org_id=access.org_id, facility=facility, resident=who, starts_at=span.starts_at, state__in=open_states
    ).first()
    if found is not None:
        return found
    row = WaitingPlace.objects.create(
        org_id=access.org_id,
        facility=facility,
        resident=who,
        starts_at=span.starts_at,
        ends_at=span.ends_at,
        slots=wish.count,
        lot_id=home.lot_id if home else None,
        by_occupant=home.occupant if home else False,
        state=WaitingState.WAITING,
        asked_at=access.now,
    )
    noted(access, row.id)
    audit.record(access, "neighbours.line_joined", facility.id, name=facility.name)
    return row


@act("neighbours.offer_accepted", needs=Right.MEET_NEIGHBOURS)
def accept(access: Access, *, place_id: UUID) -> Booking:
    """Take what is held for the resident. Raises NotOffered when it is not, or no longer."""
    place = _offered(access, place_id)
    facility = facilities.locked(access, place.facility_id)
    held = Booking.objects.filter(org_id=access.org_id, places__id=place.id, state=BookingState.HELD).first()
    if held is None or held.held_until is None or held.held_until <= access.now:
        raise rules.NotOffered()
    held.state, held.held_until = BookingState.BOOKED, None
    held.save(update_fields=["state", "held_until"])
    place.state = WaitingState.ACCEPTED
    place.save(update_fields=["state"])
    noted(access, held.id)
    audit.record(access, "neighbours.offer_accepted", facility.id, name=facility.name)
    return held


@act("neighbours.line_left", needs=Right.MEET_NEIGHBOURS)
def leave(access: Access, *, place_id: UUID) -> None:
    """Leave a line; what was held is offered to the next one. Raises NotFound."""
    who = acting(access, module=Module.BOOKINGS, spoken=True)
    found = WaitingPlace.objects.filter(org_id=access.org_id, id=place_id, resident=who)
    facility_id = found.values_list("facility_id", flat=True).first()
    if facility_id is None:
        raise NotFound(what="place")
    facility = facilities.locked(access, facility_id)
    place = found.get()
    if place.state == WaitingState.OFFERED and place.booking_id:
        line.free(access, [place.booking_id], place=WaitingState.WITHDRAWN)
        line.offer(access, facility)
    elif place.state == WaitingState.WAITING:
        place.state = WaitingState.WITHDRAWN
        place.save(update_fields=["state"])
    noted(access, place.id)
    audit.record(access, "neighbours.line_left", facility.id, name=facility.name)


def _offered(access: Access, place_id: UUID) -> WaitingPlace:
    who = acting(access, module=Module.BOOKINGS, spoken=True)
    found = WaitingPlace.objects.filter(org_id=access.org_id, id=place_id, resident=who).first()
    if found is None:
        raise NotFound(what="place")
    if found.state != WaitingState.OFFERED:
        raise rules.NotOffered()
    return found
