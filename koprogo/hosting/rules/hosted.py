"""What may become of a hosted condominium: suspended it reads and leaves, and whoever is let in is let out again."""

from datetime import date, timedelta

from koprogo.kernel.refusals import Refused

#: Support looks into a building for a question, not for a season.
LONGEST_DAYS = 7
#: From the day a closing is asked for, everything stays readable and can be taken along.
CLOSING_DAYS = 30


class ReasonMissing(Refused):
    """An access of support, a suspension or a closing is explained to the building."""

    code = "hosting.reason_missing"


class AccessTooLong(Refused):
    """Support is let in for one to seven days."""

    code = "hosting.access_too_long"


def support_ends(starts_on: date, *, days: int, reason: str) -> date:
    """The first day on which support is out again. Raises `ReasonMissing`, `AccessTooLong`."""
    check_reason(reason)
    if not 1 <= days <= LONGEST_DAYS:
        raise AccessTooLong(days=days, most=LONGEST_DAYS)
    return starts_on + timedelta(days=days)


def check_reason(reason: str) -> None:
    """Raises `ReasonMissing`."""
    if not reason.strip():
        raise ReasonMissing


def closes_on(today: date) -> date:
    """The first day on which a condominium that leaves today is no longer hosted."""
    return today + timedelta(days=CLOSING_DAYS)
