"""Readings: a round at once, a correction by a new row, a file of readings all or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from koprogo.condominiums.rules.rights import Right
from koprogo.condominiums.rules.workbook import reading as workbook
from koprogo.condominiums.rules.workbook.limits import UnreadableWorkbook
from koprogo.kernel.identifiers import uuid7
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.meters.models import Meter, Reading
from koprogo.meters.queries import files as file_queries
from koprogo.meters.queries import readings
from koprogo.meters.rules import file as file_rules
from koprogo.meters.rules import readings as rules
from koprogo.meters.rules.file import FileHasProblems, Outcome, Row
from koprogo.meters.rules.readings import ReadingKind
from koprogo.platform import audit, files
from koprogo.platform.access import Access, act
from koprogo.platform.models import StoredFile

#: PostgreSQL takes 65 535 parameters in one statement, and a sharded cluster takes plain VALUES only.
ROWS_PER_INSERT = 4_000


class NothingRead(Refused):
    """A round without any index."""

    code = "meters.nothing_read"


class ReasonMissing(Refused):
    """An estimate says why nobody read the meter."""

    code = "meters.reason_missing"


class ReadingInFuture(Refused):
    """The day is still to come."""

    code = "meters.reading_in_future"


class CorrectedAlready(Refused):
    """The reading was corrected before."""

    code = "meters.corrected_already"


@dataclass(frozen=True, slots=True)
class Noted:
    """One line of a round: what a meter showed, in thousandths. ``estimated``: nobody read it."""

    meter_id: UUID
    value: int
    estimated: bool = False


@act("meters.round_noted", needs=Right.READ_METERS)
def note_round(access: Access, *, on: date, noted: Sequence[Noted], note: str = "") -> list[Reading]:
    """Write the readings of one round, all or none. What stands already with the same value is left as it is.

    Raises NothingRead, ReadingInFuture, ReasonMissing (an estimate without ``note``), IndexGoesBack (its facts name
    the meter's serial), ReadingAfterEnd, NotFound. A constant number of statements.
    """
    if not noted:
        raise NothingRead()
    if on > access.today:
        raise ReadingInFuture(field="on")
    if any(one.estimated for one in noted) and not note.strip():
        raise ReasonMissing(field="note")
    wanted = {one.meter_id for one in noted}
    # Locked in one order, so that two rounds of the same meters never wait for each other.
    locked = Meter.objects.select_for_update(no_key=True).filter(org_id=access.org_id, id__in=wanted).order_by("id")
    meters = {row.id: row for row in locked}
    if meters.keys() < wanted:
        raise NotFound(what="meter")
    known = readings.standing(access, meter_ids=wanted)
    rows = []
    for one in noted:
        kind = ReadingKind.ESTIMATE if one.estimated else ReadingKind.INDEX
        new = rules.Reading(on, one.value, kind)
        standing = [held.reading for held in known.get(one.meter_id, [])]
        if any(held.on == on and held.value == one.value for held in standing):
            continue
        try:
            rules.check(standing, new)
        except Refused as refusal:
            serial = meters[one.meter_id].serial
            raise type(refusal)(field=f"m{one.meter_id.hex}", serial=serial, **refusal.facts) from refusal
        rows.append(_row(access, one.meter_id, new, note=note.strip()))
    Reading.objects.bulk_create(rows, batch_size=ROWS_PER_INSERT)
    audit.record(access, "meters.round_noted", None, on=on, readings=len(rows), note=note.strip())
    return rows


def _row(
    access: Access,
    meter_id: UUID,
    one: rules.Reading,
    *,
    note: str = "",
    corrects_id: UUID | None = None,
    file_id: UUID | None = None,
) -> Reading:
    return Reading(
        id=uuid7(),
        org_id=access.org_id,
        meter_id=meter_id,
        on=one.on,
        value=one.value,
        kind=one.kind.value,
        note=note[:200],
        corrects_id=corrects_id,
        file_id=file_id,
        noted_by_id=access.person_id,
        noted_at=access.now,
    )


@act("meters.reading_corrected", needs=Right.READ_METERS)
def correct(access: Access, *, reading_id: UUID, on: date, value: int, estimated: bool, note: str) -> Reading:
    """Put another row in the place of a wrong one, which stays readable. A first or last index keeps its kind.

    Raises NotFound, CorrectedAlready, ReadingInFuture, ReasonMissing, IndexGoesBack, ReadingAfterEnd.
    """
    wrong = Reading.objects.filter(org_id=access.org_id, id=reading_id).first()
    if wrong is None:
        raise NotFound(what="reading")
    Meter.objects.select_for_update(no_key=True).get(org_id=access.org_id, id=wrong.meter_id)
    if Reading.objects.filter(org_id=access.org_id, corrects=wrong).exists():
        raise CorrectedAlready()
    if on > access.today:
        raise ReadingInFuture(field="on")
    if not note.strip():
        raise ReasonMissing(field="note")
    kind = ReadingKind(wrong.kind)
    if kind in (ReadingKind.INDEX, ReadingKind.ESTIMATE):
        kind = ReadingKind.ESTIMATE if estimated else ReadingKind.INDEX
    new = rules.Reading(on, value, kind)
    others = readings.standing(access, meter_ids=[wrong.meter_id]).get(wrong.meter_id, [])
    rules.check([one.reading for one in others if one.reading_id != wrong.id], new)
    row = _row(access, wrong.meter_id, new, note=note.strip(), corrects_id=wrong.id)
    row.save(force_insert=True)
    audit.record(
        access, "meters.reading_corrected", row.id, meter=wrong.meter_id, before=wrong.value, after=value, on=on
    )
    return row


@act("meters.file_kept", needs=Right.READ_METERS)
def keep_file(access: Access, *, data: bytes, name: str) -> StoredFile:
    """Keep a file of readings to look at before anything is taken in. Raises UnreadableWorkbook, FileNotUnderstood."""
    try:
        file_queries.planned(access, sheets=workbook.read(data, name))
    except UnreadableWorkbook as refusal:
        raise UnreadableWorkbook(field="file", **refusal.facts) from refusal
    stored = files.keep(
        access,
        data=data,
        name=name,
        retention=StoredFile.Retention.ACCOUNTING,
        subject_id=file_queries.READINGS,
    )
    audit.record(access, "meters.file_kept", stored.id, name=stored.name)
    return stored


@act("meters.file_imported", needs=Right.READ_METERS)
def import_file(access: Access, *, file_id: UUID) -> int:
    """Take in a kept file: every new reading, or none at all. The same file twice adds nothing. Returns how many.

    Raises NotFound, FileNotUnderstood, FileHasProblems. A constant number of statements, but for one more insert each
    4 000 readings.
    """
    stored = file_queries.stored(access, file_id=file_id)
    list(Meter.objects.select_for_update(no_key=True).filter(org_id=access.org_id).order_by("id").values_list("id"))
    rows, lots = file_queries.planned(access, sheets=workbook.read(files.content(stored), stored.name))
    wrong = file_rules.problems(rows)
    if wrong:
        raise FileHasProblems(rows=len(wrong))
    placed = _new_meters(access, rows, lots)
    made = [
        _row(access, row.meter_id or placed[(row.serial, row.kind)], one, file_id=stored.id)  # type: ignore[arg-type]
        for row in rows
        if row.outcome in (Outcome.ADD, Outcome.NEW_METER)
        for one in row.readings
    ]
    Reading.objects.bulk_create(made, batch_size=ROWS_PER_INSERT)
    audit.record(access, "meters.file_imported", stored.id, name=stored.name, readings=len(made), meters=len(placed))
    return len(made)


def _new_meters(access: Access, rows: Sequence[Row], lots: dict[str, UUID]) -> dict[tuple[str, object], UUID]:
    new: dict[tuple[str, object], Meter] = {}
    for row in rows:
        if row.outcome is Outcome.NEW_METER and row.kind is not None and (row.serial, row.kind) not in new:
            new[(row.serial, row.kind)] = Meter(
                id=uuid7(),
                org_id=access.org_id,
                lot_id=lots[row.lot],
                kind=row.kind.value,
                serial=row.serial,
                unit=rules.USUAL_UNIT[row.kind],
            )
    Meter.objects.bulk_create(new.values())
    return {place: meter.id for place, meter in new.items()}
