"""Journals, fiscal years, and the counters that number their entries."""

from types import MappingProxyType

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from koprogo.ledger.rules.journals import JournalKind
from koprogo.platform.models import Bounded


class Journal(Bounded):
    """One book of entries. There is one FIN journal for each IBAN; standing ones have no ``label``."""

    deletable = False
    updatable = ("label",)

    kind = models.CharField(max_length=3, choices=[(kind.value, kind.value) for kind in JournalKind])
    code = models.CharField(max_length=8)
    label = models.CharField(max_length=120, blank=True)
    iban = models.CharField(max_length=34, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "code"], name="journal_code_once"),
            models.UniqueConstraint(fields=["org", "iban"], name="journal_iban_once", condition=Q(iban__isnull=False)),
            models.CheckConstraint(
                name="journal_iban_of_bank",
                condition=Q(kind="FIN", iban__isnull=False) | ~Q(kind="FIN") & Q(iban=None),
            ),
            models.CheckConstraint(name="journal_code_form", condition=Q(code__regex=r"^[A-Z0-9]{2,8}$")),
        ]


class ClosedRange(Func):
    """[starts_on, ends_on], both days included."""

    function = "DATERANGE"
    output_field = DateRangeField()


class FiscalYear(Bounded):
    """A year of the books, both days included. Closed, it stays closed: corrections go into the next.

    Pre-closed, it waits for the assembly: only the closing itself may still write in it, and it may be opened again.
    """

    class State(models.TextChoices):
        OPEN = "open"
        PRECLOSED = "preclosed"
        CLOSED = "closed"

    deletable = False
    updatable = ("state",)
    born_with = MappingProxyType({"state": "open"})

    code = models.CharField(max_length=8)
    starts_on = models.DateField()
    ends_on = models.DateField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "code"], name="fiscal_year_code_once"),
            models.CheckConstraint(name="fiscal_year_period", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(name="fiscal_year_state", condition=Q(state__in=["open", "preclosed", "closed"])),
            ExclusionConstraint(
                name="fiscal_year_no_overlap",
                expressions=[
                    ("org", RangeOperators.EQUAL),
                    (ClosedRange("starts_on", "ends_on", Value("[]")), RangeOperators.OVERLAPS),
                ],
            ),
        ]


class Counter(Bounded):
    """The last number given under a key. Its row is locked until the transaction ends: no gap, no double."""

    deletable = False
    updatable = ("last",)

    key = models.CharField(max_length=60)
    last = models.PositiveBigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "key"], name="counter_key_once")]
