"""The tables of neighbours."""

from koprogo.neighbours.models.moderation import Block, Opinion, Report
from koprogo.neighbours.models.module import ModuleSwitch
from koprogo.neighbours.models.resident import Acceptance, EntryCode, Resident

__all__ = [
    "Acceptance",
    "Block",
    "EntryCode",
    "ModuleSwitch",
    "Opinion",
    "Report",
    "Resident",
]
