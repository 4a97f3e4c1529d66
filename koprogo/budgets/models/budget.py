"""The budget that is being written, and each version that an assembly voted: the second never changes."""

from django.db import models
from django.db.models import F, Q

from koprogo.budgets.rules.lines import Nature, State
from koprogo.platform.models import Bounded, TiedKey

NATURES = [(nature.value, nature.value) for nature in Nature]


class Budget(Bounded):
    """The working copy of a year's budget: one at most, gone once it is voted (its lines stay as voted)."""

    year = models.CharField(max_length=8)
    starts_on = models.DateField()
    ends_on = models.DateField()
    state = models.CharField(max_length=8, choices=[(s.value, s.value) for s in State], default=State.DRAFT)
    reserve_cents = models.BigIntegerField(default=0)
    reserve_key_code = models.SlugField(max_length=40)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "year"], name="budget_year_once"),
            models.CheckConstraint(
                name="budget_sound", condition=Q(reserve_cents__gte=0) & Q(ends_on__gte=F("starts_on"))
            ),
        ]


class BudgetLine(Bounded):
    """What one account may cost in the year by one key, in cents, while it is being written."""

    budget = TiedKey(Budget, models.CASCADE, related_name="lines")
    account = TiedKey("ledger.Account", related_name="+")
    key_code = models.SlugField(max_length=40)
    nature = models.CharField(max_length=13, choices=NATURES)
    occupant_percent = models.PositiveSmallIntegerField()
    cents = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "budget", "account", "key_code", "nature"], name="budget_line_once"),
            models.CheckConstraint(name="budget_line_sound", condition=Q(cents__gt=0, occupant_percent__lte=100)),
        ]


class VotedBudget(Bounded):
    """A version that an assembly voted, with the floor of the reserve as it was that day. Never changed.

    ``base_cents``: ordinary common charges of the year before, empty where the books held none.
    """

    append_only = True
    deletable = False

    year = models.CharField(max_length=8)
    starts_on = models.DateField()
    ends_on = models.DateField()
    version = models.PositiveSmallIntegerField()
    decided_on = models.DateField()
    item = models.CharField(max_length=20, blank=True)
    decision = models.CharField(max_length=200)
    reserve_cents = models.BigIntegerField()
    reserve_key_code = models.SlugField(max_length=40)
    base_cents = models.BigIntegerField(null=True)
    floor_cents = models.BigIntegerField()
    waived = models.BooleanField()
    voted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "year", "version"], name="voted_budget_version_once"),
            models.CheckConstraint(
                name="voted_budget_sound", condition=Q(reserve_cents__gte=0) & Q(ends_on__gte=F("starts_on"))
            ),
        ]


class VotedLine(Bounded):
    """One line as it was voted."""

    append_only = True
    deletable = False

    voted = TiedKey(VotedBudget, related_name="lines")
    account = TiedKey("ledger.Account", related_name="+")
    key_code = models.SlugField(max_length=40)
    nature = models.CharField(max_length=13, choices=NATURES)
    occupant_percent = models.PositiveSmallIntegerField()
    cents = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "voted", "account", "key_code", "nature"], name="voted_line_once"),
            models.CheckConstraint(name="voted_line_sound", condition=Q(cents__gt=0, occupant_percent__lte=100)),
        ]
