"""The lots, keys and periods of an import, written with one statement for each table."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from koprogo.condominiums.models import AllocationKey, KeyWeight, Lot, Ownership
from koprogo.condominiums.operations.imports.trace import BATCH, Trace, move
from koprogo.condominiums.queries.imports import Prepared
from koprogo.condominiums.rules.keys import DEED_CODE, SINCE_THE_DEED
from koprogo.condominiums.rules.workbook import cells
from koprogo.condominiums.rules.workbook.margins import NOTE
from koprogo.condominiums.rules.workbook.plan import LotRow
from koprogo.condominiums.rules.workbook.settle import DESCRIPTION
from koprogo.condominiums.rules.workbook.tenure import Held
from koprogo.platform.access import Access


def write_lots(access: Access, prepared: Prepared, trace: Trace) -> dict[str, UUID]:
    """Create and change lots. Returns every lot of plan and building, by the identity of its number."""
    ids = {cells.identity(number): lot_id for number, lot_id in prepared.present.lots.items()}
    fresh = set(prepared.comparison.created["lot"])
    last = max((row["position"] for row in prepared.standing.lots.values()), default=0)
    new = [row for row in prepared.plan.lots if row.code in fresh]
    rows = [
        Lot(org_id=access.org_id, number=row.code, position=last + at, **_columns(row)) for at, row in enumerate(new, 1)
    ]
    Lot.objects.bulk_create(rows, batch_size=BATCH)
    trace.made("lots", rows)
    ids |= {cells.identity(row.number): row.id for row in rows}
    changed = {one.code for one in prepared.comparison.changed if one.what == "lot"}
    wanted = {ids[cells.identity(row.code)]: row for row in prepared.plan.lots if row.code in changed}
    if wanted:
        kept = list(Lot.objects.select_for_update(no_key=True).filter(org_id=access.org_id, id__in=wanted))
        for lot in kept:
            trace.set("lots", lot, _columns(wanted[lot.id]))
        Lot.objects.bulk_update(kept, ["kind", "floor", "description", "note"], batch_size=BATCH)
    return ids


def _columns(row: LotRow) -> dict[str, Any]:
    extra = dict(row.extra)
    said: dict[str, Any] = {"kind": row.kind.value}
    said |= {"floor": int(row.floor)} if row.floor else {}
    said |= {name: extra[header] for name, header in (("description", DESCRIPTION), ("note", NOTE)) if header in extra}
    return said


def write_keys(access: Access, prepared: Prepared, trace: Trace, lots: Mapping[str, UUID]) -> None:
    """Create and change keys and what the lots weigh in them; the deed's key takes the file's total when new."""
    known = {cells.identity(code): key_id for code, key_id in prepared.present.keys.items()}
    fresh = set(prepared.comparison.created["key"])
    last = max((row["position"] for row in prepared.standing.keys.values()), default=0)
    new = [
        AllocationKey(
            org_id=access.org_id,
            code=key.name,
            label=key.label or key.name,
            kind=AllocationKey.Kind.SHARES if key.name == DEED_CODE else AllocationKey.Kind.WEIGHTS,
            total=key.total,
            valid_from=SINCE_THE_DEED,
            position=last + at,
        )
        for at, key in enumerate((key for key in prepared.plan.keys if key.name in fresh), 1)
    ]
    AllocationKey.objects.bulk_create(new, batch_size=BATCH)
    trace.made("keys", new)
    ids = known | {cells.identity(key.code): key.id for key in new}
    changed = {one.code for one in prepared.comparison.changed if one.what == "key"}
    touched = {ids[cells.identity(key.name)]: key for key in prepared.plan.keys if key.name in changed}
    if touched:
        kept = list(AllocationKey.objects.select_for_update(no_key=True).filter(org_id=access.org_id, id__in=touched))
        for row in kept:
            key = touched[row.id]
            trace.set("keys", row, {"total": key.total} | ({"label": key.label} if key.label else {}))
        AllocationKey.objects.bulk_update(kept, ["total", "label"], batch_size=BATCH)
    weighed = {ids[cells.identity(key.name)]: key.weights for key in prepared.plan.keys}
    _weigh(access, weighed, set(touched), trace, lots)


def _weigh(
    access: Access,
    wanted: Mapping[UUID, Mapping[str, int]],
    touched: set[UUID],
    trace: Trace,
    lots: Mapping[str, UUID],
) -> None:
    """Write the weights of new and touched keys; rows that stand keep their identity."""
    found = KeyWeight.objects.select_for_update(no_key=True).filter(org_id=access.org_id, key_id__in=touched)
    known = {(row.key_id, row.lot_id): row for row in found} if touched else {}
    made = set(trace.created.get("keys", ()))
    new: list[KeyWeight] = []
    moved: list[KeyWeight] = []
    for key_id, weights in wanted.items():
        if key_id not in touched and str(key_id) not in made:
            continue
        for number, weight in weights.items():
            lot_id = lots[cells.identity(number)]
            row = known.get((key_id, lot_id))
            if row is None:
                new.append(KeyWeight(org_id=access.org_id, key_id=key_id, lot_id=lot_id, weight=weight))
            elif trace.set("weights", row, {"weight": weight}):
                moved.append(row)
    KeyWeight.objects.bulk_create(new, batch_size=BATCH)
    trace.made("weights", new)
    if moved:
        KeyWeight.objects.bulk_update(moved, ["weight"], batch_size=BATCH)


def write_periods(
    access: Access,
    prepared: Prepared,
    trace: Trace,
    *,
    lots: Mapping[str, UUID],
    parties: Mapping[str, UUID],
    source: str,
) -> set[UUID]:
    """Write who holds the lots from when to when. Returns the parties whose periods changed."""
    changed = {UUID(before.ref): row for tenure in prepared.tenures.values() for before, row in tenure.changed}
    touched: set[UUID] = set()
    if changed:
        kept = list(
            Ownership.objects.select_for_update(no_key=True).filter(org_id=access.org_id, id__in=changed).order_by("id")
        )
        moves = []
        for row in kept:
            before = (row.starts_on, row.ends_on)
            after = (_starts_on(changed[row.id]), changed[row.id].to_on)
            trace.set("ownerships", row, {"starts_on": after[0], "ends_on": after[1]})
            row.starts_on, row.ends_on = before
            moves.append((row, *after))
            touched.add(row.party_id)
        move(moves)
    new = [
        Ownership(
            org_id=access.org_id,
            lot_id=lots[cells.identity(number)],
            party_id=parties[cells.identity(held.party)],
            starts_on=_starts_on(held),
            ends_on=held.to_on,
            source=source[:200],
        )
        for number, tenure in prepared.tenures.items()
        for held in tenure.created
    ]
    Ownership.objects.bulk_create(new, batch_size=BATCH)
    trace.made("ownerships", new)
    return touched | {row.party_id for row in new}


def _starts_on(held: Held) -> date:
    """A start that nobody knows is that of all deeds, or the eve of an older end."""
    if held.from_on:
        return held.from_on
    if held.to_on and held.to_on <= SINCE_THE_DEED:
        return held.to_on - timedelta(days=1)
    return SINCE_THE_DEED
