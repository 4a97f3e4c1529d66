"""The meters of the building: the list with the last readings, the history of one, the rules of metered keys."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import cast
from uuid import UUID

from koprogo.condominiums.queries import homes, keys
from koprogo.kernel.refusals import NotFound
from koprogo.meters.models import Meter, MeterKey, Reading
from koprogo.meters.queries import readings
from koprogo.meters.queries.readings import Standing
from koprogo.meters.rules import windows
from koprogo.meters.rules.readings import MeterKind, ReadingKind
from koprogo.meters.rules.windows import Window
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class MeterRow:
    """One meter with its last two readings. ``is_gone``: it was taken away."""

    meter_id: UUID
    lot_id: UUID | None
    lot: str
    kind: MeterKind
    serial: str
    unit: str
    place: str
    last: Standing | None
    before: Standing | None

    @property
    def is_gone(self) -> bool:
        """Whether it was taken away."""
        return self.last is not None and self.last.reading.kind is ReadingKind.END

    @property
    def used(self) -> int | None:
        """What it counted between its last two readings, in thousandths."""
        return self.last.value - self.before.value if self.last and self.before else None


def listing(access: Access, *, lot_ids: Collection[UUID] | None = None) -> list[MeterRow]:
    """The meters in lot order, common ones first; of some lots only if named (two queries)."""
    rows = _of(access, lot_ids)
    known = readings.standing(access, meter_ids=[row.id for row in rows])
    return [_row(row, known.get(row.id, [])) for row in rows]


@dataclass(frozen=True, slots=True)
class Mine:
    """One meter of a reader's own lot, with the readings that are theirs to see, the latest first.

    ``from_on``: the day they moved in, for an occupant; ``to_on``: their last day, for who is gone.
    """

    meter: MeterRow
    readings: tuple[Standing, ...]
    from_on: date | None
    to_on: date | None


def mine(access: Access) -> list[Mine]:
    """The meters of the lots that the reader holds, held or lives in (three queries)."""
    by_lot: dict[UUID, list[Window]] = {}
    for stay in homes.stays(access):
        by_lot.setdefault(stay.lot_id, []).append(
            windows.of_stay(stay.starts_on, stay.ends_on, occupant=stay.occupant, today=access.today)
        )
    rows = _of(access, by_lot) if by_lot else []
    known = readings.standing(access, meter_ids=[row.id for row in rows]) if rows else {}
    found = []
    for row in rows:
        own = known.get(row.id, [])
        for window in windows.widest(by_lot[cast(UUID, row.lot_id)]):
            seen = tuple(one for one in own[::-1] if window.shows(one.on))
            meter = _row(row, own)
            if seen or (window.to_on is None and not meter.is_gone):
                found.append(Mine(meter, seen, window.from_on, window.to_on))
    return found


def _of(access: Access, lot_ids: Collection[UUID] | None) -> list[Meter]:
    found = Meter.objects.filter(org_id=access.org_id).select_related("lot")
    if lot_ids is not None:
        found = found.filter(lot_id__in=list(lot_ids))
    return sorted(found, key=lambda row: (row.lot.position if row.lot else -1, str(row.lot_id), row.kind, row.id))


def _row(row: Meter, known: list[Standing]) -> MeterRow:
    return MeterRow(
        meter_id=row.id,
        lot_id=row.lot_id,
        lot=row.lot.number if row.lot else "",
        kind=MeterKind(row.kind),
        serial=row.serial,
        unit=row.unit,
        place=row.place,
        last=known[-1] if known else None,
        before=known[-2] if len(known) > 1 else None,
    )


def kinds(rows: Sequence[MeterRow]) -> list[MeterKind]:
    """The kinds of some meters, in the order of the forms."""
    found = {row.kind for row in rows}
    return [kind for kind in MeterKind if kind in found]


def get(access: Access, *, meter_id: UUID) -> Meter:
    """One meter (one query). Raises NotFound."""
    row = Meter.objects.filter(org_id=access.org_id, id=meter_id).first()
    if row is None:
        raise NotFound(what="meter")
    return row


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One reading as the history shows it. ``corrected``: a later row stands in its place."""

    reading_id: UUID
    on: date
    value: int
    kind: ReadingKind
    note: str
    used: int | None
    corrected: bool
    file_id: UUID | None


@dataclass(frozen=True, slots=True)
class History:
    """One meter with everything that was ever noted of it, the latest first."""

    meter: MeterRow
    rows: tuple[HistoryRow, ...]
    replaced_by: UUID | None
    replaces: UUID | None


def history(access: Access, *, meter_id: UUID) -> History:
    """Everything noted of one meter (four queries). Raises NotFound."""
    row = Meter.objects.filter(org_id=access.org_id, id=meter_id).select_related("lot").first()
    if row is None:
        raise NotFound(what="meter")
    known = readings.standing(access, meter_ids=[row.id]).get(row.id, [])
    used = {two.reading_id: two.value - one.value for one, two in pairwise(known)}
    standing = {one.reading_id for one in known}
    found = Reading.objects.filter(org_id=access.org_id, meter=row).order_by("-on", "-noted_at", "-id")
    rows = tuple(
        HistoryRow(
            one.id,
            one.on,
            one.value,
            ReadingKind(one.kind),
            one.note,
            used.get(one.id),
            one.id not in standing,
            one.file_id,
        )
        for one in found
    )
    next_id = Meter.objects.filter(org_id=access.org_id, replaces=row).values_list("id", flat=True).first()
    return History(_row(row, known), rows, next_id, row.replaces_id)


def reading(access: Access, *, reading_id: UUID) -> Reading:
    """One reading with its meter (one query). Raises NotFound."""
    row = Reading.objects.filter(org_id=access.org_id, id=reading_id).select_related("meter").first()
    if row is None:
        raise NotFound(what="reading")
    return row


@dataclass(frozen=True, slots=True)
class KeyRule:
    """A metered key as it holds today, or from a coming day."""

    code: str
    label: str
    kind: MeterKind
    fixed_percent: int
    from_on: date
    decision: str


def key_rules(access: Access) -> list[KeyRule]:
    """Every rule of every metered key, by key then the latest first (two queries)."""
    names = {row.code: row.label for row in keys.all(access, on=access.today)}
    found = MeterKey.objects.filter(org_id=access.org_id).order_by("key_code", "-valid_from")
    return [
        KeyRule(
            row.key_code,
            names.get(row.key_code, row.key_code),
            MeterKind(row.kind),
            row.fixed_percent,
            row.valid_from,
            row.decision,
        )
        for row in found
    ]


def key_rule(access: Access, *, code: str) -> KeyRule:
    """The latest rule of one key (two queries). Raises NotFound."""
    found = [rule for rule in key_rules(access) if rule.code == code]
    if not found:
        raise NotFound(what="key")
    return found[0]
