"""Who runs this installation."""

from koprogo.people.models import Person
from koprogo.people.queries.memberships import Holder


def all_of_them() -> list[Holder]:
    """Every operator who can still sign in (one query)."""
    found = Person.objects.filter(is_operator=True, is_active=True).order_by("email")
    return [Holder(*row) for row in found.values_list("id", "name", "email", "language")]
