"""What was counted: a row for each condominium and day, in Brussels. Sums only, never who did what."""

from django.db import models

from koprogo.kernel.identifiers import uuid7
from koprogo.platform.models import GlobalKey, Org


class UsageDay(models.Model):
    """One day of one condominium. ``cpu_ms``: processor time of its pages in the web process; ``users`` (with access)
    and ``stored_bytes`` are measured at night, None before."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    org = GlobalKey(Org, related_name="+")
    day = models.DateField()
    requests = models.BigIntegerField(default=0)
    bytes_out = models.BigIntegerField(default=0)
    cpu_ms = models.BigIntegerField(default=0)
    users = models.PositiveIntegerField(null=True)
    stored_bytes = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "day"], name="usage_org_day_once")]
        indexes = [models.Index(fields=["day"], name="usage_day")]


class MeterFlush(models.Model):
    """The last packet of counts that each web process handed in: a packet that comes twice is counted once."""

    worker = models.UUIDField(primary_key=True)
    sequence = models.BigIntegerField()
    at = models.DateTimeField()
