"""What stands in the way of a settlement, and what a person should know before issuing it."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Obstacle(StrEnum):
    """Each thing that may be wrong. Those of BLOCKING must be mended first."""

    YEAR_CLOSED = "year_closed"
    NOT_OVER = "not_over"
    SETTLED = "settled"
    NOTHING = "nothing"
    NO_KEY = "no_key"
    KEY_NOT_WHOLE = "key_not_whole"
    NO_HOLDER = "no_holder"
    NOBODY_BEARS = "nobody_bears"
    NO_READING = "no_reading"
    SEVERAL_UNITS = "several_units"
    NO_CONSUMPTION = "no_consumption"
    CALLS_DIFFER = "calls_differ"
    DRAFT_INVOICES = "draft_invoices"
    SUSPENSE = "suspense"
    HOLES = "holes"
    EARLIER = "earlier"
    AHEAD = "ahead"
    ESTIMATED = "estimated"
    NO_METER = "no_meter"
    ADVANCE_BY_HAND = "advance_by_hand"


BLOCKING = frozenset(
    {
        Obstacle.YEAR_CLOSED,
        Obstacle.NOT_OVER,
        Obstacle.SETTLED,
        Obstacle.NOTHING,
        Obstacle.NO_KEY,
        Obstacle.KEY_NOT_WHOLE,
        Obstacle.NO_HOLDER,
        Obstacle.NOBODY_BEARS,
        Obstacle.NO_READING,
        Obstacle.SEVERAL_UNITS,
        Obstacle.NO_CONSUMPTION,
        Obstacle.CALLS_DIFFER,
    }
)


@dataclass(frozen=True, slots=True)
class Found:
    """One obstacle with its facts: names, counts, cents."""

    obstacle: Obstacle
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def blocks(self) -> bool:
        """Whether nothing can be issued before it is mended."""
        return self.obstacle in BLOCKING
