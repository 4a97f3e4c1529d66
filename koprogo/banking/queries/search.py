"""Finding a movement by its amount or its structured communication."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from koprogo.banking.models import BankTransaction
from koprogo.condominiums.rules.rights import Right
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class FoundMovement:
    """One movement, in cents, credit positive."""

    transaction_id: UUID
    iban: str
    entry_on: date
    counterparty: str
    amount_cents: int


def movements(access: Access, *, reference: str = "", cents: int | None = None, limit: int = 8) -> list[FoundMovement]:
    """Movements of this amount, in or out, or with these digits in their communication; newest first (one query).

    Names of payers are other owners' business: nothing for readers who may not see every account.
    """
    if not access.may(Right.SEE_ALL_ACCOUNTS):
        return []
    wanted = Q(pk__in=[])
    if reference:
        wanted |= Q(structured_reference__contains=reference)
    if cents is not None:
        wanted |= Q(amount_cents__in=[cents, -cents])
    found = BankTransaction.objects.filter(wanted, org_id=access.org_id).select_related("bank_account")
    return [
        FoundMovement(row.id, row.bank_account.iban, row.entry_on, row.counterparty_name, row.amount_cents)
        for row in found.order_by("-entry_on", "-id")[:limit]
    ]
