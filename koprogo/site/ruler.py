"""The ruler of legal dates and due dates: which days come next, in order. Pure: the words are the page's."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

SHOWN = 5
#: An owner's item reaches the syndic at least three weeks before the fortnight begins (CC 3.87 § 3).
ITEMS_BEFORE = timedelta(days=21)
#: Further than a year away nothing is a date to keep in mind.
HORIZON = timedelta(days=366)


class Mark(StrEnum):
    """What a date is."""

    CALL = "call"
    DRAFT = "draft"
    MANDATE = "mandate"
    ASSEMBLY_ITEMS = "assembly_items"
    ASSEMBLY = "assembly"
    SESSION = "session"


@dataclass(frozen=True, slots=True)
class Date:
    """One day to keep in mind. ``subject``: a call's title, a role, an hour; ``number``: a call's, an assembly's."""

    on: date
    mark: Mark
    subject: str = ""
    number: str = ""


def fortnight(month_day: str, *, today: date) -> date | None:
    """The next first day of the assembly's yearly fortnight, given as "MM-DD" (CC 3.87 § 2); None when unknown."""
    if not month_day:
        return None
    this_year = date.fromisoformat(f"{today.year}-{month_day}")
    return this_year if this_year >= today else date.fromisoformat(f"{today.year + 1}-{month_day}")


def assembly(month_day: str, *, today: date) -> list[Date]:
    """The dates that the yearly fortnight brings."""
    first = fortnight(month_day, today=today)
    if first is None:
        return []
    return [Date(first - ITEMS_BEFORE, Mark.ASSEMBLY_ITEMS), Date(first, Mark.ASSEMBLY)]


def coming(dates: Iterable[Date], *, today: date) -> tuple[Date, ...]:
    """The next dates from today on, nearest first, five at most, none beyond a year."""
    near = (one for one in dates if today <= one.on <= today + HORIZON)
    return tuple(sorted(near, key=lambda one: (one.on, one.mark.value, one.number)))[:SHOWN]
