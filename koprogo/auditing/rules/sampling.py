"""Drawing the entries that an auditor looks at: all the large ones, and some of the rest by lot.

The lot is a calculation that anybody can repeat: each entry gets the SHA-256 of "seed:reference", and the lowest ones
are drawn. It depends on nothing but the seed and the references, neither on an order nor on a version of a library, and
a spreadsheet can redo it.
"""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from koprogo.kernel.refusals import Refused

#: Below, a sample says little of a year; above, it is no sample. Hugo's evening is twenty (ux.md).
FEWEST, USUAL, MOST = 5, 20, 500
#: A seed is written on paper: nine digits.
SEEDS = 1_000_000_000


class NothingToDraw(Refused):
    """The year has no entry that is not in the sample already."""

    code = "auditing.nothing_to_draw"


class SizeOutOfRange(Refused):
    """A sample has between `fewest` and `most` entries."""

    code = "auditing.size_out_of_range"


class Reason(StrEnum):
    """Why an entry is in the sample."""

    LARGE = "large"
    DRAWN = "drawn"


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of the population: its reference and the sum of its debits, in cents."""

    reference: str
    cents: int


@dataclass(frozen=True, slots=True)
class Pick:
    """One entry of the sample and why it is there."""

    reference: str
    reason: Reason


def rank(seed: int, reference: str) -> str:
    """The lot of an entry: SHA-256 of "seed:reference" in hexadecimal. The lowest are drawn."""
    return hashlib.sha256(f"{seed}:{reference}".encode()).hexdigest()


def check_size(size: int) -> None:
    """Raises `SizeOutOfRange`."""
    if not FEWEST <= size <= MOST:
        raise SizeOutOfRange(field="size", fewest=FEWEST, most=MOST, size=size)


def draw(
    population: Sequence[Item], *, seed: int, size: int, large_from_cents: int, already: Collection[str] = ()
) -> tuple[Pick, ...]:
    """Every entry of at least ``large_from_cents`` (0: none is large), then by lot until the sample has ``size``.

    The large ones are all taken, even when they alone are more than ``size``. Entries ``already`` in the sample are not
    drawn again. The sample is in the order of the population. Raises `NothingToDraw`, `SizeOutOfRange`.
    """
    check_size(size)
    left = [item for item in population if item.reference not in already]
    if not left:
        raise NothingToDraw()
    large = {item.reference for item in left if large_from_cents and item.cents >= large_from_cents}
    rest = sorted(
        (item.reference for item in left if item.reference not in large), key=lambda name: (rank(seed, name), name)
    )
    drawn = set(rest[: max(0, size - len(large))])
    return tuple(
        Pick(item.reference, Reason.LARGE if item.reference in large else Reason.DRAWN)
        for item in left
        if item.reference in large or item.reference in drawn
    )
