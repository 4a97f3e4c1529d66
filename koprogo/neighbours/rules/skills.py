"""Who can help with what, and writing to them without learning their address."""

from enum import StrEnum

from koprogo.kernel.refusals import Refused

#: Messages one resident may start in a day: enough to ask around, not enough to pester.
A_DAY = 10
LONGEST = 1_500


class Field(StrEnum):
    """What a skill is about."""

    HANDS = "hands"
    SCREENS = "screens"
    LANGUAGES = "languages"
    PAPERS = "papers"
    GARDEN = "garden"
    KITCHEN = "kitchen"
    MUSIC = "music"
    SEWING = "sewing"
    SCHOOL = "school"
    BICYCLES = "bicycles"
    OTHER = "other"


class ToOneself(Refused):
    """One does not write to oneself."""

    code = "neighbours.to_oneself"


class TooMany(Refused):
    """The messages of the day are used up."""

    code = "neighbours.too_many_messages"


class CannotBeWritten(Refused):
    """Whoever this is never signs in: there is nobody to carry the message to."""

    code = "neighbours.cannot_be_written"


def check_message(*, own: bool, reachable: bool, today: int) -> None:
    """Let a message be carried. ``today``: what the writer has sent today.

    Raises ToOneself, CannotBeWritten, TooMany.
    """
    if own:
        raise ToOneself
    if not reachable:
        raise CannotBeWritten
    if today >= A_DAY:
        raise TooMany(most=A_DAY)
