"""Notices on the board of the house: what they are about, how long they hang, what is promised before some of them.

Lifts and minding children stay favours between people who know each other (law 10): carrying people for money and
paid child care are regulated trades, and this board is not the place for them.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from koprogo.kernel.refusals import Refused

LONGEST = 92
#: How long a notice hangs where its author says nothing else.
USUAL = 30
MOST_PINNED = 3
#: Signs of one answer to a notice.
REPLY_LONGEST = 1_000


class NoticeKind(StrEnum):
    """What a notice is about."""

    WORD = "word"
    EVENT = "event"
    RIDE = "ride"
    CHILDREN = "children"
    FOUND = "found"


#: Kinds with a caution that the author has to have read.
CAREFUL = frozenset({NoticeKind.RIDE, NoticeKind.CHILDREN})


class NoticeState(StrEnum):
    UP = "up"
    DOWN = "down"  # taken down by its author or an animator; an event: called off


class TooLongUp(Refused):
    code = "neighbours.notice_end"


class CautionUnread(Refused):
    """Before a lift or the minding of children: the caution is read, and ticked."""

    code = "neighbours.caution_unread"


class EventTimes(Refused):
    code = "neighbours.event_times"


class NotYourNotice(Refused):
    code = "neighbours.not_your_notice"


class NoticeDown(Refused):
    code = "neighbours.notice_down"


class TooManyPinned(Refused):
    code = "neighbours.too_many_pinned"


class OwnNotice(Refused):
    """One does not answer oneself."""

    code = "neighbours.own_notice"


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """What its author writes. ``starts_at``/``ends_at``/``place`` are of an event only."""

    kind: NoticeKind
    title: str
    text: str
    expires_on: date | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    place: str = ""
    caution_read: bool = False


def last_day(facts: NoticeFacts, *, today: date, event_day: date | None) -> date:
    """The last day a notice hangs: an event until its day is over, the others as asked, a quarter at most.

    Raises TooLongUp, EventTimes, CautionUnread.
    """
    if facts.kind in CAREFUL and not facts.caution_read:
        raise CautionUnread(field="caution_read")
    if facts.kind is NoticeKind.EVENT:
        if facts.starts_at is None or facts.ends_at is None or event_day is None:
            raise EventTimes(field="on")
        if facts.ends_at <= facts.starts_at:
            raise EventTimes(field="until")
        if event_day < today or (event_day - today).days > 366:
            raise EventTimes(field="on")
        return event_day
    last = facts.expires_on or today + timedelta(days=USUAL)
    if not 0 <= (last - today).days <= LONGEST:
        raise TooLongUp(field="expires_on", most=LONGEST)
    return last
