"""The board: hanging a notice, changing it, taking it down, pinning it; who comes; answers between two neighbours."""

from uuid import UUID, uuid5

from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound
from koprogo.neighbours.documents import notice_words as words
from koprogo.neighbours.models import CalendarLink, Coming, Notice, NoticeReply, Resident
from koprogo.neighbours.operations import blocking
from koprogo.neighbours.operations.acting import acting, use
from koprogo.neighbours.operations.telling import Back, tell
from koprogo.neighbours.rules import notices as rules
from koprogo.neighbours.rules.modules import Module
from koprogo.neighbours.rules.notices import NoticeFacts, NoticeKind, NoticeState
from koprogo.neighbours.rules.slots import BRUSSELS
from koprogo.platform import audit
from koprogo.platform.access import Access, act


@act("neighbours.notice_hung", needs=Right.MEET_NEIGHBOURS)
def hang(access: Access, *, facts: NoticeFacts) -> Notice:
    """Hang a notice. Raises TooLongUp, EventTimes, CautionUnread, NotResident, ModuleOff."""
    who = acting(access, module=Module.NOTICES)
    row = Notice.objects.create(
        org_id=access.org_id, resident=who, written_at=access.now, changed_at=access.now, **_columns(access, facts)
    )
    use(access, Module.NOTICES, until=row.ends_at)  # the board is not at rest before an event that hangs there
    audit.record(access, "neighbours.notice_hung", row.id, kind=row.kind)
    return row


@act("neighbours.notice_changed", needs=Right.MEET_NEIGHBOURS)
def change(access: Access, *, notice_id: UUID, facts: NoticeFacts) -> Notice:
    """Change a notice of one’s own; calendars that hold the event follow. Raises NotYourNotice, NoticeDown."""
    who = acting(access, module=Module.NOTICES)
    row = _locked(access, notice_id)
    if row.resident_id != who.id:
        raise rules.NotYourNotice()
    columns = _columns(access, facts) | {"changed_at": access.now, "sequence": row.sequence + 1}
    for name, value in columns.items():
        setattr(row, name, value)
    row.save(update_fields=list(columns))
    audit.record(access, "neighbours.notice_changed", row.id, kind=row.kind)
    return row


def _columns(access: Access, facts: NoticeFacts) -> dict[str, object]:
    event = facts.kind is NoticeKind.EVENT
    # The day on which it is over: an event of the night hangs until the morning.
    day = facts.ends_at.astimezone(BRUSSELS).date() if event and facts.ends_at else None
    return {
        "kind": facts.kind,
        "title": facts.title,
        "text": facts.text,
        "expires_on": rules.last_day(facts, today=access.today, event_day=day),
        "starts_at": facts.starts_at if event else None,
        "ends_at": facts.ends_at if event else None,
        "place": facts.place if event else "",
    }


@act("neighbours.notice_taken_down", needs=Right.MEET_NEIGHBOURS)
def take_down(access: Access, *, notice_id: UUID) -> Notice:
    """Take a notice down: its author, or whoever looks after the neighbours. An event is called off with it.

    Raises NotYourNotice, NoticeDown, NotFound.
    """
    who = acting(access, module=Module.NOTICES)
    row = _locked(access, notice_id)
    if row.resident_id != who.id and not access.may(Right.ANIMATE_NEIGHBOURS):
        raise rules.NotYourNotice()
    row.state, row.pinned = NoticeState.DOWN, False
    row.sequence, row.changed_at = row.sequence + 1, access.now
    row.save(update_fields=["state", "pinned", "sequence", "changed_at"])
    audit.record(access, "neighbours.notice_taken_down", row.id, kind=row.kind)
    return row


@act("neighbours.notice_pinned", needs=Right.ANIMATE_NEIGHBOURS)
def pin(access: Access, *, notice_id: UUID, pinned: bool) -> Notice:
    """Pin a notice to the top, three at most, or let it go. Raises TooManyPinned, NoticeDown, NotFound."""
    row = _locked(access, notice_id)
    others = Notice.objects.filter(
        org_id=access.org_id, pinned=True, state=NoticeState.UP, expires_on__gte=access.today
    ).exclude(id=row.id)
    if pinned and others.count() >= rules.MOST_PINNED:
        raise rules.TooManyPinned(most=rules.MOST_PINNED)
    row.pinned = pinned
    row.save(update_fields=["pinned"])
    audit.record(access, "neighbours.notice_pinned", row.id, pinned=pinned)
    return row


@act("neighbours.coming_said", needs=Right.MEET_NEIGHBOURS)
def come(access: Access, *, notice_id: UUID, coming: bool, people: int = 1) -> Coming:
    """Say whether one comes to an event, and with how many (1 to 20). The latest word counts."""
    who = acting(access, module=Module.NOTICES)
    row = _locked(access, notice_id)
    if row.kind != NoticeKind.EVENT:
        raise NotFound(what="event")
    said, _fresh = Coming.objects.update_or_create(
        org_id=access.org_id,
        notice=row,
        resident=who,
        defaults={"coming": coming, "people": max(1, min(people, 20)), "said_at": access.now},
    )
    audit.record(access, "neighbours.coming_said", row.id)
    return said


@act("neighbours.notice_answered", needs=Right.MEET_NEIGHBOURS)
def answer(access: Access, *, notice_id: UUID, text: str, neighbour_id: UUID | None = None) -> NoticeReply:
    """Write to the author of a notice, or as its author to one who wrote. The other is told by mail, without addresses.

    Raises OwnNotice when the author names nobody who wrote before, NotCarried, NoticeDown, NotFound.
    """
    who = acting(access, module=Module.NOTICES)
    notice = _locked(access, notice_id)
    from_author = notice.resident_id == who.id
    if from_author:
        wrote = NoticeReply.objects.filter(org_id=access.org_id, notice=notice, neighbour_id=neighbour_id)
        if neighbour_id is None or not wrote.exists():
            raise rules.OwnNotice()
    with_id = neighbour_id if from_author and neighbour_id else who.id
    to = Resident.objects.get(org_id=access.org_id, id=with_id if from_author else notice.resident_id)
    blocking.check(access, who, to)
    row = NoticeReply.objects.create(
        org_id=access.org_id,
        notice=notice,
        neighbour_id=with_id,
        from_author=from_author,
        text=text,
        written_at=access.now,
    )
    _tell(access, notice, who, to=to, neighbour_id=with_id, text=text)
    audit.record(access, "neighbours.notice_answered", notice.id)
    return row


def _tell(access: Access, notice: Notice, who: Resident, *, to: Resident, neighbour_id: UUID, text: str) -> None:
    tell(
        access,
        to,
        words.ANSWERED,
        subject_id=notice.id,
        page="notice",
        where={"notice_id": notice.id},
        quote=text,
        back=Back(who, notice.title, uuid5(notice.id, neighbour_id.hex), notice),
        wait=False,
        who=who.pseudonym,
        title=notice.title,
    )


@act("neighbours.calendar_linked", needs=Right.MEET_NEIGHBOURS)
def link_calendar(access: Access) -> CalendarLink:
    """Make a private calendar link; the one before no longer opens."""
    who = acting(access, module=Module.NOTICES)
    before = CalendarLink.objects.filter(org_id=access.org_id, resident=who, closed_at__isnull=True)
    before.update(closed_at=access.now)
    row = CalendarLink.objects.create(org_id=access.org_id, resident=who, made_at=access.now)
    audit.record(access, "neighbours.calendar_linked", row.id)
    return row


def _locked(access: Access, notice_id: UUID) -> Notice:
    """A notice that hangs, locked. Raises NotFound, NoticeDown."""
    found = Notice.objects.select_for_update(no_key=True).filter(org_id=access.org_id, id=notice_id).first()
    if found is None:
        raise NotFound(what="notice")
    if found.state == NoticeState.DOWN or found.expires_on < access.today:
        raise rules.NoticeDown()
    return found
