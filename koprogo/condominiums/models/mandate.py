"""Mandates on the condominium: the syndic is one of them, dated, and never the owner of the data."""

from django.db import models
from django.db.models import F, Q

from koprogo.condominiums.models.party import Party
from koprogo.platform.models import Bounded, TiedKey


class Mandate(Bounded):
    """A party holds an office from a day until a day (``ends_on`` = first day it no longer does)."""

    class Role(models.TextChoices):
        SYNDIC = "syndic"  # at most three years, never tacitly renewed (CC 3.89 §1)
        COUNCIL = "council"  # CC 3.90
        AUDITOR = "auditor"  # CC 3.91, every year
        ACCOUNTANT = "accountant"

    party = TiedKey(Party, related_name="mandates")
    role = models.CharField(max_length=10, choices=Role.choices)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    decision = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="mandate_period", condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on"))
            ),
        ]
        indexes = [models.Index(fields=["org", "role", "starts_on"], name="mandate_org_role")]
