"""Which condominium was told what about which month: each threshold of each meter once."""

from django.db import models

from koprogo.kernel.identifiers import uuid7
from koprogo.platform.models import GlobalKey, Org


class QuotaWarning(models.Model):
    """One threshold (80 or 100 percent) of one meter in one month. ``month``: its first day."""

    append_only = True

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    org = GlobalKey(Org, related_name="+")
    month = models.DateField()
    meter = models.CharField(max_length=8)
    percent = models.PositiveSmallIntegerField()
    told_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "month", "meter", "percent"], name="quota_warning_once")]
