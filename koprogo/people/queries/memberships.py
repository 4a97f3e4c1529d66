"""Which doors are open to whom on a day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from koprogo.people.models import Membership, Person
from koprogo.platform.models import Org


@dataclass(frozen=True, slots=True)
class DigestReader:
    """Somebody who wants the mail of the week. ``party_id``: a party they stand for in the building, if any."""

    person_id: UUID
    email: str
    language: str
    party_id: UUID | None


def _holding(on: date) -> Q:
    return Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gt=on))


def current(*, person_id: UUID, on: date, only: Q | None = None) -> list[Membership]:
    """The memberships of a person that hold on a day, with their boundary and person (one query)."""
    found = Membership.objects.filter(_holding(on), person_id=person_id).select_related("org", "person")
    return list(found.filter(only) if only is not None else found.order_by("org__name", "role"))


def digest_readers(*, org_id: UUID, on: date) -> list[DigestReader]:
    """Who may enter a boundary on a day and has chosen the mail of the week, each person once (one query)."""
    wants = Q(person__digest=Person.Digest.WEEKLY, person__is_active=True)
    rows = Membership.objects.filter(_holding(on), wants, org_id=org_id).order_by("person_id", "starts_on", "id")
    found: dict[UUID, DigestReader] = {}
    columns = ("person_id", "person__email", "person__language", "party_id")
    for person_id, email, language, party_id in rows.values_list(*columns):
        before = found.get(person_id)
        if before is None or before.party_id is None:
            found[person_id] = DigestReader(person_id, email, language, party_id)
    return list(found.values())


def org(*, org_id: UUID) -> Org:
    """The boundary row itself."""
    return Org.objects.get(id=org_id)


def org_or_none(*, org_id: UUID) -> Org | None:
    """The boundary row, or None: for links, which may outlive what they point to."""
    return Org.objects.filter(id=org_id).first()


def condominiums() -> list[Org]:
    """Every condominium of the installation, by name: for checks that visit each of them (one query)."""
    return list(Org.objects.filter(kind=Org.Kind.CONDOMINIUM).order_by("name", "id"))


def with_neighbours() -> list[Org]:
    """Every building and group in which a module of the neighbours is on (one query)."""
    return list(Org.objects.filter(with_neighbours=True).order_by("name", "id"))


def boundaries(*, ending: bytes) -> list[Org]:
    """The boundaries whose id ends with these bytes: one, but for an accident of chance (two queries)."""
    wanted = [key for key in Org.objects.values_list("id", flat=True) if key.bytes.endswith(ending)]
    return list(Org.objects.filter(id__in=wanted)) if wanted else []


def org_by_slug(*, slug: str) -> Org | None:
    """The boundary of an address, or None: for pages that let somebody in who is not yet a member (one query)."""
    return Org.objects.filter(slug=slug).first()


def counts(*, on: date, except_roles: Collection[str] = ()) -> dict[UUID, int]:
    """How many distinct persons may enter each boundary on a day, those there in some roles left out (one query)."""
    rows = Membership.objects.filter(_holding(on)).exclude(role__in=except_roles)
    counted = rows.values("org_id").annotate(persons=Count("person_id", distinct=True))
    return dict(counted.values_list("org_id", "persons"))


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who holds a role, and how to write to them."""

    person_id: UUID
    name: str
    email: str
    language: str


def holders(*, org_id: UUID, role: str, on: date) -> list[Holder]:
    """Who holds one role in a boundary on a day (one query)."""
    rows = Membership.objects.filter(_holding(on), org_id=org_id, role=role, person__is_active=True)
    columns = ("person_id", "person__name", "person__email", "person__language")
    return [Holder(*row) for row in rows.order_by("person__email").values_list(*columns).distinct()]
