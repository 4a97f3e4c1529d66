"""What is owed to suppliers on a day, line by line: invoices, payments, and what is still to be invoiced."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from koprogo.ledger.models import Posting
from koprogo.ledger.rules.journals import reference
from koprogo.ledger.rules.roles import AccountRole
from koprogo.platform.access import Access

_FAMILIES = (AccountRole.SUPPLIERS.value, AccountRole.INVOICES_TO_RECEIVE.value)


@dataclass(frozen=True, slots=True)
class CreditorLine:
    """One line on an account of suppliers, in cents owed: an invoice above zero, a payment below."""

    code: str
    role: AccountRole
    party_id: UUID | None
    party_name: str
    entry_on: date
    reference: str
    voucher_id: UUID | None
    voucher_label: str
    label: str
    cents: int


def lines(access: Access, *, on: date) -> list[CreditorLine]:
    """Every line until a day, by account and supplier, oldest first (one query)."""
    rows = (
        Posting.objects.filter(
            org_id=access.org_id,
            entry__sealed_at__isnull=False,
            entry__entry_on__lte=on,
            account__family__in=_FAMILIES,
        )
        .order_by("account__code", "party__sort_name", "party_id", "entry__entry_on", "entry__posted_at", "position")
        .values_list(
            "account__code",
            "account__family",
            "party_id",
            "party__name",
            "entry__entry_on",
            "entry__journal__code",
            "entry__fiscal_year__code",
            "entry__number",
            "entry__voucher_id",
            "entry__voucher_label",
            "label",
            "entry__label",
            "amount_cents",
        )
    )
    return [
        CreditorLine(
            code,
            AccountRole(family),
            party_id,
            party or "",
            on_day,
            reference(journal, year, number),
            voucher_id,
            voucher,
            label or entry_label,
            -int(cents),
        )
        for (
            code,
            family,
            party_id,
            party,
            on_day,
            journal,
            year,
            number,
            voucher_id,
            voucher,
            label,
            entry_label,
            cents,
        ) in rows
    ]
