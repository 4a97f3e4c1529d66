"""The board, the polls and the bookings in a few words, for the neighbours' home: one row each, asked together."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from koprogo.neighbours.queries.residents import Me
from koprogo.platform.access import Access
from koprogo.platform.together import Question

T = TypeVar("T")

_NOTICES = (
    "SELECT (SELECT count(*) FROM neighbours_notice WHERE org_id = %(org)s AND state = 'up'"
    " AND expires_on >= %(today)s), e.title, e.starts_at FROM (SELECT 1) one LEFT JOIN LATERAL"
    " (SELECT title, starts_at FROM neighbours_notice WHERE org_id = %(org)s AND state = 'up' AND kind = 'event'"
    " AND ends_at > %(now)s ORDER BY starts_at, id LIMIT 1) e ON true"
)
_POLLS = (
    "SELECT count(*), count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM neighbours_polltaker t"
    " WHERE t.org_id = p.org_id AND t.poll_id = p.id AND t.resident_id = %(me)s) AND NOT EXISTS"
    " (SELECT 1 FROM neighbours_pollanswer a WHERE a.org_id = p.org_id AND a.poll_id = p.id"
    " AND a.resident_id = %(me)s)) FROM neighbours_poll p"
    " WHERE p.org_id = %(org)s AND p.closed_at IS NULL AND p.closes_on >= %(today)s"
)
_BOOKINGS = (
    "SELECT (SELECT count(*) FROM neighbours_booking WHERE org_id = %(org)s AND resident_id = %(me)s"
    " AND state = 'held' AND held_until > %(now)s), b.name, b.starts_at FROM (SELECT 1) one LEFT JOIN LATERAL"
    " (SELECT f.name, k.starts_at FROM neighbours_booking k JOIN neighbours_facility f"
    " ON f.org_id = k.org_id AND f.id = k.facility_id WHERE k.org_id = %(org)s AND k.resident_id = %(me)s"
    " AND k.state = 'booked' AND k.ends_at > %(now)s ORDER BY k.starts_at LIMIT 1) b ON true"
)


def _facts(access: Access, me: Me) -> dict[str, object]:
    return {"org": access.org_id, "me": me.id, "today": access.today, "now": access.now}


def notices(access: Access, me: Me, read: Callable[[int, str | None, datetime | None], T]) -> Question[T]:
    """How many notices hang, and the next event: its title and when it begins."""
    return Question(_NOTICES, _facts(access, me), 3, read)


def polls(access: Access, me: Me, read: Callable[[int, int], T]) -> Question[T]:
    """How many polls are open, and how many of them wait for the reader."""
    return Question(_POLLS, _facts(access, me), 2, read)


def bookings(access: Access, me: Me, read: Callable[[int, str | None, datetime | None], T]) -> Question[T]:
    """How many slots are held for the reader, and their next booking: of what, from when."""
    return Question(_BOOKINGS, _facts(access, me), 3, read)
