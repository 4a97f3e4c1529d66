"""What came in from an old workbook, so that it can be shown, checked and taken back in one step."""

from django.db import models

from koprogo.platform.models import Bounded


class Import(Bounded):
    """One import: the file as received, the choices made, what it created."""

    class State(models.TextChoices):
        READ = "read"
        DONE = "done"
        UNDONE = "undone"

    file_id = models.UUIDField()
    file_name = models.CharField(max_length=200)
    state = models.CharField(max_length=6, choices=State.choices, default=State.READ)
    choices_made = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    read_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["org", "read_at"], name="import_org_read")]
