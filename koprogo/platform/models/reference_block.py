"""Structured communications are unique in the whole installation: each boundary is handed blocks of numbers."""

from django.db import models

from koprogo.platform.models.bounded import GlobalKey
from koprogo.platform.models.org import Org

BLOCK_SIZE = 1_000


class ReferenceBlock(models.Model):
    """``BLOCK_SIZE`` ten-digit bases, starting at ``number * BLOCK_SIZE``. Never handed out twice."""

    number = models.IntegerField(primary_key=True)
    org = GlobalKey(Org, related_name="+")
    used = models.IntegerField(default=0)
    handed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="reference_block_within", condition=models.Q(used__gte=0, used__lte=BLOCK_SIZE)
            ),
        ]
