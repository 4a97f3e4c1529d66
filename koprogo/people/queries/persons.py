"""Who a person is, for the contexts that only know their id."""

from collections.abc import Collection
from uuid import UUID

from koprogo.people.models import Person as Person


def by_id(*, person_id: UUID) -> Person:
    """The person of an id (one query)."""
    return Person.objects.get(id=person_id)


def by_ids(*, person_ids: Collection[UUID]) -> dict[UUID, Person]:
    """The persons of some ids (one query; none for no id)."""
    return {one.id: one for one in Person.objects.filter(id__in=person_ids)} if person_ids else {}
