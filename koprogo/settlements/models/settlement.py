"""A settlement with everything it was made of: it explains itself even when keys and holders have changed since."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from koprogo.platform.models import Bounded, TiedKey
from koprogo.settlements.rules.costs import Kind
from koprogo.settlements.rules.settlements import State


class _Days(Func):
    """[period_from, period_to], both days included."""

    function = "DATERANGE"
    output_field = DateRangeField()


class Settlement(Bounded):
    """The costs of some days, carried over to the owners by one entry. Cancelled by its mirror, kept for ever."""

    deletable = False
    updatable = ("state", "cancelled_on", "cancelled_entry")

    fiscal_year = TiedKey("ledger.FiscalYear", related_name="+")
    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    period_from = models.DateField()
    period_to = models.DateField()
    due_on = models.DateField()
    issued_on = models.DateField()
    issued_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=[(s.value, s.value) for s in State], default=State.ISSUED.value)
    entry = TiedKey("ledger.Entry", related_name="+")
    call = TiedKey("charges.FundCall", null=True, related_name="+")  # asks what the owners still owe
    cost_cents = models.BigIntegerField()
    advance_cents = models.BigIntegerField()
    working_fund_cents = models.BigIntegerField()
    reserve_fund_cents = models.BigIntegerField()
    cancelled_on = models.DateField(null=True)
    cancelled_entry = TiedKey("ledger.Entry", null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "year", "sequence"], name="settlement_number_once"),
            models.CheckConstraint(name="settlement_period", condition=Q(period_to__gte=F("period_from"))),
            ExclusionConstraint(
                name="settlement_once_a_day",
                condition=Q(state="issued"),
                expressions=[
                    ("org", RangeOperators.EQUAL),
                    (_Days("period_from", "period_to", Value("[]")), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    @property
    def number(self) -> str:
        """2026-1."""
        return f"{self.year}-{self.sequence}"


class SettlementColumn(Bounded):
    """One account by one key: what is the same for every lot."""

    append_only = True

    settlement = TiedKey(Settlement, related_name="columns")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=9, choices=[(kind.value, kind.value) for kind in Kind])
    account = TiedKey("ledger.Account", related_name="+")
    key = TiedKey("condominiums.AllocationKey", null=True, related_name="+")
    key_label = models.CharField(max_length=120, blank=True)
    total_cents = models.BigIntegerField()
    key_total = models.BigIntegerField()
    occupant_percent = models.PositiveSmallIntegerField()
    has_exempt = models.BooleanField(default=False)
    unit = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "settlement", "position"], name="settlement_column_once")]


class SettlementLine(Bounded):
    """What one holder of one lot bears of one column, with its formula; advances below zero."""

    append_only = True

    column = TiedKey(SettlementColumn, related_name="lines")
    lot = TiedKey("condominiums.Lot", related_name="+")
    party = TiedKey("condominiums.Party", related_name="+")
    weight = models.BigIntegerField()
    lot_cents = models.BigIntegerField()
    part = models.BigIntegerField()
    whole = models.BigIntegerField()
    cents = models.BigIntegerField()
    owner_cents = models.BigIntegerField()
    occupant_cents = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "column", "lot", "party"], name="settlement_line_once"),
            models.CheckConstraint(
                name="settlement_line_parts", condition=Q(cents=F("owner_cents") + F("occupant_cents"))
            ),
        ]
        indexes = [models.Index(fields=["org", "party"], name="settlement_line_party")]


class SettlementNotice(Bounded):
    """What one party reads: its lots together, what it owed before apart, its two letters once they are written.

    ``days``: what each of its lots was held, for the letter (lot number, first and last day). ``meters``: readings.
    """

    deletable = False
    updatable = ("letter_id", "tenant_letter_id", "mailing_id")

    settlement = TiedKey(Settlement, related_name="notices")
    party = TiedKey("condominiums.Party", related_name="+")
    position = models.PositiveIntegerField()
    lots = models.JSONField()
    meters = models.JSONField(default=list)
    cost_cents = models.BigIntegerField()
    owner_cents = models.BigIntegerField()
    occupant_cents = models.BigIntegerField()
    advance_cents = models.BigIntegerField()
    balance_cents = models.BigIntegerField()
    opening_cents = models.BigIntegerField()  # owed at the start of the period
    called_cents = models.BigIntegerField()  # called since then, whatever for
    paid_cents = models.BigIntegerField()  # paid since then
    other_cents = models.BigIntegerField()  # other entries on the account since then
    before_cents = models.BigIntegerField()  # owed just before this settlement
    reserve_cents = models.BigIntegerField()  # contributions to the reserve fund called in the period
    working_share_cents = models.BigIntegerField()
    reserve_share_cents = models.BigIntegerField()
    letter_id = models.UUIDField(null=True)
    tenant_letter_id = models.UUIDField(null=True)
    mailing_id = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "settlement", "party"], name="settlement_notice_once")]
        indexes = [models.Index(fields=["org", "party"], name="settlement_notice_party")]

    @property
    def to_pay_cents(self) -> int:
        """What is owed in all: the settlement and what stood before it."""
        return self.balance_cents + self.before_cents
