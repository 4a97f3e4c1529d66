"""When a year's money is called: the steps, and the call that each became."""

from django.db import models
from django.db.models import F, Q

from koprogo.budgets.models.budget import VotedBudget
from koprogo.budgets.rules.plan import Method, Rhythm
from koprogo.platform.models import Bounded, TiedKey


class Plan(Bounded):
    """The calls of a year. ``basis``: the budget they are made of; another year's while none is voted (twelfths).

    ``kept``: how many steps had left when the basis changed last, and ``method`` what was done of them.
    """

    year = models.CharField(max_length=8)
    starts_on = models.DateField()
    ends_on = models.DateField()
    rhythm = models.CharField(max_length=9, choices=[(r.value, r.value) for r in Rhythm])
    day = models.PositiveSmallIntegerField()
    basis = TiedKey(VotedBudget, related_name="+")
    method = models.CharField(max_length=11, choices=[(m.value, m.value) for m in Method], blank=True)
    kept = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "year"], name="plan_year_once"),
            models.CheckConstraint(name="plan_day", condition=Q(day__gte=1, day__lte=31)),
        ]


class PlanStep(Bounded):
    """One step of a year. ``call_id``: the call it became, which may have been thrown away or taken back since."""

    plan = TiedKey(Plan, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    period_from = models.DateField(null=True)
    period_to = models.DateField(null=True)  # last day
    provisional = models.BooleanField(default=False)
    call_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "plan", "position"], name="plan_step_once"),
            models.CheckConstraint(
                name="plan_step_period", condition=Q(period_to__isnull=True) | Q(period_to__gte=F("period_from"))
            ),
        ]
        indexes = [models.Index(fields=["org", "call_id"], name="plan_step_call")]
