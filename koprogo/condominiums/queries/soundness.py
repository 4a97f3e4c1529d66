"""Is the building itself sound? Holes between owners, keys that do not add up: proved from the rows alone."""

from datetime import datetime

from koprogo.condominiums.queries import keys, roll
from koprogo.condominiums.queries.access import as_system
from koprogo.people.queries import memberships
from koprogo.platform.access import Access


def everywhere(*, now: datetime) -> list[Access]:
    """One access of the system for each condominium of the installation, by name (global tables only)."""
    return [as_system(org_id=org.id, now=now, name="self-check") for org in memberships.condominiums()]


def problems(access: Access) -> list[str]:
    """One plain sentence for each thing that is wrong, none when the building is sound (three queries)."""
    found = [f"lot {hole.lot}: nobody holds it from {hole.from_on} to {hole.to_on}" for hole in roll.holes(access)]
    rows = keys.all(access, on=access.today)
    found += [f"key {row.code}: {row.weighed} of {row.total} shares" for row in rows if not row.is_complete]
    if not any(row.kind == "shares" for row in rows):
        found.append("no key of the deed holds today")
    return found
