"""Who bears a cost: by which key, which part is the occupant's, over which days, and who is exempt.

A cost is booked once, with its allocation beside it; the settlement only carries it out (law 2, 4.6).
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from koprogo.kernel.refusals import Refused
from koprogo.ledger.rules.chart_details import OCCUPANT_PERCENT

#: Indicative part of the occupant, in whole percents, by the first digits of an account (law 4.4, practice: each lease
#: may say otherwise). The longest fit counts; what is not named is the owner's.
_OCCUPANT_PERCENT = {
    "6100": 100,
    "6101": 100,
    "6102": 100,
    "6103": 100,
    "6105": 100,
    "6106": 100,
    "6108": 100,
    "6120": 100,
    "6121": 100,
    "6122": 100,
    "6123": 100,
    "6124": 100,
    "6130": 50,
    "615": 100,
    "62": 100,
} | OCCUPANT_PERCENT


class UnusableAllocation(Refused):
    """An occupant's part outside 0 to 100 %, or a period that ends before it begins."""

    code = "ledger.unusable_allocation"


@dataclass(frozen=True, slots=True)
class Allocation:
    """How one cost line is shared. ``key_id`` empty: the key of its account; a line with a lot is that lot's alone.

    ``occupant_percent`` empty: that of the account. ``period_from``/``period_to``: the days it covers, both included,
    where it is not the day of the entry. ``exempt``: parties who bear nothing of it (who won against the association,
    CC 3.92); the others share the whole.
    """

    key_id: UUID | None = None
    occupant_percent: int | None = None
    period_from: date | None = None
    period_to: date | None = None
    exempt: frozenset[UUID] = frozenset()

    def __post_init__(self) -> None:
        if self.occupant_percent is not None and not 0 <= self.occupant_percent <= 100:
            raise UnusableAllocation(field="occupant_percent")
        if self.period_from and self.period_to and self.period_to < self.period_from:
            raise UnusableAllocation(field="period_to")


def occupant_percent(chart_code: str) -> int:
    """The usual part of the occupant in an account of the chart, in percents; 0 = the owner bears it."""
    sizes = range(len(chart_code), 1, -1)
    return next((_OCCUPANT_PERCENT[chart_code[:n]] for n in sizes if chart_code[:n] in _OCCUPANT_PERCENT), 0)
