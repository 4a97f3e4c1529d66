"""The settlement itself (law 4.6): what each lot bears of each account, which part the occupant, what was called.

Pure: costs, keys, holders and readings in, an exact table out. Every sum of parts is the sum they were made of.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from koprogo.settlements.rules import columns
from koprogo.settlements.rules.columns import Column
from koprogo.settlements.rules.costs import Called, Cost, MeterRule, grouped
from koprogo.settlements.rules.period import Lot, Span


@dataclass(frozen=True, slots=True)
class Result:
    """What one holder of one lot owes (balance above zero) or is given back (below), in cents."""

    lot_id: UUID
    number: str
    party_id: UUID
    party_name: str
    days: Span
    cost_cents: int
    owner_cents: int
    occupant_cents: int
    advance_cents: int

    @property
    def balance_cents(self) -> int:
        """What is still due: the costs less what was called."""
        return self.cost_cents - self.advance_cents


@dataclass(frozen=True, slots=True)
class Table:
    """The whole settlement of a period. ``results`` in lot order, then in the order of time."""

    period: Span
    columns: tuple[Column, ...]
    results: tuple[Result, ...]

    @property
    def cost_cents(self) -> int:
        """All that was spent and is shared."""
        return sum(one.cost_cents for one in self.results)

    @property
    def advance_cents(self) -> int:
        """All that was called for it."""
        return sum(one.advance_cents for one in self.results)

    @property
    def owner_cents(self) -> int:
        """The owners' part of the costs."""
        return sum(one.owner_cents for one in self.results)

    @property
    def occupant_cents(self) -> int:
        """The indicative part of the occupants."""
        return sum(one.occupant_cents for one in self.results)

    @property
    def balance_cents(self) -> int:
        """What the owners owe together, credits deducted."""
        return sum(one.balance_cents for one in self.results)

    def by_party(self) -> dict[UUID, int]:
        """What each party owes over all its lots, in cents; below zero what it is given back."""
        out: dict[UUID, int] = defaultdict(int)
        for one in self.results:
            out[one.party_id] += one.balance_cents
        return dict(out)

    def by_account(self) -> dict[UUID, int]:
        """What the settlement takes off each account: the balance it had."""
        out: dict[UUID, int] = defaultdict(int)
        for column in self.columns:
            out[column.account.account_id] += column.total_cents
        return dict(out)


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything a settlement is made of. ``meters`` by the code of their key; ``moved``: provisions that a change of
    owner passed from one holder to the next, (lot, party) to cents. ``names``: of parties that hold nothing now."""

    period: Span
    lots: Sequence[Lot]
    costs: Sequence[Cost]
    called: Sequence[Called] = ()
    meters: Mapping[str, MeterRule] = field(default_factory=dict)
    moved: Mapping[tuple[UUID, UUID], int] = field(default_factory=dict)
    names: Mapping[UUID, str] = field(default_factory=dict)


def settle(facts: Facts) -> Table:
    """Make the table. What ``obstacles`` calls blocking must be out of the way first."""
    lots = [lot for lot in facts.lots if lot.holdings]
    made: list[Column] = []
    for group in grouped(facts.costs):
        made += columns.of_group(group, lots, facts.period, facts.meters)
    made += columns.of_calls(facts.called, lots, facts.moved)
    kept = tuple(column for column in made if column.cells)
    return Table(facts.period, kept, results(kept, lots, facts.names, facts.period))


def results(kept: Iterable[Column], lots: Sequence[Lot], names: Mapping[UUID, str], period: Span) -> tuple[Result, ...]:
    """What each holder of each lot owes in all, from the columns."""
    places: dict[UUID, dict[UUID, tuple[str, Span]]] = {}
    for lot in lots:
        own = places.setdefault(lot.lot_id, {})
        for holding in lot.holdings:
            own.setdefault(holding.party_id, (holding.party_name, holding.days))
    sums: dict[tuple[UUID, UUID], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for column in kept:
        for cell in column.cells:
            # Somebody called for a lot that they turned out not to hold still gets the call back.
            places[cell.lot_id].setdefault(cell.party_id, (names.get(cell.party_id, ""), period))
            total = sums[(cell.lot_id, cell.party_id)]
            if column.kind.is_advance:
                total[3] -= cell.cents
            else:
                total[0] += cell.cents
                total[1] += cell.owner_cents
                total[2] += cell.occupant_cents
    return tuple(
        Result(lot.lot_id, lot.number, party_id, name, days, *sums[(lot.lot_id, party_id)])
        for lot in lots
        for party_id, (name, days) in places[lot.lot_id].items()
    )
