"""The simplified view of the books over a period: receipts, expenses, treasury, funds, claims and debts."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum, Window
from django.db.models.functions import Coalesce

from koprogo.condominiums.rules.rights import Right
from koprogo.ledger import labels
from koprogo.ledger.models import Account, Posting
from koprogo.ledger.queries import masking
from koprogo.ledger.rules.cash_book import TREASURY, Against, Heading, Headings, Holding, headings
from koprogo.ledger.rules.chart_account import Nature
from koprogo.ledger.rules.journals import JournalKind, reference
from koprogo.ledger.rules.roles import FUND_ROLES, OWNER_ROLES, AccountRole
from koprogo.platform.access import Access

PAGE = 100
_TREASURY = [role.value for role in TREASURY]
_OPENING = Q(entry__journal__kind=JournalKind.OPENING.value)


@dataclass(frozen=True, slots=True)
class Movement:
    """One line of the treasury: signed cents, received above zero, paid below. ``transfer``: between own accounts."""

    on: date
    reference: str
    label: str
    account_code: str
    account_name: str
    cents: int
    transfer: bool


@dataclass(frozen=True, slots=True)
class Owner:
    """What one owner owes at the end (cents > 0) or has ahead (< 0)."""

    name: str
    cents: int


@dataclass(frozen=True, slots=True)
class Book:
    """Everything that simplified books must show (CC 3.89 § 5 15°), in cents.

    ``funds`` are what the association holds for its owners (positive); ``others``: claims above zero, debts below.
    """

    from_on: date
    to_on: date
    holdings: tuple[Holding, ...]
    headings: Headings
    movements: tuple[Movement, ...]
    moved: int
    funds: tuple[Heading, ...]
    owners: tuple[Owner, ...]
    owners_cents: int
    others: tuple[Heading, ...]

    def total(self, name: str) -> int:
        """The sum of one column of the holdings: opening_cents, in_cents, out_cents or closing_cents."""
        return sum(int(getattr(one, name)) for one in self.holdings)


def book(access: Access, *, from_on: date, to_on: date, page: int | None = 1) -> Book:
    """The simplified books of these days, both included (four queries). ``page``: a hundred movements, None = all."""
    rows = list(_accounts(access, from_on, to_on))
    movements, moved = _movements(access, from_on, to_on, page)
    held = [row for row in rows if row["family"] in _TREASURY and (row["iban"] or any(row[one] for one in _SUMS))]
    return Book(
        from_on=from_on,
        to_on=to_on,
        holdings=tuple(_holding(row) for row in held),
        headings=headings(_against(access, from_on, to_on)),
        movements=tuple(movements),
        moved=moved,
        funds=tuple(_heading(row, -1) for row in rows if row["family"] in _values(FUND_ROLES) and row["closing"]),
        owners=tuple(_owners(access, to_on)),
        owners_cents=sum(row["closing"] for row in rows if row["family"] in _values(OWNER_ROLES)),
        others=tuple(_heading(row, 1) for row in rows if _is_other(row["family"]) and row["closing"]),
    )


_SUMS = ("opening", "received", "paid", "closing")


def _values(roles: tuple[AccountRole, ...]) -> list[str]:
    return [role.value for role in roles]


def _is_other(family: str) -> bool:
    return family not in (*_TREASURY, *_values(FUND_ROLES), *_values(OWNER_ROLES), AccountRole.TRANSFERS.value)


def _accounts(access: Access, from_on: date, to_on: date) -> Any:
    """Every account of the balance sheet with its sums: before, in, out, at the end."""
    sealed = Q(postings__entry__sealed_at__isnull=False)
    within = sealed & Q(postings__entry__entry_on__range=(from_on, to_on))
    # An opening entry of the period is what was there before it.
    opening = Q(postings__entry__journal__kind=JournalKind.OPENING.value)
    before = sealed & (Q(postings__entry__entry_on__lt=from_on) | Q(postings__entry__entry_on__lte=to_on) & opening)
    moved = within & ~opening

    def total(condition: Q) -> Any:
        return Coalesce(Sum("postings__amount_cents", filter=condition), 0)

    found = Account.objects.filter(org_id=access.org_id, nature__in=[Nature.ASSET.value, Nature.LIABILITY.value])
    return (
        found.annotate(
            opening=total(before),
            received=total(moved & Q(postings__amount_cents__gt=0)),
            paid=total(moved & Q(postings__amount_cents__lt=0)),
            closing=total(sealed & Q(postings__entry__entry_on__lte=to_on)),
        )
        .order_by("code")
        .values("code", "label", "chart_code", "family", "iban", *_SUMS)
    )


def _holding(row: dict[str, Any]) -> Holding:
    name = labels.account_name(row["label"], row["chart_code"])
    sums = (int(row["opening"]), int(row["received"]), -int(row["paid"]))
    return Holding(row["code"], name, row["iban"] or "", *sums)


def _heading(row: dict[str, Any], sign: int) -> Heading:
    return Heading(row["code"], labels.account_name(row["label"], row["chart_code"]), sign * int(row["closing"]))


def _of_period(access: Access, from_on: date, to_on: date) -> QuerySet[Posting]:
    found = Posting.objects.filter(org_id=access.org_id, entry__entry_on__range=(from_on, to_on))
    return found.filter(entry__sealed_at__isnull=False).exclude(_OPENING)


#: Which entries touch the treasury is seen in one pass over the lines: an EXISTS on the same lines, planned before the
#: tables were ever analysed, was worked out once for each of them.
_AGAINST = """
SELECT code, label, chart_code, family,
       coalesce(sum(amount_cents) FILTER (WHERE amount_cents > 0), 0)::bigint,
       coalesce(-sum(amount_cents) FILTER (WHERE amount_cents < 0), 0)::bigint
  FROM (SELECT a.code, a.label, a.chart_code, a.family, p.amount_cents,
               bool_or(a.family = ANY(%(treasury)s)) OVER (PARTITION BY p.entry_id) AS touches
          FROM ledger_entry e
          JOIN ledger_journal j ON j.org_id = e.org_id AND j.id = e.journal_id AND j.kind <> %(opening)s
          JOIN ledger_posting p ON p.org_id = e.org_id AND p.entry_id = e.id
          JOIN ledger_account a ON a.org_id = p.org_id AND a.id = p.account_id
         WHERE e.org_id = %(org)s AND e.entry_on BETWEEN %(from)s AND %(to)s AND e.sealed_at IS NOT NULL) line
 WHERE touches AND NOT family = ANY(%(treasury)s)
 GROUP BY code, label, chart_code, family
 ORDER BY code
"""


def _against(access: Access, from_on: date, to_on: date) -> list[Against]:
    """What stands against the treasury, account by account, in cents (one statement)."""
    facts: dict[str, Any] = {
        "org": access.org_id,
        "from": from_on,
        "to": to_on,
        "opening": JournalKind.OPENING.value,
        "treasury": _TREASURY,
    }
    with connection.cursor() as cursor:
        cursor.execute(_AGAINST, facts)
        return [
            Against(code, labels.account_name(label, chart_code), family, debit, credit)
            for code, label, chart_code, family, debit, credit in cursor.fetchall()
        ]


def _movements(access: Access, from_on: date, to_on: date, page: int | None) -> tuple[list[Movement], int]:
    elsewhere = Posting.objects.filter(org_id=access.org_id, entry_id=OuterRef("entry_id")).exclude(
        account__family__in=[*_TREASURY, AccountRole.TRANSFERS.value]
    )
    found = (
        _of_period(access, from_on, to_on)
        .filter(account__family__in=_TREASURY)
        .annotate(
            kept=~Exists(elsewhere),
            veiled=masking.of_somebody_else(access, entry="entry_id"),
            total=Window(Count("pk")),
        )
        .order_by(F("entry__entry_on"), F("entry__posted_at"), F("entry_id"), F("position"))
        .values_list(
            "entry__entry_on",
            "entry__journal__code",
            "entry__fiscal_year__code",
            "entry__number",
            "entry__journal__kind",
            "entry__label",
            "account__code",
            "account__label",
            "account__chart_code",
            "amount_cents",
            "kept",
            "veiled",
            "total",
        )
    )
    rows = list(found if page is None else found[(page - 1) * PAGE : page * PAGE])
    return [_movement(*row[:-1]) for row in rows], rows[0][-1] if rows else 0


def _movement(
    on: date,
    journal: str,
    year: str,
    number: int,
    kind: str,
    label: str,
    code: str,
    own_label: str,
    chart_code: str,
    cents: int,
    kept: bool,
    veiled: bool,
) -> Movement:
    shown = labels.journal_name(kind) if veiled else label
    name = labels.account_name(own_label, chart_code)
    return Movement(on, reference(journal, year, number), shown, code, name, cents, kept)


def _owners(access: Access, on: date) -> list[Owner]:
    """By name those whose account the reader may see."""
    found = Posting.objects.filter(
        org_id=access.org_id,
        account__family__in=_values(OWNER_ROLES),
        entry__sealed_at__isnull=False,
        entry__entry_on__lte=on,
        party__isnull=False,
    )
    if not access.may(Right.SEE_ALL_ACCOUNTS):
        found = found.filter(party_id__in=access.party_ids)
    rows = found.values_list("party__name", "party_id").annotate(cents=Sum("amount_cents")).filter(~Q(cents=0))
    return [Owner(name, int(cents)) for name, _party, cents in rows.order_by("party__sort_name", "party_id")]

