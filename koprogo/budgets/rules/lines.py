"""What stands in a budget: lines by account and key, ordinary, extraordinary, or paid from the reserve. Whole cents."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from koprogo.kernel.refusals import Refused


class Nature(StrEnum):
    """The two budgets of CC 3.89 § 5 16°; what the reserve pays is planned and not called again."""

    ORDINARY = "ordinary"
    EXTRAORDINARY = "extraordinary"
    FROM_RESERVE = "from_reserve"


class State(StrEnum):
    """A budget is written, then put before the assembly; what it voted is kept apart and never changes."""

    DRAFT = "draft"
    PROPOSED = "proposed"


class EmptyBudget(Refused):
    code = "budgets.empty_budget"


class LineTwice(Refused):
    """One account stands once by key and nature."""

    code = "budgets.line_twice"


class UnusableLine(Refused):
    """An amount below zero or a part outside 0 to 100 %."""

    code = "budgets.unusable_line"


class UnusableChange(Refused):
    """A change in percents beyond -100 to +100."""

    code = "budgets.unusable_change"


@dataclass(frozen=True, slots=True)
class Line:
    """What one account may cost in the year by one key (its code), in cents."""

    account_id: UUID
    key_code: str
    nature: Nature
    occupant_percent: int
    cents: int


def checked(lines: Iterable[Line]) -> list[Line]:
    """The lines of a budget, without those of zero. Raises UnusableLine, LineTwice, EmptyBudget."""
    kept: list[Line] = []
    seen: set[tuple[UUID, str, Nature]] = set()
    for line in lines:
        if line.cents < 0 or not 0 <= line.occupant_percent <= 100:
            raise UnusableLine(field="cents")
        if line.cents == 0:
            continue
        if (line.account_id, line.key_code, line.nature) in seen:
            raise LineTwice(account=str(line.account_id))
        seen.add((line.account_id, line.key_code, line.nature))
        kept.append(line)
    if not kept:
        raise EmptyBudget
    return kept


def changed(cents: int, hundredths: int) -> int:
    """A sum raised or lowered by hundredths of a percent, rounded half up to the cent. Raises UnusableChange."""
    if not -10_000 <= hundredths <= 10_000:
        raise UnusableChange(field="change")
    return (2 * cents * (10_000 + hundredths) + 10_000) // 20_000


def by_key(lines: Iterable[Line], nature: Nature) -> dict[str, int]:
    """What the year comes to by key for one nature, in cents, in the order of the lines."""
    sums: dict[str, int] = {}
    for line in lines:
        if line.nature is nature:
            sums[line.key_code] = sums.get(line.key_code, 0) + line.cents
    return sums


def total(lines: Iterable[Line], nature: Nature) -> int:
    """What the year comes to for one nature, in cents."""
    return sum(line.cents for line in lines if line.nature is nature)


#: Accounts whose costs are no ordinary common charges, by the first digits of their chart code (law 4.4): works and
#: exceptional costs, private costs, the variation of the funds, values carried over.
_OUTSIDE = ("611", "643", "66", "67", "68", "69")


def usual_nature(chart_code: str) -> Nature:
    """The nature of what an account holds, from its code in the chart."""
    return Nature.EXTRAORDINARY if chart_code.startswith(_OUTSIDE) else Nature.ORDINARY


def planned_by_account(lines: Mapping[tuple[UUID, str], int]) -> dict[UUID, int]:
    """The same sums without their keys, in cents."""
    sums: dict[UUID, int] = {}
    for (account, _key), cents in lines.items():
        sums[account] = sums.get(account, 0) + cents
    return sums
