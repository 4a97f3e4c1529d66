"""Movements nobody has confirmed yet, recognised as far as they can be."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet

from koprogo.banking.models import BankTransaction, Reconciliation
from koprogo.banking.rules.matching import Movement, OpenItem, Verdict
from koprogo.banking.rules.sorting import sort
from koprogo.charges.queries.receivables import Receivable, receivables
from koprogo.platform.access import Access

#: The oldest movements that one look recognises; what is beyond waits until these are done.
WINDOW = 300


@dataclass(frozen=True, slots=True)
class Recognised:
    """One pending movement and what it seems to be."""

    transaction: BankTransaction
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Pending:
    """The oldest pending movements, recognised, and the notices they were compared with. ``more``: others wait."""

    rows: tuple[Recognised, ...]
    notices: dict[str, Receivable]
    more: bool


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
    """Recognise the oldest pending movements of one account, or of all (two statements)."""
    found = list(waiting(access, bank_account_id=bank_account_id)[: limit + 1])
    rows, more = found[:limit], len(found) > limit
    references = {row.structured_reference for row in rows if row.structured_reference}
    notices = receivables(access, references=references) if rows else []
    learnt: dict[UUID, set[str]] = {}
    for row in rows:
        for party_id in vars(row)["payers"]:
            learnt.setdefault(party_id, set()).add(row.counterparty_account)
    items = [_item(notice, learnt.get(notice.party_id, set())) for notice in notices]
    verdicts = sort([movement(row) for row in rows], items, own_accounts=own_accounts)
    recognised = tuple(Recognised(row, verdict) for row, verdict in zip(rows, verdicts, strict=True))
    return Pending(recognised, {str(notice.notice_id): notice for notice in notices}, more)


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
    )


def expected(access: Access) -> frozenset[UUID]:
    """The notices that a certain or probable movement seems to pay: half lit on the façade (two statements)."""
    rows: Sequence[Recognised] = recognise(access).rows
    return frozenset(
        UUID(part.item_id) for row in rows if row.verdict.certainty != "to_decide" for part in row.verdict.allocations
    )
