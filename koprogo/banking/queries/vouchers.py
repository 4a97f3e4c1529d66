"""The movements of the bank as the voucher of an entry."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from koprogo.banking.models import Reconciliation
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class MovementVoucher:
    """One movement as the bank wrote it, and the statement it stands on."""

    statement: str
    account: str
    entry_on: date
    amount_cents: int
    counterparty: str
    counterparty_account: str
    text: str


def of_entry(access: Access, *, entry_id: UUID) -> list[MovementVoucher]:
    """The movements that an entry books, or that an entry takes back (one query)."""
    rows = (
        Reconciliation.objects.filter(Q(entry_id=entry_id) | Q(undo_entry_id=entry_id), org_id=access.org_id)
        .select_related("transaction__statement", "transaction__bank_account")
        .order_by("transaction__entry_on", "id")
    )
    return [
        MovementVoucher(
            statement=row.transaction.statement.number or "—",
            account=row.transaction.bank_account.iban,
            entry_on=row.transaction.entry_on,
            amount_cents=row.transaction.amount_cents,
            counterparty=row.transaction.counterparty_name,
            counterparty_account=row.transaction.counterparty_account,
            text=row.transaction.structured_reference or row.transaction.text,
        )
        for row in rows
    ]
