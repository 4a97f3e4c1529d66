"""How somebody becomes a member who was none: by a code, or by founding a residents' group.

Like the founding of a building, these open the boundary themselves: nobody has an access yet.
"""

from datetime import datetime
from uuid import UUID

from koprogo.condominiums.operations import create
from koprogo.condominiums.queries import access as accesses
from koprogo.condominiums.rules.rights import Right, Role
from koprogo.kernel.identifiers import uuid7
from koprogo.neighbours.models import EntryCode
from koprogo.neighbours.operations import office, residents
from koprogo.neighbours.rules import codes
from koprogo.neighbours.rules.codes import CodeWrong
from koprogo.neighbours.rules.residents import Came
from koprogo.people.operations import memberships
from koprogo.people.queries import memberships as doors
from koprogo.people.queries import persons
from koprogo.people.queries.persons import Person
from koprogo.platform import audit, boundary
from koprogo.platform.access import BRUSSELS, Access
from koprogo.platform.models import Org


def enter(person_id: UUID, *, slug: str, code: str, now: datetime) -> Org:
    """Let a person in by the hall's code or a letter's, as a resident from today on; again changes nothing.

    A letter written for a neighbour who never signed in gives them their own place. Raises CodeWrong (the same for an
    unknown building, an unknown code and one that has ended), AlreadyResident when that place is not the only one.
    """
    org = doors.org_by_slug(slug=slug.strip().lower())
    typed = codes.read(code)
    if org is None or not typed:
        raise CodeWrong(field="code")
    with boundary.within(org.id):
        row = EntryCode.objects.filter(org_id=org.id, code=typed, ended_at__isnull=True, expires_at__gt=now).first()
        if row is None:
            raise CodeWrong(field="code")
        person = persons.by_id(person_id=person_id)
        if row.resident_id is not None:
            office.take_over(_system(org, now, person), code=row, person_id=person_id)
        known = accesses.resolve(person_id=person_id, slug=org.slug, now=now)
        if known is not None and known.may(Right.MEET_NEIGHBOURS):
            return org
        today = now.astimezone(BRUSSELS).date()
        memberships.open_door(org_id=org.id, person_id=person_id, role=Role.RESIDENT, starts_on=today)
        if row.home and row.used_at is None:
            row.used_at = now
            row.save(update_fields=["used_at"])
        audit.record(_system(org, now, person), "neighbours.let_in", row.id)
    return org


def _system(org: Org, now: datetime, person: Person) -> Access:
    return accesses.as_system(org_id=org.id, now=now, on_behalf_of=person.id, name=str(person))


def found(
    person_id: UUID,
    *,
    name: str,
    street: str,
    house_number: str,
    pseudonym: str,
    now: datetime,
    org_id: UUID | None = None,
) -> Org:
    """Found a residents' group: no lots, no books, no syndic. Whoever does is its first animator and neighbour.

    ``org_id`` makes a second sending harmless. Raises PseudonymEmpty.
    """
    org_id = org_id or uuid7()
    done = Org.objects.filter(id=org_id, memberships__person_id=person_id).first()
    if done is not None:
        return done
    org = Org.objects.create(
        id=org_id,
        kind=Org.Kind.RESIDENTS,
        slug=create.free_slug(name),
        name=name,
        created_at=now,
        plate_street=street,
        plate_number=house_number,
    )
    today = now.astimezone(BRUSSELS).date()
    with boundary.within(org.id):
        memberships.open_door(org_id=org.id, person_id=person_id, role=Role.ANIMATOR, starts_on=today)
        access = accesses.resolve(person_id=person_id, slug=org.slug, now=now)
        assert access is not None, "the door was opened just now"
        audit.record(access, "neighbours.group_founded", org.id, name=name)
        residents.join(access, pseudonym=pseudonym, came=Came.FOUNDER)
    return org
