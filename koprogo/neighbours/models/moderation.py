"""What neighbours no longer want to read, what they report, and what two of them decide (DSA, art. 16 and 17)."""

from django.db import models

from koprogo.neighbours.models.resident import Resident
from koprogo.neighbours.rules.moderation import Reason, State, Verdict
from koprogo.platform.models import Bounded, TiedKey


class Block(Bounded):
    """One neighbour no longer wants to read another: it is theirs alone, and nobody is told."""

    resident = TiedKey(Resident, related_name="blocks")
    blocked = TiedKey(Resident, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "resident", "blocked"], name="block_once")]


class Report(Bounded):
    """One notice about one thing. ``title`` and ``author``: the thing's own, as they were when it was reported."""

    deletable = False
    updatable = ("state", "decided_at", "appeal", "appealed_at")

    kind = models.CharField(max_length=20)
    subject_id = models.UUIDField()
    title = models.CharField(max_length=160)
    author = TiedKey(Resident, null=True, related_name="+")
    reporter = TiedKey(Resident, related_name="reports")
    reason = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Reason])
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=[(one.value, one.value) for one in State], default=State.OPEN)
    decided_at = models.DateTimeField(null=True)
    appeal = models.TextField(blank=True)
    appealed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "reporter", "kind", "subject_id"], name="report_once_each"),
        ]
        indexes = [models.Index(fields=["org", "state", "at"], name="report_org_state")]


class Opinion(Bounded):
    """What one moderator thinks of a report. ``round``: 1, or 2 after an appeal."""

    append_only = True
    deletable = False

    report = TiedKey(Report, related_name="opinions")
    moderator = TiedKey(Resident, related_name="+")
    round = models.PositiveSmallIntegerField(default=1)
    verdict = models.CharField(max_length=6, choices=[(one.value, one.value) for one in Verdict])
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "report", "moderator", "round"], name="opinion_once_a_round"),
        ]
