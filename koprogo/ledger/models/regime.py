"""Which books a building keeps in full: what was decided and what the syndic was told. Added to, never changed."""

from django.db import models
from django.db.models import Q

from koprogo.platform.models import Bounded


class RegimeNote(Bounded):
    """The regime from a moment on, with the lots counted then; ``decision`` where the association chose it.

    The latest row is what was last said: a count that crosses the line without a new row is news for the syndic.
    """

    append_only = True

    regime = models.CharField(max_length=10)
    counted_lots = models.PositiveIntegerField()
    chosen_full = models.BooleanField(default=False)
    decision = models.CharField(max_length=200, blank=True)
    decided_on = models.DateField(null=True)
    noted_at = models.DateTimeField()
    noted_by_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="regime_known", condition=Q(regime__in=["full", "simplified"])),
            models.CheckConstraint(
                name="regime_chosen_by_decision",
                condition=Q(chosen_full=False) | (~Q(decision="") & Q(decided_on__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["org", "noted_at"], name="regime_note_org_at")]
