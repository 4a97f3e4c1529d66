"""The balance sheet of an association: what it has and claims, what it owes and holds for its owners, on a day.

AR/KB of 12 July 2012 gives the accounts, not the sides. Claims and debts are not set off against each other: an owner
who is ahead stands among the debts, one who is behind among the claims (law 4.5: 13 416.32 on each side).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from koprogo.ledger.rules.chart_account import Nature
from koprogo.ledger.rules.roles import OWNER_ROLES, AccountRole

#: Accounts kept person by person: each person's balance stands on its own side.
INDIVIDUAL = frozenset({role.value for role in OWNER_ROLES} | {AccountRole.SUPPLIERS.value})
#: Impairments lower what they are about; they are not a debt.
_LOWERING = ("419", "539")


class Side(StrEnum):
    """Where an amount stands."""

    ASSETS = "assets"
    LIABILITIES = "liabilities"


class Heading(StrEnum):
    """The headings, in the order of the chart."""

    FUNDS = "funds"  # 10 to 16
    LONG_DEBTS = "long_debts"  # 17
    FIXED_ASSETS = "fixed_assets"  # 2
    STOCKS = "stocks"  # 3
    CLAIMS = "claims"  # 40 to 48, claims
    DEBTS = "debts"  # 42 to 48, debts
    ACCRUALS = "accruals"  # 49
    TREASURY = "treasury"  # 5
    OVERDRAFTS = "overdrafts"  # 5, below zero
    RESULT = "result"  # 6 and 7 that no settlement has carried over yet


class Held(Protocol):
    """What an account holds for one party: cents, debit minus credit; ``current_cents`` of them of this year."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def nature(self) -> str: ...
    @property
    def family(self) -> str: ...
    @property
    def party_id(self) -> UUID | None: ...
    @property
    def cents(self) -> int: ...
    @property
    def current_cents(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Item:
    """One account on one side, in cents of that side. ``persons``: how many individual accounts are in it, 0 = none."""

    code: str
    name: str
    cents: int
    persons: int = 0
    family: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The accounts under one heading."""

    heading: Heading
    items: tuple[Item, ...]

    @property
    def cents(self) -> int:
        """Their sum."""
        return sum(item.cents for item in self.items)


@dataclass(frozen=True, slots=True)
class BalanceSheet:
    """Both sides. ``result_cents``: incomes minus costs of the year, not yet settled; ``earlier_cents``: before.

    Each of the two stands on the side of its sign, apart from everything else.
    """

    assets: tuple[Group, ...]
    liabilities: tuple[Group, ...]
    result_cents: int
    earlier_cents: int

    def result_on(self, side: Side) -> tuple[int, int]:
        """What of the two results stands on a side: this year's and the earlier ones', in cents of that side."""
        sign = 1 if side is Side.LIABILITIES else -1
        return max(sign * self.result_cents, 0), max(sign * self.earlier_cents, 0)

    def total(self, side: Side) -> int:
        """Everything on one side."""
        groups = self.assets if side is Side.ASSETS else self.liabilities
        return sum(group.cents for group in groups) + sum(self.result_on(side))


def stays(code: str, nature: str) -> bool:
    """Whether an account keeps its side whatever its sign: funds, long debts, fixed assets, stocks, impairments."""
    lowering = nature == Nature.ASSET and code.startswith(_LOWERING)
    return code[:1] not in "45" or lowering


def _side(code: str, nature: str, cents: int) -> Side:
    if stays(code, nature):
        return Side.ASSETS if nature == Nature.ASSET else Side.LIABILITIES
    return Side.ASSETS if cents > 0 else Side.LIABILITIES


def heading(code: str, side: Side) -> Heading:
    """Under which heading an account stands, by its class."""
    liabilities = side is Side.LIABILITIES
    if code.startswith("49"):
        return Heading.ACCRUALS
    match code[:1]:
        case "1":
            return Heading.LONG_DEBTS if code.startswith("17") else Heading.FUNDS
        case "2":
            return Heading.FIXED_ASSETS
        case "3":
            return Heading.STOCKS
        case "5":
            return Heading.OVERDRAFTS if liabilities else Heading.TREASURY
    return Heading.DEBTS if liabilities else Heading.CLAIMS


def balance_sheet(positions: Iterable[Held]) -> BalanceSheet:
    """Both sides from what every account holds. They are equal exactly when the books are."""
    alone: dict[tuple[str, UUID | None], int] = {}
    names: dict[str, Held] = {}
    result = earlier = 0
    for one in positions:
        if one.nature in (Nature.COST, Nature.INCOME):
            result -= one.current_cents
            earlier -= one.cents - one.current_cents
            continue
        party = one.party_id if one.family in INDIVIDUAL else None
        names[one.code] = one
        alone[one.code, party] = alone.get((one.code, party), 0) + one.cents
    sums: dict[tuple[Side, str], tuple[int, int]] = {}
    for (code, party), cents in alone.items():
        if cents:
            side = _side(code, names[code].nature, cents)
            before, persons = sums.get((side, code), (0, 0))
            sums[side, code] = (before + cents, persons + (party is not None))
    return BalanceSheet(_groups(sums, names, Side.ASSETS), _groups(sums, names, Side.LIABILITIES), result, earlier)


def _groups(sums: dict[tuple[Side, str], tuple[int, int]], names: dict[str, Held], side: Side) -> tuple[Group, ...]:
    sign = 1 if side is Side.ASSETS else -1
    found: dict[Heading, list[Item]] = {}
    for (where, code), (cents, persons) in sorted(sums.items(), key=lambda pair: pair[0][1]):
        if where is side:
            item = Item(code, names[code].name, sign * cents, persons, names[code].family)
            found.setdefault(heading(code, side), []).append(item)
    return tuple(Group(one, tuple(items)) for one, items in found.items())
