"""A file of readings beside what stands: what each of its rows would do."""

from collections.abc import Sequence
from typing import cast
from uuid import UUID

from koprogo.condominiums.queries import history
from koprogo.condominiums.rules.workbook import cells, reading
from koprogo.condominiums.rules.workbook.reading import Sheet
from koprogo.kernel.refusals import NotFound
from koprogo.meters.models import Meter
from koprogo.meters.queries import readings
from koprogo.meters.rules import file as rules
from koprogo.meters.rules.file import Known, Row
from koprogo.meters.rules.readings import MeterKind
from koprogo.platform import files
from koprogo.platform.access import Access
from koprogo.platform.models import StoredFile

#: What the kept files of readings are about, all of them.
READINGS = UUID("6d657465-7273-7000-8000-000000000000")


def stored(access: Access, *, file_id: UUID) -> StoredFile:
    """The kept file (one query). Raises NotFound, also for a file that was never handed in as readings."""
    found = files.get(access, file_id=file_id)
    if found is None or found.subject_id != READINGS:
        raise NotFound(what="file")
    return found


def sheets(found: StoredFile) -> tuple[Sheet, ...]:
    """The sheets of a kept file. Raises UnreadableWorkbook."""
    return reading.read(files.content(found), found.name)


def planned(access: Access, *, sheets: Sequence[Sheet]) -> tuple[list[Row], dict[str, UUID]]:
    """What becomes of each row, and the lots by number (three queries). Raises FileNotUnderstood."""
    numbers = history.lot_numbers(access)
    meters = list(Meter.objects.filter(org_id=access.org_id).order_by("id"))
    known = readings.standing(access, meter_ids=[meter.id for meter in meters])
    found = [
        Known(
            meter.id,
            meter.serial,
            MeterKind(meter.kind),
            numbers.get(cast(UUID, meter.lot_id), ""),
            tuple(one.reading for one in known.get(meter.id, ())),
        )
        for meter in meters
    ]
    by_number = {cells.identity(number): number for number in numbers.values()}
    return rules.plan(sheets, found, by_number, access.today), {number: lot_id for lot_id, number in numbers.items()}
