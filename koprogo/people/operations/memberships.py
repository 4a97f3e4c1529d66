"""The doors of a boundary, rewritten by whoever knows who holds, lives in or is mandated on what."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from koprogo.people.models import Membership


@dataclass(frozen=True, slots=True)
class Opened:
    """One role of one person over a period; ``ends_on`` is the first day it no longer holds."""

    person_id: UUID
    role: str
    party_id: UUID
    starts_on: date
    ends_on: date | None


def rewrite(*, org_id: UUID, party_ids: Collection[UUID], doors: Iterable[Opened]) -> None:
    """Replace every door that these parties open in one boundary by ``doors`` (two statements)."""
    Membership.objects.filter(org_id=org_id, party_id__in=party_ids).delete()
    Membership.objects.bulk_create(
        Membership(
            person_id=door.person_id,
            org_id=org_id,
            role=door.role,
            party_id=door.party_id,
            starts_on=door.starts_on,
            ends_on=door.ends_on,
        )
        for door in doors
    )


def open_door(
    *,
    org_id: UUID,
    person_id: UUID,
    role: str,
    starts_on: date,
    ends_on: date | None = None,
    party_id: UUID | None = None,
) -> UUID:
    """Give somebody a role of their own; one that is open on that day is kept as it is.

    ``party_id``: the party they vote for with it, None for a role that no party carries. Returns the membership's
    id. Whoever calls writes the audit line.
    """
    held = Membership.objects.filter(org_id=org_id, person_id=person_id, role=role, party_id=party_id)
    still = held.filter(starts_on__lte=starts_on).exclude(ends_on__lte=starts_on).first()
    row = still or Membership.objects.create(
        org_id=org_id, person_id=person_id, role=role, party_id=party_id, starts_on=starts_on, ends_on=ends_on
    )
    return row.id


def close_door(*, org_id: UUID, person_id: UUID, role: str, on: date, party_id: UUID | None = None) -> None:
    """End such a role: ``on`` is the first day it no longer holds; what ended before stays as it was."""
    held = Membership.objects.filter(org_id=org_id, person_id=person_id, role=role, party_id=party_id)
    held.filter(starts_on__gte=on).delete()
    held.exclude(ends_on__lte=on).update(ends_on=on)
