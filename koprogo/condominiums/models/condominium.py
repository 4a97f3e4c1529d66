"""The association of co-owners (ACP/VME) and its buildings."""

from django.db import models

from koprogo.platform.models import Bounded


class Condominium(Bounded):
    """The legal person (CC 3.86), one to one on its boundary. Every document carries its name and number."""

    name = models.CharField(max_length=120)
    name_2 = models.CharField(max_length=120, blank=True)
    enterprise_number = models.CharField(max_length=10, blank=True)
    language = models.CharField(max_length=2, default="fr")
    language_2 = models.CharField(max_length=2, blank=True)
    street = models.CharField(max_length=120)
    street_2 = models.CharField(max_length=120, blank=True)
    house_number = models.CharField(max_length=20)
    postcode = models.CharField(max_length=10)
    city = models.CharField(max_length=80)
    city_2 = models.CharField(max_length=80, blank=True)
    deed = models.CharField(max_length=200, blank=True)
    year_starts_month = models.PositiveSmallIntegerField(default=1)
    # "MM-DD": first day of the yearly fortnight of the assembly (CC 3.85 §3 3°)
    assembly_from = models.CharField(max_length=5, blank=True)
    professional_syndic = models.BooleanField(default=False)
    # Provisional acceptance of the common parts: five years later the reserve is compulsory (CC 3.86 § 3)
    acceptance_on = models.DateField(null=True)
    # The enterprise court of the seat, which stands after « RPM » on every paper of a non-profit (CSA 2:20, 5°)
    court = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org"], name="condominium_one_per_org"),
            models.CheckConstraint(
                name="condominium_month",
                condition=models.Q(year_starts_month__gte=1, year_starts_month__lte=12),
            ),
        ]


class Building(Bounded):
    """One physical building of the association, with its own address where it has one."""

    name = models.CharField(max_length=80)
    address = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "name"], name="building_name_once")]
