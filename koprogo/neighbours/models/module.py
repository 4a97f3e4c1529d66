"""Which modules are on, since when, by whom and why; and until when they were."""

from django.db import models
from django.db.models import Q

from koprogo.neighbours.rules.modules import Module
from koprogo.platform.models import Bounded


class ModuleSwitch(Bounded):
    """One period during which a module was on. ``decision``: the assembly's, where one was needed, in its own words.

    ``used_at``: when somebody last wrote in it, or until when something in it is still to come.
    """

    deletable = False
    updatable = ("used_at", "ended_at", "ended_by_id", "ended_by", "ended_why")

    module = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Module])
    started_at = models.DateTimeField()
    started_by_id = models.UUIDField(null=True)
    started_by = models.CharField(max_length=160, blank=True)
    why = models.CharField(max_length=200, blank=True)
    decision = models.CharField(max_length=200, blank=True)
    used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by_id = models.UUIDField(null=True)
    ended_by = models.CharField(max_length=160, blank=True)
    ended_why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["org", "module"], name="module_on_once", condition=Q(ended_at__isnull=True)
            ),
        ]
        indexes = [models.Index(fields=["org", "started_at"], name="module_org_started")]
