"""What a neighbour who leaves takes along: announcements, notices, things, bookings, their balance, each picture."""

from django.db.models import F, Q

from koprogo.neighbours.models import (
    Booking,
    CalendarLink,
    Coming,
    Gift,
    Loan,
    Notice,
    Picture,
    ReplyAddress,
    Resident,
    Skill,
    Spokesperson,
    Thing,
    WaitingPlace,
    Wanted,
)
from koprogo.neighbours.operations import facilities, hours, line
from koprogo.neighbours.rules import gifts, lending
from koprogo.neighbours.rules.bookings import BookingState, WaitingState
from koprogo.neighbours.rules.notices import NoticeState
from koprogo.platform.access import Access


def clear(access: Access, resident: Resident) -> None:
    """Take down all that a resident put up, before they are forgotten. What is out on loan stays, to be given back."""
    hours.close_account(access, resident)
    loans = Loan.objects.filter(org_id=access.org_id)
    pending = [lending.State.REQUESTED, lending.State.ACCEPTED, lending.State.KEPT]
    cancelled = {"state": lending.State.CANCELLED, "decided_at": access.now}
    loans.filter(thing__resident=resident, state__in=pending).update(**cancelled)
    loans.filter(borrower=resident, state__in=pending).update(**cancelled)
    mine = Thing.objects.filter(org_id=access.org_id, resident=resident)
    mine.filter(withdrawn_at__isnull=True).update(withdrawn_at=access.now)
    mine.update(picture=None)
    looked_for = Wanted.objects.filter(org_id=access.org_id, resident=resident, state=lending.WantedState.OPEN)
    looked_for.update(state=lending.WantedState.CLOSED, ended_at=access.now)
    given = Gift.objects.filter(org_id=access.org_id, resident=resident)
    given.exclude(state=gifts.State.COLLECTED).update(state=gifts.State.WITHDRAWN, ended_at=access.now)
    given.update(picture=None)
    held = Gift.objects.filter(org_id=access.org_id, reserved_by=resident, state=gifts.State.RESERVED)
    held.update(state=gifts.State.OPEN, reserved_by=None, reserved_at=None, offered="")
    both = Q(neighbour=resident) | Q(speaker=resident)
    running = Spokesperson.objects.filter(both, org_id=access.org_id, ended_at__isnull=True)
    running.update(ended_at=access.now)
    Skill.objects.filter(org_id=access.org_id, resident=resident).delete()
    Picture.objects.filter(org_id=access.org_id, resident=resident).delete()
    _off_the_board(access, resident)
    _slots_back(access, resident)
    theirs = ReplyAddress.objects.filter(Q(resident=resident) | Q(other=resident), org_id=access.org_id)
    theirs.filter(expires_at__gt=access.now).update(expires_at=access.now)


def _off_the_board(access: Access, resident: Resident) -> None:
    """Notices come down, so that calendars read an event as called off; nobody counts on them at others' events."""
    hung = Notice.objects.filter(org_id=access.org_id, resident=resident, state=NoticeState.UP)
    hung.update(state=NoticeState.DOWN, pinned=False, sequence=F("sequence") + 1, changed_at=access.now)
    Coming.objects.filter(org_id=access.org_id, resident=resident).delete()
    links = CalendarLink.objects.filter(org_id=access.org_id, resident=resident, closed_at__isnull=True)
    links.update(closed_at=access.now)


def _slots_back(access: Access, resident: Resident) -> None:
    """What they booked from now on is free, and offered to whoever waits; one facility after the other, locked."""
    taken = Booking.objects.filter(org_id=access.org_id, resident=resident, starts_at__gt=access.now)
    taken = taken.filter(state__in=[BookingState.BOOKED.value, BookingState.HELD.value])
    waiting = WaitingPlace.objects.filter(org_id=access.org_id, resident=resident)
    waiting = waiting.filter(state__in=[WaitingState.WAITING.value, WaitingState.OFFERED.value])
    waiting.update(state=WaitingState.WITHDRAWN)
    for facility_id in sorted(set(taken.values_list("facility_id", flat=True))):
        facility = facilities.locked(access, facility_id)
        taken.filter(facility=facility).update(state=BookingState.CANCELLED, held_until=None, ended_at=access.now)
        line.offer(access, facility)
