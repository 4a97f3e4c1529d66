"""The tables of neighbours."""

from koprogo.neighbours.models.moderation import Block, Opinion, Report
from koprogo.neighbours.models.module import ModuleSwitch
from koprogo.neighbours.models.resident import Acceptance, EntryCode, Resident
from koprogo.neighbours.models.welcome import Collection, GuidePage, UsefulNumber

__all__ = [
    "Acceptance",
    "Block",
    "Collection",
    "EntryCode",
    "GuidePage",
    "ModuleSwitch",
    "Opinion",
    "Report",
    "Resident",
    "UsefulNumber",
]
