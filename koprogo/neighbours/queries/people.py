"""The neighbours in a few words, for their home."""

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from koprogo.neighbours.queries.residents import Me
from koprogo.platform.access import Access
from koprogo.platform.together import Question

T = TypeVar("T")
#: For how long somebody is new.
NEW = timedelta(days=21)

_SUMMARY = (
    "SELECT count(*), coalesce((array_agg(pseudonym ORDER BY joined_at DESC)"
    " FILTER (WHERE joined_at >= %(new_since)s AND id <> %(me)s))[1:3], '{}')"
    " FROM neighbours_resident WHERE org_id = %(org)s AND left_at IS NULL"
)


def summary(access: Access, me: Me, read: Callable[[int, list[str]], T]) -> Question[T]:
    """How many have a name here, and up to three who are new, to be asked with others."""
    facts = {"org": access.org_id, "me": me.id, "new_since": access.now - NEW}
    return Question(_SUMMARY, facts, 2, read)
