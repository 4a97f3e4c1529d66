"""What the building shares, who has it when, who waits for it, and what went into the books or was kept."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from koprogo.neighbours.rules.bookings import TAKING, BookingState, WaitingState
from koprogo.neighbours.rules.facilities import FacilityKind, Plan, Unit
from koprogo.platform.models import Bounded, TiedKey


class _Instants(Func):
    """[starts_at, ends_at) as PostgreSQL sees it."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class Facility(Bounded):
    """One shared thing with its rules (rules.facilities.Plan).

    ``price_cents``: of one slot. ``deposit_cents``: what may be kept of one booking after a damage. 0 for none.
    """

    deletable = False

    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in FacilityKind])
    name = models.CharField(max_length=80)
    text = models.TextField(blank=True)  # where it is, where the key is, what to leave as one found it
    unit = models.CharField(max_length=4, choices=[(u.value, u.value) for u in Unit])
    opens = models.PositiveSmallIntegerField()  # minutes of the wall clock
    closes = models.PositiveSmallIntegerField()
    slot_minutes = models.PositiveSmallIntegerField()
    weekdays = models.CharField(max_length=7)  # "0123456": 0 is Monday
    max_slots = models.PositiveSmallIntegerField()
    ahead_days = models.PositiveSmallIntegerField()
    max_per_week = models.PositiveSmallIntegerField()  # 0: no limit
    cancel_hours = models.PositiveSmallIntegerField()
    price_cents = models.PositiveIntegerField(default=0)
    deposit_cents = models.PositiveIntegerField(default=0)
    added_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)  # no longer to be had

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "name"], name="facility_name_once"),
            models.CheckConstraint(
                name="facility_plan",
                condition=Q(opens__lt=1440, closes__gte=1, closes__lte=1440, max_slots__gte=1, ahead_days__gte=1)
                & (Q(unit=Unit.DAY) | Q(closes__gt=F("opens"), slot_minutes__gte=15)),
            ),
        ]

    @property
    def plan(self) -> Plan:
        """Its rules, as the pure part of the product knows them."""
        return Plan(
            unit=Unit(self.unit),
            opens=self.opens,
            closes=self.closes,
            slot_minutes=self.slot_minutes,
            weekdays=frozenset(int(one) for one in self.weekdays),
            max_slots=self.max_slots,
            ahead_days=self.ahead_days,
            max_per_week=self.max_per_week,
            cancel_hours=self.cancel_hours,
        )


class Booking(Bounded):
    """One facility for some hours. Price and deposit are those of the day of booking. Two never share an instant."""

    updatable = ("state", "held_until", "ended_at")
    deletable = False

    facility = TiedKey(Facility, related_name="bookings")
    resident = TiedKey("neighbours.Resident", related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    slots = models.PositiveSmallIntegerField()
    price_cents = models.PositiveIntegerField()
    deposit_cents = models.PositiveIntegerField(default=0)
    lot = TiedKey("condominiums.Lot", null=True, related_name="+")  # whose private cost the price becomes
    by_occupant = models.BooleanField(default=False)  # who booked lives there without holding the lot
    state = models.CharField(max_length=9, choices=[(s.value, s.value) for s in BookingState])
    held_until = models.DateTimeField(null=True)
    series_id = models.UUIDField(null=True)  # weekly bookings made together
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # given back, or not taken

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="booking_never_double",
                condition=Q(state__in=[state.value for state in TAKING]),
                expressions=[
                    ("org", RangeOperators.EQUAL),
                    ("facility", RangeOperators.EQUAL),
                    (_Instants("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(name="booking_times", condition=Q(ends_at__gt=F("starts_at"), slots__gte=1)),
            models.CheckConstraint(
                name="booking_lot", condition=Q(price_cents=0, deposit_cents=0) | Q(lot__isnull=False)
            ),
            models.CheckConstraint(
                name="booking_held", condition=~Q(state=BookingState.HELD) | Q(held_until__isnull=False)
            ),
        ]
        indexes = [
            models.Index(fields=["org", "facility", "starts_at"], name="booking_org_facility"),
            models.Index(fields=["org", "resident", "starts_at"], name="booking_org_resident"),
        ]


class WaitingPlace(Bounded):
    """A place in line for hours that somebody else has. ``booking``: what is held, or was had, from it."""

    updatable = ("state", "booking")
    deletable = False

    facility = TiedKey(Facility, related_name="waiting")
    resident = TiedKey("neighbours.Resident", related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    slots = models.PositiveSmallIntegerField()
    lot = TiedKey("condominiums.Lot", null=True, related_name="+")
    by_occupant = models.BooleanField(default=False)
    state = models.CharField(max_length=9, choices=[(s.value, s.value) for s in WaitingState])
    booking = TiedKey(Booking, null=True, related_name="places")
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["org", "facility", "resident", "starts_at"],
                condition=Q(state__in=[WaitingState.WAITING.value, WaitingState.OFFERED.value]),
                name="waiting_place_once",
            ),
        ]
        indexes = [models.Index(fields=["org", "facility", "starts_at", "asked_at"], name="waiting_org_facility")]


class BookingCharge(Bounded):
    """A booking that went into the books as a private cost of a lot: once, by the unique constraint."""

    append_only = True

    booking = TiedKey(Booking, related_name="charges")
    entry = TiedKey("ledger.Entry", related_name="+")
    amount_cents = models.PositiveIntegerField()
    booked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "booking"], name="booking_charged_once")]


class DepositRetention(Bounded):
    """What was kept of the deposit of one booking, and why; once, unless it was undone by a counter-entry."""

    updatable = ("undo_entry", "undone_at", "undone_why")
    deletable = False

    booking = TiedKey(Booking, related_name="retentions")
    entry = TiedKey("ledger.Entry", related_name="+")
    amount_cents = models.PositiveIntegerField()
    reason = models.TextField()  # for the syndic and the booker, nobody else: it is not in the books
    retained_at = models.DateTimeField()
    undo_entry = TiedKey("ledger.Entry", null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_why = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["org", "booking"], condition=Q(undone_at__isnull=True), name="deposit_retained_once"
            ),
            models.CheckConstraint(name="deposit_something", condition=Q(amount_cents__gte=1) & ~Q(reason="")),
            models.CheckConstraint(
                name="deposit_undone",
                condition=Q(undone_at__isnull=True, undo_entry__isnull=True)
                | Q(undone_at__isnull=False, undo_entry__isnull=False),
            ),
        ]
