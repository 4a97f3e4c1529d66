"""Blocking, reporting, deciding by two, appealing once."""

from uuid import UUID

from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotAllowed, NotFound
from koprogo.neighbours.documents import people_words as words
from koprogo.neighbours.documents.word_mail import Said
from koprogo.neighbours.models import Block, Opinion, Report, Resident
from koprogo.neighbours.operations.acting import acting
from koprogo.neighbours.operations.telling import tell_all
from koprogo.neighbours.queries import moderation as queries
from koprogo.neighbours.queries import subjects
from koprogo.neighbours.rules import moderation as rules
from koprogo.neighbours.rules.moderation import (
    AlreadyDecided,
    AlreadyReported,
    NoReason,
    NotAppealable,
    Reason,
    State,
    Verdict,
)
from koprogo.platform import audit
from koprogo.platform.access import Access, act


@act("neighbours.neighbour_blocked", needs=Right.MEET_NEIGHBOURS)
def block(access: Access, *, resident_id: UUID) -> None:
    """No longer read somebody; again changes nothing. Nobody is told. Raises NotResident, NotFound."""
    me = acting(access)
    other = Resident.objects.filter(org_id=access.org_id, id=resident_id).exclude(id=me.id).first()
    if other is None:
        raise NotFound(what="resident")
    Block.objects.get_or_create(org_id=access.org_id, resident=me, blocked=other, defaults={"at": access.now})
    audit.record(access, "neighbours.neighbour_blocked", other.id)


@act("neighbours.neighbour_unblocked", needs=Right.MEET_NEIGHBOURS)
def unblock(access: Access, *, resident_id: UUID) -> None:
    """Read them again. Raises NotResident."""
    me = acting(access)
    Block.objects.filter(org_id=access.org_id, resident=me, blocked_id=resident_id).delete()
    audit.record(access, "neighbours.neighbour_unblocked", resident_id)


@act("neighbours.reported", needs=Right.MEET_NEIGHBOURS)
def report(access: Access, *, kind: str, subject_id: UUID, reason: Reason, text: str) -> Report:
    """Report one thing, with a reason. Raises NotResident, NotFound, AlreadyReported."""
    me = acting(access)
    found = subjects.subject(access, me.id, kind=kind, subject_id=subject_id)
    mine = Report.objects.filter(org_id=access.org_id, reporter=me, kind=kind, subject_id=subject_id)
    if mine.exists():
        raise AlreadyReported
    row = Report.objects.create(
        org_id=access.org_id,
        kind=kind,
        subject_id=subject_id,
        title=found.title,
        author_id=found.author_id,
        reporter=me,
        reason=reason,
        text=text.strip()[: rules.TEXT],
        at=access.now,
    )
    parties = [one for one in (row.author_id, me.id) if one is not None]
    judges = Resident.objects.filter(org_id=access.org_id, moderates=True, left_at__isnull=True).exclude(id__in=parties)
    _tell(access, row, words.REPORTED, *judges)
    audit.record(access, "neighbours.reported", row.id)
    return row


@act("neighbours.report_judged", needs=Right.MEET_NEIGHBOURS)
def judge(access: Access, *, report_id: UUID, verdict: Verdict, text: str) -> Report:
    """Give a moderator's opinion; two of one mind decide, for every open report of the same thing.

    Raises NotResident, NotAllowed (no moderator), NotFound, AlreadyDecided, OwnReport, AlreadySaid, NoReason.
    """
    me = acting(access)
    if not me.moderates:
        raise NotAllowed(needs=Right.MEET_NEIGHBOURS)
    row = _locked(access, report_id)
    if row.state != State.OPEN:
        raise AlreadyDecided
    if not text.strip():
        raise NoReason(field="text")
    before = queries.said(row)
    parties = {one for one in (row.author_id, row.reporter_id) if one is not None}
    rules.check_judge(me.id, parties=parties, said=before)
    Opinion.objects.create(
        org_id=access.org_id,
        report=row,
        moderator=me,
        round=2 if row.appealed_at else 1,
        verdict=verdict,
        text=text.strip()[: rules.TEXT],
        at=access.now,
    )
    state = rules.decided([*before, rules.Said(me.id, verdict)])
    if state is not State.OPEN:
        same = Report.objects.filter(org_id=access.org_id, kind=row.kind, subject_id=row.subject_id, state=State.OPEN)
        same.update(state=state, decided_at=access.now)
        row.refresh_from_db()
        told = row.author if state is State.REMOVED else row.reporter
        if told is not None:
            _tell(access, row, words.REMOVED if state is State.REMOVED else words.KEPT, told)
    audit.record(access, "neighbours.report_judged", row.id, state=state)
    return row


@act("neighbours.report_appealed", needs=Right.MEET_NEIGHBOURS)
def appeal(access: Access, *, report_id: UUID, text: str) -> None:
    """Ask two moderators to look again, once, for whom the decision went against. Raises NotFound, NotAppealable.

    The author contests a removal, whoever reported contests that it stays.
    """
    me = acting(access)
    row = _locked(access, report_id)
    loser = {State.REMOVED: row.author_id, State.KEPT: row.reporter_id}.get(State(row.state))
    if loser != me.id or row.appealed_at is not None:
        raise NotAppealable
    if not text.strip():
        raise NoReason(field="text")
    row.state, row.appeal, row.appealed_at = State.OPEN, text.strip()[: rules.TEXT], access.now
    row.save(update_fields=["state", "appeal", "appealed_at"])
    audit.record(access, "neighbours.report_appealed", row.id)


def _tell(access: Access, row: Report, said: Said, *residents: Resident) -> None:
    """Say by mail what happened to a report: what was judged against somebody is theirs to contest (DSA, art. 17)."""
    tell_all(
        access, residents, said, subject_id=row.id, page="neighbours_case", where={"report": row.id}, title=row.title
    )


def _locked(access: Access, report_id: UUID) -> Report:
    row = Report.objects.select_for_update(no_key=True).filter(org_id=access.org_id, id=report_id).first()
    if row is None:
        raise NotFound(what="report")
    return row
