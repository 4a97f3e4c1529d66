"""What a file says of who held a lot, laid over what the building knows: it adds, dates and closes, never erases."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Held:
    """A party holds a lot from a day until another; ``ref`` tells a known row, "" one to create."""

    party: str
    from_on: date | None = None
    to_on: date | None = None
    ref: str = ""

    @property
    def start(self) -> date:
        """The first day, the beginning of time when nobody knows it."""
        return self.from_on or date.min

    @property
    def end(self) -> date:
        """The first day it no longer holds, the end of time while it does."""
        return self.to_on or date.max

    def meets(self, other: "Held") -> bool:
        """Whether both hold on some day."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Tenure:
    """The periods of a lot after the import; ``conflict`` when two parties would hold it on one day."""

    created: tuple[Held, ...] = ()
    changed: tuple[tuple[Held, Held], ...] = ()  # (before, after)
    conflict: bool = False


def laid_over(known: Sequence[Held], wanted: Sequence[Held]) -> Tenure:
    """Lay the periods of a file over the known ones of a lot.

    A period of the same party is the same one: the dates the file gives win, a blank date changes nothing. A new
    party that holds still from a stated day takes over from the one that holds until then (CC 3.94).
    """
    rows = list(known)
    for want in sorted(wanted, key=lambda one: (one.start, one.end)):
        at = next((i for i, row in enumerate(rows) if row.party == want.party and row.meets(want)), None)
        if at is not None:
            rows[at] = replace(rows[at], from_on=want.from_on or rows[at].from_on, to_on=want.to_on or rows[at].to_on)
            continue
        if want.from_on and want.to_on is None:
            rows = [
                replace(row, to_on=want.from_on) if row.to_on is None and row.start < want.from_on else row
                for row in rows
            ]
        rows.append(replace(want, ref=""))
    before = {row.ref: row for row in known}
    rows.sort(key=lambda row: (row.start, row.end))
    upside_down = any(row.start >= row.end for row in rows)
    return Tenure(
        created=tuple(row for row in rows if not row.ref),
        changed=tuple((before[row.ref], row) for row in rows if row.ref and row != before[row.ref]),
        conflict=upside_down or any(one.meets(following) for one, following in pairwise(rows)),
    )
