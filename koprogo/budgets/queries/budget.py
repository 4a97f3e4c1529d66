"""Budgets with their lines: for the pages, and for whoever shares, compares or closes a year."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Subquery, Sum

from koprogo.budgets.models import BudgetLine, VotedBudget, VotedLine
from koprogo.budgets.queries.sheet import Sheet
from koprogo.budgets.rules.lines import Line, Nature
from koprogo.ledger import labels
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """One line with the names of its account, in cents."""

    line: Line
    account_code: str
    account_name: str


def _row(line: BudgetLine | VotedLine) -> BudgetRow:
    return BudgetRow(
        Line(line.account_id, line.key_code, Nature(line.nature), line.occupant_percent, line.cents),
        line.account.code,
        labels.account_name(line.account.label, line.account.chart_code),
    )


def working_rows(access: Access, *, budget_id: UUID) -> list[BudgetRow]:
    """The lines of a working copy, by account (one query)."""
    found = BudgetLine.objects.filter(org_id=access.org_id, budget_id=budget_id).select_related("account")
    return [_row(line) for line in found.order_by("account__code", "key_code", "nature")]


def voted_rows(access: Access, *, voted_ids: Collection[UUID]) -> dict[UUID, list[BudgetRow]]:
    """The lines of some voted versions, by account (one query)."""
    found = VotedLine.objects.filter(org_id=access.org_id, voted_id__in=list(voted_ids)).select_related("account")
    out: dict[UUID, list[BudgetRow]] = {key: [] for key in voted_ids}
    for line in found.order_by("account__code", "key_code", "nature"):
        out[line.voted_id].append(_row(line))
    return out


def voted(access: Access, *, year: str) -> dict[tuple[UUID, str], int]:
    """What the assembly voted last for a fiscal year, by account and key (its code), in cents (two queries).

    Ordinary, extraordinary and what the reserve pays, together; empty where nothing was voted.
    """
    latest = VotedBudget.objects.filter(org_id=access.org_id, year=year).order_by("-version").first()
    if latest is None:
        return {}
    out: dict[tuple[UUID, str], int] = {}
    for row in voted_rows(access, voted_ids=[latest.id])[latest.id]:
        place = (row.line.account_id, row.line.key_code)
        out[place] = out.get(place, 0) + row.line.cents
    return out


def voted_by_account(access: Access, *, year: str) -> dict[str, tuple[str, int]] | None:
    """What the assembly voted last for a fiscal year, by code of account: its name and its cents (one query).

    All natures and keys together; None where nothing was voted.
    """
    latest = VotedBudget.objects.filter(org_id=access.org_id, year=year).order_by("-version")
    rows = (
        VotedLine.objects.filter(org_id=access.org_id, voted_id=Subquery(latest.values("id")[:1]))
        .values_list("account__code", "account__label", "account__chart_code")
        .annotate(sum=Sum("cents"))
        .order_by("account__code")
    )
    return {code: (labels.account_name(label, chart), int(cents)) for code, label, chart, cents in rows} or None


@dataclass(frozen=True, slots=True)
class Compared:
    """One account of a year, in cents: planned, spent, spent the year before; ``natures`` of what was planned."""

    account_id: UUID
    code: str
    name: str
    keys: tuple[str, ...]
    planned_cents: int
    actual_cents: int
    before_cents: int

    @property
    def left_cents(self) -> int:
        """What is left of the budget; below zero what is over it."""
        return self.planned_cents - self.actual_cents


def compare(
    sheet: Sheet, planned: Collection[BudgetRow], actual: Collection["AccountSum"], before: Collection["AccountSum"]
) -> list[Compared]:
    """Every account that was planned or spent, by code."""
    names: dict[UUID, tuple[str, str]] = {}
    keys: dict[UUID, list[str]] = {}
    sums: dict[UUID, list[int]] = {}
    for row in planned:
        names[row.line.account_id] = (row.account_code, row.account_name)
        sums.setdefault(row.line.account_id, [0, 0, 0])[0] += row.line.cents
        known = keys.setdefault(row.line.account_id, [])
        label = sheet.labels.get(row.line.key_code, row.line.key_code)
        if label not in known:
            known.append(label)
    for place, found in ((1, actual), (2, before)):
        for one in found:
            names.setdefault(one.account_id, (one.code, one.name))
            sums.setdefault(one.account_id, [0, 0, 0])[place] += one.cents
    return [
        Compared(account, *names[account], tuple(keys.get(account, ())), *sums[account])
        for account in sorted(sums, key=lambda one: names[one][0])
    ]


@dataclass(frozen=True, slots=True)
class AccountSum:
    """What one account has cost, in cents."""

    account_id: UUID
    code: str
    name: str
    cents: int
