"""What one reader does not see, and what was reported."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from koprogo.kernel.refusals import NotFound
from koprogo.neighbours import labels
from koprogo.neighbours.models import Block, Opinion, Report, Resident
from koprogo.neighbours.queries.residents import Me
from koprogo.neighbours.rules.moderation import NEEDED, Reason, Said, State, Verdict
from koprogo.platform.access import Access

#: One row that a reader may write, whose lists leave out what they do not see.
M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Unseen:
    """What a list leaves out for one reader: whole authors, and single things that moderators took away."""

    authors: frozenset[UUID]
    subjects: frozenset[UUID]


def unseen(access: Access, me: Me) -> Unseen:
    """Whom the reader blocked, or moderators took away, and what was taken away for all (one query).

    For what is shown in part; lists leave it out by ``seen``, and the home's one statement by ``SEEN``.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT coalesce(array_agg(blocked_id), '{}') FROM (SELECT blocked_id FROM neighbours_block"
            " WHERE org_id = %(org)s AND resident_id = %(me)s UNION SELECT subject_id FROM neighbours_report"
            " WHERE org_id = %(org)s AND state = 'removed' AND kind = 'voisin') gone),"
            " (SELECT coalesce(array_agg(DISTINCT subject_id), '{}') FROM neighbours_report"
            " WHERE org_id = %(org)s AND state = 'removed')",
            {"org": access.org_id, "me": me.id},
        )
        authors, subjects = cursor.fetchone()
    return Unseen(frozenset(authors), frozenset(subjects))


#: The same inside a statement of the home: what is ``{row}``, written by ``{author}``, as ``%(me)s`` sees it.
SEEN = (
    " AND NOT EXISTS (SELECT 1 FROM neighbours_block unread WHERE unread.org_id = %(org)s"
    " AND unread.resident_id = %(me)s AND unread.blocked_id = {author})"
    " AND NOT EXISTS (SELECT 1 FROM neighbours_report away WHERE away.org_id = %(org)s AND away.state = 'removed'"
    " AND (away.subject_id = {row} OR (away.kind = 'voisin' AND away.subject_id = {author}"
    " AND away.subject_id <> %(me)s)))"
)


def seen(access: Access, me_id: UUID, rows: QuerySet[M], *, author: str = "resident_id") -> QuerySet[M]:
    """The rows without those whose author the reader blocked, and without what moderators took away (no query)."""
    blocked = Block.objects.filter(org_id=access.org_id, resident_id=me_id, blocked_id=OuterRef(author))
    away = Report.objects.filter(org_id=access.org_id, state=State.REMOVED)
    neighbour = Q(kind="voisin", subject_id=OuterRef(author)) & ~Q(subject_id=me_id)
    away = away.filter(Q(subject_id=OuterRef("pk")) | neighbour)
    return rows.filter(~Exists(blocked), ~Exists(away))


def check_seen(access: Access, me: Me, *, subject_id: UUID, author_id: UUID) -> None:
    """Let the reader open one thing; its author always may (one query). Raises NotFound."""
    if author_id == me.id:
        return
    found = unseen(access, me)
    if author_id in found.authors or subject_id in found.subjects:
        raise NotFound(what="subject")


@dataclass(frozen=True, slots=True)
class Word:
    """What one moderator said, and in which round."""

    who: str
    verdict: Verdict
    text: str
    at: datetime
    round: int


@dataclass(frozen=True, slots=True)
class Case:
    """One report. ``waits``: open, and too few moderators may judge it."""

    id: UUID
    kind: str
    subject_id: UUID
    title: str
    author: str
    reason: str
    text: str
    at: datetime
    state: State
    decided_at: datetime | None
    appeal: str
    by_me: bool
    about_me: bool
    words: tuple[Word, ...] = ()
    waits: bool = False


def cases(access: Access, me: Me) -> list[Case]:
    """For a moderator: what is open, then what was decided, the newest first (three queries)."""
    return sorted(_cases(access, me, _reports(access)), key=lambda case: case.state is not State.OPEN)


def concerning(access: Access, me: Me) -> list[Case]:
    """What the reader reported, and what was decided about what they wrote (three queries)."""
    theirs = Q(reporter_id=me.id) | Q(author_id=me.id) & ~Q(state=State.OPEN, appealed_at__isnull=True)
    return _cases(access, me, _reports(access).filter(theirs))


def case(access: Access, me: Me, *, report_id: UUID) -> Case:
    """One report, for a moderator or for whom it concerns (three queries). Raises NotFound."""
    found = _reports(access).filter(id=report_id)
    if not me.moderates:
        found = found.filter(Q(reporter_id=me.id) | Q(author_id=me.id))
    rows = _cases(access, me, found)
    if not rows:
        raise NotFound(what="report")
    return rows[0]


def said(report: Report) -> list[Said]:
    """The opinions of the round that counts (one query)."""
    rows = Opinion.objects.filter(org_id=report.org_id, report=report, round=2 if report.appealed_at else 1)
    return [Said(row.moderator_id, Verdict(row.verdict)) for row in rows]


def _reports(access: Access) -> QuerySet[Report]:
    found = Report.objects.filter(org_id=access.org_id).select_related("author")
    return found.prefetch_related("opinions__moderator").order_by("-at", "-id")


def _cases(access: Access, me: Me, rows: QuerySet[Report]) -> list[Case]:
    here = Resident.objects.filter(org_id=access.org_id, moderates=True, left_at__isnull=True)
    moderators = set(here.values_list("id", flat=True))
    return [
        Case(
            id=row.id,
            kind=row.kind,
            subject_id=row.subject_id,
            title=row.title,
            author=row.author.called if row.author else labels.former(),
            reason=str(labels.REASONS[Reason(row.reason)]),
            text=row.text,
            at=row.at,
            state=State(row.state),
            decided_at=row.decided_at,
            appeal=row.appeal,
            by_me=row.reporter_id == me.id,
            about_me=row.author_id == me.id,
            words=tuple(
                Word(one.moderator.called, Verdict(one.verdict), one.text, one.at, one.round)
                for one in sorted(row.opinions.all(), key=lambda one: one.at)
            ),
            waits=row.state == State.OPEN and len(moderators - {row.author_id, row.reporter_id}) < NEEDED,
        )
        for row in rows[:100]
    ]
