"""What the books say a year has cost, by account and key: the ground of a budget, of its comparison, of the floor."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from koprogo.budgets.queries.sheet import Sheet
from koprogo.budgets.rules.lines import Nature, usual_nature
from koprogo.budgets.rules.years import Year
from koprogo.ledger.queries import costs
from koprogo.ledger.queries.costs import CostLine
from koprogo.platform.access import Access

#: What is no cost to plan: private costs, the variation of the funds, values carried over (law 4.4).
_NEVER = ("643", "68", "69")


@dataclass(frozen=True, slots=True)
class Actual:
    """What one account has cost by one key in a year, in cents."""

    account_id: UUID
    account_code: str
    account_name: str
    key_code: str
    nature: Nature
    occupant_percent: int
    cents: int


def common(lines: Iterable[CostLine]) -> list[CostLine]:
    """The common costs among the lines of a period: class 6, borne by all, nothing private, no variation of funds."""
    return [
        line
        for line in lines
        if line.account_code.startswith("6") and not line.account_code.startswith(_NEVER) and line.lot_id is None
    ]


def of_year(sheet: Sheet, lines: Iterable[CostLine], year: Year) -> list[Actual]:
    """The common costs of one year by account and key, in the order of the accounts.

    The part of the occupant is that of the dearest line.
    """
    codes, deed = sheet.key_codes(), sheet.deed_code
    sums: dict[tuple[UUID, str], int] = {}
    dearest: dict[tuple[UUID, str], CostLine] = {}
    for line in common(lines):
        if not year.starts_on <= line.entry_on <= year.ends_on:
            continue
        place = (line.account_id, (codes.get(line.key_id, "") if line.key_id else line.key_code) or deed)
        sums[place] = sums.get(place, 0) + line.cents
        if place not in dearest or line.cents > dearest[place].cents:
            dearest[place] = line
    return [
        Actual(
            account_id=account,
            account_code=dearest[(account, key)].account_code,
            account_name=dearest[(account, key)].account_name,
            key_code=key,
            nature=usual_nature(dearest[(account, key)].account_code),
            occupant_percent=dearest[(account, key)].occupant_percent,
            cents=cents,
        )
        for (account, key), cents in sums.items()
    ]


def read(access: Access, *, first: Year, last: Year) -> list[CostLine]:
    """The lines of several years following each other (two queries)."""
    return costs.lines(access, from_on=first.starts_on, to_on=last.ends_on)


def base_cents(sheet: Sheet, lines: Iterable[CostLine], year: Year) -> int | None:
    """The ordinary common charges of a year, in cents: the base of the reserve's floor. None: the books held none."""
    found = [one for one in of_year(sheet, lines, year) if one.nature is Nature.ORDINARY]
    return sum(one.cents for one in found) if found else None
