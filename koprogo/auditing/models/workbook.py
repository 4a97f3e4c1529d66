"""The workbook of a fiscal year: what was drawn, and what was said of it. Rows are added, never changed."""

from django.db import models
from django.db.models import Q

from koprogo.auditing.rules.marks import Kind
from koprogo.auditing.rules.sampling import Reason
from koprogo.platform.models import Bounded, TiedKey


class Draw(Bounded):
    """One drawing by lot: the seed and the settings from which anybody can repeat it (rules.sampling).

    The population is every entry of the year up to a number of each journal (``last_numbers``), less what earlier draws
    of the year took.
    """

    append_only = True

    fiscal_year = TiedKey("ledger.FiscalYear", related_name="+")
    seed = models.PositiveIntegerField()
    size = models.PositiveSmallIntegerField()
    large_from_cents = models.BigIntegerField()
    last_numbers = models.JSONField(default=dict)
    population = models.PositiveIntegerField()
    population_cents = models.BigIntegerField()
    drawn_at = models.DateTimeField()
    drawn_by_id = models.UUIDField(null=True)
    drawn_by = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(name="audit_draw_large", condition=Q(large_from_cents__gte=0))]
        indexes = [models.Index(fields=["org", "fiscal_year", "drawn_at"], name="audit_draw_org_year")]


class Sample(Bounded):
    """One entry that was drawn. ``position``: its place in the workbook of its year, from 1."""

    append_only = True

    draw = TiedKey(Draw, related_name="samples")
    entry = TiedKey("ledger.Entry", related_name="+")
    position = models.PositiveIntegerField()
    reason = models.CharField(max_length=5, choices=[(reason.value, reason.value) for reason in Reason])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "entry"], name="audit_sample_once"),
            models.UniqueConstraint(fields=["org", "draw", "position"], name="audit_sample_position"),
        ]


class Mark(Bounded):
    """One word said about an entry of the sample: the latest one counts. ``file_id``: what came with an answer."""

    append_only = True

    sample = TiedKey(Sample, related_name="marks")
    kind = models.CharField(max_length=8, choices=[(kind.value, kind.value) for kind in Kind])
    text = models.TextField(blank=True)
    file_id = models.UUIDField(null=True)
    file_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by_id = models.UUIDField(null=True)
    by = models.CharField(max_length=160, blank=True)

    class Meta:
        indexes = [models.Index(fields=["org", "sample", "at", "id"], name="audit_mark_org_sample")]
