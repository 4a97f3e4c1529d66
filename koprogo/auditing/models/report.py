"""The auditor's report of a fiscal year: being written, and signed."""

from django.db import models
from django.db.models import Q

from koprogo.auditing.rules.report import Opinion, State
from koprogo.platform.models import Bounded, TiedKey

_OPINIONS = [(opinion.value, opinion.value) for opinion in Opinion]


class Report(Bounded):
    """One version of a report. Its words may change until it is signed; ``figures``: what it rested on then."""

    deletable = False
    updatable = ("state", "opinion", "text", "signer", "figures", "asked_at", "asked_by_id")

    fiscal_year = TiedKey("ledger.FiscalYear", related_name="+")
    version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=7, choices=[(state.value, state.value) for state in State], default=State.DRAFT)
    opinion = models.CharField(max_length=12, choices=_OPINIONS)
    text = models.TextField()
    signer = models.CharField(max_length=160, blank=True)
    figures = models.JSONField(default=dict)
    begun_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    asked_by_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "fiscal_year", "version"], name="audit_report_version_once"),
            models.UniqueConstraint(
                fields=["org", "fiscal_year"], name="audit_report_one_open", condition=~Q(state="signed")
            ),
        ]


class SignedReport(Bounded):
    """The act of signing: who, when, what, and the hash of the paper. ``file_id``: the paper itself."""

    append_only = True

    report = TiedKey(Report, related_name="signatures")
    signer = models.CharField(max_length=160)
    signed_by_id = models.UUIDField(null=True)
    signed_at = models.DateTimeField()
    opinion = models.CharField(max_length=12, choices=_OPINIONS)
    file_id = models.UUIDField()
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org", "report"], name="audit_report_signed_once"),
            models.CheckConstraint(name="audit_report_hash", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")),
        ]
