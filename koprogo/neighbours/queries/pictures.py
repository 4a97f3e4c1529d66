"""One picture of a thing."""

from uuid import UUID

from koprogo.kernel.refusals import NotFound
from koprogo.neighbours.models import Picture
from koprogo.platform.access import Access


def content(access: Access, *, picture_id: UUID) -> bytes:
    """Its JPEG (one query). Raises NotFound."""
    found = Picture.objects.filter(org_id=access.org_id, id=picture_id).values_list("data", flat=True).first()
    if found is None:
        raise NotFound(what="picture")
    return bytes(found)
