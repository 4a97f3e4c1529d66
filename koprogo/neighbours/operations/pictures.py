"""Pictures of things, kept as long as their owner wants."""

from koprogo.neighbours.models import Picture, Resident
from koprogo.platform.access import Access
from koprogo.platform.pictures import Plain


def keep(access: Access, resident: Resident, plain: Plain | None) -> Picture | None:
    """Keep a picture that was drawn anew, if there is one."""
    if plain is None:
        return None
    return Picture.objects.create(
        org_id=access.org_id,
        resident=resident,
        data=plain.data,
        width=plain.width,
        height=plain.height,
        added_at=access.now,
    )
