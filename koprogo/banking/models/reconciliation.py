"""What a movement was booked as. A row is added by each confirmation; taking it back only fills its end."""

from django.db import models
from django.db.models import Q

from koprogo.banking.models.statement import BankTransaction
from koprogo.banking.rules.choices import Kind
from koprogo.platform.models import Bounded, TiedKey


class Reconciliation(Bounded):
    """One confirmation of one movement, with its entry. A movement has at most one that stands.

    ``batch_id`` ties together what one click confirmed, so that one click undoes it.
    """

    deletable = False
    updatable = ("undone_at", "undo_entry")

    transaction = TiedKey(BankTransaction, related_name="reconciliations")
    kind = models.CharField(max_length=13, choices=[(k.value, k.value) for k in Kind])
    party = TiedKey("condominiums.Party", null=True, related_name="+")
    notice = TiedKey("charges.CallNotice", null=True, related_name="+")
    invoice = TiedKey("purchases.Invoice", null=True, related_name="+")
    label = models.CharField(max_length=200, blank=True)
    entry = TiedKey("ledger.Entry", related_name="+")
    batch_id = models.UUIDField()
    confirmed_at = models.DateTimeField()
    confirmed_by_id = models.UUIDField(null=True)
    undone_at = models.DateTimeField(null=True)
    undo_entry = TiedKey("ledger.Entry", null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["org", "transaction"], name="movement_booked_once", condition=Q(undone_at__isnull=True)
            ),
            models.CheckConstraint(
                name="undone_whole",
                condition=Q(undone_at__isnull=True, undo_entry__isnull=True)
                | Q(undone_at__isnull=False, undo_entry__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["org", "batch_id"], name="reconciliation_org_batch")]


class ReceiptPart(Bounded):
    """What one receipt paid of one notice, on each of the two owners' accounts: the entry's lines, per notice."""

    append_only = True

    reconciliation = TiedKey(Reconciliation, related_name="parts")
    notice = TiedKey("charges.CallNotice", related_name="+")
    charges_cents = models.BigIntegerField()
    reserve_cents = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "reconciliation", "notice"], name="receipt_part_once"),
            models.CheckConstraint(
                name="receipt_part_positive",
                condition=Q(charges_cents__gte=0, reserve_cents__gte=0)
                & (Q(charges_cents__gt=0) | Q(reserve_cents__gt=0)),
            ),
        ]
