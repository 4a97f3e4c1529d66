"""What the bank said, for everybody who may read the books: statements with their gaps, movements, the journal."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import ExtractYear, RowNumber

from koprogo.banking.models import BankTransaction, Statement
from koprogo.banking.rules.choices import Kind
from koprogo.banking.rules.equation import Gap, Link, gaps
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound
from koprogo.platform.access import Access

PAGE = 100


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One statement. ``key`` names it in addresses: 2026-218, or 2026-218-2 when the bank used a number twice."""

    statement_id: UUID
    key: str
    number: str
    opening_cents: int
    closing_cents: int
    closing_on: date
    movements: int
    pending: int
    gap: Gap | None


@dataclass(frozen=True, slots=True)
class TransactionRow:
    """One movement as this reader may see it. ``masked``: who paid is another owner's business (SETTLED 12)."""

    transaction_id: UUID
    entry_on: date
    amount_cents: int
    name: str
    text: str
    structured_reference: str
    counterparty_account: str
    details: tuple[dict[str, Any], ...]
    kind: Kind | None
    party_name: str
    batch_id: UUID | None
    reconciliation_id: UUID | None
    entry: tuple[Any, ...] | None
    statement_number: str
    masked: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list: ``first`` counts from 1."""

    rows: tuple[Any, ...]
    number: int
    first: int
    total: int

    @property
    def last(self) -> int:
        """The number of the last row shown."""
        return self.first + len(self.rows) - 1

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // PAGE))


def _keyed(access: Access, bank_account_id: UUID) -> QuerySet[Statement]:
    """Statements with the place of each among those of the same year and number."""
    found = Statement.objects.filter(org_id=access.org_id, bank_account_id=bank_account_id)
    return found.annotate(
        place=Window(
            RowNumber(), partition_by=[ExtractYear("closing_on"), F("number")], order_by=[F("closing_on"), F("id")]
        )
    )


def _key(row: Statement) -> str:
    place: int = vars(row)["place"]
    key = f"{row.closing_on.year}-{row.number or '0'}"
    return key if place == 1 else f"{key}-{place}"


def listing(access: Access, *, bank_account_id: UUID, page: int = 1) -> Page:
    """One page of statements, newest first, each with the gap before it (three statements)."""
    found = _keyed(access, bank_account_id).order_by("-closing_on", "-number", "-id")
    total = Statement.objects.filter(org_id=access.org_id, bank_account_id=bank_account_id).count()
    number = min(max(page, 1), max(1, -(-total // PAGE)))
    start = (number - 1) * PAGE
    # One more than the page shows: the gap before the oldest one is against the statement of the next page.
    rows = list(found[start : start + PAGE + 1])
    counts = _counts(access, [row.id for row in rows])
    chain = [
        Link(row.number, row.opening_cents, row.opening_on, row.closing_cents, row.closing_on) for row in reversed(rows)
    ]
    broken = {(gap.number, gap.closing_on): gap for gap in gaps(chain)}
    shown = tuple(
        StatementRow(
            row.id,
            _key(row),
            row.number,
            row.opening_cents,
            row.closing_cents,
            row.closing_on,
            *counts.get(row.id, (0, 0)),
            broken.get((row.number, row.closing_on)),
        )
        for row in rows[:PAGE]
    )
    return Page(shown, number, start + 1, total)


def _counts(access: Access, statement_ids: list[UUID]) -> dict[UUID, tuple[int, int]]:
    found = _with_standing(BankTransaction.objects.filter(org_id=access.org_id, statement_id__in=statement_ids))
    rows = found.values_list("statement_id").annotate(
        movements=Count("id"), pending=Count("id", filter=Q(standing__id__isnull=True))
    )
    return {statement_id: (movements, pending) for statement_id, movements, pending in rows.order_by()}


def get(access: Access, *, bank_account_id: UUID, key: str) -> tuple[Statement, str]:
    """One statement by its key, with that key (one statement of SQL). Raises NotFound."""
    year, _dash, number = key.partition("-")
    number, _dash, place = number.partition("-")
    if not (year.isascii() and year.isdigit() and len(year) == 4):
        raise NotFound(what="statement")
    found = _keyed(access, bank_account_id).filter(closing_on__year=int(year))
    wanted = [row for row in found.filter(number__in=[number, ""] if number == "0" else [number]) if _key(row) == key]
    if not wanted or (place and not place.isdigit()):
        raise NotFound(what="statement")
    return wanted[0], key


def _with_standing(found: QuerySet[BankTransaction]) -> QuerySet[BankTransaction]:
    return found.annotate(
        standing=FilteredRelation("reconciliations", condition=Q(reconciliations__undone_at__isnull=True))
    )


_COLUMNS = (
    "id",
    "entry_on",
    "amount_cents",
    "counterparty_name",
    "text",
    "structured_reference",
    "counterparty_account",
    "details",
    "statement__number",
    "standing__id",
    "standing__kind",
    "standing__batch_id",
    "standing__party_id",
    "standing__party__name",
    "standing__entry__journal__code",
    "standing__entry__fiscal_year__code",
    "standing__entry__number",
)


def transactions(access: Access, *, bank_account_id: UUID, statement_id: UUID | None = None, page: int = 1) -> Page:
    """Movements with what they were booked as: of one statement in its order, or all, newest first (two statements)."""
    found = BankTransaction.objects.filter(org_id=access.org_id, bank_account_id=bank_account_id)
    order = ["-entry_on", "-statement__closing_on", "-position", "-id"]
    if statement_id is not None:
        found, order = found.filter(statement_id=statement_id), ["position"]
    total = found.count()
    number = min(max(page, 1), max(1, -(-total // PAGE)))
    start = (number - 1) * PAGE
    rows = _with_standing(found).order_by(*order).values(*_COLUMNS)[start : start + PAGE]
    return Page(tuple(_row(access, row) for row in rows), number, start + 1, total)


def _row(access: Access, row: dict[str, Any]) -> TransactionRow:
    kind = Kind(row["standing__kind"]) if row["standing__kind"] else None
    masked = _masked(access, kind, row["standing__party_id"], row["amount_cents"])
    entry = tuple(row[f"standing__entry__{name}"] for name in ("journal__code", "fiscal_year__code", "number"))
    return TransactionRow(
        transaction_id=row["id"],
        entry_on=row["entry_on"],
        amount_cents=row["amount_cents"],
        name="" if masked else row["counterparty_name"],
        text="" if masked else row["text"],
        structured_reference="" if masked else row["structured_reference"],
        counterparty_account="" if masked else row["counterparty_account"],
        details=() if masked else tuple(row["details"]),
        kind=kind,
        party_name="" if masked else row["standing__party__name"] or "",
        batch_id=row["standing__batch_id"],
        reconciliation_id=row["standing__id"],
        entry=entry if row["standing__id"] else None,
        statement_number=row["statement__number"],
        masked=masked,
    )


def _masked(access: Access, kind: Kind | None, party_id: UUID | None, cents: int) -> bool:
    """Receipts are other owners' business until they are known not to be: unconfirmed and waiting ones are masked."""
    if access.may(Right.SEE_ALL_ACCOUNTS):
        return False
    if kind is Kind.INVOICE:
        return False  # what suppliers are paid concerns everybody
    if party_id is not None:
        return party_id not in access.party_ids
    return cents > 0 and kind in (None, Kind.SUSPENSE)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement came from: the account, its key in addresses, and the kept file of the bank."""

    statement_id: UUID
    iban: str
    key: str
    file_id: UUID


def sources(access: Access, *, statement_ids: Collection[UUID]) -> dict[UUID, Source]:
    """The kept files of some statements (one query)."""
    same = Statement.objects.filter(
        org_id=access.org_id,
        bank_account_id=OuterRef("bank_account_id"),
        number=OuterRef("number"),
        closing_on__year=ExtractYear(OuterRef("closing_on")),
    )
    earlier = same.filter(
        Q(closing_on__lt=OuterRef("closing_on")) | Q(closing_on=OuterRef("closing_on"), id__lte=OuterRef("id"))
    )
    counted = earlier.order_by().values("number").annotate(count=Count("id")).values("count")
    found = Statement.objects.filter(org_id=access.org_id, id__in=list(statement_ids))
    rows = found.select_related("bank_account").annotate(place=Subquery(counted))
    return {row.id: Source(row.id, row.bank_account.iban, _key(row), row.file_id) for row in rows}
