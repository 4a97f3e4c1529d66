"""Is the building itself sound? Holes between owners, keys that do not add up: proved from the rows alone."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType

from koprogo.condominiums.queries import keys, roll
from koprogo.condominiums.queries.access import as_system
from koprogo.kernel.findings import Finding
from koprogo.people.queries import memberships
from koprogo.platform.access import Access


def everywhere(*, now: datetime) -> list[Access]:
    """One access of the system for each condominium of the installation, by name (global tables only)."""
    return [as_system(org_id=org.id, now=now, name="self-check") for org in memberships.condominiums()]


def problems(access: Access) -> list[Finding]:
    """Each thing that is wrong, none when the building is sound (three queries)."""
    return [finding for prove in PROOFS.values() for finding in prove(access)]


def _held(access: Access) -> list[Finding]:
    return [
        Finding(
            "condominiums.lots.unheld",
            {"lot": hole.lot, "from_on": hole.from_on.isoformat(), "to_on": hole.to_on.isoformat()},
        )
        for hole in roll.holes(access)
    ]


def _weighed(access: Access) -> list[Finding]:
    rows = keys.all(access, on=access.today)
    found = [
        Finding("condominiums.keys.incomplete", {"key": row.code, "weighed": row.weighed, "total": row.total})
        for row in rows
        if not row.is_complete
    ]
    if not any(row.kind == "shares" for row in rows):
        found.append(Finding("condominiums.keys.no_deed"))
    return found


#: What is proved, in the order in which it is told.
PROOFS: Mapping[str, Callable[[Access], list[Finding]]] = MappingProxyType(
    {"condominiums.lots": _held, "condominiums.keys": _weighed}
)
