"""Things given away or swapped."""

from django.db import models
from django.db.models import Q

from koprogo.neighbours.models.picture import Picture
from koprogo.neighbours.models.resident import Resident
from koprogo.neighbours.rules.gifts import Kind, State
from koprogo.platform.models import Bounded, TiedKey


class Gift(Bounded):
    """One thing. ``wished``: what is looked for in a swap; ``offered``: what the one who reserved gives for it."""

    deletable = False

    resident = TiedKey(Resident, related_name="+")
    kind = models.CharField(max_length=4, choices=[(one.value, one.value) for one in Kind])
    title = models.CharField(max_length=80)
    text = models.CharField(max_length=600, blank=True)
    wished = models.CharField(max_length=120, blank=True)
    picture = TiedKey(Picture, null=True, related_name="+")
    state = models.CharField(max_length=9, choices=[(one.value, one.value) for one in State], default=State.OPEN)
    added_at = models.DateTimeField()
    expires_on = models.DateField()
    reserved_by = TiedKey(Resident, null=True, related_name="+")
    reserved_at = models.DateTimeField(null=True)
    offered = models.CharField(max_length=120, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="gift_reserved",
                condition=~Q(state__in=["reserved", "collected"]) | Q(reserved_by__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["org", "state", "added_at", "id"], name="gift_org_state")]
