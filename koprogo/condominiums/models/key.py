"""Allocation keys: who pays which part of what, by which article of the deed, from when to when."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from koprogo.condominiums.models.date_range import DateRange
from koprogo.condominiums.models.lot import Lot
from koprogo.platform.models import Bounded, TiedKey


class AllocationKey(Bounded):
    """A dated set of whole weights. That of kind SHARES is the deed's: votes, and the default for costs."""

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
            ExclusionConstraint(
                name="key_one_version_a_day",
                expressions=[
                    ("org", RangeOperators.EQUAL),
                    ("code", RangeOperators.EQUAL),
                    (DateRange("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
            ),
            ExclusionConstraint(
                name="key_one_deed_a_day",
                condition=Q(kind="shares"),
                expressions=[
                    ("org", RangeOperators.EQUAL),
                    (DateRange("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
            ),
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
