"""Invoices that come back: what to propose, how often, until when."""

from django.db import models
from django.db.models import F, Q

from koprogo.platform.models import Bounded, TiedKey
from koprogo.purchases.models.invoice import Invoice
from koprogo.purchases.rules.recurrence import Interval


class RecurringInvoice(Bounded):
    """A series of invoices like ``pattern``. ``done``: how many periods from the first have been proposed.

    ``amount_known``: the amount of the pattern is that of each period; else somebody confirms it on each draft.
    """

    deletable = False

    pattern = TiedKey(Invoice, related_name="patterns")
    title = models.CharField(max_length=120)
    interval = models.CharField(max_length=9, choices=[(i.value, i.value) for i in Interval])
    first_on = models.DateField()
    until = models.DateField(null=True)  # no period begins after it
    done = models.PositiveIntegerField(default=0)
    amount_known = models.BooleanField(default=True)
    set_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="recurring_invoice_until", condition=Q(until__isnull=True) | Q(until__gte=F("first_on"))
            ),
        ]
        indexes = [models.Index(fields=["org", "stopped_at"], name="recurring_invoice_org_stopped")]
