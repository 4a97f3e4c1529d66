"""What belongs to another year: proposed from the books, and decided already."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from koprogo.charges.queries import called
from koprogo.closing.models import Accrual
from koprogo.closing.rules import accruals as rules
from koprogo.closing.rules.accruals import CallAhead, Cost, Proposal, State
from koprogo.ledger import labels
from koprogo.ledger.queries import costs, entries
from koprogo.ledger.queries.costs import CostLine
from koprogo.ledger.queries.suppliers import senders
from koprogo.platform.access import Access

#: The voucher of an accrual and of its reversal: both entries name the same.
VOUCHER = "accrual"
#: The voucher of a call, and of what moves its income to the year it is for: a settlement finds it there.
CALL = "fund_call"


def proposals(
    access: Access, *, starts_on: date, ends_on: date, decided: Collection[str] | None = None, year_id: UUID
) -> list[Proposal]:
    """What the books suggest for a year and nobody decided yet (five queries, four where ``decided`` is known)."""
    before_from = _year_before(starts_on)
    found = costs.lines(access, from_on=before_from, to_on=ends_on)
    sent = senders(access, from_on=before_from, to_on=ends_on)
    invoiced = frozenset(one.party_id for one in sent.values() if one.on >= starts_on)
    earlier = [line for line in found if line.entry_on < starts_on and line.entry_id in sent]
    own = [_cost(line) for line in found if line.entry_on >= starts_on and line.voucher_kind != VOUCHER]
    suggested = rules.deferred(own, ends_on=ends_on)
    suggested += rules.called_ahead(_calls(access, found, starts_on=starts_on), ends_on=ends_on)
    suggested += rules.awaited(
        [_cost(line, supplier=sent[line.entry_id].party_id) for line in earlier],
        suppliers={one.party_id: one.name for one in sent.values()},
        invoiced=invoiced,
    )
    known = _decided(access, year_id) if decided is None else decided
    return [one for one in suggested if one.source not in known]


def _calls(access: Access, found: Sequence[CostLine], *, starts_on: date) -> list[CallAhead]:
    """The incomes that calls brought this year, with the days they are for (one query where there are any).

    What was already moved to another year's books names its call too: the sum is what is left here.
    """
    lines: dict[tuple[UUID, UUID], list[CostLine]] = defaultdict(list)
    for line in found:
        if line.voucher_kind == CALL and line.voucher_id and line.entry_on >= starts_on:
            lines[(line.voucher_id, line.account_id)].append(line)
    if not lines:
        return []
    days = {one.call_id: one for one in called.lines(access, call_ids={call for call, _account in lines})}
    return [
        CallAhead(call, days[call].period_from, days[call].title, _cost(_summed(made)))
        for (call, _account), made in lines.items()
        if call in days
    ]


def _summed(made: Sequence[CostLine]) -> CostLine:
    return replace(made[0], cents=sum(line.cents for line in made))


def _decided(access: Access, year_id: UUID) -> set[str]:
    rows = Accrual.objects.filter(org_id=access.org_id, fiscal_year_id=year_id).exclude(source="")
    return set(rows.exclude(state=State.UNDONE).values_list("source", flat=True))


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
    source: str


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
            "" if one.state == State.UNDONE else one.source,
        )
        for one in found.order_by("sequence")
    ]
