"""Allocation keys: who pays which part of what, by which article of the deed, from when to when."""

from django.db import models
from django.db.models import F, Q

from koprogo.condominiums.models.lot import Lot
from koprogo.platform.models import Bounded, TiedKey


class AllocationKey(Bounded):
    """A dated set of whole weights. The key of kind SHARES is the deed's own: the votes and the default for costs."""

    class Kind(models.TextChoices):
        SHARES = "shares"
        WEIGHTS = "weights"
        EQUAL = "equal"

    code = models.SlugField(max_length=40)
    label = models.CharField(max_length=120)
    label_2 = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=7, choices=Kind.choices)
    total = models.PositiveBigIntegerField()
    deed_article = models.CharField(max_length=120, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)  # first day it no longer holds
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "code", "valid_from"], name="key_version_once"),
            models.CheckConstraint(name="key_total_positive", condition=Q(total__gt=0)),
            models.CheckConstraint(
                name="key_period", condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from"))
            ),
        ]


class KeyWeight(Bounded):
    """What one lot weighs in one key. A lot without a row, or with 0, is not concerned."""

    key = TiedKey(AllocationKey, models.CASCADE, related_name="weights")
    lot = TiedKey(Lot, related_name="weights")
    weight = models.PositiveBigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "key", "lot"], name="weight_once")]
