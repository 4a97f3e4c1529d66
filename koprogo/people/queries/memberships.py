"""Which doors are open to whom on a day."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from koprogo.people.models import Membership
from koprogo.platform.models import Org


def current(*, person_id: UUID, on: date, only: Q | None = None) -> list[Membership]:
    """The memberships of a person that hold on a day, with their boundary and person (one query)."""
    holds = Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gt=on))
    found = Membership.objects.filter(holds, person_id=person_id).select_related("org", "person")
    return list(found.filter(only) if only is not None else found.order_by("org__name", "role"))


def org(*, org_id: UUID) -> Org:
    """The boundary row itself."""
    return Org.objects.get(id=org_id)


def org_or_none(*, org_id: UUID) -> Org | None:
    """The boundary row, or None: for links, which may outlive what they point to."""
    return Org.objects.filter(id=org_id).first()


def condominiums() -> list[Org]:
    """Every condominium of the installation, by name: for checks that visit each of them (one query)."""
    return list(Org.objects.filter(kind=Org.Kind.CONDOMINIUM).order_by("name", "id"))
