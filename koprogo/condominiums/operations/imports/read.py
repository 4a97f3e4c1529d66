"""A workbook handed in: kept as it is, read once to know that it can be, and the meaning of its columns."""

from collections.abc import Mapping
from uuid import UUID

from koprogo.condominiums.models import Import
from koprogo.condominiums.queries import imports as queries
from koprogo.condominiums.rules.rights import Right
from koprogo.condominiums.rules.workbook import reading
from koprogo.condominiums.rules.workbook.dry_run import Layout, dry_run
from koprogo.condominiums.rules.workbook.limits import UnreadableWorkbook
from koprogo.condominiums.rules.workbook.vocabulary import Meaning
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.platform import audit, files
from koprogo.platform.access import Access, act
from koprogo.platform.models import StoredFile


class ImportClosed(Refused):
    """The import was done or undone already; ``state`` says which."""

    code = "condominiums.import_closed"


@act("condominiums.import_read", needs=Right.MANAGE_LOTS)
def read_file(access: Access, *, data: bytes, name: str) -> Import:
    """Keep a workbook (xlsx, ods, csv) to look at before anything is imported. Raises UnreadableWorkbook."""
    return _kept(access, data=data, name=name, pasted=False)


@act("condominiums.import_read", needs=Right.MANAGE_LOTS)
def read_cells(access: Access, *, text: str, name: str) -> Import:
    """Keep cells pasted from a spreadsheet, in the same way. Raises UnreadableWorkbook."""
    return _kept(access, data=text.encode(), name=name, pasted=True)


def _kept(access: Access, *, data: bytes, name: str, pasted: bool) -> Import:
    try:
        run = dry_run(reading.read_pasted(data.decode()) if pasted else reading.read(data, name))
    except UnreadableWorkbook as refusal:
        raise UnreadableWorkbook(field="text" if pasted else "file", **refusal.facts) from refusal
    stored = files.keep(access, data=data, name=name, retention=StoredFile.Retention.INTERNAL)
    row = Import.objects.create(
        org_id=access.org_id,
        file_id=stored.id,
        file_name=stored.name,
        read_at=access.now,
        choices_made={"pasted": pasted, "lots": len(run.plan.lots)},
    )
    audit.record(access, "condominiums.import_read", row.id, name=row.file_name, lots=len(run.plan.lots))
    return row


@act("condominiums.import_columns_chosen", needs=Right.MANAGE_LOTS)
def choose_columns(access: Access, *, import_id: UUID, columns: Mapping[tuple[str, str], Meaning]) -> Import:
    """Say what the columns of a flat list are, by sheet and letter; only what differs from the guess is kept.

    Raises ImportClosed, NotFound. Columns of a workbook in linked sheets have their own headers and stay.
    """
    row = open_import(access, import_id)
    read = queries.sheets(access, row)
    kept: list[list[str]] = []
    if dry_run(read).layout is Layout.FLAT:
        guessed = {(guess.sheet, guess.column): guess.meaning for guess in dry_run(read).columns}
        kept = [
            [sheet, column, meaning.value]
            for (sheet, column), meaning in columns.items()
            if (sheet, column) in guessed and guessed[sheet, column] != meaning is not Meaning.FIELD
        ]
    row.choices_made = {**row.choices_made, "columns": kept}
    row.choices_made["lots"] = len(dry_run(read, queries.overrides(row)).plan.lots)
    row.save(update_fields=["choices_made"])
    audit.record(access, "condominiums.import_columns_chosen", row.id, columns=kept)
    return row


def open_import(access: Access, import_id: UUID) -> Import:
    """The import, locked, while it is only read. Raises ImportClosed, NotFound."""
    rows = Import.objects.select_for_update(no_key=True)
    row = rows.filter(org_id=access.org_id, id=import_id).first()
    if row is None:
        raise NotFound(what="import")
    if row.state != Import.State.READ:
        raise ImportClosed(state=row.state)
    return row
