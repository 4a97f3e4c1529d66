"""The ledger of one account: every line with its running balance, filtered and paged."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum, Window
from django.db.models.functions import Coalesce

from koprogo.ledger import labels
from koprogo.ledger.models import Account, Posting
from koprogo.ledger.queries import masking
from koprogo.ledger.rules.journals import reference
from koprogo.platform.access import Access

PAGE = 100


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One line of an account: signed cents (debit > 0) and the balance after it."""

    reference: str
    entry_on: date
    label: str
    line_label: str
    party_name: str
    lot_number: str
    amount_cents: int
    running_cents: int
    masked: bool


@dataclass(frozen=True, slots=True)
class AccountLedger:
    """A page of an account's lines. ``opening_cents`` is the balance before the first line of the filter."""

    account: Account
    name: str
    opening_cents: int
    closing_cents: int
    rows: list[LedgerRow]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages of a hundred lines there are, at least one."""
        return max(1, -(-self.total // PAGE))


def account_ledger(
    access: Access,
    *,
    account: Account,
    from_on: date | None = None,
    to_on: date | None = None,
    party_id: UUID | None = None,
    page: int | None = 1,
) -> AccountLedger:
    """The lines of one account, oldest first, a hundred a page, all of them without a page (two queries).

    ``party_id`` keeps one owner's lines; a reader who may not see that owner's account gets none.
    """
    lines = Posting.objects.filter(org_id=access.org_id, account_id=account.id, entry__sealed_at__isnull=False)
    if party_id is not None:
        lines = lines.filter(party_id=party_id) if masking.may_see_party(access, party_id) else lines.none()
    before = Q(entry__entry_on__lt=from_on) if from_on else Q(pk__in=[])
    within = _period(from_on, to_on)
    sums = lines.aggregate(
        opening=Coalesce(Sum("amount_cents", filter=before), 0),
        moved=Coalesce(Sum("amount_cents", filter=within), 0),
        total=Count("pk", filter=within),
    )
    if page is not None:
        page = max(1, min(page, -(-sums["total"] // PAGE)))
    opening = int(sums["opening"])
    return AccountLedger(
        account=account,
        name=labels.account_name(account.label, account.chart_code),
        opening_cents=opening,
        closing_cents=opening + int(sums["moved"]),
        rows=_rows(access, account, lines.filter(within), opening, page),
        total=sums["total"],
        page=page or 1,
    )


def _period(from_on: date | None, to_on: date | None) -> Q:
    within = ~Q(pk__in=[])
    if from_on is not None:
        within &= Q(entry__entry_on__gte=from_on)
    if to_on is not None:
        within &= Q(entry__entry_on__lte=to_on)
    return within


#: Plain columns: seven model instances for each line would cost more than the rest of the page.
_COLUMNS = (
    "entry__journal__code",
    "entry__journal__kind",
    "entry__fiscal_year__code",
    "entry__number",
    "entry__entry_on",
    "entry__label",
    "label",
    "party_id",
    "party__name",
    "lot__number",
    "amount_cents",
    "running",
    "veiled",
)


def _rows(
    access: Access, found: Account, lines: QuerySet[Posting], opening: int, page: int | None
) -> list[LedgerRow]:
    order = [F("entry__entry_on"), F("entry__posted_at"), F("entry_id"), F("position")]
    shown = (
        lines.annotate(running=Window(Sum("amount_cents"), order_by=order))
        .annotate(veiled=masking.of_somebody_else(access, entry="entry_id"))
        .order_by(*order)
        .values_list(*_COLUMNS)
    )
    if page is not None:
        shown = shown[(page - 1) * PAGE : page * PAGE]
    return [_row(access, found, opening, *row) for row in shown]


def _row(
    access: Access,
    found: Account,
    opening: int,
    journal: str,
    kind: str,
    year: str,
    number: int,
    entry_on: date,
    label: str,
    line_label: str,
    party_id: UUID | None,
    party_name: str | None,
    lot_number: str | None,
    cents: int,
    running: int,
    veiled: bool,
) -> LedgerRow:
    masked = masking.hides(access, family=found.family, party_id=party_id)
    return LedgerRow(
        reference=reference(journal, year, number),
        entry_on=entry_on,
        label=labels.journal_name(kind) if veiled else label,
        line_label="" if masked or veiled else line_label,
        party_name=str(labels.MASKED) if masked else (party_name or ""),
        lot_number="" if masked else (lot_number or ""),
        amount_cents=cents,
        running_cents=opening + int(running),
        masked=masked,
    )
