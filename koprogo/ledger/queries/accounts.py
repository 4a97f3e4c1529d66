"""Accounts with their balances, the trial balance, and what the banks hold."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from koprogo.kernel.refusals import NotFound
from koprogo.ledger import labels
from koprogo.ledger.models import Account, Posting
from koprogo.ledger.rules.allocation import occupant_percent
from koprogo.ledger.rules.roles import BANK_ROLES, AccountRole
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account and its sums in cents up to a day; ``balance_cents`` is debit minus credit."""

    id: UUID
    code: str
    name: str
    nature: str
    role: str | None
    family: str
    parent_code: str
    iban: str | None
    debit_cents: int
    credit_cents: int

    @property
    def balance_cents(self) -> int:
        """Debit minus credit."""
        return self.debit_cents - self.credit_cents


@dataclass(frozen=True, slots=True)
class TrialBalance:
    """Every account that moved, and the two totals, which are equal in sound books."""

    rows: tuple[AccountRow, ...]
    debit_cents: int
    credit_cents: int


def accounts(access: Access, *, until: date, only: Q | None = None) -> list[AccountRow]:
    """The chart of the building by code, with sums up to a day included (one query)."""
    held = Q(postings__entry__entry_on__lte=until, postings__entry__sealed_at__isnull=False)
    found = Account.objects.filter(org_id=access.org_id)
    if only is not None:
        found = found.filter(only)
    rows = found.annotate(
        debit=Coalesce(Sum("postings__amount_cents", filter=held & Q(postings__amount_cents__gt=0)), 0),
        credit=Coalesce(Sum("postings__amount_cents", filter=held & Q(postings__amount_cents__lt=0)), 0),
    ).order_by("code")
    return [
        AccountRow(
            id=row.id,
            code=row.code,
            name=labels.account_name(row.label, row.chart_code),
            nature=row.nature,
            role=row.role,
            family=row.family,
            parent_code=row.parent_code,
            iban=row.iban,
            debit_cents=int(row.debit),
            credit_cents=-int(row.credit),
        )
        for row in rows
    ]


def trial_balance(access: Access, *, until: date) -> TrialBalance:
    """Every account that moved up to a day included, with totals (one query)."""
    rows = tuple(row for row in accounts(access, until=until) if row.debit_cents or row.credit_cents)
    return TrialBalance(
        rows=rows,
        debit_cents=sum(row.debit_cents for row in rows),
        credit_cents=sum(row.credit_cents for row in rows),
    )


def account(access: Access, *, code: str) -> Account:
    """The account of a code. Raises NotFound."""
    found = Account.objects.filter(org_id=access.org_id, code=code).first()
    if found is None:
        raise NotFound(what="account")
    return found


def account_of(access: Access, *, role: AccountRole) -> Account:
    """The account of a role. Raises NotFound while the books are not open."""
    found = Account.objects.filter(org_id=access.org_id, role=role.value).first()
    if found is None:
        raise NotFound(what="account")
    return found


def choices(access: Access, *, natures: tuple[str, ...] = ()) -> list[tuple[UUID, str]]:
    """(id, "code name") of every account, or of those of some natures, for a form (one query)."""
    found = Account.objects.filter(org_id=access.org_id).order_by("code")
    if natures:
        found = found.filter(nature__in=natures)
    return [(row.id, f"{row.code} {labels.account_name(row.label, row.chart_code)}") for row in found]


def usual_shares(access: Access, *, account_ids: Collection[UUID]) -> dict[UUID, tuple[str, int]]:
    """How the costs of accounts are shared when a line says nothing: (code of the key, empty = the deed's; the
    occupant's part in percents), by account (one query)."""
    found = Account.objects.filter(org_id=access.org_id, id__in=account_ids)
    columns = ("id", "code", "chart_code", "allocations__key_code", "allocations__occupant_percent")
    return {
        account_id: (key_code or "", percent if percent is not None else occupant_percent(chart_code or code))
        for account_id, code, chart_code, key_code, percent in found.values_list(*columns)
    }


def role_balance(access: Access, *, role: AccountRole, until: date) -> int:
    """What a role and its sub-accounts hold on a day included, in cents, debit minus credit (one query)."""
    found = Posting.objects.filter(
        org_id=access.org_id,
        account__family=role.value,
        entry__entry_on__lte=until,
        entry__sealed_at__isnull=False,
    ).aggregate(total=Coalesce(Sum("amount_cents"), 0))
    return int(found["total"])


def account_balance(access: Access, *, account_id: UUID, on: date) -> int:
    """What one account holds at the end of a day, in cents, debit minus credit."""
    found = Posting.objects.filter(
        org_id=access.org_id, account_id=account_id, entry__entry_on__lte=on, entry__sealed_at__isnull=False
    ).aggregate(total=Coalesce(Sum("amount_cents"), 0))
    return int(found["total"])


def balance_with(access: Access, *, account_id: UUID, until: date, entries: QuerySet[Any, Any]) -> int:
    """What one account holds by the entries of a day included and by some others, whatever their day (one query).

    ``entries``: a query of entry ids. Cents, debit minus credit.
    """
    own = Q(entry__entry_on__lte=until) | Q(entry_id__in=entries)
    found = Posting.objects.filter(own, org_id=access.org_id, account_id=account_id, entry__sealed_at__isnull=False)
    return int(found.aggregate(total=Coalesce(Sum("amount_cents"), 0))["total"])


def bank_accounts(access: Access, *, on: date) -> list[AccountRow]:
    """The bank accounts of the building with what they hold on a day (one query)."""
    families = [role.value for role in BANK_ROLES]
    return accounts(access, until=on, only=Q(family__in=families, iban__isnull=False))
