"""What a hosted condominium keeps of its host: the terms it accepted, who of support was let in. Inside its boundary:
it takes them along."""

from django.db import models

from koprogo.platform.models import Bounded


class TermsAcceptance(Bounded):
    """Who accepted which text in which version, when. ``sha256``: of the very text that was shown."""

    append_only = True
    deletable = False

    person_id = models.UUIDField()
    person_name = models.CharField(max_length=160)
    text = models.CharField(max_length=12)
    language = models.CharField(max_length=2)
    version = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["org", "at"], name="terms_org_at")]


class SupportAccess(Bounded):
    """Somebody of support let in for some days with a reason. ``ends_on``: the first day it no longer holds."""

    updatable = ("ends_on", "ended_by")
    deletable = False

    person_id = models.UUIDField()
    person_name = models.CharField(max_length=160)
    reason = models.CharField(max_length=300)
    starts_on = models.DateField()
    ends_on = models.DateField()
    ended_by = models.CharField(max_length=160, blank=True)
    opened_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["org", "opened_at"], name="support_org_at")]
        constraints = [
            models.CheckConstraint(name="support_access_period", condition=models.Q(ends_on__gte=models.F("starts_on")))
        ]
