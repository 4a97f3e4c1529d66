"""Deposits of bookings that took place: of which something may be kept, what was kept, and what the booker reads."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, FilteredRelation, Q, QuerySet

from koprogo.kernel.refusals import NotFound
from koprogo.neighbours.models import Booking, DepositRetention
from koprogo.neighbours.queries import facilities
from koprogo.neighbours.queries.facilities import Mine
from koprogo.neighbours.rules import deposits as rules
from koprogo.neighbours.rules.bookings import BookingState
from koprogo.neighbours.rules.slots import Span
from koprogo.platform.access import Access

#: How long what was kept stays in sight.
_SHOWN = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Open:
    """A use of which something may be kept: the lot, the thing, its hours, the deposit. No name.

    The hours are there, unlike in what is charged: a damage is somebody's by the hour at which it was found.
    """

    booking_id: UUID
    lot: str
    by_occupant: bool
    name: str
    span: Span
    cents: int

    @property
    def until(self) -> datetime:
        """Until when."""
        return rules.until(self.span.ends_at)


@dataclass(frozen=True, slots=True)
class Kept:
    """What was kept of a deposit, and why. ``undone_at``: when that was taken back."""

    retention_id: UUID
    lot: str
    by_occupant: bool
    name: str
    span: Span
    deposit_cents: int
    cents: int
    reason: str
    retained_at: datetime
    undone_at: datetime | None
    undone_why: str


@dataclass(frozen=True, slots=True)
class MyDeposit:
    """A use of the reader's with its deposit: kept of it, or nothing so far. ``until``: until when it may be."""

    name: str
    span: Span
    deposit_cents: int
    until: datetime
    cents: int
    reason: str


def over(access: Access) -> QuerySet[Booking]:
    """The bookings that took place with a deposit of which something may still be kept."""
    return Booking.objects.filter(
        org_id=access.org_id,
        state=BookingState.BOOKED,
        deposit_cents__gt=0,
        ends_at__lte=access.now,
        ends_at__gte=rules.since(access.now),
    )


def may_keep(access: Access) -> list[Open]:
    """Of what something may be kept, the latest first (one query)."""
    standing = DepositRetention.objects.filter(org_id=access.org_id, undone_at__isnull=True)
    rows = over(access).exclude(id__in=standing.values("booking_id")).select_related("lot", "facility")
    return [_open(row) for row in rows.order_by("-ends_at", "-id")]


def one(access: Access, *, booking_id: UUID) -> Open:
    """One use with a deposit, whatever its time (one query). Raises NotFound."""
    found = Booking.objects.filter(org_id=access.org_id, id=booking_id, deposit_cents__gt=0)
    row = found.select_related("lot", "facility").first()
    if row is None:
        raise NotFound(what="booking")
    return _open(row)


def _open(row: Booking) -> Open:
    assert row.lot is not None, "a deposit stands on a lot"
    span = Span(row.starts_at, row.ends_at)
    return Open(row.id, row.lot.number, row.by_occupant, row.facility.name, span, row.deposit_cents)


def kept(access: Access) -> list[Kept]:
    """What was kept in the last year, the latest first (one query)."""
    rows = DepositRetention.objects.filter(org_id=access.org_id, retained_at__gte=access.now - _SHOWN)
    found = rows.select_related("booking__lot", "booking__facility").order_by("-retained_at", "-id")
    return [_kept(row) for row in found]


def kept_one(access: Access, *, retention_id: UUID) -> Kept:
    """What was kept once (one query). Raises NotFound."""
    rows = DepositRetention.objects.filter(org_id=access.org_id, id=retention_id)
    row = rows.select_related("booking__lot", "booking__facility").first()
    if row is None:
        raise NotFound(what="retention")
    return _kept(row)


def _kept(row: DepositRetention) -> Kept:
    use = _open(row.booking)
    return Kept(
        row.id,
        use.lot,
        use.by_occupant,
        use.name,
        use.span,
        use.cents,
        row.amount_cents,
        row.reason,
        row.retained_at,
        row.undone_at,
        row.undone_why,
    )


def mine(access: Access, *, me_id: UUID) -> tuple[list[Mine], list[MyDeposit]]:
    """The reader's bookings to come, and past uses whose deposit is open or of which something is kept (one query)."""
    past = Q(
        state=BookingState.BOOKED,
        deposit_cents__gt=0,
        ends_at__lte=access.now,
        ends_at__gte=access.now - _SHOWN - rules.TIME_TO_LOOK,
    )
    kept = FilteredRelation("retentions", condition=Q(retentions__undone_at__isnull=True))
    rows = facilities.rows_of(access, me_id=me_id).filter(facilities.coming(access) | past)
    rows = rows.annotate(kept=kept, kept_cents=F("kept__amount_cents"), kept_why=F("kept__reason"))
    ahead: list[Mine] = []
    behind: list[MyDeposit] = []
    for row in rows.order_by("starts_at"):
        if row.ends_at > access.now:
            ahead.append(facilities.read_mine(row))
            continue
        until = rules.until(row.ends_at)
        if row.kept_cents is not None or until >= access.now:
            span = Span(row.starts_at, row.ends_at)
            kept_of = (row.deposit_cents, until, row.kept_cents or 0, row.kept_why or "")
            behind.insert(0, MyDeposit(row.facility.name, span, *kept_of))
    return ahead, behind
