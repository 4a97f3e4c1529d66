"""What is given away and swapped."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet

from koprogo.kernel.refusals import NotFound
from koprogo.neighbours.models import Gift
from koprogo.neighbours.queries import moderation, office
from koprogo.neighbours.queries.exchange import newest
from koprogo.neighbours.queries.office import Said
from koprogo.neighbours.queries.residents import Me
from koprogo.neighbours.rules.gifts import Kind, State
from koprogo.platform.access import Access
from koprogo.platform.together import Question

T = TypeVar("T")
MOST = 100


@dataclass(frozen=True, slots=True)
class GiftRow:
    """One thing. Who reserved it and for what is for the two it concerns."""

    id: UUID
    kind: Kind
    title: str
    text: str
    wished: str
    picture_id: UUID | None
    resident_id: UUID
    who: str
    state: State
    added_at: datetime
    expires_on: date
    reserved_by_id: UUID | None
    reserved_by: str
    reserved_at: datetime | None
    offered: str
    said: Said | None


@dataclass(frozen=True, slots=True)
class Found:
    """One page of things."""

    rows: list[GiftRow]
    more: bool


def listing(access: Access, *, me: Me, kind: Kind | None = None, number: int = 1) -> Found:
    """What is there to take, the newest first (one query)."""
    found = moderation.seen(access, me.id, _gifts(access).filter(state=State.OPEN, expires_on__gte=access.today))
    if kind is not None:
        found = found.filter(kind=kind)
    start = (number - 1) * MOST
    rows = [_row(row) for row in found.order_by("-added_at", "-id")[start : start + MOST + 1]]
    return Found(rows[:MOST], len(rows) > MOST)


def of_me(access: Access, *, me: Me) -> list[GiftRow]:
    """What I give, what I reserved, and what of mine nobody wanted (one query)."""
    giving = Q(resident_id=me.id, state__in=[State.OPEN, State.RESERVED, State.EXPIRED])
    found = _gifts(access).filter(giving | Q(reserved_by_id=me.id, state=State.RESERVED))
    return [_row(row) for row in found.order_by("-added_at", "-id")[:MOST]]


def one(access: Access, *, gift_id: UUID) -> GiftRow:
    """One thing (one query). Raises NotFound."""
    row = _gifts(access).filter(id=gift_id).first()
    if row is None:
        raise NotFound(what="gift")
    return _row(row)


def over(access: Access) -> list[UUID]:
    """The things whose time is over, for a job (one query)."""
    found = Gift.objects.filter(org_id=access.org_id, state=State.OPEN, expires_on__lt=access.today)
    return list(found.order_by("id").values_list("id", flat=True))


def _gifts(access: Access) -> QuerySet[Gift]:
    found = Gift.objects.filter(org_id=access.org_id, resident__left_at__isnull=True)
    return found.select_related("resident", "reserved_by").annotate(said=office.first_said(access))


def _row(row: Gift) -> GiftRow:
    return GiftRow(
        id=row.id,
        kind=Kind(row.kind),
        title=row.title,
        text=row.text,
        wished=row.wished,
        picture_id=row.picture_id,
        resident_id=row.resident_id,
        who=row.resident.called,
        state=State(row.state),
        added_at=row.added_at,
        expires_on=row.expires_on,
        reserved_by_id=row.reserved_by_id,
        reserved_by=row.reserved_by.called if row.reserved_by else "",
        reserved_at=row.reserved_at,
        offered=row.offered,
        said=office.read_said(row.said),  # type: ignore[attr-defined]
    )


@dataclass(frozen=True, slots=True)
class Summary:
    """Gifts in a few figures, for the neighbours' home. Lines: (title, who, at, id)."""

    open: int
    waiting: int
    offered: list[tuple[str, str, datetime, UUID]]


_SEEN = moderation.SEEN.format(row="g.id", author="g.resident_id")
_SUMMARY = "".join(
    (
        "SELECT (SELECT count(*) FROM neighbours_gift g WHERE g.org_id = %(org)s AND g.state = 'open'"
        " AND g.expires_on >= %(today)s",
        _SEEN,
        ")::int,"
        " (SELECT count(*) FROM neighbours_gift g WHERE g.org_id = %(org)s AND g.state = 'reserved'"
        " AND g.resident_id = %(me)s)::int,"
        " ARRAY(SELECT json_build_array(g.title, r.pseudonym, g.added_at, g.id) FROM neighbours_gift g"
        " JOIN neighbours_resident r ON r.org_id = g.org_id AND r.id = g.resident_id AND r.left_at IS NULL"
        " WHERE g.org_id = %(org)s AND g.state = 'open' AND g.expires_on >= %(today)s",
        _SEEN,
        " ORDER BY g.added_at DESC LIMIT 6)",
    )
)


def summary(access: Access, me: Me, read: Callable[[Summary], T]) -> Question[T]:
    """What is there to take and what was reserved of mine, to be asked with others."""
    facts = {"org": access.org_id, "me": me.id, "today": access.today}
    return Question(_SUMMARY, facts, 3, lambda count, held, rows: read(Summary(count, held, newest(rows))))
