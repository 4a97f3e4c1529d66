"""Giving and swapping things: given away for nothing, or for another thing; one neighbour reserves, nobody queues."""

from datetime import timedelta
from enum import StrEnum

from koprogo.kernel.refusals import Refused

#: A thing stays up this long, and may be put up again.
SHOWN = timedelta(days=30)


class Kind(StrEnum):
    """For nothing, or for another thing."""

    GIVE = "give"
    SWAP = "swap"


class State(StrEnum):
    """How far a thing is."""

    OPEN = "open"
    RESERVED = "reserved"
    COLLECTED = "collected"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class OwnGift(Refused):
    """One does not reserve one's own thing."""

    code = "neighbours.own_gift"


class GiftTaken(Refused):
    """Another neighbour was quicker, or the thing is no longer there."""

    code = "neighbours.gift_taken"


class GiftMoved(Refused):
    """The thing has gone on since the page was shown."""

    code = "neighbours.gift_moved"


class SwapEmpty(Refused):
    """A swap says what is given for it."""

    code = "neighbours.swap_empty"


def check_reserve(*, kind: Kind, state: State, own: bool, offered: str) -> None:
    """Let a neighbour reserve a thing. Raises OwnGift, GiftTaken, SwapEmpty."""
    if own:
        raise OwnGift
    if state is not State.OPEN:
        raise GiftTaken
    if kind is Kind.SWAP and not offered.strip():
        raise SwapEmpty(field="offered")
