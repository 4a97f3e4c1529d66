"""What is shared: costs and incomes of the period, brought together by account, key and occupant's part (law 4.7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from koprogo.ledger.rules.roles import AccountRole
from koprogo.settlements.rules.period import Span

#: Works and exceptional costs are decided once: whoever held the lot on that day bears them (law 5.3).
ONE_OFF = ("611", "66", "67")
#: What stays in the funds is no cost of the year and no income of it: shown apart, never shared (law 4.6).
NOT_SHARED = frozenset({AccountRole.RESERVE_CALLS, AccountRole.RESERVE_ALLOCATION})
FUNDS = ("680", "6810", "693")


class Kind(StrEnum):
    """What a column of the settlement is. Advances are negative: they were called, so they are deducted."""

    COST = "cost"
    METERED = "metered"  # the part of a metered key that follows the readings
    PRIVATE = "private"
    PROVISION = "provision"
    SPECIAL = "special"  # calls for works, set against the works

    @property
    def is_advance(self) -> bool:
        """Whether it was called for, rather than spent."""
        return self in (Kind.PROVISION, Kind.SPECIAL)


ADVANCES = {AccountRole.PROVISIONS: Kind.PROVISION, AccountRole.SPECIAL_CALLS: Kind.SPECIAL}


@dataclass(frozen=True, slots=True)
class Key:
    """One version of a key as the settlement needs it: what each lot weighs, and the total that the deed states."""

    key_id: UUID
    code: str
    label: str
    total: int
    weights: Mapping[UUID, int]

    @property
    def weighed(self) -> int:
        """The sum of the weights."""
        return sum(self.weights.values())


@dataclass(frozen=True, slots=True)
class Consumption:
    """What a lot used, in thousandths of the unit, by holder in the order of time."""

    by_holder: tuple[int, ...]
    estimated: bool = False

    @property
    def total(self) -> int:
        """All holders together."""
        return sum(self.by_holder)


@dataclass(frozen=True, slots=True)
class MeterRule:
    """A key whose costs follow meters but for a fixed part: the fixed percent, and what each lot used."""

    fixed_percent: int
    unit: str
    uses: Mapping[UUID, Consumption]

    @property
    def total(self) -> int:
        """What all lots used together."""
        return sum(use.total for use in self.uses.values())


@dataclass(frozen=True, slots=True)
class Account:
    """The account a column stands for."""

    account_id: UUID
    code: str
    name: str
    chart_code: str
    role: str


@dataclass(frozen=True, slots=True)
class Cost:
    """One line of the books: cost > 0, income < 0. ``key`` is None for a private cost of ``lot_id``.

    ``party_id``: whose it is, where the line names somebody. ``window``: the days the line says it covers.
    """

    account: Account
    cents: int
    on: date
    key: Key | None
    occupant_percent: int
    lot_id: UUID | None = None
    party_id: UUID | None = None
    window: Span | None = None
    exempt: frozenset[UUID] = frozenset()

    @property
    def kind(self) -> Kind:
        """Which kind of column it belongs to."""
        if self.account.role in ADVANCES:
            return ADVANCES[AccountRole(self.account.role)]
        return Kind.PRIVATE if self.lot_id else Kind.COST

    def covers(self, period: Span) -> Span:
        """Over which days the holders share it: those it names, one day for what is decided once, else the period."""
        if self.window is not None:
            return self.window.within(period)
        code = self.account.chart_code or self.account.code
        once = code.startswith(ONE_OFF) or self.account.role == AccountRole.RESERVE_WITHDRAWAL or self.exempt
        if once or self.kind.is_advance or self.kind is Kind.PRIVATE:
            return Span(self.on, self.on).within(period)
        return period


@dataclass(frozen=True, slots=True)
class Called:
    """What a call asked of one holder of one lot; ``cents`` above zero. ``weight``/``key_total``: its own formula."""

    account: Account
    lot_id: UUID
    party_id: UUID
    cents: int


def is_shared(account: Account) -> bool:
    """Whether an account of class 6 or 7 is settled with the owners."""
    return account.role not in NOT_SHARED and (account.chart_code or account.code) not in FUNDS


@dataclass(frozen=True, slots=True)
class Group:
    """The costs that are split together: one account, one key, one occupant's part, the same exemptions."""

    account: Account
    kind: Kind
    key: Key | None
    occupant_percent: int
    exempt: frozenset[UUID]
    costs: tuple[Cost, ...]

    @property
    def total_cents(self) -> int:
        """What is split."""
        return sum(cost.cents for cost in self.costs)


def grouped(costs: Sequence[Cost]) -> list[Group]:
    """The costs brought together, advances last, by account then key."""
    found: dict[tuple[object, ...], list[Cost]] = {}
    for cost in costs:
        key_id = cost.key.key_id if cost.key and not cost.lot_id else None
        name = (cost.account.account_id, cost.kind, key_id, cost.occupant_percent, cost.exempt)
        found.setdefault(name, []).append(cost)
    groups = [
        Group(
            account=own[0].account,
            kind=own[0].kind,
            key=None if own[0].lot_id else own[0].key,
            occupant_percent=own[0].occupant_percent,
            exempt=own[0].exempt,
            costs=tuple(own),
        )
        for own in found.values()
    ]
    return sorted(groups, key=_order)


def _order(group: Group) -> tuple[bool, bool, str, str, int]:
    key = group.key.code if group.key else ""
    private = group.kind is Kind.PRIVATE
    return group.kind.is_advance, private, group.account.code, key, -group.occupant_percent
