"""What a syndic of many buildings sees of their next calls: a global table, one row for each condominium.

A page over many buildings reads this and nothing behind a wall (SETTLED 2); operations and jobs of each building keep
its row. It holds a title, a date and a sum of the whole building: nothing of any owner.
"""

from django.db import models

from koprogo.kernel.identifiers import uuid7
from koprogo.platform.models import GlobalKey, Org


class NextCall(models.Model):
    """The next draft of one building, whether it could leave, and what became of the last one sent from here."""

    class Outcome(models.TextChoices):
        SENDING = "sending"
        SENT = "sent"
        REFUSED = "refused"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    org = GlobalKey(Org, related_name="+")
    call_id = models.UUIDField(null=True)
    number = models.CharField(max_length=12, blank=True)
    title = models.CharField(max_length=120, blank=True)
    due_on = models.DateField(null=True)
    cents = models.BigIntegerField(default=0)
    notices = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=60, blank=True)  # the code of a refusal
    problem_facts = models.JSONField(default=dict)
    read_at = models.DateTimeField()
    batch = models.UUIDField(null=True)
    outcome = models.CharField(max_length=7, choices=Outcome.choices, blank=True)
    outcome_number = models.CharField(max_length=12, blank=True)
    outcome_problem = models.CharField(max_length=60, blank=True)
    outcome_facts = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org"], name="next_call_org_once")]
        indexes = [models.Index(fields=["batch"], name="next_call_batch")]
