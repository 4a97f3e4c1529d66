"""The bank's own check: opening + in − out = closing, over the statements that still hold something to confirm."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from koprogo.banking.rules.coda.continuity import Closing, Continuity, continuity


@dataclass(frozen=True, slots=True)
class Link:
    """One stored statement with the sums of its movements, in cents; ``out_cents`` is positive."""

    number: str
    opening_cents: int
    opening_on: date | None
    closing_cents: int
    closing_on: date
    in_cents: int = 0
    in_count: int = 0
    out_cents: int = 0
    out_count: int = 0
    pending: int = 0


@dataclass(frozen=True, slots=True)
class Gap:
    """A break in the chain before the statement ``number``: see ``Continuity``."""

    number: str
    closing_on: date
    before: Continuity


@dataclass(frozen=True, slots=True)
class Equation:
    """What the inbox shows at its top. ``difference_cents`` = what the bank says − what the sum gives."""

    opening_cents: int
    opening_on: date
    in_cents: int
    in_count: int
    out_cents: int
    out_count: int
    closing_cents: int
    closing_on: date
    number: str
    difference_cents: int


def gaps(chain: Sequence[Link]) -> Iterator[Gap]:
    """Every break of a chain given from the oldest to the newest: a missing number, or balances that differ."""
    previous: Closing | None = None
    for link in chain:
        found = continuity(previous, link)
        if found.code not in ("first", "continuous"):
            yield Gap(link.number, link.closing_on, found)
        previous = Closing(link.number, link.closing_cents, link.closing_on)


def equation(chain: Sequence[Link]) -> Equation | None:
    """The check from the first statement with something pending (or the last one) to the last; None without any."""
    if not chain:
        return None
    start = next((place for place, link in enumerate(chain) if link.pending), len(chain) - 1)
    links = chain[start:]
    first, last = links[0], links[-1]
    came, went = sum(link.in_cents for link in links), sum(link.out_cents for link in links)
    return Equation(
        opening_cents=first.opening_cents,
        opening_on=first.opening_on or (chain[start - 1].closing_on if start else first.closing_on),
        in_cents=came,
        in_count=sum(link.in_count for link in links),
        out_cents=went,
        out_count=sum(link.out_count for link in links),
        closing_cents=last.closing_cents,
        closing_on=last.closing_on,
        number=last.number,
        difference_cents=last.closing_cents - (first.opening_cents + came - went),
    )


def booked_until(chain: Sequence[Link]) -> date | None:
    """The last day up to which every movement of the chain is confirmed; None when there is none."""
    until = None
    for link in chain:
        if link.pending:
            return until
        until = link.closing_on
    return until
