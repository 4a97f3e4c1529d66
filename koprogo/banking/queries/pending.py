"""Movements nobody has confirmed yet, recognised as far as they can be."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet

from koprogo.banking.models import BankTransaction, Reconciliation
from koprogo.banking.rules.matching import Movement, OpenItem, Verdict
from koprogo.banking.rules.paying import Payable
from koprogo.banking.rules.sorting import sort
from koprogo.charges.queries.receivables import Receivable, receivables
from koprogo.platform.access import Access
from koprogo.purchases.queries.open_items import OpenInvoice, open_invoices
from koprogo.purchases.rules.states import Kind as InvoiceKind
from koprogo.purchases.rules.states import State as InvoiceState

INVOICE = InvoiceKind.INVOICE
#: The oldest movements that one look recognises; what is beyond waits until these are done.
WINDOW = 300


@dataclass(frozen=True, slots=True)
class Recognised:
    """One pending movement and what it seems to be."""

    transaction: BankTransaction
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Pending:
    """The oldest pending movements, recognised, and the notices and invoices they were compared with. ``more``: others
    wait. ``invoices``: None where nothing goes out, so that none was looked for."""

    rows: tuple[Recognised, ...]
    notices: dict[str, Receivable]
    more: bool
    invoices: dict[str, OpenInvoice] | None = None


def waiting(access: Access, *, bank_account_id: UUID | None = None) -> QuerySet[BankTransaction]:
    """Movements without a standing confirmation, oldest first, with the parties known to pay from their account."""
    standing = Reconciliation.objects.filter(org_id=access.org_id, undone_at__isnull=True)
    payers = standing.filter(
        party__isnull=False, transaction__counterparty_account=OuterRef("counterparty_account")
    ).exclude(transaction__counterparty_account="")
    found = BankTransaction.objects.filter(org_id=access.org_id)
    if bank_account_id is not None:
        found = found.filter(bank_account_id=bank_account_id)
    found = found.exclude(id__in=standing.values("transaction_id"))
    found = found.select_related("statement").annotate(
        payers=ArraySubquery(payers.order_by().values("party_id").distinct())
    )
    return found.order_by("entry_on", "statement__closing_on", "statement__number", "position", "id")


def recognise(
    access: Access,
    *,
    bank_account_id: UUID | None = None,
    own_accounts: Collection[str] = (),
    limit: int = WINDOW,
) -> Pending:
    """Recognise the oldest pending movements of one account, or of all (three statements)."""
    found = list(waiting(access, bank_account_id=bank_account_id)[: limit + 1])
    rows, more = found[:limit], len(found) > limit
    references = {row.structured_reference for row in rows if row.structured_reference}
    notices = receivables(access, references=references) if rows else []
    learnt: dict[UUID, set[str]] = {}
    for row in rows:
        for party_id in vars(row)["payers"]:
            learnt.setdefault(party_id, set()).add(row.counterparty_account)
    items = [_item(notice, learnt.get(notice.party_id, set())) for notice in notices]
    # Without a movement out of the account no invoice is looked for: a receipt of a credit note is chosen by hand.
    outgoing = any(row.amount_cents < 0 for row in rows)
    invoices = open_invoices(access, references=references) if outgoing else None
    bills = [invoice for invoice in invoices or () if invoice.kind is INVOICE]
    owed = [_payable(invoice, learnt.get(invoice.party_id, set())) for invoice in bills]
    verdicts = sort([movement(row) for row in rows], items, owed, own_accounts=own_accounts)
    recognised = tuple(Recognised(row, verdict) for row, verdict in zip(rows, verdicts, strict=True))
    return Pending(
        recognised,
        {str(notice.notice_id): notice for notice in notices},
        more,
        None if invoices is None else {str(invoice.invoice_id): invoice for invoice in invoices},
    )


def movement(row: BankTransaction) -> Movement:
    """A stored movement as the rules of matching see it."""
    return Movement(
        amount_cents=row.amount_cents,
        value_on=row.value_on or row.entry_on,
        structured_reference=row.structured_reference or None,
        counterparty_account=row.counterparty_account or None,
        counterparty_name=row.counterparty_name or None,
        text=row.text,
    )


def _item(notice: Receivable, learnt: set[str]) -> OpenItem:
    return OpenItem(
        id=str(notice.notice_id),
        party_id=str(notice.party_id),
        name=notice.party_name,
        due_on=notice.due_on,
        open_cents=notice.open_cents,
        lots=notice.lots,
        structured_reference=notice.structured_reference,
        known_accounts=notice.ibans | learnt,
        asked_cents=notice.amount_cents,
    )


def _payable(invoice: OpenInvoice, learnt: set[str]) -> Payable:
    return Payable(
        id=str(invoice.invoice_id),
        party_id=str(invoice.party_id),
        name=invoice.supplier_name,
        due_on=invoice.due_on,
        open_cents=invoice.open_cents,
        approved=invoice.state is InvoiceState.APPROVED,
        number=invoice.supplier_number,
        structured_reference=invoice.structured_reference,
        known_accounts=invoice.ibans | learnt,
    )


def expected(access: Access) -> frozenset[UUID]:
    """The notices that a certain or probable movement seems to pay: half lit on the façade (three statements)."""
    rows: Sequence[Recognised] = recognise(access).rows
    return frozenset(
        UUID(part.item_id)
        for row in rows
        if row.verdict.certainty != "to_decide" and row.transaction.amount_cents > 0
        for part in row.verdict.allocations
    )
