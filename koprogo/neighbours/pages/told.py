"""On whose word a thing was written, in a sentence, for the page of the thing."""

from uuid import UUID

from koprogo.neighbours.labels import office as labels
from koprogo.neighbours.queries import office
from koprogo.platform.access import Access


def told(access: Access, *subject_ids: UUID) -> list[str]:
    """One sentence for each word; none for what people wrote themselves (one query)."""
    return [labels.told(one) for one in office.said(access, *subject_ids)]
