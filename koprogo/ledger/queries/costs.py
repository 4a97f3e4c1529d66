"""Costs and incomes as they stand in the books, each with who bears it: what budgets compare and settlements share."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q, Sum

from koprogo.ledger import labels
from koprogo.ledger.models import AccountAllocation, Posting
from koprogo.ledger.rules.allocation import occupant_percent
from koprogo.ledger.rules.chart_account import Nature
from koprogo.ledger.rules.journals import JournalKind, reference
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class CostLine:
    """One line of class 6 or 7. ``cents``: cost > 0, income < 0. ``lot_id``: a private cost of that lot alone.

    The key is named by its version (``key_id``), else by its code, else it is the deed's. ``role``: that of the account
    or of the nearest one above it, empty when there is none.
    """

    posting_id: UUID
    entry_id: UUID
    entry_reference: str
    entry_on: date
    label: str
    account_id: UUID
    account_code: str
    account_name: str
    chart_code: str
    role: str
    cents: int
    key_id: UUID | None
    key_code: str
    occupant_percent: int
    lot_id: UUID | None
    party_id: UUID | None
    period_from: date | None
    period_to: date | None
    exempt: frozenset[UUID]
    voucher_kind: str
    voucher_id: UUID | None


_COLUMNS = (
    "id",
    "entry_id",
    "entry__journal__code",
    "entry__fiscal_year__code",
    "entry__number",
    "entry__entry_on",
    "entry__label",
    "label",
    "account_id",
    "account__code",
    "account__label",
    "account__chart_code",
    "account__family",
    "amount_cents",
    "allocations__key_id",
    "allocations__occupant_percent",
    "lot_id",
    "party_id",
    "allocations__period_from",
    "allocations__period_to",
    "entry__voucher_kind",
    "entry__voucher_id",
)


def lines(
    access: Access, *, from_on: date, to_on: date, settled: bool = False, shared: bool = True
) -> list[CostLine]:
    """Every sealed line on accounts of costs and incomes of these days, by account and day (two queries).

    The settlement's own entries (journal DEC) are left out unless ``settled``: they carry costs over to the owners.
    ``shared``: False where nobody shares these costs and the usual key of an account says nothing (one query).
    """
    found = Posting.objects.filter(
        org_id=access.org_id,
        account__nature__in=[Nature.COST.value, Nature.INCOME.value],
        entry__entry_on__range=(from_on, to_on),
        entry__sealed_at__isnull=False,
    )
    if not settled:
        found = found.exclude(entry__journal__kind=JournalKind.SETTLEMENTS.value)
    rules = AccountAllocation.objects.filter(org_id=access.org_id) if shared else AccountAllocation.objects.none()
    usual = {row.account_id: row for row in rules}
    parties = ArrayAgg("exemptions__party_id", filter=Q(exemptions__isnull=False), default=[])
    rows = found.annotate(exempt=parties).order_by("account__code", "entry__entry_on", "entry_id", "position")
    return [_line(usual, *row) for row in rows.values_list(*_COLUMNS, "exempt")]


@dataclass(frozen=True, slots=True)
class DaySum:
    """What one account of costs or incomes moved on one day, in cents, settlements left out."""

    account_id: UUID
    account_code: str
    chart_code: str
    role: str
    on: date
    cents: int


def by_day(access: Access, *, from_on: date, to_on: date) -> list[DaySum]:
    """The sums of each account by day, settlements left out (one query): what a proof adds up over any days."""
    found = Posting.objects.filter(
        org_id=access.org_id,
        account__nature__in=[Nature.COST.value, Nature.INCOME.value],
        entry__entry_on__range=(from_on, to_on),
        entry__sealed_at__isnull=False,
    ).exclude(entry__journal__kind=JournalKind.SETTLEMENTS.value)
    columns = ("account_id", "account__code", "account__chart_code", "account__family", "entry__entry_on")
    rows = found.order_by().values_list(*columns).annotate(sum=Sum("amount_cents"))
    return [DaySum(account, code, chart, role, on, int(cents)) for account, code, chart, role, on, cents in rows]


def of_entries(access: Access, *, entry_ids: Collection[UUID]) -> dict[tuple[UUID, UUID], int]:
    """What some entries put on accounts of costs and incomes: (entry, account) to cents (one query)."""
    found = Posting.objects.filter(
        org_id=access.org_id,
        entry_id__in=list(entry_ids),
        account__nature__in=[Nature.COST.value, Nature.INCOME.value],
    )
    rows = found.order_by().values_list("entry_id", "account_id").annotate(sum=Sum("amount_cents"))
    return {(entry, account): int(cents) for entry, account, cents in rows}


def _line(
    usual: dict[UUID, AccountAllocation],
    posting_id: UUID,
    entry_id: UUID,
    journal: str,
    year: str,
    number: int,
    entry_on: date,
    entry_label: str,
    line_label: str,
    account_id: UUID,
    code: str,
    own_label: str,
    chart_code: str,
    family: str,
    cents: int,
    key_id: UUID | None,
    percent: int | None,
    lot_id: UUID | None,
    party_id: UUID | None,
    period_from: date | None,
    period_to: date | None,
    voucher_kind: str,
    voucher_id: UUID | None,
    exempt: list[UUID],
) -> CostLine:
    rule = usual.get(account_id)
    if percent is None:
        # A private cost is the owner's own unless the line says otherwise.
        percent = 0 if lot_id else rule.occupant_percent if rule else occupant_percent(chart_code or code)
    return CostLine(
        posting_id=posting_id,
        entry_id=entry_id,
        entry_reference=reference(journal, year, number),
        entry_on=entry_on,
        label=line_label or entry_label,
        account_id=account_id,
        account_code=code,
        account_name=labels.account_name(own_label, chart_code),
        chart_code=chart_code,
        role=family,
        cents=cents,
        key_id=key_id,
        key_code=rule.key_code if rule and key_id is None else "",
        occupant_percent=percent,
        lot_id=lot_id,
        party_id=party_id,
        period_from=period_from,
        period_to=period_to,
        exempt=frozenset(exempt),
        voucher_kind=voucher_kind,
        voucher_id=voucher_id,
    )
