"""What occupants wrote to an assembly."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from koprogo.assemblies.models import Assembly, OccupantRemark
from koprogo.assemblies.queries import room as rooms
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class RemarkRow:
    """One remark."""

    remark_id: UUID
    author: str
    text: str
    written_at: datetime
    brought_at: datetime | None


def brought(access: Access, *, assembly: Assembly) -> list[RemarkRow]:
    """What an assembly was told when it sat, with what its first session had no quorum for (one query)."""
    found = OccupantRemark.objects.filter(org_id=access.org_id, assembly_id__in=rooms.served(assembly))
    return [_row(one) for one in found.order_by("written_at", "id")]


def listing(access: Access, *, assembly: Assembly, own: bool = False) -> list[RemarkRow]:
    """The remarks of an assembly in their order, or only the reader's own (one query)."""
    found = OccupantRemark.objects.filter(org_id=access.org_id, assembly=assembly)
    if own:
        found = found.filter(person_id=access.person_id)
    return [_row(one) for one in found.order_by("written_at", "id")]


def _row(one: OccupantRemark) -> RemarkRow:
    return RemarkRow(one.id, one.author_name, one.text, one.written_at, one.brought_at)
