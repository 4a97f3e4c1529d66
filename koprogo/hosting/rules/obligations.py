"""What a non-profit owes each year, and by when (CSA book 9; law sheet § 11: to be checked by a lawyer)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Duty(StrEnum):
    """A yearly duty of the board."""

    ASSEMBLY = "assembly"  # accounts and budget, within six months of the year's end
    ACCOUNTS = "accounts"  # filed within thirty days of their approval
    UBO = "ubo"  # the register of beneficial owners, confirmed every year


@dataclass(frozen=True, slots=True)
class Due:
    """One duty: for which year, by which day, done when."""

    duty: Duty
    year: int
    due_on: date
    done_on: date | None

    def late(self, today: date) -> bool:
        """Whether it should have been done."""
        return self.done_on is None and today > self.due_on


@dataclass(frozen=True, slots=True)
class Done:
    """One duty that was fulfilled."""

    duty: Duty
    year: int
    on: date


def yearly(year: int, done: Collection[Done]) -> list[Due]:
    """The duties about one calendar year's accounts; the filing runs from the assembly once it was held."""
    when = {one.duty: one.on for one in done if one.year == year}
    assembly_by = date(year + 1, 6, 30)
    return [
        Due(Duty.ASSEMBLY, year, assembly_by, when.get(Duty.ASSEMBLY)),
        Due(
            Duty.ACCOUNTS,
            year,
            when.get(Duty.ASSEMBLY, assembly_by) + timedelta(days=30),
            when.get(Duty.ACCOUNTS),
        ),
        Due(Duty.UBO, year, date(year + 1, 12, 31), when.get(Duty.UBO)),
    ]


def shown(today: date, since: date, done: Collection[Done]) -> list[Due]:
    """What is open: the years since the founding that have ended, the first open one first."""
    years = range(since.year, today.year)
    rows = [due for year in years for due in yearly(year, done)]
    return sorted((due for due in rows if due.done_on is None), key=lambda due: due.due_on)
