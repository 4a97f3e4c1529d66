"""What became of the files that were handed in."""

from uuid import UUID

from koprogo.banking.models import FileImport
from koprogo.kernel.refusals import NotFound
from koprogo.platform.access import Access


def of_batch(access: Access, *, batch_id: UUID) -> list[FileImport]:
    """The files handed in at once, in order (one statement). Raises NotFound."""
    found = list(FileImport.objects.filter(org_id=access.org_id, batch_id=batch_id).order_by("id"))
    if not found:
        raise NotFound(what="file_import")
    return found


def latest(access: Access, *, limit: int = 10) -> list[FileImport]:
    """The last files handed in, newest first (one statement)."""
    return list(FileImport.objects.filter(org_id=access.org_id).order_by("-imported_at", "-id")[:limit])
