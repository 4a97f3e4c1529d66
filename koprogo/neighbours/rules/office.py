"""Writing for a neighbour who never signs in: never without their word, and only what is between neighbours.

A mandate may be given by word of mouth (old CC 1985) and ends when its giver says so (old CC 2003): here it is noted
who gave it, when and how. Votes, and what is asked in money on a lot, belong to the person alone: no word carries
them (decision 0066).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from koprogo.kernel.refusals import Refused
from koprogo.neighbours.rules.modules import Module

#: One word covers what is written down in one go.
LASTS = timedelta(minutes=30)
#: What was said longer ago is asked again.
OLDEST = timedelta(days=14)
#: A neighbour lets another one write for them for a year at most, then says so again.
LONGEST = timedelta(days=366)
#: What may be written for another. Polls, messages, notices and skills are said by oneself.
SPOKEN = frozenset({Module.EXCHANGE, Module.LENDING, Module.GIFTS, Module.BOOKINGS})


class How(StrEnum):
    """How somebody said it."""

    DOOR = "door"
    PHONE = "phone"
    PAPER = "paper"
    DESK = "desk"  # at the hour when somebody sits in the hall for it


class SignsIn(Refused):
    """Who signs in writes for themselves."""

    code = "neighbours.signs_in"


class NotAllowedFor(Refused):
    """Neither an animator, nor somebody whom the neighbour let write for them today."""

    code = "neighbours.not_allowed_for"


class WordWanting(Refused):
    """What was said, on a day that is not to come and not long past."""

    code = "neighbours.word_wanting"


class WordOver(Refused):
    """The word has ended: what is written now would not be theirs."""

    code = "neighbours.word_over"


class ByOneself(Refused):
    """This is done by oneself: no word carries it."""

    code = "neighbours.by_oneself"


class PriceByOneself(Refused):
    """What costs something on a lot is asked for by whoever answers for it."""

    code = "neighbours.price_by_oneself"


class AllowedTooLong(Refused):
    """A neighbour lets another write for them from today on, for a year at most."""

    code = "neighbours.allowed_too_long"


@dataclass(frozen=True, slots=True)
class Word:
    """What a neighbour said to whoever writes it down: how, and on which day."""

    how: How
    said_on: date


def check_word(word: Word, *, today: date) -> None:
    """Let a word be written down: said today or in the fortnight before. Raises WordWanting."""
    if not today - OLDEST <= word.said_on <= today:
        raise WordWanting(field="said_on", days=OLDEST.days)


def check_speaks(*, signs_in: bool, animates: bool, allowed_until: date | None, today: date) -> None:
    """Let somebody write for a neighbour: an animator, or who was allowed up to a day.

    Raises SignsIn, NotAllowedFor.
    """
    if signs_in:
        raise SignsIn
    if not animates and (allowed_until is None or allowed_until < today):
        raise NotAllowedFor


def check_allowed(until: date, *, today: date) -> None:
    """Let a neighbour's permission last: from today on, a year at most. Raises AllowedTooLong."""
    if not today <= until <= today + LONGEST:
        raise AllowedTooLong(field="until_on", days=LONGEST.days)
