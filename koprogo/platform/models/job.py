"""Long work, as a page can show it. The queue itself is procrastinate's; this row is what people see."""

from django.db import models

from koprogo.platform.models.bounded import Bounded


class Job(Bounded):
    """One piece of long work: how far it is, and what went wrong if something did."""

    class State(models.TextChoices):
        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    kind = models.CharField(max_length=60)
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    subject_id = models.UUIDField(null=True)
    args = models.JSONField(default=dict)
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    problem = models.TextField(blank=True)
    asked_by_id = models.UUIDField(null=True)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["org", "asked_at", "id"], name="job_org_asked")]
