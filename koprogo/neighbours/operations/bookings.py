"""Booking and giving back. Everything about one facility happens under the lock of its row, one after the other."""

from uuid import UUID

from koprogo.condominiums.queries import homes
from koprogo.condominiums.queries.homes import Home
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.identifiers import uuid7
from koprogo.kernel.refusals import NotFound
from koprogo.neighbours.models import Booking, Facility, Resident
from koprogo.neighbours.operations import facilities, line
from koprogo.neighbours.operations.acting import Spoken, acting, noted
from koprogo.neighbours.queries import facilities as questions
from koprogo.neighbours.rules import bookings as rules
from koprogo.neighbours.rules.bookings import BookingState, Wish
from koprogo.neighbours.rules.modules import Module
from koprogo.neighbours.rules.office import PriceByOneself
from koprogo.neighbours.rules.slots import Span
from koprogo.platform import audit
from koprogo.platform.access import Access, act


@act("neighbours.booked", needs=Right.MEET_NEIGHBOURS)
def book(
    access: Access, *, facility_id: UUID, wish: Wish, lot_id: UUID | None = None, skip_taken: bool = False
) -> list[Booking]:
    """Book a facility once, or every week. ``skip_taken``: leave out the weeks that are not free instead of none.

    Price and deposit are those of the day, on one of the resident's own lots (``lot_id``, else the first). Raises
    SlotTaken (with the next free slot), SomeTaken, NothingFree, WeekUsed, TooLong, NotASlot, SlotPast, TooFarAhead,
    FacilityClosed, LotUnknown, NotResident, ModuleOff.
    """
    who = acting(access, module=Module.BOOKINGS, spoken=True)
    facility = facilities.locked(access, facility_id)
    if facility.closed_at is not None:
        raise rules.FacilityClosed(name=facility.name)
    plan = facility.plan
    days = wish.days()
    spans = [rules.asked(plan, wish, day=day, now=access.now, today=access.today) for day in days]
    line.lapse(access, facility)
    since, until = spans[0].starts_at, spans[-1].ends_at
    used = questions.taken(access, facility_id=facility.id, since=since, until=until)
    others = [Span(row.starts_at, row.ends_at) for row in used]
    free = [span for span in spans if not any(span.meets(one) for one in others)]
    gone = [span for span in spans if span not in free]
    if gone and len(spans) == 1:
        found = questions.free_after(access, facility=facility, after=gone[0].starts_at)
        raise rules.SlotTaken(next_at=found.starts_at if found else None)
    if gone and not free:
        raise rules.NothingFree()
    if gone and not skip_taken:
        raise rules.SomeTaken(taken=[span.day for span in gone], free=len(free))
    kept = questions.around(access, resident_id=who.id, facility_id=facility.id, spans=free)
    for span in free:
        rules.fair(plan, span, kept)
        kept.append(span)
    home = home_for(access, facility, lot_id)
    series = uuid7() if len(free) > 1 else None
    rows = Booking.objects.bulk_create(
        Booking(
            org_id=access.org_id,
            facility=facility,
            resident=who,
            starts_at=span.starts_at,
            ends_at=span.ends_at,
            slots=wish.count,
            price_cents=rules.price(facility.price_cents, wish.count),
            deposit_cents=facility.deposit_cents,
            lot_id=home.lot_id if home else None,
            by_occupant=home.occupant if home else False,
            state=BookingState.BOOKED,
            series_id=series,
            made_at=access.now,
        )
        for span in free
    )
    noted(access, *(one.id for one in rows))
    audit.record(access, "neighbours.booked", facility.id, name=facility.name, times=len(rows))
    return rows


def home_for(access: Access, facility: Facility, lot_id: UUID | None) -> Home | None:
    """The lot on which a price or a deposit stands: one of the resident's own. Raises LotUnknown, PriceByOneself."""
    if not (facility.price_cents or facility.deposit_cents):
        return None
    if isinstance(access, Spoken):
        raise PriceByOneself(name=facility.name)
    assert access.person_id is not None
    own = homes.of_person(access, person_id=access.person_id, on=access.today)
    found = [home for home in own if lot_id in (None, home.lot_id)]
    if not found:
        raise rules.LotUnknown(name=facility.name)
    return found[0]


@act("neighbours.booking_cancelled", needs=Right.MEET_NEIGHBOURS)
def cancel(access: Access, *, booking_id: UUID, following: bool = False) -> list[Booking]:
    """Give a booking of one's own back: the first in line is asked. Raises NotFound, TooLateToCancel.

    ``following``: and the later ones that were made together with it, week after week.
    """
    who = acting(access, module=Module.BOOKINGS, spoken=True)
    facility, row = locked(access, booking_id, who)
    if row.state != BookingState.BOOKED:
        raise NotFound(what="booking")
    span = Span(row.starts_at, row.ends_at)
    rules.cancellable(facility.plan, span, now=access.now)
    rows = [row]
    if following and row.series_id is not None:
        series = Booking.objects.filter(org_id=access.org_id, resident=who, series_id=row.series_id)
        later = series.filter(facility=facility, state=BookingState.BOOKED, starts_at__gt=row.starts_at)
        rows += later.order_by("starts_at")
    for one in rows:
        one.state, one.ended_at = BookingState.CANCELLED, access.now
    Booking.objects.bulk_update(rows, ["state", "ended_at"])
    line.offer(access, facility)
    noted(access, *(one.id for one in rows))
    audit.record(access, "neighbours.booking_cancelled", facility.id, name=facility.name, times=len(rows))
    return rows


def locked(access: Access, booking_id: UUID, who: Resident) -> tuple[Facility, Booking]:
    """A booking of a resident, with its facility locked before it. Raises NotFound."""
    found = Booking.objects.filter(org_id=access.org_id, id=booking_id, resident=who)
    facility_id = found.values_list("facility_id", flat=True).first()
    if facility_id is None:
        raise NotFound(what="booking")
    facility = facilities.locked(access, facility_id)
    return facility, found.get()
