"""What whoever arrives wants to know: the building's handbook, useful numbers, the days of the waste collection."""

from django.db import models

from koprogo.neighbours.models.resident import Resident
from koprogo.platform.models import Bounded, TiedKey


class GuidePage(Bounded):
    """One short page of the handbook, in the residents' own words."""

    title = models.CharField(max_length=80)
    text = models.TextField()
    author = TiedKey(Resident, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["org", "title"], name="guide_org_title")]


class UsefulNumber(Bounded):
    """Whom to call for what."""

    label = models.CharField(max_length=80)
    number = models.CharField(max_length=40)
    author = TiedKey(Resident, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["org", "label"], name="useful_org_label")]


class Collection(Bounded):
    """One day on which something is collected, as the calendar of the commune says it."""

    collected_on = models.DateField()
    what = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "collected_on", "what"], name="collection_once")]
