"""What an owner comes for: what do I owe, by when, how do I pay. Pure: rows in, figures and slips out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby
from uuid import UUID

from koprogo.charges.queries.calls import NoticeLine
from koprogo.charges.queries.today import OwnNotice


class Standing(StrEnum):
    """How an owner stands (ux.md screen 2)."""

    NEW = "new"  # nothing was ever asked
    IN_ORDER = "in_order"
    AHEAD = "ahead"
    TO_PAY = "to_pay"
    LATE = "late"


#: Calls that fall due within a fortnight of each other are one transfer; what falls due later may wait.
TOGETHER = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Slip:
    """One payment to make: one party, one structured communication, cents."""

    party_id: UUID
    party_name: str
    structured_reference: str
    due_on: date
    cents: int
    lines: tuple[NoticeLine, ...]
    notices: tuple[OwnNotice, ...]

    @property
    def settled_cents(self) -> int:
        """What of the lines is not in the amount: already paid, an advance (below zero), an older debt (above)."""
        return self.cents - sum(line.amount_cents for line in self.lines)


@dataclass(frozen=True, slots=True)
class Later:
    """What is asked already and falls due on a later day, in cents."""

    due_on: date
    cents: int


@dataclass(frozen=True, slots=True)
class Owed:
    """What one reader has to pay next, in cents, with a slip for each of their parties; ``later``: what follows."""

    standing: Standing
    cents: int
    due_on: date | None
    slips: tuple[Slip, ...]
    later: tuple[Later, ...] = ()


def owed(
    notices: Sequence[OwnNotice], *, balance_cents: int, parties: int, ever_asked: bool, today: date
) -> Owed:
    """The one figure. ``balance_cents``: the books' balance of all the reader's parties together, debt above zero.

    With one party the books' balance is the amount, so that an older debt or an advance counts. With several, a
    payment under one party's communication would go to that party alone: each pays its own open notices.
    """
    if balance_cents <= 0 or not notices:
        return _nothing(balance_cents, ever_asked)
    slips: list[Slip] = []
    later: list[OwnNotice] = []
    for party_id, group in groupby(sorted(notices, key=_order), key=lambda notice: notice.party_id):
        own = tuple(group)
        # What the books say beside the notices, an older debt or an advance, goes with what falls due first.
        beside = balance_cents - sum(notice.open_cents for notice in own) if parties == 1 else 0
        now, then = _split(own, beside, today)
        first = now[0]
        slips.append(
            Slip(
                party_id=party_id,
                party_name=first.party_name,
                structured_reference=first.structured_reference,
                due_on=first.due_on,
                cents=beside + sum(notice.open_cents for notice in now),
                lines=tuple(line for notice in now for line in notice.lines),
                notices=now,
            )
        )
        later += then
    slips.sort(key=lambda slip: (slip.due_on, slip.party_name))
    due_on = slips[0].due_on
    standing = Standing.LATE if due_on < today else Standing.TO_PAY
    return Owed(standing, sum(slip.cents for slip in slips), due_on, tuple(slips), _by_day(later))


def _split(
    own: tuple[OwnNotice, ...], beside: int, today: date
) -> tuple[tuple[OwnNotice, ...], tuple[OwnNotice, ...]]:
    """What one transfer pays now, and what may wait: in order of due date, never nothing."""
    horizon = max(own[0].due_on, today) + TOGETHER
    count = sum(notice.due_on <= horizon for notice in own)
    while count < len(own) and beside + sum(notice.open_cents for notice in own[:count]) <= 0:
        count += 1
    return own[:count], own[count:]


def _by_day(later: Sequence[OwnNotice]) -> tuple[Later, ...]:
    days = sorted({notice.due_on for notice in later})
    return tuple(Later(day, sum(notice.open_cents for notice in later if notice.due_on == day)) for day in days)


def _nothing(balance_cents: int, ever_asked: bool) -> Owed:
    if balance_cents < 0:
        return Owed(Standing.AHEAD, -balance_cents, None, ())
    if balance_cents > 0:
        # A debt without a notice: an opening balance, an adjustment. The amount is known, its day is not.
        return Owed(Standing.TO_PAY, balance_cents, None, ())
    return Owed(Standing.IN_ORDER if ever_asked else Standing.NEW, 0, None, ())


def _order(notice: OwnNotice) -> tuple[str, date, str]:
    return str(notice.party_id), notice.due_on, notice.call_number
