"""What occupants wrote to an assembly."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from koprogo.assemblies.models import Assembly, OccupantRemark
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class RemarkRow:
    """One remark."""

    remark_id: UUID
    author: str
    text: str
    written_at: datetime


def listing(access: Access, *, assembly: Assembly, own: bool = False) -> list[RemarkRow]:
    """The remarks of an assembly in their order, or only the reader's own (one query)."""
    found = OccupantRemark.objects.filter(org_id=access.org_id, assembly=assembly)
    if own:
        found = found.filter(person_id=access.person_id)
    return [RemarkRow(one.id, one.author_name, one.text, one.written_at) for one in found.order_by("written_at", "id")]
