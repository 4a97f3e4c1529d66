"""Taking in the files of the bank: all of a file or nothing, and nothing twice."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from koprogo.banking.models import BankAccount, BankTransaction, FileImport, Statement
from koprogo.banking.rules import coda
from koprogo.banking.rules.coda.sentences import euros
from koprogo.banking.rules.equation import Gap, Link, gaps
from koprogo.banking.rules.intake import ImportState, Intake, Kept, Told, intake, told
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.identifiers import uuid7
from koprogo.platform import audit, files, jobs
from koprogo.platform.access import Access, act
from koprogo.platform.models import StoredFile

#: Larger files are taken in by the worker, so that nobody waits before a blank page.
IN_PAGE_BYTES = 1_000_000
IMPORT_FILE = "banking.import_file"
#: PostgreSQL takes 65 535 parameters in one statement, and a sharded cluster takes plain VALUES only.
ROWS_PER_INSERT = 4_000


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What a file brought. ``refused``: nothing was stored but the file itself; ``problems``: why, or what to know."""

    import_id: UUID
    name: str
    added: int
    known: int
    movements: int
    refused: bool
    problems: tuple[Told, ...]


@act("banking.file_imported", needs=Right.USE_BANK)
def import_file(access: Access, *, data: bytes, name: str, batch_id: UUID | None = None) -> ImportReport:
    """Take in one file, now. ``batch_id`` ties together files handed in at once.

    The whole file is refused for one error anywhere, an account of somebody else or another currency: it is kept,
    and the report says the line and the reason. A statement already stored adds nothing, whatever file it comes in.
    The number of SQL statements does not grow with the movements, but for one more insert each 4 000.
    """
    row = _received(access, data=data, name=name, batch_id=batch_id or uuid7())
    return _take_in(access, row, data)


@act("banking.file_queued", needs=Right.USE_BANK)
def queue_file(access: Access, *, data: bytes, name: str, batch_id: UUID) -> FileImport:
    """Keep a large file and let the worker take it in."""
    row = _received(access, data=data, name=name, batch_id=batch_id)
    row.job_id = jobs.enqueue(access, IMPORT_FILE, subject_id=row.id, total=1).id
    row.save(update_fields=["job_id"])
    audit.record(access, "banking.file_queued", row.id, name=row.name, size=len(data))
    return row


@act("banking.file_imported", needs=Right.USE_BANK)
def import_kept(access: Access, *, import_id: UUID) -> int:
    """Take in a file that waits: once, however often it is asked for. Returns its movements."""
    row = FileImport.objects.select_for_update(no_key=True).get(org_id=access.org_id, id=import_id)
    if row.state != ImportState.QUEUED:
        return row.movements
    stored = files.get(access, file_id=row.file_id)
    assert stored is not None
    return _take_in(access, row, files.content(stored)).movements


def _received(access: Access, *, data: bytes, name: str, batch_id: UUID) -> FileImport:
    stored = files.keep(access, data=data, name=name, retention=StoredFile.Retention.ACCOUNTING)
    return FileImport.objects.create(
        org_id=access.org_id,
        batch_id=batch_id,
        file_id=stored.id,
        name=stored.name,
        state=ImportState.QUEUED,
        imported_at=access.now,
    )


def _take_in(access: Access, row: FileImport, data: bytes) -> ImportReport:
    # Locked in one order: two files for the same accounts wait for each other, and the second sees the first.
    locked = BankAccount.objects.select_for_update(no_key=True).filter(org_id=access.org_id).order_by("id")
    accounts = {account.iban: account.id for account in locked}
    stored = Statement.objects.filter(org_id=access.org_id).order_by("closing_on", "number", "id")
    known = list(stored.values_list("bank_account_id", "fingerprint", "number", "closing_on"))
    plan = intake(
        coda.read(data),
        accounts=accounts,
        fingerprints={(account, mark) for account, mark, _number, _day in known},
        numbers={(account, number, day) for account, _mark, number, day in known},
    )
    movements = _store(access, row, plan)
    problems = (*plan.told, *_gaps(access, plan))
    row.state = ImportState.REFUSED if plan.refused else ImportState.DONE
    row.added, row.known, row.movements = len(plan.new), plan.known, movements
    row.problems = list(problems)
    row.save(update_fields=["state", "added", "known", "movements", "problems"])
    audit.record(
        access,
        "banking.file_imported",
        row.id,
        name=row.name,
        state=row.state,
        added=row.added,
        known=row.known,
        movements=movements,
        reasons=[str(problem["code"]) for problem in plan.told][:20],
    )
    return ImportReport(row.id, row.name, row.added, row.known, movements, plan.refused, problems)


def _store(access: Access, row: FileImport, plan: Intake[UUID]) -> int:
    statements = [
        Statement(
            id=uuid7(),
            org_id=access.org_id,
            bank_account_id=kept.account,
            number=(kept.statement.number or "")[:10],
            opening_cents=kept.statement.opening_cents or 0,
            opening_on=kept.statement.opening_on,
            closing_cents=kept.statement.closing_cents or 0,
            closing_on=kept.closing_on,
            fingerprint=kept.fingerprint,
            file_id=row.file_id,
            imported_at=access.now,
        )
        for kept in plan.new
    ]
    Statement.objects.bulk_create(statements)
    rows = [
        transaction
        for kept, statement in zip(plan.new, statements, strict=True)
        for transaction in _transactions(access, kept, statement)
    ]
    BankTransaction.objects.bulk_create(rows, batch_size=ROWS_PER_INSERT)
    return len(rows)


def _transactions(access: Access, kept: Kept[UUID], statement: Statement) -> list[BankTransaction]:
    return [
        BankTransaction(
            org_id=access.org_id,
            statement=statement,
            bank_account_id=kept.account,
            position=position,
            amount_cents=movement.amount_cents or 0,
            value_on=movement.value_on,
            entry_on=movement.entry_on or movement.value_on or kept.closing_on,
            structured_reference=movement.structured_reference or "",
            counterparty_name=_stored(movement.counterparty_name)[:80],
            counterparty_account=_stored(movement.counterparty_account)[:40],
            text=_stored(movement.text),
            bank_reference=_stored(movement.bank_reference)[:40],
            details=[_detail(detail) for detail in movement.details],
        )
        for position, movement in enumerate(kept.statement.movements, start=1)
    ]


def _detail(detail: coda.Movement) -> dict[str, object]:
    return {
        "amount_cents": detail.amount_cents,
        "structured_reference": detail.structured_reference or "",
        "counterparty_name": _stored(detail.counterparty_name),
        "text": _stored(detail.text),
    }


def _stored(text: str | None) -> str:
    """PostgreSQL takes no NUL in a text; a hostile file may hold one."""
    return (text or "").replace("\x00", "\ufffd")


def _gaps(access: Access, plan: Intake[UUID]) -> list[Told]:
    """The breaks that the new statements leave before or after them."""
    if not plan.new:
        return []
    fresh = {(kept.account, kept.statement.number or "", kept.closing_on) for kept in plan.new}
    stored = Statement.objects.filter(org_id=access.org_id, bank_account_id__in={kept.account for kept in plan.new})
    chains: dict[UUID, list[Link]] = defaultdict(list)
    columns = ("bank_account_id", "number", "opening_cents", "opening_on", "closing_cents", "closing_on")
    for account, *link in stored.order_by("closing_on", "number", "id").values_list(*columns):
        chains[account].append(Link(*link))
    found: list[Told] = []
    for account, chain in chains.items():
        places = {(link.number, link.closing_on): place for place, link in enumerate(chain)}
        for gap in gaps(chain):
            place = places[gap.number, gap.closing_on]
            if any((account, link.number, link.closing_on) in fresh for link in chain[max(place - 1, 0) : place + 1]):
                found.append(_told_gap(gap))
    return found


def _told_gap(gap: Gap) -> Told:
    if gap.before.code == "number_gap":
        return told("number_gap", severity="warning", expected=gap.before.expected_number or "?", number=gap.number)
    return told("balance_gap", severity="warning", number=gap.number, difference=euros(gap.before.difference_cents))
