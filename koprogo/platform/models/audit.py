"""Who did what, when: one line per act, written by the act itself, never changed."""

from django.db import models

from koprogo.platform.models.bounded import Bounded


class AuditLine(Bounded):
    """One act on one subject."""

    append_only = True
    deletable = False

    at = models.DateTimeField()
    person_id = models.UUIDField(null=True)
    person_name = models.CharField(max_length=160, blank=True)
    action = models.CharField(max_length=80)
    subject_id = models.UUIDField(null=True)
    facts = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["org", "at", "id"], name="audit_org_at"),
            models.Index(fields=["org", "subject_id", "at"], name="audit_org_subject"),
        ]
