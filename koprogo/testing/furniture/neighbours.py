"""The neighbours: everybody who may meet them has a name, and every module is on (see testing/neighbours.py)."""

from typing import Any

from koprogo.neighbours.rules.modules import Module
from koprogo.platform.access import Access
from koprogo.testing import casting, neighbours
from koprogo.testing.casting import Role
from koprogo.testing.tilleuls import Tilleuls

#: Who of the cast has a name among the neighbours, and which.
NAMES = {"owner": "Chlo", "occupant": "Le rez", "resident": "Marguerite", "animator": "Paulette"}


def furnish(built: Tilleuls, access: Access) -> dict[str, Any]:
    """Furnish one house. Runs inside its boundary."""
    neighbours.switch_on(access)
    return {"module": Module.NOTICES.value}


def cast(built: Tilleuls, access: Access, known: dict[str, Any]) -> dict[str, Any]:
    """The roles that only neighbours know, and a name for each of those who may meet them."""
    slug = built.org.slug
    found = {}
    for role in (Role.RESIDENT, Role.ANIMATOR):
        person = casting.person(f"{role.value}@{slug}.example", f"{role.value.title()} Dehors")
        neighbours.let_in(access, person, role=role)
        found[role.value] = person
    for who, name in NAMES.items():
        neighbours.named(slug, (known | found)[who], name, now=access.now)
    return found
