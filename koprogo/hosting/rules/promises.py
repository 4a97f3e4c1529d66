"""The support desk: what may be asked, how soon it is answered, and whether the promise was kept. No clock, no row.

The hours of a promise are hours of the clock: nights, week-ends and holidays included, so that everybody can check them
(decision 0068). They begin with the first message that nobody answered and end with the answer of a person.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from koprogo.kernel.refusals import Refused

#: Questions that wait at once: beyond this a program asks, not a person.
MOST_OPEN = 20
MOST_FILES = 3


class Side(StrEnum):
    """Who writes in a thread."""

    CLIENT = "client"
    SUPPORT = "support"


class NothingAsked(Refused):
    """A message has words."""

    code = "hosting.nothing_asked"


class TooManyOpen(Refused):
    """Twenty questions of one condominium wait already."""

    code = "hosting.too_many_open"


class TooManyFiles(Refused):
    """Three attachments go with a message."""

    code = "hosting.too_many_files"


class StillUnanswered(Refused):
    """Support does not close a question whose last word is the client's."""

    code = "hosting.still_unanswered"


class NothingToGrant(Refused):
    """This message asks for no access, or its access was opened already."""

    code = "hosting.nothing_to_grant"


@dataclass(frozen=True, slots=True)
class Said:
    """One message: when and by whom."""

    at: datetime
    side: Side


@dataclass(frozen=True, slots=True)
class Turn:
    """A wait of the client: since when, for how many promised hours, until when (None while it lasts)."""

    asked_at: datetime
    promised_hours: int
    answered_at: datetime | None = None

    @property
    def due_at(self) -> datetime:
        """By when the answer is promised."""
        return self.asked_at + timedelta(hours=self.promised_hours)

    def late(self, now: datetime) -> bool:
        """Whether the promise is broken: answered after it, or still waiting after it."""
        return (self.answered_at or now) > self.due_at

    @property
    def minutes(self) -> int | None:
        """Whole minutes it took, a begun one counted."""
        if self.answered_at is None:
            return None
        return -(-(self.answered_at - self.asked_at) // timedelta(minutes=1))


def turns(said: Iterable[Said], *, promised_hours: int, closed_at: datetime | None = None) -> list[Turn]:
    """The waits of one question. The client who writes twice waits since the first time; a client who closes the
    question waits no more, and that wait is nobody's merit: it is left out."""
    out: list[Turn] = []
    since: datetime | None = None
    for one in sorted(said, key=lambda message: message.at):
        if one.side is Side.CLIENT:
            since = since or one.at
        elif since is not None:
            out.append(Turn(since, promised_hours, one.at))
            since = None
    if since is not None and (closed_at is None or closed_at < since):
        out.append(Turn(since, promised_hours))
    return out


@dataclass(frozen=True, slots=True)
class Kept:
    """One promise over some time. What waits and is not late yet is neither kept nor broken."""

    promised_hours: int
    asked: int
    kept: int
    broken: int
    waiting: int
    half_minutes: int | None


def kept(waits: Sequence[Turn], now: datetime) -> list[Kept]:
    """Each promise apart, the quickest first. ``half_minutes``: half of the answers took no longer (nearest rank)."""
    out = []
    for hours in sorted({one.promised_hours for one in waits}):
        some = [one for one in waits if one.promised_hours == hours]
        took = sorted(one.minutes for one in some if one.minutes is not None)
        broken = sum(one.late(now) for one in some)
        on_time = sum(one.answered_at is not None and not one.late(now) for one in some)
        half = took[(len(took) + 1) // 2 - 1] if took else None
        out.append(Kept(hours, len(some), on_time, broken, len(some) - on_time - broken, half))
    return out


def check_message(text: str, *, files: int = 0) -> None:
    """Raises NothingAsked, TooManyFiles."""
    if not text.strip():
        raise NothingAsked(field="text")
    if files > MOST_FILES:
        raise TooManyFiles(field="joined", most=MOST_FILES)


def check_open(waiting: int) -> None:
    """Raises TooManyOpen."""
    if waiting >= MOST_OPEN:
        raise TooManyOpen(most=MOST_OPEN)
