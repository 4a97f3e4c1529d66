"""Who can help with what, and what neighbours write to each other about it."""

from django.db import models
from django.db.models import F, Q

from koprogo.neighbours.models.resident import Resident
from koprogo.neighbours.rules.skills import Field
from koprogo.platform.models import Bounded, TiedKey


class Skill(Bounded):
    """One thing a resident can help with."""

    resident = TiedKey(Resident, related_name="+")
    field = models.CharField(max_length=9, choices=[(one.value, one.value) for one in Field])
    words = models.CharField(max_length=80)
    text = models.CharField(max_length=400, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["org", "field", "added_at"], name="skill_org_field")]


class Message(Bounded):
    """One message from a resident to another, carried by mail without either address. ``thread``: its first one."""

    append_only = True
    deletable = False

    thread_id = models.UUIDField()
    sender = TiedKey(Resident, related_name="+")
    receiver = TiedKey(Resident, related_name="+")
    about = models.CharField(max_length=80, blank=True)
    text = models.CharField(max_length=1500)
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="message_two", condition=~Q(sender=F("receiver")))]
        indexes = [
            models.Index(fields=["org", "thread_id", "sent_at"], name="message_org_thread"),
            models.Index(fields=["org", "receiver", "sent_at"], name="message_org_receiver"),
        ]
