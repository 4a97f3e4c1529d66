"""What was published, and what of each voucher may be seen."""

from django.db import models
from django.db.models import Q

from koprogo.kernel.identifiers import uuid7
from koprogo.platform.models import Bounded


class Publication(models.Model):
    """One published version of one month; a correction is a new row that names the old one (``content``).

    Global and added to only: everybody reads it, nobody changes it. ``position``: the place in the chain.
    """

    append_only = True

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    position = models.PositiveIntegerField(unique=True)
    month = models.DateField()
    version = models.PositiveSmallIntegerField()
    content = models.JSONField()
    hash = models.CharField(max_length=64, unique=True)
    published_at = models.DateTimeField()
    published_by_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["month", "version"], name="publication_version_once"),
            models.CheckConstraint(name="publication_first_day", condition=Q(month__day=1)),
        ]


class VoucherRelease(Bounded):
    """What the treasurer said of the voucher of one entry: nothing personal in it, a redacted copy, or kept closed.

    The newest row of an entry counts. ``file_id``: what everybody may download.
    """

    class Kind(models.TextChoices):
        NOTHING_PERSONAL = "clean"
        REDACTED = "redacted"
        CLOSED = "closed"  # no paper is shown, the reason is

    append_only = True

    entry_id = models.UUIDField()
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    file_id = models.UUIDField(null=True)
    reason = models.CharField(max_length=200, blank=True)
    released_at = models.DateTimeField()
    released_by_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="voucher_release_said",
                condition=Q(kind="redacted", file_id__isnull=False)
                | Q(kind="clean")
                | Q(kind="closed", file_id__isnull=True) & ~Q(reason=""),
            )
        ]
        indexes = [models.Index(fields=["org", "entry_id"], name="voucher_release_entry")]
