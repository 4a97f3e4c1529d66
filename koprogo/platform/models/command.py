"""The memory that makes a second click harmless."""

from django.db import models

from koprogo.platform.models.bounded import Bounded


class Command(Bounded):
    """One command received through a door: its key, and where its answer led."""

    key = models.CharField(max_length=64)
    path = models.CharField(max_length=300)
    person_id = models.UUIDField(null=True)
    received_at = models.DateTimeField()
    location = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "key"], name="command_once")]
