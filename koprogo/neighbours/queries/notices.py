"""The board: what hangs there, one notice with its answers for one reader, and the events as a calendar."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, Subquery, Sum

from koprogo.kernel.refusals import NotFound
from koprogo.neighbours.models import Booking, CalendarLink, Coming, Notice, NoticeReply
from koprogo.neighbours.queries import moderation
from koprogo.neighbours.rules.bookings import BookingState
from koprogo.neighbours.rules.events import Event
from koprogo.neighbours.rules.notices import NoticeKind, NoticeState
from koprogo.platform.access import Access

#: Events of the past that a subscribed calendar still shows.
KEPT = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One notice of the list. ``people``: how many come to an event."""

    notice: Notice
    people: int
    mine: bool


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation; ``mine``: written by the reader."""

    id: UUID
    text: str
    mine: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Thread:
    """What the author and one neighbour wrote each other."""

    neighbour_id: UUID
    name: str
    messages: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class NoticePage:
    """One notice for one reader: the author reads every conversation, the others their own.

    ``away``: two moderators took it away, and only its author still sees it.
    ``coming``: whether the reader comes to the event, None while nothing is said; ``with_people``: with how many.
    """

    notice: Notice
    away: bool
    author: bool
    people: int
    coming: bool | None
    with_people: int
    threads: tuple[Thread, ...]


def listing(access: Access, *, me_id: UUID) -> list[NoticeRow]:
    """What hangs today: pinned first, then events by their day, then the rest, the newest first (one query)."""
    up = Notice.objects.filter(org_id=access.org_id, state=NoticeState.UP, expires_on__gte=access.today)
    found = moderation.seen(access, me_id, up)
    people = Sum("comings__people", filter=Q(comings__coming=True))
    rows = [NoticeRow(row, row.people_ or 0, row.resident_id == me_id) for row in found.annotate(people_=people)]
    events = [row for row in rows if row.notice.starts_at is not None]
    others = [row for row in rows if row.notice.starts_at is None]
    events.sort(key=lambda row: (row.notice.starts_at, row.notice.id))
    others.sort(key=lambda row: (row.notice.written_at, row.notice.id), reverse=True)
    return sorted([*events, *others], key=lambda row: not row.notice.pinned)


def get(access: Access, *, notice_id: UUID) -> Notice:
    """One notice, also one that was taken down. Raises NotFound."""
    found = Notice.objects.filter(org_id=access.org_id, id=notice_id).first()
    if found is None:
        raise NotFound(what="notice")
    return found


def show(access: Access, *, notice_id: UUID, me_id: UUID) -> NoticePage:
    """One notice for one reader (two queries). Raises NotFound, also for what the reader does not see."""
    comings = Coming.objects.filter(org_id=access.org_id, notice_id=OuterRef("id"))
    mine = comings.filter(resident_id=me_id)
    rows = Notice.objects.filter(org_id=access.org_id, id=notice_id).select_related("resident")
    notice = rows.annotate(
        people_=ArraySubquery(comings.filter(coming=True).values("people")),
        coming_=Subquery(mine.values("coming")),
        with_=Subquery(mine.values("people")),
        seen_=Exists(moderation.seen(access, me_id, Notice.objects.filter(org_id=access.org_id, id=OuterRef("id")))),
    ).first()
    if notice is None or not (notice.seen_ or notice.resident_id == me_id):
        raise NotFound(what="notice")
    author = notice.resident_id == me_id
    replies = NoticeReply.objects.filter(org_id=access.org_id, notice_id=notice_id).select_related("neighbour")
    if not author:
        replies = replies.filter(neighbour_id=me_id)
    replies = moderation.seen(access, me_id, replies, author="neighbour_id")
    found: dict[tuple[UUID, str], list[Message]] = defaultdict(list)
    for row in replies.order_by("written_at", "id"):
        said = Message(row.id, row.text, row.from_author == author, row.written_at)
        found[row.neighbour_id, row.neighbour.called].append(said)
    threads = tuple(Thread(*neighbour, tuple(messages)) for neighbour, messages in found.items())
    away = not notice.seen_
    return NoticePage(notice, away, author, sum(notice.people_), notice.coming_, notice.with_ or 1, threads)


def event_of(notice: Notice, *, url: str = "") -> Event:
    """A notice that is an event, as calendars know it."""
    assert notice.starts_at is not None and notice.ends_at is not None
    return Event(
        notice.id,
        notice.title,
        notice.starts_at,
        notice.ends_at,
        notice.changed_at,
        place=notice.place,
        text=notice.text,
        url=url,
        sequence=notice.sequence,
        cancelled=notice.state == NoticeState.DOWN,
    )


def feed(access: Access, *, resident_id: UUID) -> list[Event]:
    """The events of the house and the reader's own bookings, called off or given back ones too (two queries)."""
    since = access.now - KEPT
    all_events = Notice.objects.filter(org_id=access.org_id, kind=NoticeKind.EVENT, ends_at__gte=since)
    events = moderation.seen(access, resident_id, all_events)
    booked = Booking.objects.filter(
        org_id=access.org_id,
        resident_id=resident_id,
        ends_at__gte=since,
        state__in=[BookingState.BOOKED.value, BookingState.CANCELLED.value],
    ).select_related("facility")
    found = [event_of(row) for row in events.order_by("starts_at", "id")]
    return found + [
        Event(
            row.id,
            row.facility.name,
            row.starts_at,
            row.ends_at,
            row.ended_at or row.made_at,
            sequence=1 if row.ended_at else 0,
            cancelled=row.state == BookingState.CANCELLED,
        )
        for row in booked.order_by("starts_at", "id")
    ]


def calendar_link(access: Access, *, resident_id: UUID) -> CalendarLink | None:
    """The open calendar link of a resident, or None (one query)."""
    return CalendarLink.objects.filter(org_id=access.org_id, resident_id=resident_id, closed_at__isnull=True).first()


def reader_of(access: Access, *, link_id: UUID) -> UUID | None:
    """Whose calendar an open link shows: a resident who has not left, else None (one query)."""
    found = CalendarLink.objects.filter(org_id=access.org_id, id=link_id, closed_at__isnull=True)
    return found.filter(resident__left_at__isnull=True).values_list("resident_id", flat=True).first()
