"""The cast of the tests: a building, and somebody in each role, made as the product itself makes them."""

from datetime import UTC, date, datetime
from uuid import UUID

from koprogo.condominiums.queries import access as accesses
from koprogo.condominiums.rules import rights
from koprogo.condominiums.rules.rights import Right as Right
from koprogo.condominiums.rules.rights import Role as Role
from koprogo.people.models import Membership as Membership
from koprogo.people.models import Person as Person
from koprogo.platform.access import Access
from koprogo.platform.models import Org

NOW = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)


def org(slug: str = "les-tilleuls", name: str = "Les Tilleuls", *, now: datetime = NOW) -> Org:
    """A bare boundary of the condominium kind."""
    return Org.objects.create(kind=Org.Kind.CONDOMINIUM, slug=slug, name=name, created_at=now)


def person(email: str, name: str = "", *, language: str = "fr") -> Person:
    """Somebody who can sign in."""
    found = Person.objects.filter(email=email).first()
    return found or Person.objects.create_user(email, name=name or email.split("@")[0].title(), language=language)


def access_holder(role: Role, boundary: Org, *, now: datetime = NOW) -> Person:
    """Somebody who holds one role in one boundary."""
    someone = person(f"{role.value}@{boundary.slug}.example")
    access_as(role, boundary, who=someone, now=now)
    return someone


def access_as(
    role: Role, boundary: Org, *, who: Person | None = None, now: datetime = NOW, party_id: UUID | None = None
) -> Access:
    """The access of somebody in one role, through a real membership and the real rights table."""
    someone = who or person(f"{role.value}@{boundary.slug}.example")
    Membership.objects.get_or_create(
        person=someone, org=boundary, role=role.value, party_id=party_id, defaults={"starts_on": date(2020, 1, 1)}
    )
    access = accesses.resolve(person_id=someone.id, slug=boundary.slug, now=now)
    assert access is not None and rights.RIGHTS[role] <= access.rights
    return access
