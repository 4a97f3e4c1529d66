"""Lots, and who holds and occupies them from day to day."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from koprogo.condominiums.models.condominium import Building
from koprogo.condominiums.models.date_range import DateRange
from koprogo.condominiums.models.party import Party
from koprogo.condominiums.rules.lots import LotKind
from koprogo.platform.models import Bounded, TiedKey


class Lot(Bounded):
    """A private part with its share of the common parts (CC 3.85): weights of the deed's key."""

    number = models.CharField(max_length=20)
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in LotKind])
    floor = models.SmallIntegerField(null=True)
    building = TiedKey(Building, null=True, related_name="lots")
    position = models.PositiveIntegerField(default=0)
    description = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "number"], name="lot_number_once")]
        indexes = [models.Index(fields=["org", "position", "id"], name="lot_org_position")]


class Ownership(Bounded):
    """Exactly one party holds a lot on a day. ``ends_on`` is the first day it no longer does (CC 3.94)."""

    lot = TiedKey(Lot, related_name="ownerships")
    party = TiedKey(Party, related_name="ownerships")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="ownership_period", condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on"))
            ),
            ExclusionConstraint(
                name="ownership_one_holder_a_day",
                expressions=[
                    ("org", RangeOperators.EQUAL),
                    ("lot", RangeOperators.EQUAL),
                    (DateRange("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]


class Occupancy(Bounded):
    """Who lives or works in a lot when it is not the holder (CC 3.93): several may, side by side."""

    lot = TiedKey(Lot, related_name="occupancies")
    party = TiedKey(Party, related_name="occupancies")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="occupancy_period", condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on"))
            ),
            ExclusionConstraint(
                name="occupancy_once_a_day",
                expressions=[
                    ("org", RangeOperators.EQUAL),
                    ("lot", RangeOperators.EQUAL),
                    ("party", RangeOperators.EQUAL),
                    (DateRange("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]
