"""Finding what neighbours lend, offer, look for, hang up, know and book, by a few letters without accents.

Only for who has a name here; prices and what anybody owes are no part of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from koprogo.neighbours.queries import moderation
from koprogo.neighbours.queries.residents import Here
from koprogo.neighbours.rules.modules import Module
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class Found:
    """One thing: its title, who put it up (empty for what belongs to all), and the page that shows it."""

    module: Module
    title: str
    who: str
    page: str
    key: str
    id: UUID


@dataclass(frozen=True, slots=True)
class _Kind:
    """Where one kind of thing is: its table, title, further words, author, moment, what is up, and its page."""

    module: Module
    table: str
    title: str
    more: str
    author: str
    at: str
    up: str
    page: str
    key: str


_KINDS = (
    _Kind(
        Module.LENDING,
        "thing",
        "name",
        "care",
        "resident_id",
        "added_at",
        "withdrawn_at IS NULL",
        "thing",
        "lent_thing",
    ),
    _Kind(
        Module.LENDING,
        "wanted",
        "name",
        "name",
        "resident_id",
        "asked_at",
        "state = 'open' AND due_at > %(now)s",
        "wanted",
        "wanted_id",
    ),
    _Kind(
        Module.EXCHANGE,
        "ad",
        "title",
        "text",
        "resident_id",
        "added_at",
        "state = 'open' AND shown_until >= %(today)s",
        "exchange_ad",
        "exchange_ad",
    ),
    _Kind(
        Module.GIFTS,
        "gift",
        "title",
        "text",
        "resident_id",
        "added_at",
        "state = 'open' AND expires_on >= %(today)s",
        "gift",
        "gift_id",
    ),
    _Kind(Module.SKILLS, "skill", "words", "text", "resident_id", "added_at", "true", "skills", ""),
    _Kind(
        Module.NOTICES,
        "notice",
        "title",
        "text",
        "resident_id",
        "written_at",
        "state = 'up' AND expires_on >= %(today)s",
        "notice",
        "notice_id",
    ),
    _Kind(
        Module.POLLS,
        "poll",
        "question",
        "text",
        "resident_id",
        "asked_at",
        "closed_at IS NULL AND closes_on >= %(today)s",
        "poll",
        "poll_id",
    ),
    _Kind(Module.WELCOME, "guidepage", "title", "text", "author_id", "changed_at", "true", "neighbours_welcome", ""),
    _Kind(Module.BOOKINGS, "facility", "name", "text", "", "added_at", "closed_at IS NULL", "facility", "facility_id"),
)
_ACCENTS = "àáâãäåçèéêëìíîïñòóôõöùúûüýÿ", "aaaaaaceeeeiiiinooooouuuuyy"


def _select(place: int, kind: _Kind) -> str:
    """One part of the statement; every word of it stands in ``_KINDS``, what was typed comes as values."""
    who, joined, seen = "''", "", ""
    if kind.author:
        who = "r.pseudonym"
        joined = f" JOIN neighbours_resident r ON r.org_id = x.org_id AND r.id = x.{kind.author} AND r.left_at IS NULL"
        seen = moderation.SEEN.format(row="x.id", author=f"x.{kind.author}")
    parts = (
        f"SELECT {place} AS place, x.{kind.title} AS title, {who} AS who, x.id, x.{kind.at} AS at,",
        f" x.{kind.title} || ' ' || x.{kind.more} AS words FROM neighbours_{kind.table} x{joined}",
        f" WHERE x.org_id = %(org)s AND '{kind.module.value}' = ANY(%(modules)s) AND ",
        " AND ".join(f"x.{one}" for one in kind.up.split(" AND ")) if kind.up != "true" else "true",
        seen,
    )
    return "".join(parts)


_ALL = " UNION ALL ".join(_select(place, kind) for place, kind in enumerate(_KINDS))
_FIND = "".join(
    (
        "SELECT place, title, who, id FROM (",
        _ALL,
        ") found WHERE translate(lower(words), '",
        "', '".join(_ACCENTS),
        "') LIKE ALL(%(wanted)s) ORDER BY at DESC, id LIMIT %(most)s",
    )
)


def find(access: Access, here: Here, *, words: Sequence[str], most: int = 8) -> list[Found]:
    """What holds every word, the newest first (one query; none without a word or for who has no name here).

    ``words`` are without accents or capitals.
    """
    if here.me is None or not words:
        return []
    facts: dict[str, Any] = {
        "org": access.org_id,
        "me": here.me.id,
        "now": access.now,
        "today": access.today,
        "modules": [module.value for module in here.modules],
        "wanted": [f"%{_literal(word)}%" for word in words],
        "most": most,
    }
    with connection.cursor() as cursor:
        cursor.execute(_FIND, facts)
        rows = cursor.fetchall()
    return [_found(_KINDS[place], title, who, key) for place, title, who, key in rows]


def _literal(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _found(kind: _Kind, title: str, who: str, key: UUID) -> Found:
    return Found(kind.module, title, who, kind.page, kind.key, key)
