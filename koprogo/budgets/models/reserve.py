"""Decisions of the assembly to do without the reserve's contribution, and to take that back: rows are only added."""

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.lookups import GreaterThanOrEqual

from koprogo.platform.models import Bounded


class ReserveDecision(Bounded):
    """One decision with its votes: ``waives`` by four fifths, or ends a waiver by the majority of the assembly."""

    append_only = True
    deletable = False

    decided_on = models.DateField()
    waives = models.BooleanField()
    item = models.CharField(max_length=20, blank=True)
    decision = models.CharField(max_length=200)
    for_votes = models.PositiveBigIntegerField()
    cast_votes = models.PositiveBigIntegerField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="reserve_decision_votes", condition=Q(for_votes__lte=F("cast_votes"))),
            models.CheckConstraint(
                name="reserve_decision_carried",
                condition=Q(waives=False)
                | Q(GreaterThanOrEqual(F("for_votes") * Value(5), F("cast_votes") * Value(4))),
            ),
        ]
        indexes = [models.Index(fields=["org", "decided_on"], name="reserve_decision_day")]
