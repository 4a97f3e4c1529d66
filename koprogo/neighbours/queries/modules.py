"""Which modules are on."""

from dataclasses import dataclass
from datetime import datetime

from koprogo.neighbours.models import ModuleSwitch
from koprogo.neighbours.rules.modules import Module, rests
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class Switch:
    """One module that is on: since when, by whom, why, by which decision. ``rests``: out of sight, unused."""

    module: Module
    started_at: datetime
    started_by: str
    why: str
    decision: str
    used_at: datetime | None
    rests: bool


def on(access: Access) -> frozenset[Module]:
    """The modules that are on (one query)."""
    return frozenset(one.module for one in switches(access))


def switches(access: Access) -> list[Switch]:
    """The modules that are on, with how they came to be (one query)."""
    rows = ModuleSwitch.objects.filter(org_id=access.org_id, ended_at__isnull=True).order_by("started_at", "id")
    return [
        Switch(
            Module(row.module),
            row.started_at,
            row.started_by,
            row.why,
            row.decision,
            row.used_at,
            rests(Module(row.module), started_at=row.started_at, used_at=row.used_at, now=access.now),
        )
        for row in rows
    ]
