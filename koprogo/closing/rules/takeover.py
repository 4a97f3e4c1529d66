"""The take-over: what the opening entry will hold, what stops it, and the five totals of its control sheet (law 4.1).

The bank is right about its own balance, and a fund never takes a difference: that stands on 499, named and dated.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from koprogo.closing.rules.mapping import Account
from koprogo.kernel.refusals import Refused
from koprogo.ledger.rules.roles import BANK_ROLES, OWNER_ROLES
from koprogo.ledger.rules.roles import AccountRole as R


class State(StrEnum):
    """A take-over is prepared, booked, and may be undone while nothing stands on it; or thrown away before."""

    DRAFT = "draft"
    BOOKED = "booked"
    UNDONE = "undone"
    DROPPED = "dropped"


class NotReady(Refused):
    """Something must be mended first."""

    code = "closing.takeover_not_ready"


class GapUnnamed(Refused):
    """The balance does not balance, or differs from the bank: a difference is refused unless somebody names it."""

    code = "closing.gap_unnamed"


class StandsAlready(Refused):
    """The books have their opening entry."""

    code = "closing.opening_stands"


class SomethingStands(Refused):
    """Later entries build on the opening: it can no longer be undone. ``reference``: the first of them."""

    code = "closing.something_stands"


class BalancesCalled(Refused):
    """The balances taken over were asked already."""

    code = "closing.balances_called"


class OwnerWithoutLot(Refused):
    """Somebody on the account of owners holds no lot: what a former owner owes stands on 415. ``name``: who."""

    code = "closing.owner_without_lot"


#: The funds of the association, which never take a difference.
FUNDS = (R.WORKING_FUND, R.RESERVE_FUND, R.SPECIAL_RESERVE)


#: What balances call all suppliers together, in the languages of the country.
ALL_SUPPLIERS = frozenset(
    {"", "fournisseurs", "dettes fournisseurs", "leveranciers", "handelsschulden", "lieferanten", "suppliers"}
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line as prepared: where it comes from, what it says, where it goes. Debit above zero."""

    position: int
    where: str
    words: str
    cents: int
    account: Account | None
    party_id: UUID | None = None
    key_id: UUID | None = None
    label: str = ""
    listed: bool = False  # from a list of owners or suppliers, or typed for one of them


@dataclass(frozen=True, slots=True)
class Stated:
    """What the bank itself says an account held: the first imported statement, or the paper one (typed)."""

    account: Account
    cents: int | None
    on: date | None = None
    imported: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """Why the take-over cannot be booked yet; ``position`` of its line, or 0 for the whole."""

    code: str
    position: int = 0
    where: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Bank:
    """The two balances of one bank account side by side; ``gap_cents``: what the bank says beyond the books."""

    account: Account
    books_cents: int
    stated: Stated | None

    @property
    def gap_cents(self) -> int:
        """What the bank has more (or less) than the balance handed over."""
        return self.stated.cents - self.books_cents if self.stated and self.stated.cents is not None else 0


@dataclass(frozen=True, slots=True)
class Totals:
    """The five totals of the control sheet, and what stands beside them; all seven add up to zero once booked."""

    banks: int = 0
    owners: int = 0
    suppliers: int = 0
    funds: int = 0
    suspense: int = 0
    others: int = 0

    @property
    def sum_cents(self) -> int:
        """Zero when the entry balances."""
        return self.banks + self.owners + self.suppliers + self.funds + self.suspense + self.others


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be booked. ``control``: positions of lines that only repeat the sum of a list."""

    lines: tuple[Line, ...]
    control: frozenset[int]
    banks: tuple[Bank, ...]
    problems: tuple[Problem, ...]
    gap_cents: int
    totals: Totals

    @property
    def new_suppliers(self) -> list[tuple[int, str]]:
        """(position, name) of the suppliers that nobody knows yet: they are made with the entry."""
        bare = [line for line in self.lines if line.account and line.account.family == R.SUPPLIERS]
        return [(line.position, line.label or line.words) for line in bare if line.party_id is None]

    @property
    def needs_name(self) -> bool:
        """Whether a difference waits to be named before it may stand on 499."""
        return self.gap_cents != 0 or any(bank.gap_cents for bank in self.banks)


def plan(lines: Sequence[Line], stated: Sequence[Stated]) -> Plan:
    """What these lines make, with the bank's word for what its accounts hold. ``gap_cents``: what goes to 499."""
    kept = [line for line in lines if line.cents]
    problems: list[Problem] = []
    control = frozenset(_controls(kept, problems))
    booked = [line for line in kept if line.position not in control]
    problems += [problem for line in booked for problem in _wrong(line)]
    if not booked:
        problems.append(Problem("nothing"))
    banks = _banks(booked, stated)
    problems += [
        Problem("bank_unstated", facts={"account": bank.account.name})
        for bank in banks
        if bank.stated is None or bank.stated.cents is None
    ]
    gap = sum(line.cents for line in booked) + sum(bank.gap_cents for bank in banks)
    return Plan(tuple(booked), control, tuple(banks), tuple(problems), gap, _totals(booked, banks, gap))


def _controls(lines: Sequence[Line], problems: list[Problem]) -> list[int]:
    """Lines of a control account that repeat the list of its persons; another sum is a problem."""
    found: list[int] = []
    for group, families in (("owners", OWNER_ROLES), ("suppliers", (R.SUPPLIERS,))):
        own = [line for line in lines if line.account and line.account.family in families]
        bare = [line for line in own if line.party_id is None and not line.listed]
        detail = sum(line.cents for line in own if line not in bare)
        if not bare or len(bare) == len(own):
            continue
        said = sum(line.cents for line in bare)
        found += [line.position for line in bare]
        if said != detail:
            problems.append(
                Problem("control_differs", bare[0].position, bare[0].where, {"group": group, "a": said, "b": detail})
            )
    return found


def _wrong(line: Line) -> list[Problem]:
    if line.account is None:
        return [Problem("account_missing", line.position, line.where, {"words": line.words})]
    if line.account.family in BANK_ROLES and not line.account.iban:
        return [Problem("bank_without_iban", line.position, line.where, {"words": line.words})]
    # A supplier that nobody knows yet is made when the entry is booked; an owner must be known.
    if line.account.family in OWNER_ROLES and line.party_id is None:
        return [Problem("party_missing", line.position, line.where, {"words": line.words})]
    # A sum for all suppliers together is no supplier's balance: the list, or a name for each.
    if line.account.family == R.SUPPLIERS and line.party_id is None and not line.listed:
        said = (line.label or line.words).strip().casefold()
        if said in ALL_SUPPLIERS or said == line.account.name.casefold():
            return [Problem("supplier_missing", line.position, line.where, {"words": line.words})]
    return []


def _banks(lines: Sequence[Line], stated: Sequence[Stated]) -> list[Bank]:
    by_account = {one.account.id: one for one in stated}
    held: dict[UUID, Bank] = {}
    for one in stated:
        held[one.account.id] = Bank(one.account, 0, one)
    for line in lines:
        if line.account and line.account.iban:
            before = held.get(line.account.id)
            sum_cents = line.cents + (before.books_cents if before else 0)
            held[line.account.id] = Bank(line.account, sum_cents, by_account.get(line.account.id))
    return list(held.values())


def _totals(lines: Sequence[Line], banks: Sequence[Bank], gap: int) -> Totals:
    sums = dict.fromkeys(("banks", "owners", "suppliers", "funds", "suspense", "others"), 0)
    for line in lines:
        sums[group(line.account.family) if line.account else "others"] += line.cents
    sums["banks"] += sum(bank.gap_cents for bank in banks)
    sums["suspense"] -= gap
    return Totals(**sums)


def group(family: str) -> str:
    """Which of the five totals an account counts in, by its family."""
    if family in BANK_ROLES or family == R.CASH:
        return "banks"
    if family in OWNER_ROLES:
        return "owners"
    if family == R.SUPPLIERS:
        return "suppliers"
    if family in FUNDS:
        return "funds"
    return "suspense" if family == R.SUSPENSE else "others"


def entry_on(situation_on: date) -> date:
    """The opening entry is of the first day after the situation: a year that another syndic closed stays his."""
    return situation_on + timedelta(days=1)
