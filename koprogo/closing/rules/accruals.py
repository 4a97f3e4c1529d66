"""Accruals of a year's end: what belongs to another year is moved there, by days and to the cent (law 4.8).

Each is two entries: one on the last day of the year, its reversal on the first day of the next, shared in the same way.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from koprogo.kernel import money
from koprogo.kernel.refusals import Refused
from koprogo.ledger.rules.roles import AccountRole as R

#: Works and exceptional costs do not come back: nobody awaits their invoice of this year.
ONE_OFF = ("611", "66", "67")


class Kind(StrEnum):
    """The four of the chart, and the invoices that have not come."""

    INVOICES_TO_RECEIVE = "to_receive"  # 444: the cost is of this year, its invoice comes later
    DEFERRED_COST = "deferred_cost"  # 490: paid for days of the next year
    ACCRUED_INCOME = "accrued_income"  # 491: earned, not received
    ACCRUED_COST = "accrued_cost"  # 492: borne, not invoiced (interest, salaries)
    DEFERRED_INCOME = "deferred_income"  # 493: received for days of the next year


#: How the source of a proposal that comes from a call begins.
OF_CALL = "call:"
#: What each kind puts the other side of its entry on.
ROLES = {
    Kind.INVOICES_TO_RECEIVE: R.INVOICES_TO_RECEIVE,
    Kind.DEFERRED_COST: R.DEFERRED_COSTS,
    Kind.ACCRUED_INCOME: R.ACCRUED_INCOME,
    Kind.ACCRUED_COST: R.ACCRUED_COSTS,
    Kind.DEFERRED_INCOME: R.DEFERRED_INCOME,
}
#: Whether the account of the result is debited on the last day (a cost more, an income less).
DEBITS = frozenset({Kind.INVOICES_TO_RECEIVE, Kind.ACCRUED_COST, Kind.DEFERRED_INCOME})


class State(StrEnum):
    """A proposal is booked or left aside, and either may be taken back while the year is open."""

    BOOKED = "booked"
    DISMISSED = "dismissed"
    UNDONE = "undone"


class NothingProposed(Refused):
    """The books no longer say so, or somebody was quicker."""

    code = "closing.nothing_proposed"


class ReasonMissing(Refused):
    """A proposal is left aside with a reason, which the auditor reads."""

    code = "closing.reason_missing"


class AmountNeeded(Refused):
    """An accrual is of more than nothing."""

    code = "closing.amount_needed"


@dataclass(frozen=True, slots=True)
class Cost:
    """A line of cost (> 0) or income (< 0) as the books hold it, with who bears it."""

    posting_id: UUID
    label: str
    account_id: UUID
    account_code: str
    account_name: str
    cents: int
    period_from: date | None
    period_to: date | None
    key_id: UUID | None = None
    occupant_percent: int | None = None
    lot_id: UUID | None = None
    party_id: UUID | None = None
    exempt: frozenset[UUID] = frozenset()
    supplier_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """One accrual that the books suggest. ``cents``: above zero. ``source`` names it: the same is proposed once."""

    source: str
    kind: Kind
    label: str
    cents: int
    cost: Cost
    days: tuple[int, int] = (0, 0)  # of this year, of the next ones
    whole_cents: int = 0
    lines: tuple[Cost, ...] = field(default=())


def beyond(cost: Cost, *, ends_on: date) -> tuple[int, int, int]:
    """What of a cost belongs to the days after the year's end: (cents, days in the year and before, days after).

    By days, to the cent (largest remainder): 1 200,00 from 1 October to 30 September is 302,47 and 897,53.
    """
    if cost.period_to is None or cost.period_to <= ends_on:
        return 0, 0, 0
    start = cost.period_from or cost.period_to
    within = max(0, (ends_on - start).days + 1)
    after = (cost.period_to - max(start, ends_on)).days + (1 if start > ends_on else 0)
    return money.split(cost.cents, [within, after])[1], within, after


def deferred(costs: Sequence[Cost], *, ends_on: date) -> list[Proposal]:
    """A proposal for each cost or income whose days go beyond the year."""
    found = []
    for cost in _standing(costs):
        cents, within, after = beyond(cost, ends_on=ends_on)
        if cents:
            kind = Kind.DEFERRED_COST if cents > 0 else Kind.DEFERRED_INCOME
            source = f"posting:{cost.posting_id}"
            found.append(Proposal(source, kind, cost.label, abs(cents), cost, (within, after), abs(cost.cents)))
    return found


@dataclass(frozen=True, slots=True)
class CallAhead:
    """What one call brought in: ``cost.cents`` below zero, for days from ``period_from`` on."""

    call_id: UUID
    period_from: date | None
    title: str
    cost: Cost


def called_ahead(calls: Sequence[CallAhead], *, ends_on: date) -> list[Proposal]:
    """A proposal for each call sent this year for days of the next: its provisions are an income of then (493)."""
    return [
        Proposal(f"{OF_CALL}{one.call_id}", Kind.DEFERRED_INCOME, one.title, -one.cost.cents, one.cost)
        for one in calls
        if one.period_from is not None and one.period_from > ends_on and one.cost.cents < 0
    ]


def _standing(costs: Sequence[Cost]) -> list[Cost]:
    """The costs without those that were taken back by the same amount, on the same account, for the same days."""
    taken: Counter[tuple[object, ...]] = Counter(_mark(cost, -cost.cents) for cost in costs)
    kept = []
    for cost in costs:
        if taken[_mark(cost, cost.cents)] > 0:
            taken[_mark(cost, cost.cents)] -= 1
        else:
            kept.append(cost)
    return kept


def _mark(cost: Cost, cents: int) -> tuple[object, ...]:
    return (cost.account_id, cost.period_from, cost.period_to, cost.key_id, cost.lot_id, cents)


def awaited(before: Sequence[Cost], *, suppliers: dict[UUID, str], invoiced: frozenset[UUID]) -> list[Proposal]:
    """What suppliers of last year who sent nothing this year should still send: as much, on the same accounts.

    Works and exceptional costs are left out. ``suppliers``: names by party; ``invoiced``: who sent something this year.
    """
    sums: dict[tuple[UUID, UUID, UUID | None], list[Cost]] = {}
    for cost in before:
        if cost.supplier_id is None or cost.supplier_id in invoiced or cost.lot_id:
            continue
        if not cost.account_code.startswith(ONE_OFF):
            sums.setdefault((cost.supplier_id, cost.account_id, cost.key_id), []).append(cost)
    found = []
    for (supplier, account, key), costs in sums.items():
        cents = sum(cost.cents for cost in costs)
        if cents > 0:
            source = f"supplier:{supplier}:{account}:{key or ''}"
            found.append(Proposal(source, Kind.INVOICES_TO_RECEIVE, suppliers.get(supplier, ""), cents, costs[-1]))
    return sorted(found, key=lambda one: (one.label, one.cost.account_code))
