"""What we keep of what was handed in or sent out. The bytes live in the object store, under their own hash."""

from django.db import models

from koprogo.platform.models.bounded import Bounded


class StoredFile(Bounded):
    """One kept file: name as given, type as sniffed, hash as computed."""

    deletable = False

    class Retention(models.TextChoices):
        ACCOUNTING = "accounting"  # 7 years from 1 January after the closing (AR/KB 12/7/2012)
        INTERNAL = "internal"  # 3 years
        BUILDING = "building"  # as long as the building stands

    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=80)
    size_bytes = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    retention = models.CharField(max_length=12, choices=Retention.choices)
    subject_id = models.UUIDField(null=True)
    party_id = models.UUIDField(null=True)
    stored_by_id = models.UUIDField(null=True)
    stored_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["org", "sha256"], name="file_org_sha"),
            models.Index(fields=["org", "subject_id"], name="file_org_subject"),
        ]
