"""Balances of the local exchange, in quarters of an hour."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, Sum

from koprogo.neighbours.models import HoursAccount, Transfer
from koprogo.neighbours.rules.exchange import TransferKind
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class Entry:
    """One movement on an account: ``quarters`` above zero came in. ``other``: with whom, empty for the common one."""

    at: datetime
    quarters: int
    kind: TransferKind
    other: str
    title: str
    deal_id: UUID | None
    balance: int


def balances(access: Access, *, account_ids: Collection[UUID]) -> dict[UUID, int]:
    """What each account has received less what it has given (two queries)."""
    moved = Transfer.objects.filter(org_id=access.org_id).order_by()
    received = moved.filter(creditor_id__in=account_ids).values_list("creditor_id").annotate(all=Sum("quarters"))
    given = moved.filter(debtor_id__in=account_ids).values_list("debtor_id").annotate(all=Sum("quarters"))
    found = dict.fromkeys(account_ids, 0)
    for account_id, quarters in received:
        found[account_id] += quarters
    for account_id, quarters in given:
        found[account_id] -= quarters
    return found


def balance_of(access: Access, *, resident_id: UUID | None) -> int:
    """The balance of a resident's open account, or of the common one (one query)."""
    mine = Q(resident_id=resident_id, left_at__isnull=True) if resident_id else Q(resident__isnull=True)
    account = HoursAccount.objects.filter(mine, org_id=access.org_id)
    moved = Transfer.objects.filter(org_id=access.org_id)
    row = moved.aggregate(
        received=Sum("quarters", filter=Q(creditor__in=account)), given=Sum("quarters", filter=Q(debtor__in=account))
    )
    return (row["received"] or 0) - (row["given"] or 0)


def statement(access: Access, *, resident_id: UUID) -> list[Entry]:
    """Every movement of a resident's open account, the newest first, with the balance after it (one query)."""
    found = (
        Transfer.objects.filter(
            Q(debtor__resident_id=resident_id, debtor__left_at__isnull=True)
            | Q(creditor__resident_id=resident_id, creditor__left_at__isnull=True),
            org_id=access.org_id,
        )
        .annotate(
            debtor_resident=F("debtor__resident_id"),
            giver=F("debtor__resident__pseudonym"),
            receiver=F("creditor__resident__pseudonym"),
            title=F("deal__ad__title"),
            before_title=F("corrects__deal__ad__title"),
            before_deal=F("corrects__deal_id"),
        )
        .order_by("at", "id")
    )
    out: list[Entry] = []
    balance = 0
    for row in found:
        gives = row.debtor_resident == resident_id
        balance += -row.quarters if gives else row.quarters
        out.append(
            Entry(
                at=row.at,
                quarters=-row.quarters if gives else row.quarters,
                kind=TransferKind(row.kind),
                other=(row.receiver if gives else row.giver) or "",
                title=row.title or row.before_title or "",
                deal_id=row.deal_id or row.before_deal,
                balance=balance,
            )
        )
    return out[::-1]
