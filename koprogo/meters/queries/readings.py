"""The readings that stand: those that no later row corrects."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from koprogo.meters.models import Reading
from koprogo.meters.rules import readings as rules
from koprogo.meters.rules.readings import ReadingKind
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class Standing:
    """One reading with its row: its note, the row it corrects if it does."""

    reading_id: UUID
    reading: rules.Reading
    note: str
    corrects_id: UUID | None

    @property
    def on(self) -> date:
        """The day it was read."""
        return self.reading.on

    @property
    def value(self) -> int:
        """What the meter showed, in thousandths."""
        return self.reading.value


def standing(access: Access, *, meter_ids: Collection[UUID]) -> dict[UUID, list[Standing]]:
    """The readings of some meters in the order of time, corrected ones left out (one query)."""
    found: dict[UUID, list[Standing]] = {}
    rows = Reading.objects.filter(org_id=access.org_id, meter_id__in=list(meter_ids), corrections__isnull=True)
    columns = ("meter_id", "id", "on", "value", "kind", "note", "corrects_id")
    for meter_id, row_id, on, value, kind, note, corrects_id in rows.order_by("on", "noted_at", "id").values_list(
        *columns
    ):
        one = Standing(row_id, rules.Reading(on, value, ReadingKind(kind)), note, corrects_id)
        found.setdefault(meter_id, []).append(one)
    return found
