"""What one reader does not see, and what was reported."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from koprogo.kernel.refusals import NotFound
from koprogo.neighbours import labels
from koprogo.neighbours.models import Opinion, Report
from koprogo.neighbours.queries.residents import Me
from koprogo.neighbours.rules.moderation import Reason, Said, State, Verdict
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class Unseen:
    """What a list leaves out for one reader: whole authors, and single things that moderators took away."""

    authors: frozenset[UUID]
    subjects: frozenset[UUID]


def unseen(access: Access, me: Me) -> Unseen:
    """Whom the reader blocked, or moderators took away, and what was taken away for all (one query).

    Lists leave these out: ``.exclude(author_id__in=unseen.authors).exclude(id__in=unseen.subjects)``.
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
    """One report. ``mine``: the reader wrote it or reported it, and does not judge it."""

    id: UUID
    kind: str
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


def cases(access: Access, me: Me) -> list[Case]:
    """For a moderator: what is open, then what was decided, the newest first (two queries)."""
    return sorted(_cases(access, me, _reports(access)), key=lambda case: case.state is not State.OPEN)


def concerning(access: Access, me: Me) -> list[Case]:
    """What the reader reported, and what was decided about what they wrote (two queries)."""
    theirs = Q(reporter_id=me.id) | Q(author_id=me.id) & ~Q(state=State.OPEN, appealed_at__isnull=True)
    return _cases(access, me, _reports(access).filter(theirs))


def case(access: Access, me: Me, *, report_id: UUID) -> Case:
    """One report, for a moderator or for whom it concerns (two queries). Raises NotFound."""
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
    return [
        Case(
            id=row.id,
            kind=row.kind,
            title=row.title,
            author=(row.author.pseudonym or labels.former()) if row.author else labels.former(),
            reason=str(labels.REASONS[Reason(row.reason)]),
            text=row.text,
            at=row.at,
            state=State(row.state),
            decided_at=row.decided_at,
            appeal=row.appeal,
            by_me=row.reporter_id == me.id,
            about_me=row.author_id == me.id,
            words=tuple(
                Word(one.moderator.pseudonym or labels.former(), Verdict(one.verdict), one.text, one.at, one.round)
                for one in sorted(row.opinions.all(), key=lambda one: one.at)
            ),
        )
        for row in rows[:100]
    ]
