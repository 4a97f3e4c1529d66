"""Pictures of things, written anew by us: small, without what a telephone hides in them (decision 0039)."""

from django.db import models
from django.db.models import Q

from koprogo.neighbours.models.resident import Resident
from koprogo.platform.models import Bounded, TiedKey


class Picture(Bounded):
    """One JPEG picture. It goes when its owner says so: that is why it is no kept file of the building."""

    resident = TiedKey(Resident, related_name="+")
    data = models.BinaryField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    added_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="picture_size", condition=Q(width__gt=0, height__gt=0))]
