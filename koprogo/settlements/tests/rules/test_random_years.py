"""Ten thousand years of chance: whatever the lots, keys, costs, readings and sales, no cent appears or disappears."""

import random
from datetime import date, timedelta

from koprogo.settlements.rules.columns import Column
from koprogo.settlements.rules.costs import Called, Consumption, Cost, Key, MeterRule
from koprogo.settlements.rules.period import Holding, Lot, Span
from koprogo.settlements.rules.table import Facts, Table, settle
from koprogo.settlements.tests.rules import tilleuls as t

YEARS = 10_000
CODES = ("6105", "614", "6130", "650", "6101", "6111", "742", "750")


def _lots(chance: random.Random) -> list[Lot]:
    lots = []
    for index in range(chance.randint(1, 6)):
        sales = sorted({chance.randint(1, 364) for _ in range(chance.choice((0, 0, 0, 1, 2)))})
        starts = [0, *sales]
        ends = [*(day - 1 for day in sales), 364]
        holdings = tuple(
            Holding(t.uid(f"p{index}{n}"), f"p{index}{n}", Span(_day(start), _day(end)))
            for n, (start, end) in enumerate(zip(starts, ends, strict=True))
        )
        lots.append(Lot(t.uid(f"lot{index}"), str(index), holdings))
    return lots


def _day(number: int) -> date:
    return t.YEAR.from_on + timedelta(days=number)


def _key(chance: random.Random, code: str, lots: list[Lot]) -> Key:
    weights = {lot.lot_id: chance.choice((0, 1, 7, 130, 333, 9_999)) for lot in lots}
    weights[lots[0].lot_id] = max(1, weights[lots[0].lot_id])
    return Key(t.uid(code), code, code, sum(weights.values()), weights)


def _costs(chance: random.Random, lots: list[Lot], keys: list[Key]) -> list[Cost]:
    costs = []
    for _ in range(chance.randint(1, 7)):
        start = chance.randint(0, 364)
        on = _day(start)
        window = Span(on, _day(chance.randint(start, 500))) if chance.random() < 0.3 else None
        cents = chance.choice((1, 7, 99, 4_560, 123_457, 1_200_000)) * chance.choice((1, 1, 1, -1))
        percent = chance.choice((0, 0, 33, 50, 100))
        lot = chance.choice(lots)
        if chance.random() < 0.15:
            costs.append(t.cost("643", cents, percent, None, lot_id=lot.lot_id, on=on, window=window))
            continue
        exempt = frozenset({lot.holdings[-1].party_id}) if len(lots) > 1 and chance.random() < 0.1 else frozenset()
        key = chance.choice(keys)
        if exempt and key.weighed == key.weights[lot.lot_id]:
            exempt = frozenset()
        costs.append(t.cost(chance.choice(CODES), cents, percent, key, on=on, window=window, exempt=exempt))
    return costs


def facts(seed: int) -> Facts:
    chance = random.Random(seed)
    lots = _lots(chance)
    keys = [_key(chance, code, lots) for code in ("parts", "lift", "heat")]
    called = [
        Called(t.PROVISIONS, lot.lot_id, holding.party_id, chance.randint(0, 300_000))
        for lot in lots
        for holding in lot.holdings
    ]
    uses = {lot.lot_id: Consumption(tuple(chance.choice((0, 1, 999, 123_000)) for _ in lot.holdings)) for lot in lots}
    first = next(iter(uses))
    uses[first] = Consumption((uses[first].by_holder[0] + 1, *uses[first].by_holder[1:]))
    rule = MeterRule(chance.choice((0, 30, 50, 100)), "kWh", uses)
    costs = [cost for cost in _costs(chance, lots, keys) if not (cost.key and cost.key.code == "heat" and cost.exempt)]
    return Facts(t.YEAR, lots, costs, called, {"heat": rule})


def _column(column: Column) -> None:
    assert sum(cell.cents for cell in column.cells) == column.total_cents
    by_lot: dict[object, int] = {}
    for cell in column.cells:
        assert cell.owner_cents + cell.occupant_cents == cell.cents
        by_lot[cell.lot_id] = by_lot.get(cell.lot_id, 0) + cell.cents
    for cell in column.cells:
        assert by_lot[cell.lot_id] == cell.lot_cents


def _table(made: Table, given: Facts) -> None:
    assert made.cost_cents == sum(cost.cents for cost in given.costs)
    assert made.advance_cents == sum(one.cents for one in given.called)
    assert made.owner_cents + made.occupant_cents == made.cost_cents
    assert sum(made.by_party().values()) == made.balance_cents == made.cost_cents - made.advance_cents
    booked: dict[object, int] = {}
    for cost in given.costs:
        booked[cost.account.account_id] = booked.get(cost.account.account_id, 0) + cost.cents
    booked[t.PROVISIONS.account_id] = -made.advance_cents
    taken = made.by_account()
    assert {account: taken.get(account, 0) for account in booked} == booked  # type: ignore[call-overload]
    for column in made.columns:
        _column(column)


def test_ten_thousand_years() -> None:
    sold = 0
    for seed in range(YEARS):
        given = facts(seed)
        _table(settle(given), given)
        sold += any(lot.changed_hands for lot in given.lots)
    assert sold > YEARS // 3


def test_equal_weights_never_differ_by_more_than_a_cent() -> None:
    for seed in range(500):
        chance = random.Random(seed)
        lots = _lots(chance)
        key = Key(t.uid("one"), "one", "one", len(lots), {lot.lot_id: 1 for lot in lots})
        made = settle(Facts(t.YEAR, lots, [t.cost("6105", chance.randint(-999_999, 999_999), 0, key)]))
        whole = [cell.lot_cents for cell in made.columns[0].cells] if made.columns else [0]
        assert max(whole) - min(whole) <= 1
