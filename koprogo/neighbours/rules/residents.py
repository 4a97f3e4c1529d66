"""A resident: known to the others by a name of their choice, equal whether they own or rent."""

from enum import StrEnum

from koprogo.kernel.refusals import Refused

#: Long enough for « La famille du troisième », short enough for a card.
LONGEST = 40


class Came(StrEnum):
    """How somebody became a resident here. Not shown: owner or tenant makes no difference among neighbours."""

    MEMBER = "member"  # had a door already: owns or lives there
    HALL = "hall"
    LETTER = "letter"
    FOUNDER = "founder"
    TOLD = "told"  # never signs in: an animator writes for them


class Agreement(StrEnum):
    """What a resident reads and accepts once, before the act it is about."""

    HOUSE = "house"
    EXCHANGE = "exchange"
    LENDING = "lending"


class NotResident(Refused):
    """Who asks has not chosen a name among the neighbours yet."""

    code = "neighbours.not_resident"


class PseudonymEmpty(Refused):
    """A name of nothing but spaces."""

    code = "neighbours.pseudonym_empty"


class PseudonymTaken(Refused):
    """Another resident is known by that name."""

    code = "neighbours.pseudonym_taken"


class AlreadyResident(Refused):
    """This person has a name among the neighbours already."""

    code = "neighbours.already_resident"


class LastAnimator(Refused):
    """The only animator of a group in which others remain names another one before leaving."""

    code = "neighbours.last_animator"


def pseudonym(text: str) -> str:
    """A name as it is shown: single spaces, at most 40 characters. Raises PseudonymEmpty."""
    name = " ".join(text.split())[:LONGEST].strip()
    if not name:
        raise PseudonymEmpty(field="pseudonym")
    return name


def compared(name: str) -> str:
    """What makes two names the same one: capitals do not."""
    return name.casefold()
