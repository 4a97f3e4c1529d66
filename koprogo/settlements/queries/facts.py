"""Everything a settlement is made of, gathered from the books, the keys, the holders and the meters."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from koprogo.charges.queries import called as called_queries
from koprogo.charges.queries.called import CalledLine
from koprogo.charges.rules.calls import CallKind
from koprogo.condominiums.queries import history, keys
from koprogo.ledger.queries import costs as cost_queries
from koprogo.ledger.queries.costs import CostLine
from koprogo.ledger.rules.roles import AccountRole
from koprogo.meters.queries import consumption
from koprogo.meters.queries.consumption import Metered
from koprogo.platform.access import Access
from koprogo.settlements.models import TransferShare
from koprogo.settlements.rules.costs import Account, Called, Consumption, Cost, Key, MeterRule, is_shared
from koprogo.settlements.rules.period import Holding, Lot, Span
from koprogo.settlements.rules.table import Facts

_CALLED = {CallKind.PROVISION: AccountRole.PROVISIONS, CallKind.SPECIAL: AccountRole.SPECIAL_CALLS}
_DAY = timedelta(days=1)
#: What the entries of a closing name as their voucher when they move a cost to its own year.
ACCRUAL = "accrual"


@dataclass(frozen=True, slots=True)
class Gathered:
    """The facts, and what was noticed while they were put together.

    ``called_by_account``: what the books say the calls brought, by role, in cents; ``by_hand``: advances booked
    without a call. ``unheld``: numbers of lots that nobody held on some of the days. ``keyless``: costs without a key.
    ``ahead``: codes of accounts whose costs cover days after the period, of which nothing was moved to them.
    """

    facts: Facts
    metered: Mapping[str, Metered]
    keys: Mapping[UUID, Key] = field(default_factory=dict)
    unheld: tuple[str, ...] = ()
    keyless: tuple[CostLine, ...] = ()
    by_hand_cents: int = 0
    ahead: tuple[str, ...] = ()
    booked_cents: int = 0
    called_cents: int = 0


def gather(access: Access, *, period: Span) -> Gathered:
    """The facts of some days (twelve queries at most, however many lots, costs and keys there are)."""
    held = history.held_during(access, from_on=period.from_on, to_on=period.to_on)
    lots = [Lot(row.lot_id, row.number, tuple(_holdings(row.stays, period))) for row in held]
    book = _Keys(access)
    lines = [
        line
        for line in cost_queries.lines(access, from_on=period.from_on, to_on=period.to_on)
        if is_shared(_account(line))
    ]
    calls = _Calls(access, lines, period.to_on)
    names = {line.party_id: line.party_name for line in calls.lines}
    costs, keyless = [], []
    for line in calls.others:
        key = None if line.lot_id else book.of(line)
        if key is None and not line.lot_id:
            keyless.append(line)
        else:
            costs.append(_cost(line, key))
    metered = consumption.metered(
        access, on=period.to_on, evenings={lot.lot_id: _evenings(lot, period) for lot in lots}
    )
    moved, moved_names = _moved(access, period)
    return Gathered(
        facts=Facts(
            period=period,
            lots=lots,
            costs=costs,
            called=calls.called,
            meters={code: _rule(one, lots) for code, one in metered.items()},
            moved=moved,
            names=names | moved_names,
        ),
        metered=metered,
        keys=book.used,
        unheld=tuple(lot.number for lot in lots if sum(h.days.days for h in lot.holdings) < period.days),
        keyless=tuple(keyless),
        ahead=_ahead(calls.others, period.to_on),
        by_hand_cents=-sum(cost.cents for cost in costs if cost.kind.is_advance),
        booked_cents=calls.booked_cents,
        called_cents=sum(one.cents for one in calls.called),
    )


def _holdings(stays: Sequence[history.Stay], period: Span) -> list[Holding]:
    found = []
    for stay in stays:
        last = stay.ends_on - _DAY if stay.ends_on else period.to_on
        found.append(Holding(stay.party_id, stay.name, Span(stay.starts_on, last).within(period)))
    return found


def _evenings(lot: Lot, period: Span) -> list[date]:
    """The evening before the period, those before each new holder, and the last one."""
    starts = [holding.days.from_on - _DAY for holding in lot.holdings[1:]]
    return [period.from_on - _DAY, *starts, period.to_on]


def _ahead(lines: Sequence[CostLine], to_on: date) -> tuple[str, ...]:
    """The accounts whose costs go beyond a day and were not accrued on it (490 to 493)."""
    accrued = {line.account_id for line in lines if line.voucher_kind == ACCRUAL and line.entry_on == to_on}
    beyond = [line for line in lines if line.period_to and line.period_to > to_on and line.voucher_kind != ACCRUAL]
    cents: dict[str, int] = defaultdict(int)
    for line in beyond:
        if line.account_id not in accrued:
            cents[line.account_code] += line.cents
    return tuple(sorted(code for code, sum_cents in cents.items() if sum_cents))


def _account(line: CostLine) -> Account:
    return Account(line.account_id, line.account_code, line.account_name, line.chart_code, line.role)


def _cost(line: CostLine, key: Key | None) -> Cost:
    window = None
    if line.period_from or line.period_to:
        start = line.period_from or line.period_to
        end = line.period_to or line.period_from
        assert start and end
        window = Span(min(start, end), end)
    return Cost(
        account=_account(line),
        cents=line.cents,
        on=line.entry_on,
        key=key,
        occupant_percent=line.occupant_percent,
        lot_id=line.lot_id,
        party_id=line.party_id,
        window=window,
        exempt=line.exempt,
    )


class _Keys:
    """Every version of every key, found by its identifier, or by its code on a day."""

    def __init__(self, access: Access) -> None:
        rows = keys.with_weights(access)
        self._rows = [row for row, _weights in rows]
        self._made = {row.key_id: Key(row.key_id, row.code, row.label, row.total, weights) for row, weights in rows}
        self.used: dict[UUID, Key] = {}

    def of(self, line: CostLine) -> Key | None:
        """The key of a cost: its own version, else its account's key on the day, else the deed's."""
        key_id = line.key_id or self._on(line)
        if key_id is None or key_id not in self._made:
            return None
        self.used[key_id] = self._made[key_id]
        return self._made[key_id]

    def _on(self, line: CostLine) -> UUID | None:
        named = [r for r in self._rows if (r.code == line.key_code if line.key_code else r.kind == "shares")]
        on = line.entry_on
        valid = [r for r in named if r.valid_from <= on and (r.valid_to is None or on < r.valid_to)]
        return (valid or named)[-1].key_id if valid or named else None


class _Calls:
    """The lines of the books that calls made, replaced by what each call asked of each holder.

    A call for days after ``until`` is left for the settlement of those days: its money is an income of then. An entry
    that moves a call to another year's books (closing) names the call too, so that the sums say what is left here.
    """

    def __init__(self, access: Access, lines: Sequence[CostLine], until: date) -> None:
        roles = set(_CALLED.values())
        own = [line for line in lines if line.role in roles and line.voucher_kind in ("fund_call", "counter_entry")]
        sent = {line.voucher_id for line in own if line.voucher_kind == "fund_call" and line.voucher_id}
        undone = {line.voucher_id for line in own if line.voucher_kind == "counter_entry" and line.voucher_id}
        self.lines: list[CalledLine] = (
            called_queries.lines(access, call_ids=sent, entry_ids=undone) if sent or undone else []
        )
        by_call: dict[tuple[UUID, str], list[CalledLine]] = defaultdict(list)
        for asked in self.lines:
            if asked.kind in _CALLED:
                role = _CALLED[asked.kind].value
                by_call[(asked.call_id, role)].append(asked)
                if asked.entry_id:
                    by_call[(asked.entry_id, role)].append(asked)
        booked: dict[tuple[UUID, str], list[CostLine]] = defaultdict(list)
        for line in own:
            if line.voucher_id and by_call.get((line.voucher_id, line.role)):
                booked[(line.voucher_id, line.role)].append(line)
        self.called: list[Called] = []
        self.booked_cents = 0
        taken: set[UUID] = set()
        for key, made in booked.items():
            asked_lines = by_call[key]
            cents, whole = -sum(line.cents for line in made), sum(one.cents for one in asked_lines)
            if cents not in (whole, -whole, 0):
                continue
            taken |= {line.posting_id for line in made}
            later = asked_lines[0].period_from
            if cents == 0 or (later is not None and later > until):
                continue
            sign = 1 if cents == whole else -1
            self.booked_cents += cents
            account = _account(made[0])
            self.called += [Called(account, one.lot_id, one.party_id, sign * one.cents) for one in asked_lines]
        self.others = [line for line in lines if line.posting_id not in taken]


def _moved(access: Access, period: Span) -> tuple[dict[tuple[UUID, UUID], int], dict[UUID, str]]:
    """What changes of owner passed of the provisions: less for the seller, more for the buyer (one query)."""
    found = TransferShare.objects.filter(org_id=access.org_id, on__range=(period.from_on, period.to_on))
    moved: dict[tuple[UUID, UUID], int] = defaultdict(int)
    names: dict[UUID, str] = {}
    for row in found.exclude(provision_cents=0).select_related("seller", "buyer"):
        moved[(row.lot_id, row.seller_id)] -= row.provision_cents
        moved[(row.lot_id, row.buyer_id)] += row.provision_cents
        names |= {row.seller_id: row.seller.name, row.buyer_id: row.buyer.name}
    return dict(moved), names


def _rule(one: Metered, lots: Sequence[Lot]) -> MeterRule:
    uses = {
        lot.lot_id: Consumption(one.uses[lot.lot_id].by_holder, bool(one.uses[lot.lot_id].doubts))
        for lot in lots
        if lot.lot_id in one.uses
    }
    return MeterRule(one.fixed_percent, one.unit, uses)
