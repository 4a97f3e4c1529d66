"""A message to one person of a building, from the decision to send it until the proof that it left."""

from django.db import models

from koprogo.platform.models.bounded import Bounded


class Mailing(Bounded):
    """One e-mail. It waits ten minutes, during which it can be recalled; what left is never changed."""

    deletable = False

    class State(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        RECALLED = "recalled"

    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    purpose = models.CharField(max_length=60)
    subject_id = models.UUIDField(null=True)
    party_id = models.UUIDField(null=True)
    recipient = models.EmailField()
    reply_to = models.EmailField(blank=True)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField()
    attachment_id = models.UUIDField(null=True)
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    message_id = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["org", "state", "due_at"], name="mailing_org_state"),
            models.Index(fields=["org", "subject_id"], name="mailing_org_subject"),
        ]
