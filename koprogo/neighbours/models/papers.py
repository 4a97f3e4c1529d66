"""A paper that somebody asked for, until it has been printed: no kept file of the building, nobody else opens it."""

from django.db import models

from koprogo.neighbours.models.resident import Resident
from koprogo.neighbours.rules.papers import PaperKind
from koprogo.platform.models import Bounded, TiedKey


class Paper(Bounded):
    """One PDF. ``neighbour``: whose slip it is; ``data``: empty until the worker has written it."""

    kind = models.CharField(max_length=7, choices=[(one.value, one.value) for one in PaperKind])
    neighbour = TiedKey(Resident, null=True, related_name="+")
    asked_by_id = models.UUIDField()
    asked_at = models.DateTimeField()
    data = models.BinaryField(null=True)

    class Meta:
        indexes = [models.Index(fields=["org", "asked_at"], name="paper_org_asked")]
