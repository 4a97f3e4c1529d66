"""What a lot used over a period, by holder: its meters of one kind together, replaced ones included."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from koprogo.meters.rules.readings import HANDOVER_DAYS, ROUND_DAYS, Index, Reading, index_on


class Doubt(StrEnum):
    """Why a consumption is not simply the difference of two readings."""

    NO_READING = "no_reading"  # nothing tells the value at a boundary: the consumption cannot be worked out
    ESTIMATED = "estimated"  # a value was written down without reading, or worked out by days
    HANDOVER = "handover"  # no reading near the change of owner: shared by days
    BACKWARDS = "backwards"  # the meter counts less at the end than at the start


@dataclass(frozen=True, slots=True)
class Stretch:
    """What one meter showed at both ends of the days of one holder."""

    from_value: int
    to_value: int

    @property
    def used(self) -> int:
        """The difference, in thousandths."""
        return self.to_value - self.from_value


@dataclass(frozen=True, slots=True)
class Use:
    """What a lot used, in thousandths, for each holder in the order of time; nothing when it is not known.

    ``stretches``: for each holder, what each meter showed. ``doubts``: what a person should know before relying on it.
    """

    by_holder: tuple[int, ...]
    stretches: tuple[tuple[Stretch, ...], ...] = ()
    doubts: frozenset[Doubt] = frozenset()

    @property
    def total(self) -> int:
        """All holders together."""
        return sum(self.by_holder)

    @property
    def is_known(self) -> bool:
        """Whether the readings allow to work it out."""
        return not self.doubts & {Doubt.NO_READING, Doubt.BACKWARDS}


def used(meters: Sequence[Sequence[Reading]], evenings: Sequence[date]) -> Use:
    """What the meters of a lot counted between evenings: the one before the period, those before each new holder,
    the last one of the period. Each meter's readings come in the order of time."""
    doubts: set[Doubt] = set()
    holders = len(evenings) - 1
    stretches: list[list[Stretch]] = [[] for _ in range(holders)]
    for readings in meters:
        found = [_at(readings, evening, index, holders, doubts) for index, evening in enumerate(evenings)]
        if any(one is None for one in found):
            doubts.add(Doubt.NO_READING)
            continue
        values = [one.value for one in found if one is not None]
        if any(later < earlier for earlier, later in pairwise(values)):
            doubts.add(Doubt.BACKWARDS)
            continue
        for index in range(holders):
            stretches[index].append(Stretch(values[index], values[index + 1]))
    sums = tuple(sum(one.used for one in own) for own in stretches)
    return Use(sums, tuple(tuple(own) for own in stretches), frozenset(doubts))


def _at(readings: Sequence[Reading], evening: date, index: int, holders: int, doubts: set[Doubt]) -> Index | None:
    boundary = index in (0, holders)
    found = index_on(readings, evening, near_days=ROUND_DAYS if boundary else HANDOVER_DAYS)
    if found is not None and found.estimated:
        doubts.add(Doubt.ESTIMATED if boundary else Doubt.HANDOVER)
    return found
