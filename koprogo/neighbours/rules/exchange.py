"""The local exchange: help counted in quarters of an hour, between residents, never in anything else (belgian-law 10).

No statute rules it: it is mutual aid with a unit that cannot be converted. Hence no rate, no cashing out, a floor and a
ceiling, balances whose sum is nothing, and an exit that hands nothing over (decision 0040).
"""

import re
from enum import StrEnum

from koprogo.kernel.refusals import Refused

#: Quarters of an hour: 20 h asked for more than given, 40 h given more than asked for.
FLOOR, CEILING = -80, 160
#: One help: from a quarter of an hour to a day of eight hours. What is longer is agreed in several.
SHORTEST, LONGEST = 1, 32
#: Days after which silence is a yes to what the other said was done.
SILENT_DAYS = 7
#: Days after which an offer or a request is taken down by itself.
SHOWN_DAYS = 90


class Side(StrEnum):
    """What an announcement says."""

    OFFER = "offer"
    REQUEST = "request"


class Category(StrEnum):
    """What the help is about. No regulated trade is among them (belgian-law 10)."""

    HANDS = "hands"
    GARDEN = "garden"
    ERRANDS = "errands"
    ANIMALS = "animals"
    SCREENS = "screens"
    PAPERS = "papers"
    LANGUAGES = "languages"
    KITCHEN = "kitchen"
    SEWING = "sewing"
    COMPANY = "company"
    MOVING = "moving"
    OTHER = "other"


class AdState(StrEnum):
    """Whether an announcement is still up."""

    OPEN = "open"
    CLOSED = "closed"


class State(StrEnum):
    """How far an exchange between two residents is."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    TOLD = "told"  # one of the two says it is done, the other has not answered yet
    DONE = "done"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


#: What still waits for something.
LIVE = (State.PROPOSED, State.AGREED, State.TOLD)
#: What binds hours that have not moved yet.
BOUND = (State.AGREED, State.TOLD)


class TransferKind(StrEnum):
    """Why hours moved."""

    HELP = "help"
    CORRECTION = "correction"  # the counter-entry of another transfer
    EXIT = "exit"  # the balance of who leaves, taken over by the common account


class OwnAd(Refused):
    """One does not help oneself."""

    code = "neighbours.own_ad"


class AdClosed(Refused):
    """The announcement is no longer up."""

    code = "neighbours.ad_closed"


class AlreadyProposed(Refused):
    """This resident has a proposal open for this announcement."""

    code = "neighbours.already_proposed"


class AlreadyDecided(Refused):
    """The exchange has gone on since the page was shown."""

    code = "neighbours.deal_decided"


class NotYours(Refused):
    """This step belongs to the other one of the two."""

    code = "neighbours.not_yours"


class BelowFloor(Refused):
    """Who is helped would go below the floor. ``left``: the quarters still free."""

    code = "neighbours.below_floor"


class AboveCeiling(Refused):
    """Who helps would go above the ceiling. ``left``: the quarters still free."""

    code = "neighbours.above_ceiling"


class TooLong(Refused):
    """Nothing, or more than a day of help at once."""

    code = "neighbours.too_long"


class SpeaksOfMoney(Refused):
    """The words give the help an amount in a currency."""

    code = "neighbours.speaks_of_money"


class MustAccept(Refused):
    """The text of the exchange has not been accepted in its present wording."""

    code = "neighbours.must_accept"


class HasLeft(Refused):
    """The account of this resident is closed: nothing moves on it."""

    code = "neighbours.has_left"


def check_length(quarters: int) -> None:
    """Raises TooLong outside a quarter of an hour to eight hours."""
    if not SHORTEST <= quarters <= LONGEST:
        raise TooLong(field="quarters", shortest=SHORTEST, longest=LONGEST)


def check_limits(
    *, quarters: int, helped: int, helper: int, bound_of_helped: int = 0, bound_of_helper: int = 0
) -> None:
    """Let hours move from who is helped to who helps: both balances stay between floor and ceiling.

    ``helped``, ``helper``: the balances; ``bound_…``: what each has agreed to elsewhere and has not moved yet.
    Raises BelowFloor, AboveCeiling.
    """
    if helped - bound_of_helped - quarters < FLOOR:
        raise BelowFloor(left=max(0, helped - bound_of_helped - FLOOR), floor=FLOOR)
    if helper + bound_of_helper + quarters > CEILING:
        raise AboveCeiling(left=max(0, CEILING - helper - bound_of_helper), ceiling=CEILING)


def settles_now(*, by_helped: bool, quarters: int, agreed: int) -> bool:
    """Whether one word suffices: who gives the hours says so, and gives what was agreed or more."""
    return by_helped and quarters >= agreed


def settles_in_silence(*, quarters: int, agreed: int) -> bool:
    """Whether no answer is a yes: never to more than was agreed."""
    return quarters <= agreed


_MONEY = re.compile(r"€|\$|\b(?:euros?|eur|cents?|bitcoins?)\b", re.IGNORECASE)


def check_words(*texts: str) -> None:
    """No help has an amount in a currency: the unit is not convertible (belgian-law 10). Raises SpeaksOfMoney."""
    if any(_MONEY.search(text) for text in texts):
        raise SpeaksOfMoney(field="text")
