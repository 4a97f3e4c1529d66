"""The closing of a year: its accruals, how far it is, and its balances frozen for ever."""

from django.db import models
from django.db.models import Q

from koprogo.closing.rules.accruals import Kind, State
from koprogo.closing.rules.closing import ResultRule
from koprogo.platform.models import Bounded, TiedKey


class Accrual(Bounded):
    """What belongs to another year: booked on the last day and reversed on the first of the next, or left aside.

    ``source``: what in the books suggested it (a line, a supplier); empty when a person wrote it.
    """

    deletable = False
    updatable = ("state", "undo_entry", "undo_reversal", "undone_at")

    fiscal_year = TiedKey("ledger.FiscalYear", related_name="+")
    sequence = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=15, choices=[(k.value, k.value) for k in Kind])
    state = models.CharField(max_length=9, choices=[(s.value, s.value) for s in State])
    source = models.CharField(max_length=140, blank=True)
    label = models.CharField(max_length=200)
    reason = models.CharField(max_length=200, blank=True)  # why a proposal was left aside
    account = TiedKey("ledger.Account", related_name="+")
    party = TiedKey("condominiums.Party", null=True, related_name="+")
    cents = models.BigIntegerField()
    entry = TiedKey("ledger.Entry", null=True, related_name="+")
    reversal = TiedKey("ledger.Entry", null=True, related_name="+")
    undo_entry = TiedKey("ledger.Entry", null=True, related_name="+")
    undo_reversal = TiedKey("ledger.Entry", null=True, related_name="+")
    decided_at = models.DateTimeField()
    decided_by_id = models.UUIDField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "fiscal_year", "sequence"], name="accrual_number_once"),
            models.UniqueConstraint(
                fields=["org", "fiscal_year", "source"],
                name="accrual_source_once",
                condition=~Q(source="") & ~Q(state="undone"),
            ),
            models.CheckConstraint(name="accrual_positive", condition=Q(cents__gt=0)),
            models.CheckConstraint(
                name="accrual_in_two_entries",
                condition=Q(state="dismissed") | Q(entry__isnull=False, reversal__isnull=False) | Q(state="undone"),
            ),
        ]

    @property
    def number(self) -> str:
        """2026-3."""
        return f"{self.fiscal_year.code}-{self.sequence}"


class YearClosing(Bounded):
    """How far the closing of one year is. Its stage follows from its days; its figures never change once closed.

    ``faults``: how many the last proof of the books found; ``proved_at``: when that was.
    """

    deletable = False

    fiscal_year = TiedKey("ledger.FiscalYear", related_name="+")
    proved_at = models.DateTimeField(null=True)
    faults = models.PositiveIntegerField(default=0)
    seen = models.JSONField(default=dict)  # what was looked at with the proof: proposals, days without settlement …
    preclosed_at = models.DateTimeField(null=True)
    result_rule = models.CharField(max_length=7, choices=[(r.value, r.value) for r in ResultRule], blank=True)
    result_cents = models.BigIntegerField(default=0)
    carry_entry = TiedKey("ledger.Entry", null=True, related_name="+")
    approved_on = models.DateField(null=True)
    decision = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by_id = models.UUIDField(null=True)
    fingerprint = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "fiscal_year"], name="year_closing_once"),
            models.CheckConstraint(
                name="year_closing_in_order",
                condition=Q(closed_at__isnull=True)
                | Q(preclosed_at__isnull=False, approved_on__isnull=False) & ~Q(decision="") & ~Q(fingerprint=""),
            ),
        ]


class ClosedBalance(Bounded):
    """One account of a closed year, as it was: in cents, balances debit minus credit."""

    append_only = True

    closing = TiedKey(YearClosing, related_name="balances")
    account = TiedKey("ledger.Account", related_name="+")
    code = models.CharField(max_length=12)
    opening_cents = models.BigIntegerField()
    debit_cents = models.BigIntegerField()
    credit_cents = models.BigIntegerField()
    closing_cents = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "closing", "account"], name="closed_balance_once"),
            models.CheckConstraint(
                name="closed_balance_adds_up",
                condition=Q(
                    closing_cents=models.F("opening_cents") + models.F("debit_cents") - models.F("credit_cents")
                ),
            ),
        ]
