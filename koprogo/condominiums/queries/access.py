"""Who may enter: one question to the global memberships, before any boundary table is read."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from koprogo.condominiums.rules import rights
from koprogo.condominiums.rules.rights import Right, Role
from koprogo.people.queries import memberships
from koprogo.platform.access import BRUSSELS, Access
from koprogo.platform.models import Org

#: The roles in which somebody stands for parties of their own, today or until their account is settled; a member of a
#: non-profit stands for the one that votes.
STANDING = frozenset({Role.OWNER, Role.FORMER_OWNER, Role.MEMBER})


def resolve(*, person_id: UUID, slug: str, now: datetime) -> Access | None:
    """The access of a person to one building today, or None for a stranger (one query)."""
    today = now.astimezone(BRUSSELS).date()
    rows = memberships.current(person_id=person_id, on=today, only=Q(org__slug=slug))
    if not rows:
        return None
    first = rows[0]
    roles = frozenset(Role(row.role) for row in rows)
    return Access(
        org_id=first.org.id,
        slug=first.org.slug,
        org_name=first.org.name,
        org_kind=first.org.kind,
        now=now,
        person_id=person_id,
        person_name=str(first.person),
        language=first.person.language,
        roles=roles,
        rights=rights.of(roles),
        party_ids=frozenset(row.party_id for row in rows if row.party_id and row.role in STANDING),
        plate=first.org.plate,
        with_neighbours=first.org.with_neighbours,
        org_since=_day(first.org),
    )


def as_system(*, org_id: UUID, now: datetime, on_behalf_of: UUID | None = None, name: str = "") -> Access:
    """The access of a job inside one boundary: every right, on behalf of whoever asked for the work."""
    return as_system_of(memberships.org(org_id=org_id), now=now, on_behalf_of=on_behalf_of, name=name)


def as_system_of(org: Org, *, now: datetime, on_behalf_of: UUID | None = None, name: str = "") -> Access:
    """The same for a boundary whose row is at hand."""
    return Access(
        org_id=org.id,
        slug=org.slug,
        org_name=org.name,
        org_kind=org.kind,
        now=now,
        person_id=on_behalf_of,
        person_name=name,
        roles=frozenset(),
        rights=frozenset(Right),
        with_neighbours=org.with_neighbours,
        org_since=_day(org),
    )


def _day(org: Org) -> date:
    return org.created_at.astimezone(BRUSSELS).date()
