"""Doing an import: all of it in one transaction, with the trace to undo it by."""

from typing import Any
from uuid import UUID

from koprogo.condominiums.models import Condominium, Import
from koprogo.condominiums.operations.imports.read import open_import
from koprogo.condominiums.operations.imports.trace import Trace
from koprogo.condominiums.operations.imports.write_lots import write_keys, write_lots, write_periods
from koprogo.condominiums.operations.imports.write_parties import write_parties
from koprogo.condominiums.operations.memberships import refresh_memberships
from koprogo.condominiums.queries import imports as queries
from koprogo.condominiums.queries.imports import Prepared
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.platform import audit, jobs
from koprogo.platform.access import Access, act
from koprogo.platform.models import Job

IMPORT_WORKBOOK = "condominiums.import_workbook"
#: Beyond these the texts without a place stay in the kept file only.
KEPT_NOTES = 2_000


class ImportRefused(Refused):
    """Cells of the file are refused; ``count`` says how many. Nothing was written."""

    code = "condominiums.import_refused"


@act("condominiums.import_done", needs=Right.MANAGE_LOTS)
def take_in(access: Access, *, import_id: UUID) -> Import:
    """Write everything the file says, in the caller's transaction. The number of statements does not grow with it.

    Raises ImportClosed, ImportRefused, UnreadableWorkbook, NotFound.
    """
    row = open_import(access, import_id)
    building = Condominium.objects.select_for_update(no_key=True).filter(org_id=access.org_id).first()
    if building is None:
        raise NotFound(what="condominium")
    prepared = queries.prepared(access, row=row)
    if prepared.refused:
        raise ImportRefused(count=len(prepared.refused))
    trace = Trace()
    parties = write_parties(access, prepared, trace, language=building.language, source=row.file_name)
    lots = write_lots(access, prepared, trace)
    write_keys(access, prepared, trace, lots)
    touched = write_periods(access, prepared, trace, lots=lots, parties=parties, source=row.file_name)
    if prepared.present.parties and touched:
        # Somebody who can sign in already may have become an owner.
        refresh_memberships(access, *touched)
    row.state, row.done_at = Import.State.DONE, access.now
    row.result = trace.as_json() | _told(prepared, trace)
    row.save(update_fields=["state", "done_at", "result"])
    audit.record(access, "condominiums.import_done", row.id, name=row.file_name, **row.result["counts"])
    return row


def _told(prepared: Prepared, trace: Trace) -> dict[str, Any]:
    """What people are told afterwards: how much, and every text that found no place."""
    counts = {f"{table}_created": len(rows) for table, rows in trace.created.items()}
    counts |= {f"{table}_changed": len(rows) for table, rows in trace.changed.items()}
    loose = prepared.settled.loose
    return {
        "counts": counts,
        "withheld": prepared.settled.withheld,
        "suppliers": list(prepared.run.plan.suppliers),
        "notes": [[note.sheet, note.cell, note.header, note.text] for note in loose[:KEPT_NOTES]],
        "notes_left": max(len(loose) - KEPT_NOTES, 0),
    }


@act("condominiums.import_queued", needs=Right.MANAGE_LOTS)
def queue(access: Access, *, import_id: UUID, lots: int) -> Job:
    """Let the worker do a large import; asking twice changes nothing. Raises ImportClosed, NotFound."""
    row = open_import(access, import_id)
    waiting = jobs.of_subject(access, subject_id=row.id, kind=IMPORT_WORKBOOK)
    if waiting is not None and waiting.state != Job.State.FAILED:
        return waiting
    found = jobs.enqueue(access, IMPORT_WORKBOOK, subject_id=row.id, total=lots)
    audit.record(access, "condominiums.import_queued", row.id, name=row.file_name, lots=lots)
    return found
