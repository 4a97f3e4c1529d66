"""Neighbours who never sign in: who may write for them, what they said and to whom, and what was written down of it."""

from django.db import models
from django.db.models import F, Q

from koprogo.neighbours.models.resident import Resident
from koprogo.neighbours.rules.office import How
from koprogo.platform.models import Bounded, TiedKey


class Spokesperson(Bounded):
    """That a neighbour lets another one write for them, from a day to a day, and how they said so."""

    deletable = False
    updatable = ("ended_at",)

    neighbour = TiedKey(Resident, related_name="+")
    speaker = TiedKey(Resident, related_name="+")
    how = models.CharField(max_length=5, choices=[(one.value, one.value) for one in How])
    said_on = models.DateField()
    from_on = models.DateField()
    until_on = models.DateField()
    noted_by = TiedKey(Resident, related_name="+")
    noted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["org", "neighbour", "speaker"], name="spokesperson_once", condition=Q(ended_at__isnull=True)
            ),
            models.CheckConstraint(
                name="spokesperson_two", condition=~Q(neighbour=F("speaker")) & Q(until_on__gte=F("from_on"))
            ),
        ]


class Word(Bounded):
    """What a neighbour said, to whom, how and when: it covers what is written down until ``until_at``, or is ended."""

    deletable = False
    updatable = ("ended_at",)

    neighbour = TiedKey(Resident, related_name="+")
    recorder = TiedKey(Resident, related_name="+")
    how = models.CharField(max_length=5, choices=[(one.value, one.value) for one in How])
    said_on = models.DateField()
    begun_at = models.DateTimeField()
    until_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="word_two", condition=~Q(neighbour=F("recorder"))),
            models.UniqueConstraint(fields=["org", "recorder"], name="word_one", condition=Q(ended_at__isnull=True)),
        ]
        indexes = [models.Index(fields=["org", "neighbour", "begun_at"], name="word_org_neighbour")]


class Spoken(Bounded):
    """One thing that was written down on a neighbour's word: the thing's own id, whichever table it stands in."""

    append_only = True
    deletable = False

    word = TiedKey(Word, related_name="spoken")
    subject_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["org", "subject_id", "at"], name="spoken_org_subject")]
