"""A poll, its choices, who has answered, and the answers: for an anonymous poll two tables that cannot be joined."""

import uuid

from django.db import models
from django.db.models import Q

from koprogo.neighbours.rules.polls import PollKind
from koprogo.platform.models import Bounded, TiedKey


class Poll(Bounded):
    """One question to the residents, open until the end of a day. No share weighs in it."""

    updatable = ("closed_at",)
    deletable = False

    resident = TiedKey("neighbours.Resident", related_name="+")
    kind = models.CharField(max_length=7, choices=[(k.value, k.value) for k in PollKind])
    question = models.CharField(max_length=160)
    text = models.TextField(blank=True)
    anonymous = models.BooleanField()
    closes_on = models.DateField()  # last day
    asked_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)  # closed before that day

    class Meta:
        indexes = [models.Index(fields=["org", "closes_on", "id"], name="poll_org_closes")]


class PollChoice(Bounded):
    """One of the things to choose from, by its place."""

    append_only = True

    poll = TiedKey(Poll, related_name="choices")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "poll", "position"], name="poll_choice_once")]


class PollTaker(Bounded):
    """Who has answered an anonymous poll, so that nobody answers twice. No moment; an id without one either."""

    append_only = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    poll = TiedKey(Poll, related_name="takers")
    resident = TiedKey("neighbours.Resident", related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "poll", "resident"], name="poll_taker_once")]


class PollUrn(Bounded):
    """All anonymous answers of one poll, in the order of their content: one row, written anew with each answer.

    One row for each answer would carry the mark of the transaction that wrote it, and so would the row of who
    answered: whoever reads the tables could join the two (decision 0042).
    """

    updatable = ("answers",)
    deletable = False

    poll = TiedKey(Poll, related_name="urns")
    answers = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "poll"], name="poll_urn_once")]


class PollAnswer(Bounded):
    """What one resident said in a poll that is not anonymous: by name, changeable until it closes."""

    updatable = ("answer", "answered_at")
    deletable = False

    poll = TiedKey(Poll, related_name="answers")
    resident = TiedKey("neighbours.Resident", related_name="+")
    answer = models.JSONField()
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "poll", "resident"], name="poll_answer_once"),
            models.CheckConstraint(name="poll_answer_some", condition=~Q(answer=[])),
        ]
