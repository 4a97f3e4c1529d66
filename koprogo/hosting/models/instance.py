"""One hosted condominium as the cloud knows it: its plan and its state, nothing of what is inside."""

from django.db import models

from koprogo.kernel.identifiers import uuid7
from koprogo.platform.models import GlobalKey, Org


class Instance(models.Model):
    """One row for each hosted boundary. ``plan``: a code of ``rules.catalogue.Plan``; ``until``: the first day on which
    it is no longer hosted."""

    class State(models.TextChoices):
        ACTIVE = "active"
        SUSPENDED = "suspended"  # read only; what is inside can always be taken along
        CLOSING = "closing"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    org = GlobalKey(Org, related_name="+")
    plan = models.CharField(max_length=16)
    since = models.DateField()
    until = models.DateField(null=True)
    state = models.CharField(max_length=9, choices=State.choices, default=State.ACTIVE)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org"], name="instance_org_once"),
            models.CheckConstraint(
                name="instance_period",
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
            ),
        ]
