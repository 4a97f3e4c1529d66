"""What the cloud is measured by: minutes that were answered, response times, incidents, credits for outages.

Global where everybody reads it or two sides do; incidents are the association's own words, inside its boundary.
"""

from django.db import models
from django.db.models import F, Q

from koprogo.hosting.models.billing import Bill
from koprogo.hosting.models.instance import Instance
from koprogo.kernel.identifiers import uuid7
from koprogo.platform.models import Bounded, GlobalKey, TiedKey


class ServiceStretch(models.Model):
    """Minutes that follow each other and in each of which a request through the public address was answered. One row
    grows each minute; a new one begins after a gap."""

    first_minute = models.DateTimeField(primary_key=True)
    last_minute = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="stretch_period", condition=Q(last_minute__gte=F("first_minute")))]


class OutsideGap(models.Model):
    """Minutes in which a watch outside of this machine reached nothing, the first and the last one included. They count
    as down, whatever was measured here; nothing that a watch says makes a minute answered."""

    append_only = True

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    first_minute = models.DateTimeField()
    last_minute = models.DateTimeField()
    heard_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="outside_gap_period", condition=Q(last_minute__gte=F("first_minute"))),
            models.UniqueConstraint(fields=["first_minute", "last_minute"], name="outside_gap_once"),
        ]


class ResponseCount(models.Model):
    """How many answers of a day came within a limit of milliseconds and not within the one before; 0: beyond all."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    day = models.DateField()
    limit_ms = models.PositiveIntegerField()
    answers = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "limit_ms"], name="response_day_limit_once")]


class Incident(Bounded):
    """An outage, or work announced ahead. ``language``: of ``title``; ``titles``: the same in other languages, each
    under its own. What was said is never changed."""

    updatable = ("ended_at",)
    deletable = False

    kind = models.CharField(max_length=11)
    title = models.CharField(max_length=120)
    language = models.CharField(max_length=2)
    titles = models.JSONField(default=dict)
    starts_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # of work: when it is planned to end
    announced_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="incident_period", condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("starts_at"))
            ),
            models.CheckConstraint(
                name="incident_kind",
                condition=Q(kind="outage") | Q(kind="maintenance", ended_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["org", "starts_at"], name="incident_org_start")]


class IncidentNote(Bounded):
    """What was said about an incident, when. ``texts``: the same in other languages than the incident's."""

    append_only = True

    incident = TiedKey(Incident, related_name="notes")
    text = models.TextField(max_length=2_000)
    texts = models.JSONField(default=dict)
    at = models.DateTimeField()
    by = models.CharField(max_length=160, blank=True)

    class Meta:
        indexes = [models.Index(fields=["org", "incident", "at"], name="incident_note_at")]


class OutageCredit(models.Model):
    """What one condominium was given back for one month, with what it was computed from: read by both sides."""

    append_only = True

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    instance = GlobalKey(Instance, related_name="+")
    month = models.DateField()
    minutes = models.PositiveIntegerField()
    down = models.PositiveIntegerField()
    announced = models.PositiveIntegerField()
    percent = models.PositiveSmallIntegerField()
    paid_cents = models.PositiveIntegerField()
    cents = models.PositiveIntegerField()
    note = GlobalKey(Bill, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["instance", "month"], name="outage_credit_once")]
