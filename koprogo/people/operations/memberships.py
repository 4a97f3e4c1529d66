"""Opening and closing doors: called by the operations that write mandates, ownerships and occupancies."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from koprogo.people.models import Membership


def grant(
    *,
    person_id: UUID,
    org_id: UUID,
    role: str,
    party_id: UUID | None,
    starts_on: date,
    ends_on: date | None = None,
) -> Membership:
    """Let a person in as ``role`` from ``starts_on``; ``ends_on`` is the first day it no longer holds.

    The same role for the same party from the same day is one membership, however often it is granted.
    """
    row, _created = Membership.objects.update_or_create(
        person_id=person_id,
        org_id=org_id,
        role=role,
        party_id=party_id,
        starts_on=starts_on,
        defaults={"ends_on": ends_on},
    )
    return row


def end(
    *, org_id: UUID, role: str, ends_on: date, party_id: UUID | None = None, person_id: UUID | None = None
) -> int:
    """Close a role of a party, of a person, or of both together, from ``ends_on`` on. Returns how many were closed.

    A membership that had not begun yet ends on the day it would have begun.
    """
    assert party_id or person_id, "somebody's role is ended, never everybody's"
    found = Membership.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=ends_on), org_id=org_id, role=role)
    if party_id:
        found = found.filter(party_id=party_id)
    if person_id:
        found = found.filter(person_id=person_id)
    later = found.filter(starts_on__gt=ends_on)
    closed = 0
    for row in later.select_for_update(no_key=True):
        row.ends_on = row.starts_on
        row.save(update_fields=["ends_on"])
        closed += 1
    return closed + found.filter(starts_on__lte=ends_on).update(ends_on=ends_on)
