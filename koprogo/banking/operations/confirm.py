"""Saying what a movement is: its entry in the books, and what it pays. Taken back by a mirror entry only."""

from collections.abc import Sequence
from uuid import UUID

from koprogo.banking.models import BankAccount, BankTransaction, ReceiptPart, Reconciliation
from koprogo.banking.operations import receipts
from koprogo.banking.operations.receipts import Booked, NotAReceipt, RefundTooLarge
from koprogo.banking.queries import pending
from koprogo.banking.rules.choices import Choice
from koprogo.banking.rules.matching import Certainty
from koprogo.banking.rules.sorting import proposal
from koprogo.charges.operations import settle
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.identifiers import uuid7
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.ledger.operations import entries
from koprogo.ledger.operations.entries import Draft, Line, Voucher
from koprogo.ledger.queries import days
from koprogo.platform import audit
from koprogo.platform.access import Access, act
from koprogo.purchases.operations import payments as supplier_payments

__all__ = [
    "AlreadyConfirmed",
    "NotAReceipt",
    "RefundTooLarge",
    "confirm",
    "confirm_certain",
    "undo",
    "undo_batch",
]


class AlreadyConfirmed(Refused):
    """The movement is booked: somebody confirmed it, perhaps a moment ago."""

    code = "banking.already_confirmed"


@act("banking.movement_confirmed", needs=Right.USE_BANK)
def confirm(access: Access, *, transaction_id: UUID, choice: Choice) -> Reconciliation:
    """Book one movement as somebody decided (E5, E6, E7 of the law sheet), once.

    Raises NotFound, AlreadyConfirmed, NotAReceipt, RefundTooLarge, WrongWay, ChoiceIncomplete, and what the books
    refuse.
    """
    transaction = _transaction(access, transaction_id)
    account = _locked(access, transaction.bank_account_id)
    return _confirm(access, account, [(transaction, choice)], batch_id=uuid7())[0]


@act("banking.certain_confirmed", needs=Right.USE_BANK)
def confirm_certain(access: Access, *, bank_account_id: UUID) -> tuple[int, UUID]:
    """Book every movement that is certain now: exact reference and exact amount. Returns how many, and their batch.

    What is certain is asked again under the lock, so a list shown ten minutes ago books nothing twice. The number of
    SQL statements does not grow with the movements.
    """
    account = _locked(access, bank_account_id)
    found = pending.recognise(access, bank_account_id=bank_account_id)
    certain = [row for row in found.rows if row.verdict.certainty is Certainty.CERTAIN]
    proposed = [(row.transaction, proposal(row.verdict)) for row in certain]
    chosen = [(transaction, choice) for transaction, choice in proposed if choice is not None]
    batch_id = uuid7()
    _confirm(access, account, chosen, batch_id=batch_id)
    audit.record(access, "banking.certain_confirmed", account.id, movements=len(chosen), batch=batch_id)
    return len(chosen), batch_id


@act("banking.movement_undone", needs=Right.USE_BANK)
def undo(access: Access, *, reconciliation_id: UUID) -> Reconciliation:
    """Take one confirmation back: a mirror entry, the notices open again, the movement back in the inbox.

    Taking back twice changes nothing the second time. Raises NotFound, and what the books refuse.
    """
    found = Reconciliation.objects.filter(org_id=access.org_id, id=reconciliation_id)
    row = found.select_related("transaction").first()
    if row is None:
        raise NotFound(what="reconciliation")
    _locked(access, row.transaction.bank_account_id)
    row.refresh_from_db()
    if row.undone_at is None:
        _undo(access, [row])
    return row


@act("banking.batch_undone", needs=Right.USE_BANK)
def undo_batch(access: Access, *, batch_id: UUID) -> int:
    """Take back everything one click confirmed. Returns how many; those taken back already do not count.

    The number of SQL statements does not grow with the movements.
    """
    rows = Reconciliation.objects.filter(org_id=access.org_id, batch_id=batch_id)
    account_id = rows.values_list("transaction__bank_account_id", flat=True).first()
    if account_id is None:
        raise NotFound(what="reconciliation")
    _locked(access, account_id)
    standing = list(rows.filter(undone_at__isnull=True).order_by("-id"))
    _undo(access, standing)
    audit.record(access, "banking.batch_undone", batch_id, movements=len(standing))
    return len(standing)


def _undo(access: Access, rows: Sequence[Reconciliation]) -> None:
    """Take back confirmations that stand, on one locked account."""
    on = days.undo_days(access, entry_ids=[row.entry_id for row in rows])
    mirrors = entries.reverse_many(access, labels={row.entry_id: row.label for row in rows}, on=on)
    undone = {row.id: on[row.entry_id] for row in rows}
    owners = {row.id: row.party_id for row in rows if row.invoice_id is None}
    if owners:
        settle.undo_payments(access, parties=owners, days=undone)
    suppliers = [row.id for row in rows if row.invoice_id is not None]
    if suppliers:
        supplier_payments.undo(access, source_ids=suppliers, days=undone)
    for row in rows:
        row.undone_at, row.undo_entry_id = access.now, mirrors[row.entry_id].id
    Reconciliation.objects.bulk_update(rows, ["undone_at", "undo_entry"])
    told = [(row.id, {"transaction": row.transaction_id, "entry": row.undo_entry_id}) for row in rows]
    audit.record_many(access, "banking.movement_undone", told)


def _transaction(access: Access, transaction_id: UUID) -> BankTransaction:
    found = BankTransaction.objects.filter(org_id=access.org_id, id=transaction_id).select_related("statement").first()
    if found is None:
        raise NotFound(what="bank_transaction")
    return found


def _locked(access: Access, account_id: UUID) -> BankAccount:
    """The account's row is the lock: movements never change, so they cannot be locked themselves."""
    found = BankAccount.objects.select_for_update(no_key=True).filter(org_id=access.org_id, id=account_id).first()
    if found is None:
        raise NotFound(what="bank_account")
    return found


def _confirm(
    access: Access, account: BankAccount, chosen: Sequence[tuple[BankTransaction, Choice]], *, batch_id: UUID
) -> list[Reconciliation]:
    """Book movements of one locked account, each as its choice says: one entry and one reconciliation each.

    A constant number of SQL statements for receipts of notices, whatever their number.
    """
    standing = Reconciliation.objects.filter(
        org_id=access.org_id, transaction__in=[transaction for transaction, _choice in chosen], undone_at__isnull=True
    )
    if standing.exists():
        raise AlreadyConfirmed
    ids = [uuid7() for _one in chosen]
    booked = receipts.booked(access, chosen=[(source, *one) for source, one in zip(ids, chosen, strict=True)])
    written = entries.post_many(
        access,
        drafts=[_draft(account, transaction, one) for (transaction, _choice), one in zip(chosen, booked, strict=True)],
    )
    rows = [
        Reconciliation(
            id=reconciliation_id,
            org_id=access.org_id,
            transaction=transaction,
            kind=choice.kind,
            party_id=one.party_id,
            notice_id=one.notice_id,
            invoice_id=one.invoice_id,
            label=one.label,
            entry_id=entry.id,
            batch_id=batch_id,
            confirmed_at=access.now,
            confirmed_by_id=access.person_id,
        )
        for reconciliation_id, (transaction, choice), one, entry in zip(ids, chosen, booked, written, strict=True)
    ]
    Reconciliation.objects.bulk_create(rows)
    parts = [(row, part) for row, one in zip(rows, booked, strict=True) for part in one.parts]
    ReceiptPart.objects.bulk_create(
        ReceiptPart(
            org_id=access.org_id,
            reconciliation=row,
            notice_id=part.notice_id,
            charges_cents=part.charges_cents,
            reserve_cents=part.reserve_cents,
        )
        for row, part in parts
    )
    audit.record_many(access, "banking.movement_confirmed", [(row.id, _told(row)) for row in rows])
    return rows


def _draft(account: BankAccount, transaction: BankTransaction, booked: Booked) -> Draft:
    bank = Line(cents=transaction.amount_cents, account_id=account.account_id, label=booked.label)
    return Draft(
        journal=account.journal_id,
        on=transaction.entry_on,
        label=booked.label,
        lines=[bank, *booked.lines],
        voucher=Voucher("bank_statement", transaction.statement_id, transaction.statement.number or "—"),
    )


def _told(row: Reconciliation) -> dict[str, object]:
    return {
        "transaction": row.transaction_id,
        "kind": str(row.kind),
        "cents": row.transaction.amount_cents,
        "entry": row.entry_id,
    }
