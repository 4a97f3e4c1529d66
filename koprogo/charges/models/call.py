"""A call for funds: its parts (what), its lines (per lot), its notices (per owner)."""

from django.db import models
from django.db.models import F, Q

from koprogo.charges.rules.calls import EXPLICIT, CallKind, State
from koprogo.platform.models import Bounded, TiedKey


class FundCall(Bounded):
    """One call. Its lines and notices exist from the moment it is sent, and never change after that.

    ``entry`` is the call's own entry, but for a settlement's balance: that is the settlement's.
    """

    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    period_from = models.DateField(null=True)
    period_to = models.DateField(null=True)  # last day
    due_on = models.DateField()
    decision = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in State], default=State.DRAFT)
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    issued_on = models.DateField(null=True)
    entry = TiedKey("ledger.Entry", null=True, related_name="+")
    cancelled_on = models.DateField(null=True)
    cancel_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "year", "sequence"], name="fund_call_number_once"),
            models.CheckConstraint(
                name="fund_call_period", condition=Q(period_to__isnull=True) | Q(period_to__gte=F("period_from"))
            ),
        ]
        indexes = [models.Index(fields=["org", "due_on", "id"], name="fund_call_org_due")]

    @property
    def number(self) -> str:
        """2026-4."""
        return f"{self.year}-{self.sequence}"


class CallPart(Bounded):
    """One thing that is called for, by one key: running costs, the reserve, works. No key: line by line.

    ``total_cents`` is what the lines make; of a draft that is a step of a year, what they will make to some cents.
    """

    call = TiedKey(FundCall, models.CASCADE, related_name="parts")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in CallKind])
    label = models.CharField(max_length=120)
    key = TiedKey("condominiums.AllocationKey", null=True, related_name="+")
    total_cents = models.BigIntegerField()
    # Step so much of so many of a year's sum (rules.spread): empty where the total is called at once.
    year_cents = models.BigIntegerField(null=True)
    step = models.PositiveSmallIntegerField(null=True)
    steps = models.PositiveSmallIntegerField(null=True)
    deducts = models.JSONField(default=list)  # ids of calls whose lines come off the year first

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="call_part_step",
                condition=Q(year_cents__isnull=True, step__isnull=True, steps__isnull=True)
                | Q(year_cents__gt=0, step__gte=1, steps__gte=F("step")),
            ),
            models.UniqueConstraint(fields=["org", "call", "position"], name="call_part_once"),
            models.CheckConstraint(
                name="call_part_positive", condition=Q(total_cents__gt=0) | Q(kind=CallKind.SETTLEMENT.value)
            ),
            models.CheckConstraint(
                name="call_part_key",
                condition=Q(key__isnull=True, kind__in=sorted(EXPLICIT))
                | Q(key__isnull=False) & ~Q(kind__in=sorted(EXPLICIT)),
            ),
        ]


class CallLine(Bounded):
    """What one lot pays of one part: the formula is kept with the result, as it was on the day.

    Two parties may have held a lot in the days of one settlement: then each has a line.
    """

    append_only = True

    call = TiedKey(FundCall, related_name="lines")
    part = TiedKey(CallPart, related_name="lines")
    lot = TiedKey("condominiums.Lot", related_name="+")
    party = TiedKey("condominiums.Party", related_name="+")
    weight = models.PositiveBigIntegerField(null=True)  # empty where there is no key
    key_total = models.PositiveBigIntegerField(null=True)
    amount_cents = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "part", "lot", "party"], name="call_line_once")]


class CallNotice(Bounded):
    """What one owner is asked for in one call, under one structured communication of its own."""

    updatable = ("letter_id", "mailing_id", "cancel_letter_id")
    deletable = False
    holds_reference = True

    class Channel(models.TextChoices):
        EMAIL = "email"
        POST = "post"

    call = TiedKey(FundCall, related_name="notices")
    party = TiedKey("condominiums.Party", related_name="+")
    structured_reference = models.CharField(max_length=12)
    amount_cents = models.BigIntegerField()
    channel = models.CharField(max_length=5, choices=Channel.choices)
    letter_id = models.UUIDField(null=True)
    mailing_id = models.UUIDField(null=True)
    cancel_letter_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "call", "party"], name="notice_once"),
            models.UniqueConstraint(fields=["org", "structured_reference"], name="notice_reference_once"),
        ]
        indexes = [models.Index(fields=["org", "party", "call"], name="notice_org_party")]
