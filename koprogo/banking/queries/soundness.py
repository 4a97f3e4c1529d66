"""Do the books say what the bank says? Each account's balance against its last statement."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from django.db.models import F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from koprogo.banking.models import BankAccount, BankTransaction, Reconciliation, Statement
from koprogo.kernel.findings import Finding
from koprogo.ledger.queries import accounts
from koprogo.platform.access import Access


def problems(access: Access) -> list[Finding]:
    """Each account whose balance is not that of its last statement without what waits for a confirmation.

    One statement, and one for each bank account. What was booked by hand for a later day is not the statement's.
    """
    out = []
    for row in _with_last(access):
        facts = vars(row)
        if facts["closing_on"] is None:
            continue
        own = Reconciliation.objects.filter(org_id=access.org_id, transaction__bank_account_id=row.id)
        books = accounts.balance_with(
            access,
            account_id=row.account_id,
            until=facts["closing_on"],
            entries=own.values("entry_id").union(own.filter(undo_entry__isnull=False).values("undo_entry_id")),
        )
        said = facts["closing_cents"] - facts["pending_cents"]
        if books != said:
            told = {"iban": row.iban, "day": facts["closing_on"].isoformat(), "books_cents": books, "bank_cents": said}
            out.append(Finding("banking.balances.differs", told))
    return out


def _with_last(access: Access) -> QuerySet[BankAccount]:
    last = Statement.objects.filter(org_id=access.org_id, bank_account=OuterRef("pk"))
    last = last.order_by("-closing_on", "-number", "-id")
    pending = (
        BankTransaction.objects.filter(org_id=access.org_id, bank_account=OuterRef("pk"))
        .exclude(reconciliations__in=Reconciliation.objects.filter(org_id=access.org_id, undone_at__isnull=True))
        .order_by()
        .values("bank_account")
        .annotate(cents=Sum("amount_cents"))
        .values("cents")
    )
    return (
        BankAccount.objects.filter(org_id=access.org_id)
        .annotate(
            closing_on=Subquery(last.values("closing_on")[:1]),
            closing_cents=Subquery(last.values("closing_cents")[:1]),
            pending_cents=Coalesce(Subquery(pending), 0),
        )
        .order_by(F("iban"))
    )


#: What is proved.
PROOFS: Mapping[str, Callable[[Access], list[Finding]]] = MappingProxyType({"banking.balances": problems})
