"""Calls for funds: what can be called, what it books, who pays how much. Whole cents, no clock, no row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from koprogo.charges.rules.spread import Spread, of_step
from koprogo.kernel import money
from koprogo.kernel.refusals import Refused
from koprogo.ledger.rules.roles import AccountRole


class CallKind(StrEnum):
    """The kinds of law 4.3 that a call can bring together."""

    PROVISION = "provision"  # periodic advance on the year's costs, deducted in the settlement
    RESERVE = "reserve"  # contribution to the reserve fund, stays with the association (CC 3.86 §3)
    WORKING_FUND = "working_fund"  # constitution or adjustment of the permanent working fund
    SPECIAL = "special"  # works voted by the assembly
    SETTLEMENT = "settlement"  # balance of a settlement of charges: its own entry (E9) has booked it
    PRIVATE = "private"  # a cost of one lot alone, asked of its owner
    BILL = "bill"  # of a non-profit: what one client is billed, without any lot


#: Kinds whose amounts come line by line from the books, not from a key.
EXPLICIT = frozenset({CallKind.SETTLEMENT, CallKind.PRIVATE, CallKind.BILL})

#: Kinds that are shared by a key.
SHARED = tuple(kind for kind in CallKind if kind not in EXPLICIT)

#: What each kind books: (debit on the owner, credit), law 4.5 E1-E3 and E8. A settlement books itself; what is asked
#: of one lot is taken out of its private costs, so that the settlement does not ask it again.
BOOKS: dict[CallKind, tuple[AccountRole, AccountRole]] = {
    CallKind.PROVISION: (AccountRole.OWNERS_CHARGES, AccountRole.PROVISIONS),
    CallKind.RESERVE: (AccountRole.OWNERS_RESERVE, AccountRole.RESERVE_FUND),
    CallKind.WORKING_FUND: (AccountRole.OWNERS_CHARGES, AccountRole.WORKING_FUND),
    CallKind.SPECIAL: (AccountRole.OWNERS_CHARGES, AccountRole.SPECIAL_CALLS),
    CallKind.PRIVATE: (AccountRole.OWNERS_CHARGES, AccountRole.PRIVATE_COSTS),
}


class State(StrEnum):
    """A call is written, sent, and may be taken back before the first letter leaves; cancelled after that."""

    DRAFT = "draft"
    SENT = "sent"
    RECALLED = "recalled"
    CANCELLED = "cancelled"


class NothingToCall(Refused):
    code = "charges.nothing_to_call"


class LotsWithoutHolder(Refused):
    code = "charges.lots_without_holder"


class KeyNotWhole(Refused):
    """The weights of a key do not make its stated total: entry is allowed, allocation is not (ux.md screen 4)."""

    code = "charges.key_not_whole"


class AlreadySent(Refused):
    code = "charges.already_sent"


class AlreadyCancelled(Refused):
    """Only a call that stands can be cancelled, and only once."""

    code = "charges.already_cancelled"


class BooksSayOtherwise(Refused):
    """The lines of a settlement's call are not what its entry put on the owners' accounts."""

    code = "charges.books_say_otherwise"


class BookedElsewhere(Refused):
    """A call whose entry is a settlement's is taken back with that settlement."""

    code = "charges.booked_elsewhere"


class TooLateToRecall(Refused):
    code = "charges.too_late_to_recall"


@dataclass(frozen=True, slots=True)
class Weight:
    """What one lot weighs in the key, and who holds it."""

    lot_id: UUID
    number: str
    weight: int
    holder_id: UUID | None
    holder_name: str


@dataclass(frozen=True, slots=True)
class Given:
    """What one lot's party owes by the books, in cents; below zero what is owed to them. ``label``: what for."""

    lot_id: UUID
    party_id: UUID
    cents: int
    label: str = ""


def by_party(lines: Sequence[Given]) -> dict[UUID, int]:
    """What each party owes of all its lines together, in the order of the lines; zero is left out."""
    sums: dict[UUID, int] = {}
    for line in lines:
        sums[line.party_id] = sums.get(line.party_id, 0) + line.cents
    return {party: cents for party, cents in sums.items() if cents}


@dataclass(frozen=True, slots=True)
class Share:
    """What one lot pays of one part: ``weight / key_total × total``."""

    part: int
    lot_id: UUID
    number: str
    party_id: UUID
    party_name: str
    weight: int
    key_total: int
    cents: int


def allocate(
    part: int,
    total_cents: int,
    key_total: int,
    weights: Sequence[Weight],
    *,
    spread: Spread | None = None,
    called: Mapping[UUID, int] | None = None,
) -> list[Share]:
    """Split one part over the lots of its key, to the cent (law 4.7: largest remainder, ties by lot order).

    With ``spread`` the year's sum is split, ``called`` (cents by lot) taken off, and each lot's rest called in its
    steps: the steps of a lot make its share of the year, whatever their number. Raises KeyNotWhole when the weights do
    not make the key's total, LotsWithoutHolder when nobody holds a lot.
    """
    weighed = sum(w.weight for w in weights)
    if weighed != key_total:
        raise KeyNotWhole(weighed=weighed, total=key_total)
    orphans = [w.number for w in weights if w.holder_id is None]
    if orphans:
        raise LotsWithoutHolder(lots=orphans)
    if spread is None:
        cents = money.split(total_cents, [w.weight for w in weights])
    else:
        year = money.split(spread.year_cents, [w.weight for w in weights])
        before = called or {}
        rest = [share - before.get(w.lot_id, 0) for share, w in zip(year, weights, strict=True)]
        cents = [of_step(one, spread.step, spread.steps) for one in rest]
    return [
        Share(part, w.lot_id, w.number, w.holder_id, w.holder_name, w.weight, key_total, amount)
        for w, amount in zip(weights, cents, strict=True)
        if w.holder_id is not None
    ]


def use_advances(asked: dict[UUID, int], advances: dict[UUID, int]) -> dict[UUID, int]:
    """How much of each owner's advance goes to what they are asked now. Cents, positive only."""
    used = {party: min(advances.get(party, 0), cents) for party, cents in asked.items()}
    return {party: cents for party, cents in used.items() if cents > 0}


def other_share(cents: int, of_cents: int, last_cents: int, of_last_cents: int) -> bool:
    """Whether a lot pays another share of the whole than in the last call, beyond the rounding of its two parts.

    A twelfth after a quarter is a third of it for everybody: nothing to look at. All in cents, compared crosswise.
    """
    return abs(cents * of_last_cents - last_cents * of_cents) > 2 * (of_cents + of_last_cents)
