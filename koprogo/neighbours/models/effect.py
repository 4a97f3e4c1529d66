"""What a building lets everybody see of what it did together: figures that show nobody."""

from django.db import models

from koprogo.kernel.identifiers import uuid7
from koprogo.platform.models import GlobalKey


class SharedEffect(models.Model):
    """The figures of one building over twelve whole months up to ``until_on``; empty where too few people are in one.

    Global (SETTLED 2, 3): the public page adds them up without opening any building. There while the residents share.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    org = GlobalKey("platform.Org", related_name="+")
    shared_at = models.DateTimeField()
    shared_by = models.CharField(max_length=40)
    until_on = models.DateField()
    hours = models.PositiveIntegerField(null=True)
    loans = models.PositiveIntegerField(null=True)
    spared = models.PositiveIntegerField(null=True)
    gifts = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org"], name="shared_effect_once")]
