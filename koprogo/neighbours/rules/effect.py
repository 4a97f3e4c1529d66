"""What a building did together, in figures that show nobody: counted from people, never of one of them (decision 0067).

Each figure says how it was made. It is shown only when at least five different people took part in it: with fewer,
neighbours who know each other could tell who did what. Only whole months count, so that nobody reads today's act off
a figure that moved since this morning.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from koprogo.kernel.calendar import add_months

#: People in a figure, and buildings in a figure of several buildings, at least.
LEAST_PEOPLE, LEAST_BUILDINGS = 5, 5
#: Months that a figure covers.
MONTHS = 12


class Figure(StrEnum):
    """What is counted."""

    HOURS = "hours"
    LOANS = "loans"
    SPARED = "spared"
    GIFTS = "gifts"


@dataclass(frozen=True, slots=True)
class Help:
    """One help that was settled and not given back: how long, between whom (any names that can be compared)."""

    quarters: int
    helper: object
    helped: object


@dataclass(frozen=True, slots=True)
class Lent:
    """One object that was handed over: which one, by whom, to whom."""

    thing: object
    owner: object
    borrower: object


@dataclass(frozen=True, slots=True)
class Given:
    """One thing that changed hands for good."""

    giver: object
    taker: object


@dataclass(frozen=True, slots=True)
class Counted:
    """One figure and how many different people are in it."""

    value: int
    people: int

    @property
    def shown(self) -> int | None:
        """The figure, or None where it would be about fewer than five people, or is nothing."""
        return self.value if self.value and self.people >= LEAST_PEOPLE else None


@dataclass(frozen=True, slots=True)
class Period:
    """Whole months: from a first day up to the one after the last (not included)."""

    first: date
    until: date


def period(today: date) -> Period:
    """The twelve whole months before this one."""
    until = today.replace(day=1)
    return Period(add_months(until, -MONTHS), until)


def counted(helps: Sequence[Help], loans: Sequence[Lent], gifts: Sequence[Given]) -> dict[Figure, Counted]:
    """All figures of one building over one period.

    Hours: the quarters of every help added up, whole hours only. Loans: every time an object was handed over. Purchases
    spared: each object once for each neighbour who borrowed it, however often: at most so many purchases. Gifts: things
    that found a new home in the building, swaps counted once for each thing.
    """
    quarters = sum(one.quarters for one in helps)
    pairs = {(one.thing, one.borrower) for one in loans}
    lenders = _people((one.owner, one.borrower) for one in loans)
    return {
        Figure.HOURS: Counted(quarters // 4, _people((one.helper, one.helped) for one in helps)),
        Figure.LOANS: Counted(len(loans), lenders),
        Figure.SPARED: Counted(len(pairs), _people((one.borrower,) for one in loans)),
        Figure.GIFTS: Counted(len(gifts), _people((one.giver, one.taker) for one in gifts)),
    }


def _people(groups: Iterable[Iterable[object]]) -> int:
    return len({person for group in groups for person in group})


def together(buildings: Iterable[Mapping[Figure, int | None]]) -> dict[Figure, tuple[int, int]]:
    """Figures of several buildings: each with its sum and how many buildings are in it; nothing below five of them.

    A building adds only what it shows itself, so that no sum can be taken apart into a figure that was held back.
    """
    found: dict[Figure, tuple[int, int]] = {}
    rows = list(buildings)
    for figure in Figure:
        values = [value for row in rows if (value := row.get(figure)) is not None]
        if len(values) >= LEAST_BUILDINGS:
            found[figure] = (sum(values), len(values))
    return found
