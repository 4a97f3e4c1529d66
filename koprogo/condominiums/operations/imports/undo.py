"""Undoing an import in one step, while nothing stands on what it made."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.db.models import ProtectedError

from koprogo.condominiums.models import AllocationKey, Import, KeyWeight, Lot, Ownership, Party, PartyMember
from koprogo.condominiums.operations.imports.trace import BATCH, fields_of, move, plain, put
from koprogo.condominiums.operations.memberships import refresh_memberships
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.platform import audit
from koprogo.platform.access import Access, act

#: In the order in which nothing of one table stands on what is already gone.
TABLES: dict[str, type[models.Model]] = {
    "ownerships": Ownership,
    "weights": KeyWeight,
    "members": PartyMember,
    "keys": AllocationKey,
    "lots": Lot,
    "parties": Party,
}


class ImportNotDone(Refused):
    """Only an import that was done can be undone."""

    code = "condominiums.import_not_done"


class LaterImport(Refused):
    """A later import may stand on this one; ``name`` is its file. It is undone first."""

    code = "condominiums.later_import"


class ImportInUse(Refused):
    """Things stand on what the import made: ``kinds`` are their models, ``count`` says how many."""

    code = "condominiums.import_in_use"


@act("condominiums.import_undone", needs=Right.MANAGE_LOTS)
def undo(access: Access, *, import_id: UUID) -> Import:
    """Take away what an import created and give back what it changed, except what people changed again since.

    Raises ImportNotDone, LaterImport, ImportInUse, NotFound. Nothing is undone when anything is refused.
    """
    row = _locked(access, import_id)
    made, changed = row.result["created"], row.result["changed"]
    holders = _holders(access, made.get("ownerships", []), changed.get("ownerships", {}))
    _remove(access, "ownerships", made)
    _restore_periods(access, changed.get("ownerships", {}))
    for table in ("weights", "keys", "lots", "parties"):
        _restore(access, table, changed.get(table, {}))
    Party.objects.filter(org_id=access.org_id, id__in=made.get("parties", [])).update(representative=None)
    # What a lot weighs goes with the lot, corrected since or not.
    KeyWeight.objects.filter(org_id=access.org_id, lot_id__in=made.get("lots", [])).delete()
    for table in ("weights", "members", "keys", "lots", "parties"):
        _remove(access, table, made)
    refresh_memberships(access, *holders)
    row.state, row.undone_at = Import.State.UNDONE, access.now
    row.save(update_fields=["state", "undone_at"])
    audit.record(access, "condominiums.import_undone", row.id, name=row.file_name, **row.result["counts"])
    return row


def _locked(access: Access, import_id: UUID) -> Import:
    rows = Import.objects.select_for_update(no_key=True).filter(org_id=access.org_id)
    row = rows.filter(id=import_id).first()
    if row is None:
        raise NotFound(what="import")
    if row.state != Import.State.DONE:
        raise ImportNotDone(state=row.state)
    assert row.done_at is not None
    later = rows.filter(state=Import.State.DONE, done_at__gt=row.done_at).order_by("-done_at").first()
    if later is not None:
        raise LaterImport(name=later.file_name)
    return row


def _holders(access: Access, made: list[str], changed: dict[str, Any]) -> set[UUID]:
    rows = Ownership.objects.filter(org_id=access.org_id, id__in=[*made, *changed])
    return set(rows.values_list("party_id", flat=True))


def _remove(access: Access, table: str, made: dict[str, list[str]]) -> None:
    ids = made.get(table, [])
    if not ids:
        return
    try:
        with transaction.atomic():
            TABLES[table]._default_manager.filter(org_id=access.org_id, id__in=ids).delete()
    except ProtectedError as problem:
        kinds = sorted({one._meta.label_lower for one in problem.protected_objects})
        raise ImportInUse(kinds=kinds, count=len(problem.protected_objects)) from problem


def _rows(access: Access, table: str, ids: Iterable[str]) -> list[Any]:
    kept = TABLES[table]._default_manager.select_for_update(no_key=True)
    return list(kept.filter(org_id=access.org_id, id__in=list(ids)).order_by("id"))


def _restore(access: Access, table: str, changed: dict[str, dict[str, list[Any]]]) -> None:
    if not changed:
        return
    rows = _rows(access, table, changed)
    for row in rows:
        for name, (before, after) in changed[str(row.pk)].items():
            if plain(getattr(row, name)) == after:
                put(row, name, before)
    names = {name for columns in changed.values() for name in columns}
    TABLES[table]._default_manager.bulk_update(rows, fields_of(names), batch_size=BATCH)


def _restore_periods(access: Access, changed: dict[str, dict[str, list[Any]]]) -> None:
    """Give ownerships back their days; a period that people moved since keeps the days they gave it."""
    moves = []
    for row in _rows(access, "ownerships", changed) if changed else ():
        now = row.starts_on, row.ends_on
        columns = changed[str(row.pk)]
        if all(plain(getattr(row, name)) == after for name, (_before, after) in columns.items()):
            for name, (before, _after) in columns.items():
                put(row, name, before)
            days = row.starts_on, row.ends_on
            row.starts_on, row.ends_on = now
            moves.append((row, *days))
    move(moves)
