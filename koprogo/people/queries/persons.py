"""Who a person is, for the contexts that only know their id."""

from uuid import UUID

from koprogo.people.models import Person as Person


def by_id(*, person_id: UUID) -> Person:
    """The person of an id (one query)."""
    return Person.objects.get(id=person_id)
