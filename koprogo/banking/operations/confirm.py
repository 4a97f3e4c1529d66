"""Saying what a movement is: its entry in the books, and what it pays. Taken back by a mirror entry only."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Sum

from koprogo.banking.models import BankAccount, BankTransaction, ReceiptPart, Reconciliation
from koprogo.banking.queries import pending
from koprogo.banking.rules.choices import Choice, ChoiceIncomplete, Kind, Part, shared
from koprogo.banking.rules.matching import Certainty
from koprogo.banking.rules.sorting import proposal
from koprogo.charges.operations import settle
from koprogo.charges.queries import dues
from koprogo.charges.queries.receivables import Receivable, receivables
from koprogo.condominiums.queries import parties
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.identifiers import uuid7
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.ledger.operations import entries
from koprogo.ledger.operations.entries import Line, Voucher
from koprogo.ledger.rules.roles import AccountRole
from koprogo.platform import audit
from koprogo.platform.access import Access, act


class AlreadyConfirmed(Refused):
    """The movement is booked: somebody confirmed it, perhaps a moment ago."""

    code = "banking.already_confirmed"


class NotAReceipt(Refused):
    """Money that left the account cannot pay a notice."""

    code = "banking.not_a_receipt"


class RefundTooLarge(Refused):
    """An owner is only paid back what they have in advance."""

    code = "banking.refund_too_large"


@dataclass(frozen=True, slots=True)
class _Booked:
    """What one choice books against the bank, and what it pays of each notice."""

    lines: list[Line]
    label: str
    party_id: UUID | None = None
    notice_id: UUID | None = None
    parts: tuple[Part, ...] = ()


@act("banking.movement_confirmed", needs=Right.USE_BANK)
def confirm(access: Access, *, transaction_id: UUID, choice: Choice) -> Reconciliation:
    """Book one movement as somebody decided (E6, E7 of the law sheet), once.

    Raises NotFound, AlreadyConfirmed, NotAReceipt, RefundTooLarge, ChoiceIncomplete, and what the books refuse.
    """
    transaction = _transaction(access, transaction_id)
    account = _locked(access, transaction.bank_account_id)
    return _confirm(access, account, transaction, choice, batch_id=uuid7())


@act("banking.certain_confirmed", needs=Right.USE_BANK)
def confirm_certain(access: Access, *, bank_account_id: UUID) -> tuple[int, UUID]:
    """Book every movement that is certain now: exact reference and exact amount. Returns how many, and their batch.

    What is certain is asked again under the lock, so a list shown ten minutes ago books nothing twice.
    """
    account = _locked(access, bank_account_id)
    found = pending.recognise(access, bank_account_id=bank_account_id)
    batch_id, count = uuid7(), 0
    for row in found.rows:
        choice = proposal(row.verdict)
        if row.verdict.certainty is Certainty.CERTAIN and choice is not None:
            _confirm(access, account, row.transaction, choice, batch_id=batch_id)
            count += 1
    audit.record(access, "banking.certain_confirmed", account.id, movements=count, batch=batch_id)
    return count, batch_id


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
    return _undo(access, row) if row.undone_at is None else row


@act("banking.batch_undone", needs=Right.USE_BANK)
def undo_batch(access: Access, *, batch_id: UUID) -> int:
    """Take back everything one click confirmed. Returns how many; those taken back already do not count."""
    rows = Reconciliation.objects.filter(org_id=access.org_id, batch_id=batch_id)
    account_id = rows.values_list("transaction__bank_account_id", flat=True).first()
    if account_id is None:
        raise NotFound(what="reconciliation")
    _locked(access, account_id)
    standing = list(rows.filter(undone_at__isnull=True).order_by("-id"))
    for row in standing:
        _undo(access, row)
    audit.record(access, "banking.batch_undone", batch_id, movements=len(standing))
    return len(standing)


def _undo(access: Access, row: Reconciliation) -> Reconciliation:
    entry = entries.reverse(access, entry_id=row.entry_id, on=access.today, label=row.label)
    settle.undo_payment(access, source_id=row.id, party_id=row.party_id)
    row.undone_at, row.undo_entry_id = access.now, entry.id
    row.save(update_fields=["undone_at", "undo_entry"])
    audit.record(access, "banking.movement_undone", row.id, transaction=row.transaction_id, entry=entry.id)
    return row


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
    access: Access, account: BankAccount, transaction: BankTransaction, choice: Choice, *, batch_id: UUID
) -> Reconciliation:
    standing = Reconciliation.objects.filter(org_id=access.org_id, transaction=transaction, undone_at__isnull=True)
    if standing.exists():
        raise AlreadyConfirmed
    reconciliation_id = uuid7()
    booked = _booked(access, transaction, choice, source_id=reconciliation_id)
    entry = entries.post(
        access,
        journal=account.journal_id,
        on=transaction.entry_on,
        label=booked.label,
        lines=[Line(cents=transaction.amount_cents, account_id=account.account_id, label=booked.label), *booked.lines],
        voucher=Voucher("bank_statement", transaction.statement_id, transaction.statement.number or "—"),
    )
    row = Reconciliation.objects.create(
        id=reconciliation_id,
        org_id=access.org_id,
        transaction=transaction,
        kind=choice.kind,
        party_id=booked.party_id,
        notice_id=booked.notice_id,
        label=booked.label,
        entry_id=entry.id,
        batch_id=batch_id,
        confirmed_at=access.now,
        confirmed_by_id=access.person_id,
    )
    ReceiptPart.objects.bulk_create(
        ReceiptPart(
            org_id=access.org_id,
            reconciliation=row,
            notice_id=part.notice_id,
            charges_cents=part.charges_cents,
            reserve_cents=part.reserve_cents,
        )
        for part in booked.parts
    )
    audit.record(
        access,
        "banking.movement_confirmed",
        row.id,
        transaction=transaction.id,
        kind=choice.kind.value,
        cents=transaction.amount_cents,
        entry=entry.id,
    )
    return row


def _booked(access: Access, transaction: BankTransaction, choice: Choice, *, source_id: UUID) -> _Booked:
    cents = transaction.amount_cents
    label = (choice.label or transaction.counterparty_name or transaction.text.partition("\n")[0])[:200]
    if choice.kind in (Kind.NOTICE, Kind.PARTY):
        return _owner(access, cents, choice, label, source_id)
    if choice.kind is Kind.TRANSFER:
        return _Booked([Line(cents=-cents, role=AccountRole.TRANSFERS, label=label)], label)
    if choice.kind is Kind.SUSPENSE:
        return _Booked([Line(cents=-cents, role=AccountRole.SUSPENSE, label=label)], label)
    if choice.account_id is None:
        raise ChoiceIncomplete(field="account")
    return _Booked([Line(cents=-cents, account_id=choice.account_id, label=label)], label)


def _owner(access: Access, cents: int, choice: Choice, label: str, source_id: UUID) -> _Booked:
    notice = _notice(access, choice)
    party_id = notice.party_id if notice else choice.party_id
    if party_id is None:
        raise ChoiceIncomplete(field="party")
    label = label or (notice.party_name if notice else parties.get(access, party_id=party_id).name)
    if cents < 0:
        return _paid_back(access, cents, party_id, label, is_notice=notice is not None)
    applied = settle.payment(
        access, party_id=party_id, cents=cents, source_id=source_id, notice_id=notice.notice_id if notice else None
    )
    parts = shared(applied, charges_open=_charges_open(access, [notice_id for notice_id, _cents in applied]))
    reserve = sum(part.reserve_cents for part in parts)
    lines = [
        Line(cents=-(cents - reserve), role=AccountRole.OWNERS_CHARGES, party_id=party_id, label=label),
        Line(cents=-reserve, role=AccountRole.OWNERS_RESERVE, party_id=party_id, label=label),
    ]
    return _Booked(lines, label, party_id, notice.notice_id if notice else None, parts)


def _notice(access: Access, choice: Choice) -> Receivable | None:
    if choice.kind is not Kind.NOTICE:
        return None
    if choice.notice_id is None:
        raise ChoiceIncomplete(field="notice")
    found = receivables(access, notice_ids=[choice.notice_id], still_open=False)
    if not found:
        raise NotFound(what="notice")
    return found[0]


def _paid_back(access: Access, cents: int, party_id: UUID, label: str, *, is_notice: bool) -> _Booked:
    if is_notice:
        raise NotAReceipt(field="kind")
    ahead = dues.of_parties(access, party_ids=frozenset({party_id})).ahead_cents
    if -cents > ahead:
        raise RefundTooLarge(field="party", ahead_cents=ahead)
    line = Line(cents=-cents, role=AccountRole.OWNERS_CHARGES, party_id=party_id, label=label)
    return _Booked([line], label, party_id)


def _charges_open(access: Access, notice_ids: Sequence[UUID]) -> dict[UUID, int]:
    """The cents of charges still open of each notice before this receipt: advances were charges first, too."""
    if not notice_ids:
        return {}
    standing = ReceiptPart.objects.filter(
        org_id=access.org_id, notice_id__in=notice_ids, reconciliation__undone_at__isnull=True
    )
    paid = dict(standing.values_list("notice_id").annotate(sum=Sum("charges_cents")).order_by())
    found = receivables(access, notice_ids=notice_ids, still_open=False)
    return {n.notice_id: n.charges_cents - n.advance_cents - int(paid.get(n.notice_id, 0)) for n in found}
