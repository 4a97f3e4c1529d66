"""Who can help with what, and what neighbours wrote to me."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet

from koprogo.kernel.refusals import NotFound
from koprogo.neighbours.models import Message, Skill
from koprogo.neighbours.queries import moderation
from koprogo.neighbours.queries.residents import Me
from koprogo.neighbours.rules.skills import Field
from koprogo.platform.access import Access
from koprogo.platform.together import Question

T = TypeVar("T")
MOST = 200


@dataclass(frozen=True, slots=True)
class SkillRow:
    """One thing somebody can help with. ``reachable``: a message can be carried to them."""

    id: UUID
    field: Field
    words: str
    text: str
    resident_id: UUID
    who: str
    place: str
    reachable: bool


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One message, as one of its two reads it."""

    id: UUID
    mine: bool
    who: str
    text: str
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Thread:
    """One conversation of mine, the oldest message first. ``reachable``: who reads it is there."""

    id: UUID
    about: str
    other_id: UUID
    other: str
    reachable: bool
    rows: tuple[MessageRow, ...]

    @property
    def waits(self) -> bool:
        """Whether the last word is the other's."""
        return not self.rows[-1].mine


def directory(access: Access, *, me: Me, field: Field | None = None, text: str = "") -> list[SkillRow]:
    """Who can help with what, by field, then by words (one query)."""
    there = Skill.objects.filter(org_id=access.org_id, resident__left_at__isnull=True).select_related("resident")
    found = moderation.seen(access, me.id, there)
    if field is not None:
        found = found.filter(field=field)
    for word in text.split()[:5]:
        found = found.filter(Q(words__icontains=word) | Q(text__icontains=word))
    return [_skill(row) for row in found.order_by("field", "words", "id")[:MOST]]


def skill(access: Access, *, skill_id: UUID) -> SkillRow:
    """One of them (one query). Raises NotFound."""
    row = Skill.objects.filter(org_id=access.org_id, id=skill_id, resident__left_at__isnull=True)
    found = row.select_related("resident").first()
    if found is None:
        raise NotFound(what="skill")
    return _skill(found)


def _skill(row: Skill) -> SkillRow:
    return SkillRow(
        id=row.id,
        field=Field(row.field),
        words=row.words,
        text=row.text,
        resident_id=row.resident_id,
        who=row.resident.called,
        place=row.resident.place,
        reachable=row.resident.person_id is not None,
    )


def threads(access: Access, *, me: Me) -> list[Thread]:
    """My conversations, the one with the newest message first (one query)."""
    found = _mine(access, me)
    by_thread: dict[UUID, list[Message]] = {}
    for row in found.select_related("sender", "receiver").order_by("-sent_at", "-id")[:MOST]:
        by_thread.setdefault(row.thread_id, []).append(row)
    return [_thread(key, rows[::-1], me) for key, rows in by_thread.items()]


def thread(access: Access, *, thread_id: UUID, me: Me) -> Thread:
    """One conversation of mine (one query). Raises NotFound, to everybody else too."""
    found = _mine(access, me).filter(thread_id=thread_id)
    rows = list(found.select_related("sender", "receiver").order_by("sent_at", "id")[:MOST])
    if not rows:
        raise NotFound(what="thread")
    return _thread(thread_id, rows, me)


def _mine(access: Access, me: Me) -> QuerySet[Message]:
    """What I wrote, and what whom I read wrote to me."""
    both = Message.objects.filter(Q(sender_id=me.id) | Q(receiver_id=me.id), org_id=access.org_id)
    read = moderation.seen(access, me.id, both, author="sender_id")
    return moderation.seen(access, me.id, read, author="receiver_id")


def _thread(key: UUID, rows: list[Message], me: Me) -> Thread:
    first = rows[0]
    other = first.receiver if first.sender_id == me.id else first.sender
    said = tuple(MessageRow(row.id, row.sender_id == me.id, row.sender.called, row.text, row.sent_at) for row in rows)
    reachable = other.person_id is not None and other.left_at is None
    return Thread(key, first.about, other.id, other.called, reachable, said)


_SEEN = moderation.SEEN.format(row="m.id", author="m.sender_id")
_SEEN_SKILL = moderation.SEEN.format(row="s.id", author="s.resident_id")
_SUMMARY = "".join(
    (
        "SELECT (SELECT count(*) FROM neighbours_skill s JOIN neighbours_resident r ON r.org_id = s.org_id"
        " AND r.id = s.resident_id AND r.left_at IS NULL WHERE s.org_id = %(org)s",
        _SEEN_SKILL,
        ")::int,"
        " (SELECT count(*) FROM (SELECT DISTINCT ON (thread_id) receiver_id FROM neighbours_message m"
        " WHERE m.org_id = %(org)s AND (sender_id = %(me)s OR receiver_id = %(me)s)",
        _SEEN,
        " ORDER BY thread_id, sent_at DESC, id DESC) last WHERE receiver_id = %(me)s)::int",
    )
)


def summary(access: Access, me: Me, read: Callable[[int, int], T]) -> Question[T]:
    """How many skills there are, and how many conversations wait for my answer, to be asked with others."""
    return Question(_SUMMARY, {"org": access.org_id, "me": me.id}, 2, read)
