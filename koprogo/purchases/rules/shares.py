"""Who pays what of an invoice, lot by lot, to the cent: what the live table shows (law 2, 4.6, 4.7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from koprogo.kernel import money
from koprogo.kernel.refusals import Refused


class NobodyBears(Refused):
    """No lot is left to bear a line: its key is empty, or everybody it concerns is exempt."""

    code = "purchases.nobody_bears"


@dataclass(frozen=True, slots=True)
class Bearer:
    """One lot as a key sees it; ``weight`` 0 = the key does not cover it."""

    lot_id: UUID
    number: str
    weight: int
    holder_id: UUID | None = None
    holder_name: str = ""


@dataclass(frozen=True, slots=True)
class Shared:
    """One line to share, in signed cents, over the lots of its key; ``lot_id``: that lot alone."""

    cents: int
    occupant_percent: int
    bearers: Sequence[Bearer] = ()
    lot_id: UUID | None = None
    exempt: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class LotShare:
    """What one lot bears of all lines, in cents: of the owner, of the occupant."""

    lot_id: UUID
    owner_cents: int
    occupant_cents: int
    by_line: tuple[int, ...]

    @property
    def cents(self) -> int:
        """Both together."""
        return self.owner_cents + self.occupant_cents


def of_line(line: Shared) -> dict[UUID, int]:
    """What each lot bears of one line: by weight, largest remainder, ties by lot order (4.7); the exempt bear nothing
    and the others bear the whole (CC 3.92). Raises NobodyBears."""
    if line.lot_id is not None:
        return {line.lot_id: line.cents}
    bearing = [one for one in line.bearers if one.weight > 0 and one.holder_id not in line.exempt]
    if not bearing:
        raise NobodyBears()
    cents = money.split(line.cents, [one.weight for one in bearing])
    return {one.lot_id: share for one, share in zip(bearing, cents, strict=True)}


def of_lines(lines: Sequence[Shared]) -> dict[UUID, LotShare]:
    """What each lot bears of all lines. The owner's part of each share is rounded, the occupant's is the rest (4.7)."""
    found: dict[UUID, list[list[int]]] = {}
    for place, line in enumerate(lines):
        for lot_id, cents in of_line(line).items():
            owner, occupant = money.split_pair(cents, 100 - line.occupant_percent, 100)
            row = found.setdefault(lot_id, [[0, 0] for _line in lines])
            row[place] = [owner, occupant]
    return {
        lot_id: LotShare(
            lot_id,
            sum(owner for owner, _occupant in parts),
            sum(occupant for _owner, occupant in parts),
            tuple(owner + occupant for owner, occupant in parts),
        )
        for lot_id, parts in found.items()
    }


def left_out(bearers: Sequence[Bearer], shares: Mapping[UUID, LotShare]) -> list[str]:
    """The numbers of the lots that bear nothing, in lot order."""
    return [one.number for one in bearers if one.lot_id not in shares]
