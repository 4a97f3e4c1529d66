"""The price lists that the members voted: public, dated, added to and never changed."""

from django.db import models

from koprogo.kernel.identifiers import uuid7
from koprogo.platform.models import GlobalKey


class PriceList(models.Model):
    """Price, quotas, keys of the surplus and prices of the infrastructure from a day on. ``keys``: name -> percent;
    ``infrastructure``: tiers, DNS and storage in millicents. Of several for one day the last published holds: it was
    made from the one before, so that decisions of one evening add up."""

    append_only = True

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    valid_from = models.DateField(db_index=True)
    decided_by = models.CharField(max_length=200, blank=True)
    decided_url = models.CharField(max_length=300, blank=True)
    stored_bytes = models.BigIntegerField()
    users = models.PositiveIntegerField()
    requests = models.PositiveIntegerField()
    keys = models.JSONField()
    infrastructure = models.JSONField()
    source = models.CharField(max_length=300)
    published_at = models.DateTimeField()


class Plan(models.Model):
    """What one plan costs a month under one list, and how soon it is answered."""

    append_only = True

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    price_list = GlobalKey(PriceList, related_name="plans")
    code = models.CharField(max_length=16)
    month_cents = models.PositiveIntegerField()
    answer_hours = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["price_list", "code"], name="plan_once_a_list")]
