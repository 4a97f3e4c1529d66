"""What has been paid of each invoice. Rows are added, never changed: taking back is a row with the other sign."""

from django.db import models
from django.db.models import Q

from koprogo.platform.models import Bounded, TiedKey
from koprogo.purchases.models.invoice import Invoice


class InvoicePayment(Bounded):
    """Cents put against an invoice (or got back on a credit note) by a movement of the bank or by setting one against
    the other. ``source_id``: the bank reconciliation, or the pair that was set off."""

    append_only = True

    class Source(models.TextChoices):
        BANK = "bank"
        OFFSET = "offset"

    invoice = TiedKey(Invoice, related_name="payments")
    cents = models.BigIntegerField()
    on = models.DateField()
    source = models.CharField(max_length=6, choices=Source.choices)
    source_id = models.UUIDField()

    class Meta:
        constraints = [models.CheckConstraint(name="invoice_payment_not_zero", condition=~Q(cents=0))]
        indexes = [
            models.Index(fields=["org", "source_id"], name="invoice_payment_org_source"),
            models.Index(fields=["org", "invoice"], name="invoice_payment_org_invoice"),
        ]


class WithholdingCheck(Bounded):
    """What checkobligationderetenue.be said of a contractor on a day, and the cents to keep back (law 7.7)."""

    append_only = True

    invoice = TiedKey(Invoice, related_name="withholdings")
    checked_on = models.DateField()
    social_debts = models.BooleanField()
    tax_debts = models.BooleanField()
    social_cents = models.BigIntegerField()
    tax_cents = models.BigIntegerField()
    supplier_cents = models.BigIntegerField()
    at = models.DateTimeField()
    by_id = models.UUIDField(null=True)
    by = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="withholding_positive",
                condition=Q(social_cents__gte=0, tax_cents__gte=0, supplier_cents__gte=0),
            ),
        ]
        indexes = [models.Index(fields=["org", "invoice", "at"], name="withholding_org_invoice")]
