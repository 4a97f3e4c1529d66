"""Who has a vote where votes go by heads."""

from django.db import models
from django.db.models import F, Q

from koprogo.platform.models import Bounded, TiedKey


class Elector(Bounded):
    """A member of a non-profit who has one vote, from a day on. ``ends_on``: the first day without it."""

    updatable = ("ends_on",)
    deletable = False

    party = TiedKey("condominiums.Party", related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["org", "party"], condition=Q(ends_on__isnull=True), name="elector_open_once"
            ),
            models.UniqueConstraint(fields=["org", "party", "starts_on"], name="elector_once"),
            models.CheckConstraint(
                name="elector_days", condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on"))
            ),
        ]
