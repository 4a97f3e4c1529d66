"""The columns of a settlement (law 4.6): one account by one key, split over the lots, then over their holders."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from koprogo.kernel import money
from koprogo.settlements.rules.costs import Account, Called, Consumption, Cost, Group, Key, Kind, MeterRule
from koprogo.settlements.rules.period import Lot, Span, held_days, rounded, spread

#: How the holders of a lot share what it bears: each piece of the sum, with the days or the units of each holder.
Pieces = Callable[[Lot], list[tuple[int, list[int]]]]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one holder of one lot bears of one column. ``lot_cents``: what the whole lot bears of it.

    ``part``/``whole``: the holder's days (or units) out of all holders', equal when the lot did not change hands.
    """

    lot_id: UUID
    party_id: UUID
    weight: int
    lot_cents: int
    part: int
    whole: int
    cents: int
    owner_cents: int
    occupant_cents: int


@dataclass(frozen=True, slots=True)
class Column:
    """One account by one key: its total, the key's total, and a cell for each holder concerned.

    ``key_total`` counts the lots that bear it (exempt ones left out); for a metered part it is in thousandths of
    ``unit``. Zero where there is no formula: a private cost, a call.
    """

    kind: Kind
    account: Account
    key: Key | None
    occupant_percent: int
    total_cents: int
    key_total: int
    exempt: bool
    unit: str
    cells: tuple[Cell, ...]


def of_group(group: Group, lots: Sequence[Lot], period: Span, meters: Mapping[str, MeterRule]) -> list[Column]:
    """The columns of costs that are split together: one, or two where a key has a fixed part and a metered one."""
    if group.key is None:
        return [_private(group, lots, period)]
    rule = meters.get(group.key.code) if group.kind is Kind.COST else None
    weights = _concerned(group, group.key.weights, lots)
    if rule is None:
        return [_shared(group, group.total_cents, weights, lots, _by_days(group, period))]
    fixed = rounded(group.total_cents * rule.fixed_percent, 100)
    metered = replace(group, kind=Kind.METERED)
    units = _concerned(group, {lot: use.total for lot, use in rule.uses.items()}, lots)
    variable = group.total_cents - fixed
    return [
        _shared(group, fixed, weights, lots, _by_days(group, period, fixed)),
        _shared(metered, variable, units, lots, _by_use(rule.uses, variable), rule.unit),
    ]


def of_calls(called: Sequence[Called], lots: Sequence[Lot], moved: Mapping[tuple[UUID, UUID], int]) -> list[Column]:
    """What the calls of the period asked, by account, as negative cents: deducted from those it was asked of.

    ``moved``: what a change of owner passed from the seller's provisions (below zero) to the buyer's (above).
    """
    columns = []
    accounts = {one.account.account_id: one.account for one in called}
    for account in sorted(accounts.values(), key=lambda one: one.code):
        kind = Cost(account, 0, date.min, None, 0).kind
        sums: dict[tuple[UUID, UUID], int] = defaultdict(int)
        for one in called:
            if one.account.account_id == account.account_id:
                sums[(one.lot_id, one.party_id)] -= one.cents
        for place, cents in moved.items() if kind is Kind.PROVISION else ():
            sums[place] -= cents
        whole: dict[UUID, int] = defaultdict(int)
        for (lot_id, _party), cents in sums.items():
            whole[lot_id] += cents
        order = {lot.lot_id: index for index, lot in enumerate(lots)}
        cells = tuple(
            Cell(lot_id, party_id, 0, whole[lot_id], 1, 1, cents, cents, 0)
            for (lot_id, party_id), cents in sorted(sums.items(), key=lambda item: order[item[0][0]])
            if cents
        )
        columns.append(Column(kind, account, None, 0, sum(sums.values()), 0, False, "", cells))
    return columns


def _concerned(group: Group, weights: Mapping[UUID, int], lots: Sequence[Lot]) -> list[int]:
    """The weight of each lot in lot order; a lot whose holder is exempt weighs nothing (CC 3.92)."""
    if not group.exempt:
        return [weights.get(lot.lot_id, 0) for lot in lots]
    on = group.costs[0].on
    return [0 if _holder(lot, on) in group.exempt else weights.get(lot.lot_id, 0) for lot in lots]


def _holder(lot: Lot, on: date) -> UUID:
    days = held_days(lot, Span(on, on))
    return lot.holdings[days.index(max(days))].party_id


def _by_days(group: Group, period: Span, fixed_cents: int | None = None) -> Pieces:
    windows: dict[Span, int] = defaultdict(int)
    for cost in group.costs:
        windows[cost.covers(period)] += cost.cents
    whole = sum(windows.values())
    if fixed_cents is not None:  # the fixed part of a metered key: the windows keep their proportions
        windows = defaultdict(int, zip(windows, _scaled(list(windows.values()), fixed_cents, whole), strict=True))
    return lambda lot: [(cents, held_days(lot, window)) for window, cents in windows.items()]


def _scaled(cents: list[int], total: int, whole: int) -> list[int]:
    parts = [
        rounded(one * total, whole) if whole > 0 else -rounded(one * total, -whole) if whole else 0 for one in cents
    ]
    return [*parts[:-1], total - sum(parts[:-1])]


def _by_use(uses: Mapping[UUID, Consumption], cents: int) -> Pieces:
    return lambda lot: [(cents, list(uses[lot.lot_id].by_holder))]


def _shared(
    group: Group, total_cents: int, weights: Sequence[int], lots: Sequence[Lot], pieces_of: Pieces, unit: str = ""
) -> Column:
    """Split a sum over the lots (law 4.7), then what each lot bears between its holders."""
    key_total = sum(weights)
    shares = money.split(total_cents, weights) if key_total else [0] * len(lots)
    cells: list[Cell] = []
    for lot, weight, cents in zip(lots, weights, shares, strict=True):
        if weight and not lot.changed_hands:
            cells.append(_cell(group, lot, 0, weight, cents, (1, 1), cents))
        elif weight:
            pieces = pieces_of(lot)
            parts = spread(cents, weight, key_total, pieces)
            over = pieces[0][1]
            cells += [
                _cell(group, lot, index, weight, cents, (over[index], sum(over)), part)
                for index, part in enumerate(parts)
                if part or any(days[index] for _cents, days in pieces)
            ]
    cells = _merged(cells)
    empty = total_cents == 0 and not any(cell.cents for cell in cells)
    return Column(
        group.kind,
        group.account,
        group.key,
        group.occupant_percent,
        total_cents,
        key_total,
        bool(group.exempt),
        unit,
        () if empty else tuple(cells),
    )


def _merged(cells: Sequence[Cell]) -> list[Cell]:
    """One cell for each holder of a lot, even one who sold it and bought it back."""
    found: dict[tuple[UUID, UUID], Cell] = {}
    for cell in cells:
        place = (cell.lot_id, cell.party_id)
        before = found.get(place)
        found[place] = (
            replace(
                cell,
                part=before.part + cell.part,
                cents=before.cents + cell.cents,
                owner_cents=before.owner_cents + cell.owner_cents,
                occupant_cents=before.occupant_cents + cell.occupant_cents,
            )
            if before
            else cell
        )
    return list(found.values())


def _cell(group: Group, lot: Lot, index: int, weight: int, lot_cents: int, part: tuple[int, int], cents: int) -> Cell:
    """The owner's part is rounded, the occupant's is the rest (law 4.7); an advance is the owner's alone."""
    percent = 0 if group.kind.is_advance else group.occupant_percent
    owner, occupant = money.split_pair(cents, 100 - percent, 100)
    return Cell(lot.lot_id, lot.holdings[index].party_id, weight, lot_cents, *part, cents, owner, occupant)


def _private(group: Group, lots: Sequence[Lot], period: Span) -> Column:
    """Costs of one lot alone (or advances of it): whoever the line names, else whoever held it on those days."""
    by_lot = {lot.lot_id: lot for lot in lots}
    sums: dict[tuple[UUID, int], int] = defaultdict(int)
    for cost in group.costs:
        assert cost.lot_id is not None
        lot = by_lot[cost.lot_id]
        named = [index for index, holding in enumerate(lot.holdings) if holding.party_id == cost.party_id]
        days = held_days(lot, cost.covers(period))
        parts = list(enumerate(spread(cost.cents, 1, 1, [(cost.cents, days)])))
        for index, cents in [(named[-1], cost.cents)] if named else parts:
            sums[(cost.lot_id, index)] += cents
    whole: dict[UUID, int] = defaultdict(int)
    for (lot_id, _index), cents in sums.items():
        whole[lot_id] += cents
    cells = tuple(
        _cell(group, lot, index, 0, whole[lot.lot_id], (1, 1), sums[(lot.lot_id, index)])
        for lot in lots
        for index in range(len(lot.holdings))
        if sums.get((lot.lot_id, index))
    )
    total = group.total_cents
    return Column(group.kind, group.account, None, group.occupant_percent, total, 0, False, "", tuple(_merged(cells)))
