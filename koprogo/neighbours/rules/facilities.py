"""What a building shares by the hour or by the day, and the rules of each thing: wall-clock minutes, whole cents.

A room, a laundry, a guest flat: nothing of the law but the house rules decides here (CC 3.85 § 2, 3°: the use of the
common parts); this module only carries them out, the same for everybody.
"""

from dataclasses import dataclass
from enum import StrEnum

from koprogo.kernel.refusals import Refused

DAY = 24 * 60
#: A slot shorter than a quarter of an hour is no use, and a year of them must stay a short list.
SHORTEST, LONGEST_AHEAD, MOST_SLOTS, MOST_A_WEEK, LONGEST_CANCEL = 15, 365, 96, 50, 720
HIGHEST_PRICE_CENTS = 1_000_000


class FacilityKind(StrEnum):
    """What is shared."""

    ROOM = "room"
    LAUNDRY = "laundry"
    GUEST_FLAT = "guest_flat"
    CARGO_BIKE = "cargo_bike"
    PARKING = "parking"
    OTHER = "other"


class Unit(StrEnum):
    """By slots of some minutes, or by days (nights where one leaves on the next morning)."""

    SLOT = "slot"
    DAY = "day"


class UnusablePlan(Refused):
    """The hours or limits of a facility do not make a single slot, or cannot be kept."""

    code = "neighbours.unusable_plan"


class NoPriceHere(Refused):
    """A residents' group has no books: there is nobody to ask money of, so there is neither price nor deposit."""

    code = "neighbours.no_price_here"


@dataclass(frozen=True, slots=True)
class Plan:
    """When a facility may be had, and how much of it. ``opens``/``closes``: minutes since midnight, on the wall clock.

    By slots: the day is cut from ``opens`` to ``closes`` in ``slot_minutes``. By days: one comes at ``opens`` and
    leaves at ``closes``, the next morning where ``closes`` is not after ``opens``. ``weekdays``: 0 is Monday.
    ``max_slots``: how many at most in one booking. ``max_per_week``: how many bookings a resident may have in one
    week (fair use), 0 for no limit. ``cancel_hours``: until how many hours before it may be given back.
    """

    unit: Unit
    opens: int
    closes: int
    slot_minutes: int = DAY
    weekdays: frozenset[int] = frozenset(range(7))
    max_slots: int = 1
    ahead_days: int = 60
    max_per_week: int = 0
    cancel_hours: int = 0

    def __post_init__(self) -> None:
        """Raise UnusablePlan, naming the field that does not fit."""
        limits = (
            ("opens", self.opens, 0, DAY - 1),
            ("closes", self.closes, 1, DAY),
            ("max_slots", self.max_slots, 1, MOST_SLOTS),
            ("ahead_days", self.ahead_days, 1, LONGEST_AHEAD),
            ("max_per_week", self.max_per_week, 0, MOST_A_WEEK),
            ("cancel_hours", self.cancel_hours, 0, LONGEST_CANCEL),
        )
        for name, value, least, most in limits:
            if not least <= value <= most:
                raise UnusablePlan(field=name)
        if not self.weekdays or not self.weekdays <= frozenset(range(7)):
            raise UnusablePlan(field="weekdays")
        if self.unit is Unit.SLOT:
            if self.closes <= self.opens:
                raise UnusablePlan(field="closes")
            if not SHORTEST <= self.slot_minutes <= self.closes - self.opens:
                raise UnusablePlan(field="slot_minutes")

    @property
    def overnight(self) -> bool:
        """Whether one leaves on the day after the last one booked."""
        return self.unit is Unit.DAY and self.closes <= self.opens


def checked_price(cents: int, *, has_books: bool, field: str = "price") -> int:
    """The price of one slot, or a deposit, or 0 for none. Raises NoPriceHere without books, UnusablePlan."""
    if cents and not has_books:
        raise NoPriceHere(field=field)
    if not 0 <= cents <= HIGHEST_PRICE_CENTS:
        raise UnusablePlan(field=field)
    return cents
