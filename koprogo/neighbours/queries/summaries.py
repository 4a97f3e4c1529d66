"""The board, the polls and the bookings in a few words, for the neighbours' home: one row each, asked together."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from koprogo.neighbours.queries import moderation
from koprogo.neighbours.queries.exchange import newest
from koprogo.neighbours.queries.residents import Me
from koprogo.platform.access import Access
from koprogo.platform.together import Question

T = TypeVar("T")

_SEEN_NOTICE = moderation.SEEN.format(row="n.id", author="n.resident_id")
_SEEN_POLL = moderation.SEEN.format(row="p.id", author="p.resident_id")
_UP = f"n.org_id = %(org)s AND n.state = 'up' AND n.expires_on >= %(today)s{_SEEN_NOTICE}"
_NOTICES = "".join(
    (
        "SELECT (SELECT count(*) FROM neighbours_notice n WHERE ",
        _UP,
        "), e.title, e.starts_at,"
        " ARRAY(SELECT json_build_array(n.title, r.pseudonym, n.written_at, n.id) FROM neighbours_notice n"
        " JOIN neighbours_resident r ON r.org_id = n.org_id AND r.id = n.resident_id AND r.left_at IS NULL"
        " WHERE ",
        _UP,
        " ORDER BY n.written_at DESC LIMIT 6)"
        " FROM (SELECT 1) one LEFT JOIN LATERAL"
        " (SELECT n.title, n.starts_at FROM neighbours_notice n"
        " WHERE ",
        _UP,
        " AND n.kind = 'event' AND n.ends_at > %(now)s ORDER BY n.starts_at, n.id LIMIT 1)"
        " e ON true",
    )
)
_POLLS = "".join(
    (
        "SELECT count(*), count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM neighbours_polltaker t"
        " WHERE t.org_id = p.org_id AND t.poll_id = p.id AND t.resident_id = %(me)s) AND NOT EXISTS"
        " (SELECT 1 FROM neighbours_pollanswer a WHERE a.org_id = p.org_id AND a.poll_id = p.id"
        " AND a.resident_id = %(me)s)),"
        " coalesce(array_agg(json_build_array(p.question, r.pseudonym, p.asked_at, p.id) ORDER BY p.asked_at DESC),"
        " '{}')"
        " FROM neighbours_poll p LEFT JOIN neighbours_resident r ON r.org_id = p.org_id AND r.id = p.resident_id"
        " WHERE p.org_id = %(org)s AND p.closed_at IS NULL AND p.closes_on >= %(today)s",
        _SEEN_POLL,
    )
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


Lines = list[tuple[str, str, datetime, UUID]]


def notices(access: Access, me: Me, read: Callable[[int, str | None, datetime | None, Lines], T]) -> Question[T]:
    """How many notices hang, the next event (its title, when it begins), and the newest: (title, who, at, id)."""

    def answer(up: int, title: str | None, starts_at: datetime | None, rows: list[list[str]]) -> T:
        return read(up, title, starts_at, newest(rows))

    return Question(_NOTICES, _facts(access, me), 4, answer)


def polls(access: Access, me: Me, read: Callable[[int, int, Lines], T]) -> Question[T]:
    """How many polls are open, how many of them wait for the reader, and which: (question, who, at, id)."""

    def answer(count: int, mine: int, rows: list[list[str]]) -> T:
        return read(count, mine, newest([[title, who or "", at, key] for title, who, at, key in rows[:6]]))

    return Question(_POLLS, _facts(access, me), 3, answer)


def bookings(access: Access, me: Me, read: Callable[[int, str | None, datetime | None], T]) -> Question[T]:
    """How many slots are held for the reader, and their next booking: of what, from when."""
    return Question(_BOOKINGS, _facts(access, me), 3, read)
