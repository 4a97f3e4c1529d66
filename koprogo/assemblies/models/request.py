"""Owners ask for an extraordinary assembly: a fifth of the shares is enough (CC 3.87 § 2)."""

from django.db import models
from django.db.models import Q

from koprogo.platform.models import Bounded, TiedKey


class ExtraordinaryRequest(Bounded):
    """A request that gathers signatures, then reaches the syndic: thirty days run from that day."""

    deletable = False

    class State(models.TextChoices):
        GATHERING = "gathering"
        RECEIVED = "received"  # the syndic has it
        WITHDRAWN = "withdrawn"

    title = models.CharField(max_length=160)
    text = models.TextField()
    party = TiedKey("condominiums.Party", related_name="+")  # who began it
    started_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.GATHERING)
    received_on = models.DateField(null=True)
    registered_number = models.CharField(max_length=40, blank=True)
    file_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="request_received_day", condition=~Q(state="received") | Q(received_on__isnull=False)
            )
        ]
        indexes = [models.Index(fields=["org", "state", "started_at"], name="request_org_state")]


class RequestSignature(Bounded):
    """One owner signs, on the phone or on paper. ``shares``: those of the day, kept beside the name."""

    updatable = ("withdrawn_at",)
    deletable = False

    class Channel(models.TextChoices):
        PHONE = "phone"
        PAPER = "paper"

    request = TiedKey(ExtraordinaryRequest, related_name="signatures")
    party = TiedKey("condominiums.Party", related_name="+")
    person_id = models.UUIDField(null=True)
    shares = models.PositiveBigIntegerField()
    channel = models.CharField(max_length=5, choices=Channel.choices)
    file_id = models.UUIDField(null=True)
    signed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["org", "request", "party"],
                condition=Q(withdrawn_at__isnull=True),
                name="request_signature_once",
            )
        ]
