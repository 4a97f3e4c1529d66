"""The boundary row. Everything a building owns points at it; nothing points across it."""

from django.db import models

from koprogo.kernel.identifiers import uuid7
from koprogo.platform.plate import Plate


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
    # The words of the plate stand here, so that every page shows them without reading a boundary table.
    plate_street = models.CharField(max_length=120, blank=True)
    plate_street_2 = models.CharField(max_length=120, blank=True)
    plate_lang_2 = models.CharField(max_length=2, blank=True)
    plate_number = models.CharField(max_length=20, blank=True)
    # Whether a module of the neighbours is on: the frame of every page has a section then.
    with_neighbours = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="org_kind_known",
                condition=models.Q(kind__in=["condominium", "nonprofit", "residents"]),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def plate(self) -> Plate:
        """What the enamel plate says: the street where it is known, else the name."""
        if not self.plate_street:
            return Plate(self.name)
        return Plate(self.plate_street, self.plate_number, self.plate_street_2, self.plate_lang_2)
