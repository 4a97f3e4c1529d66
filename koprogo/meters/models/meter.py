"""Meters, what they showed, and the keys whose costs follow them."""

from django.db import models
from django.db.models import Q

from koprogo.meters.rules.readings import LARGEST, MeterKind, ReadingKind
from koprogo.platform.models import Bounded, TiedKey


class Meter(Bounded):
    """One meter of a lot, or of the common parts (no lot). It is never deleted: its readings have been settled."""

    deletable = False
    updatable = ("place",)

    lot = TiedKey("condominiums.Lot", null=True, related_name="+")
    kind = models.CharField(max_length=11, choices=[(kind.value, kind.value) for kind in MeterKind])
    serial = models.CharField(max_length=40)
    unit = models.CharField(max_length=10)
    place = models.CharField(max_length=120, blank=True)
    replaces = TiedKey("meters.Meter", null=True, related_name="followers")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "kind", "serial"], name="meter_serial_once"),
            models.UniqueConstraint(fields=["org", "replaces"], name="meter_replaced_once"),
        ]
        indexes = [models.Index(fields=["org", "lot"], name="meter_org_lot")]


class Reading(Bounded):
    """What a meter showed on a day, in thousandths of its unit. A wrong one is corrected by another row."""

    append_only = True

    meter = TiedKey(Meter, related_name="readings")
    on = models.DateField()
    value = models.BigIntegerField()
    kind = models.CharField(max_length=8, choices=[(kind.value, kind.value) for kind in ReadingKind])
    note = models.CharField(max_length=200, blank=True)
    corrects = TiedKey("meters.Reading", null=True, related_name="corrections")
    file_id = models.UUIDField(null=True)  # the kept file it was taken from
    noted_by_id = models.UUIDField(null=True)
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "corrects"], name="reading_corrected_once"),
            models.CheckConstraint(name="reading_value", condition=Q(value__gte=0) & Q(value__lte=LARGEST)),
        ]
        indexes = [models.Index(fields=["org", "meter", "on"], name="reading_org_meter")]


class MeterKey(Bounded):
    """How the costs of an allocation key follow meters, from a day on: a fixed part by its weights, the rest by use.

    The key itself keeps its weights, so that calls and votes (CC 3.87 § 6) can use it like any other.
    """

    append_only = True

    key_code = models.SlugField(max_length=40)
    kind = models.CharField(max_length=11, choices=[(kind.value, kind.value) for kind in MeterKind])
    fixed_percent = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    decision = models.CharField(max_length=200, blank=True)
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "key_code", "valid_from"], name="meter_key_once"),
            models.CheckConstraint(name="meter_key_percent", condition=Q(fixed_percent__lte=100)),
        ]
