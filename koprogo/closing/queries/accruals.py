"""What belongs to another year: proposed from the books, and decided already."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from koprogo.closing.models import Accrual
from koprogo.closing.rules import accruals as rules
from koprogo.closing.rules.accruals import Cost, Proposal, State
from koprogo.condominiums.queries import parties
from koprogo.ledger import labels
from koprogo.ledger.queries import costs, entries
from koprogo.ledger.queries.costs import CostLine
from koprogo.ledger.queries.suppliers import parties_by_entry
from koprogo.platform.access import Access

#: The voucher of an accrual and of its reversal: both entries name the same.
VOUCHER = "accrual"


def proposals(access: Access, *, year_id: UUID, starts_on: date, ends_on: date) -> list[Proposal]:
    """What the books suggest for a year and nobody decided yet (seven queries)."""
    decided = set(
        Accrual.objects.filter(org_id=access.org_id, fiscal_year_id=year_id)
        .exclude(source="")
        .exclude(state=State.UNDONE)
        .values_list("source", flat=True)
    )
    before_from = _year_before(starts_on)
    before_to = starts_on - timedelta(days=1)
    found = rules.deferred(_costs(access, starts_on, ends_on), ends_on=ends_on)
    by_entry = parties_by_entry(access, from_on=before_from, to_on=ends_on)
    invoiced = frozenset(party for party, on in by_entry.values() if on >= starts_on)
    senders = {entry: party for entry, (party, on) in by_entry.items() if on < starts_on}
    awaited = frozenset(senders.values()) - invoiced
    if awaited:
        earlier = [
            _cost(line, supplier=senders[line.entry_id])
            for line in costs.lines(access, from_on=before_from, to_on=before_to)
            if line.entry_id in senders
        ]
        names = _names(access, awaited)
        found += rules.awaited(earlier, suppliers=names, invoiced=invoiced)
    return [one for one in found if one.source not in decided]


def _costs(access: Access, from_on: date, to_on: date) -> list[Cost]:
    lines = costs.lines(access, from_on=from_on, to_on=to_on)
    return [_cost(line) for line in lines if line.voucher_kind != VOUCHER]


def _cost(line: CostLine, *, supplier: UUID | None = None) -> Cost:
    return Cost(
        posting_id=line.posting_id,
        label=line.label,
        account_id=line.account_id,
        account_code=line.account_code,
        account_name=line.account_name,
        cents=line.cents,
        period_from=line.period_from,
        period_to=line.period_to,
        key_id=line.key_id,
        occupant_percent=line.occupant_percent,
        lot_id=line.lot_id,
        party_id=line.party_id,
        exempt=line.exempt,
        supplier_id=supplier,
    )


def _names(access: Access, party_ids: Collection[UUID]) -> dict[UUID, str]:
    return {party: card.name for party, card in parties.cards(access, party_ids=party_ids).items()}


def _year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


@dataclass(frozen=True, slots=True)
class Row:
    """An accrual that was decided. ``account``: its code and name; the entries by their numbers, empty when none."""

    sequence: int
    kind: rules.Kind
    state: State
    label: str
    reason: str
    account: str
    cents: int
    entry: str
    reversal: str


def decided(access: Access, *, year_id: UUID) -> list[Row]:
    """The accruals of a year that were booked or left aside, undone ones too (one query)."""
    found = Accrual.objects.filter(org_id=access.org_id, fiscal_year_id=year_id).select_related(
        "account", "entry__journal", "entry__fiscal_year", "reversal__journal", "reversal__fiscal_year"
    )
    return [
        Row(
            one.sequence,
            rules.Kind(one.kind),
            State(one.state),
            one.label,
            one.reason,
            f"{one.account.code} {labels.account_name(one.account.label, one.account.chart_code)}",
            one.cents,
            entries.number_of(one.entry) if one.entry else "",
            entries.number_of(one.reversal) if one.reversal else "",
        )
        for one in found.order_by("sequence")
    ]
