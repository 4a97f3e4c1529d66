"""What has been paid of each notice. Rows are added, never changed: taking back is a row with the other sign."""

from django.db import models
from django.db.models import Q

from koprogo.charges.models.call import CallNotice
from koprogo.platform.models import Bounded, TiedKey


class NoticeSettlement(Bounded):
    """Cents put against a notice by a payment, an advance or their undoing (negative)."""

    append_only = True

    class Source(models.TextChoices):
        PAYMENT = "payment"
        ADVANCE = "advance"
        RECALL = "recall"
        CORRECTION = "correction"

    notice = TiedKey(CallNotice, related_name="settlements")
    cents = models.BigIntegerField()
    on = models.DateField()
    source = models.CharField(max_length=10, choices=Source.choices)
    source_id = models.UUIDField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(name="settlement_not_zero", condition=~Q(cents=0))]
        indexes = [models.Index(fields=["org", "source_id"], name="settlement_org_source")]
