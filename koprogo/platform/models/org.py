"""The boundary row. Everything a building owns points at it; nothing points across it."""

from django.db import models

from koprogo.kernel.identifiers import uuid7


class Org(models.Model):
    """One data boundary: a condominium, a non-profit or a residents' group. Global: read before any context is set."""

    class Kind(models.TextChoices):
        CONDOMINIUM = "condominium"
        NONPROFIT = "nonprofit"
        RESIDENTS = "residents"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="org_kind_known",
                condition=models.Q(kind__in=["condominium", "nonprofit", "residents"]),
            ),
        ]

    def __str__(self) -> str:
        return self.name
