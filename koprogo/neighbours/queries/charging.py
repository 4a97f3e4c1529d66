"""Bookings with a price that are not in the books yet: what whoever keeps the books needs, and nothing else of it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from koprogo.neighbours.models import Booking
from koprogo.neighbours.rules.bookings import BookingState
from koprogo.neighbours.rules.slots import BRUSSELS
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class ToCharge:
    """One booking that took place: the lot, the facility, the day, the amount in cents. No name, no hour."""

    booking_id: UUID
    lot_id: UUID
    lot: str
    facility: str
    on: date
    cents: int
    by_occupant: bool


@dataclass(frozen=True, slots=True)
class Month:
    """What one month has to book. ``month``: its first day."""

    month: date
    rows: tuple[ToCharge, ...]

    @property
    def cents(self) -> int:
        """The sum, in cents."""
        return sum(row.cents for row in self.rows)


def months(access: Access) -> list[Month]:
    """What took place and is not in the books, month by month, the oldest first (one query)."""
    found = Booking.objects.filter(
        org_id=access.org_id,
        state=BookingState.BOOKED,
        price_cents__gt=0,
        ends_at__lte=access.now,
        charges__isnull=True,
    )
    columns = ("id", "lot_id", "lot__number", "facility__name", "starts_at", "price_cents", "by_occupant")
    return grouped(found.order_by("starts_at", "id").values_list(*columns))


def grouped(rows: Iterable[tuple[UUID, UUID, str, str, datetime, int, bool]]) -> list[Month]:
    """Rows by the month in Brussels in which they began."""
    found: dict[date, list[ToCharge]] = defaultdict(list)
    for booking_id, lot_id, lot, facility, starts_at, cents, occupant in rows:
        on = starts_at.astimezone(BRUSSELS).date()
        found[on.replace(day=1)].append(ToCharge(booking_id, lot_id, lot, facility, on, cents, occupant))
    return [Month(month, tuple(ones)) for month, ones in sorted(found.items())]
