"""What whoever arrives reads, and the next collections."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar
from uuid import UUID

from koprogo.kernel.refusals import NotFound
from koprogo.neighbours.models import Collection, GuidePage, UsefulNumber
from koprogo.neighbours.queries import moderation
from koprogo.neighbours.queries.residents import Me
from koprogo.platform.access import Access
from koprogo.platform.together import Question

T = TypeVar("T")
#: The collections of the coming fortnight.
SOON = timedelta(days=14)

_NEXT = (
    "SELECT coalesce(array_agg(c.collected_on ORDER BY c.collected_on, c.what), '{}'),"
    " coalesce(array_agg(c.what ORDER BY c.collected_on, c.what), '{}') FROM (SELECT collected_on, what"
    " FROM neighbours_collection WHERE org_id = %(org)s AND collected_on BETWEEN %(today)s AND %(soon)s"
    " ORDER BY collected_on, what LIMIT 6) c"
)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the handbook."""

    id: UUID
    title: str
    text: str
    author: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Useful:
    """Whom to call for what."""

    id: UUID
    label: str
    number: str


def pages(access: Access, me: Me) -> list[Page]:
    """The handbook as the reader sees it, by title (one query)."""
    all_pages = GuidePage.objects.filter(org_id=access.org_id).select_related("author").order_by("title", "id")
    rows = moderation.seen(access, me.id, all_pages, author="author_id")
    return [_page(row) for row in rows]


def page(access: Access, *, page_id: UUID) -> Page:
    """One page (one query). Raises NotFound."""
    row = GuidePage.objects.filter(org_id=access.org_id, id=page_id).select_related("author").first()
    if row is None:
        raise NotFound(what="page")
    return _page(row)


def _page(row: GuidePage) -> Page:
    return Page(row.id, row.title, row.text, row.author.called, row.changed_at)


def numbers(access: Access) -> list[Useful]:
    """The useful numbers, by label (one query)."""
    rows = UsefulNumber.objects.filter(org_id=access.org_id).order_by("label", "id")
    return [Useful(row.id, row.label, row.number) for row in rows]


def collections(access: Access) -> list[tuple[date, str]]:
    """Everything announced from today on, at most a hundred (one query)."""
    rows = Collection.objects.filter(org_id=access.org_id, collected_on__gte=access.today).order_by(
        "collected_on", "what"
    )
    return list(rows.values_list("collected_on", "what")[:100])


def coming(access: Access, read: Callable[[list[date], list[str]], T]) -> Question[T]:
    """The collections of the fortnight, to be asked with others."""
    facts = {"org": access.org_id, "today": access.today, "soon": access.today + SOON}
    return Question(_NEXT, facts, 2, read)
