"""The neighbours' cast: modules on, somebody let in, a name taken; and a residents' group without a condominium."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from koprogo.condominiums.queries import access as accesses
from koprogo.neighbours.operations import modules, residents
from koprogo.neighbours.queries.residents import Me
from koprogo.neighbours.queries.residents import me as me_of
from koprogo.neighbours.rules.modules import Module
from koprogo.people.models import Person
from koprogo.people.operations import memberships
from koprogo.platform import boundary
from koprogo.platform.access import Access
from koprogo.platform.models import Org
from koprogo.testing import casting
from koprogo.testing.casting import Role

#: What the assembly decided, where a module takes a decision.
DECISION = "Lancer l’échange local (assemblée du 12/06/2026, n° 9)"


def switch_on(access: Access, *wanted: Module) -> None:
    """Switch on these modules, or all of them, as whoever may. Runs inside the boundary."""
    for one in wanted or tuple(Module):
        modules.switch_on(access, module=one, why="Pour se rendre service", decision=DECISION)


def let_in(access: Access, person: Person, *, role: Role = Role.RESIDENT) -> None:
    """Give somebody a door in their own name."""
    memberships.open_door(org_id=access.org_id, person_id=person.id, role=role, starts_on=date(2020, 1, 1))


def access_of(slug: str, person: Person, *, now: datetime = casting.NOW) -> Access:
    """Somebody's own access."""
    found = accesses.resolve(person_id=person.id, slug=slug, now=now)
    assert found is not None, f"{person} has no door into {slug}"
    return found


def named(slug: str, person: Person, name: str, *, now: datetime = casting.NOW, place: str = "") -> Access:
    """Take a name for somebody who has a door; returns their access. Runs inside the boundary."""
    access = access_of(slug, person, now=now)
    residents.join(access, pseudonym=name, place=place)
    return access


@dataclass(frozen=True, slots=True)
class Street:
    """Neighbours who know each other: an access and a name for each, by a short name."""

    org: Org
    access: dict[str, Access]
    me: dict[str, Me]
    persons: dict[str, Any]


def group(slug: str = "les-tisserands", *, now: datetime = casting.NOW) -> Street:
    """A residents' group beside no condominium at all: no lots, no books, no syndic; an animator and two neighbours.

    Every module is on. Opens the boundary itself.
    """
    org = Org.objects.create(
        kind=Org.Kind.RESIDENTS, slug=slug, name="Les Tisserands", created_at=now, plate_street="Rue des Tisserands"
    )
    names = {"paulette": "Paulette", "marc": "Marc du troisième", "yasmine": "Yasmine"}
    persons = {who: casting.person(f"{who}@{slug}.example", who.title()) for who in names}
    found, mine = {}, {}
    with boundary.within(org.id):
        system = accesses.as_system(org_id=org.id, now=now)
        for who, person in persons.items():
            let_in(system, person, role=Role.ANIMATOR if who == "paulette" else Role.RESIDENT)
        found = {who: named(slug, person, names[who], now=now) for who, person in persons.items()}
        switch_on(found["paulette"])
        # Read again: the frame knows only now that something is on.
        found = {who: access_of(slug, person, now=now) for who, person in persons.items()}
        for who, access in found.items():
            known = me_of(access)
            assert known is not None
            mine[who] = known
    return Street(org, found, mine, persons)
