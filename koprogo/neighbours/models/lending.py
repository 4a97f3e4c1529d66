"""Objects that residents lend each other, who has them when, and what somebody looks for."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from koprogo.neighbours.models.picture import Picture
from koprogo.neighbours.models.resident import Resident
from koprogo.neighbours.rules.lending import Category, Condition, State, WantedState
from koprogo.platform.models import Bounded, TiedKey


class MomentRange(Func):
    """[starts_at, due_at) as PostgreSQL sees it."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class Thing(Bounded):
    """One object. ``care``: how to use it and what to watch; ``deposit``: in the lender's words, nothing by default."""

    deletable = False

    resident = TiedKey(Resident, related_name="+")
    name = models.CharField(max_length=60)
    category = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Category])
    care = models.CharField(max_length=600, blank=True)
    deposit = models.CharField(max_length=80, blank=True)
    longest_days = models.PositiveSmallIntegerField(default=7)
    picture = TiedKey(Picture, null=True, related_name="+")
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="thing_longest", condition=Q(longest_days__gte=1, longest_days__lte=60)),
        ]
        indexes = [models.Index(fields=["org", "withdrawn_at", "added_at", "id"], name="thing_org_added")]


class Wanted(Bounded):
    """« Who has a drill? »: asked before the catalogue is looked at, carried to those who lend."""

    deletable = False

    resident = TiedKey(Resident, related_name="+")
    name = models.CharField(max_length=60)
    starts_at = models.DateTimeField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=[(one.value, one.value) for one in WantedState], default="open")
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(name="wanted_time", condition=Q(due_at__gt=F("starts_at")))]
        indexes = [models.Index(fields=["org", "state", "asked_at", "id"], name="wanted_org_state")]


class Loan(Bounded):
    """One object with one borrower from a moment to another; the state it left and came back in.

    ``notes``: friendly notes sent about a late return. ``KEPT`` is the owner's own use: borrower and owner are one.
    """

    deletable = False

    thing = TiedKey(Thing, related_name="loans")
    borrower = TiedKey(Resident, related_name="+")
    wanted = TiedKey(Wanted, null=True, related_name="loans")
    starts_at = models.DateTimeField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=[(one.value, one.value) for one in State])
    message = models.CharField(max_length=400, blank=True)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    out_at = models.DateTimeField(null=True)
    out_condition = models.CharField(max_length=7, choices=[(one.value, one.value) for one in Condition], blank=True)
    out_note = models.CharField(max_length=300, blank=True)
    back_at = models.DateTimeField(null=True)
    back_condition = models.CharField(max_length=7, choices=[(one.value, one.value) for one in Condition], blank=True)
    back_note = models.CharField(max_length=300, blank=True)
    thanks = models.CharField(max_length=300, blank=True)
    notes = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(name="loan_time", condition=Q(due_at__gt=F("starts_at"))),
            ExclusionConstraint(
                name="loan_one_at_a_time",
                expressions=[
                    ("org", RangeOperators.EQUAL),
                    ("thing", RangeOperators.EQUAL),
                    (MomentRange("starts_at", "due_at"), RangeOperators.OVERLAPS),
                ],
                condition=Q(state__in=["accepted", "out", "kept"]),
            ),
            models.UniqueConstraint(fields=["org", "thing"], name="loan_out_once", condition=Q(state="out")),
        ]
        indexes = [models.Index(fields=["org", "state", "due_at"], name="loan_org_state")]
