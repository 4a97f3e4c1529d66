"""What the secretary's device noted, perhaps without a network: in its order, each act once, each with its moment."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from koprogo.assemblies.rules.session import Presence
from koprogo.assemblies.rules.unanimity import Choice
from koprogo.kernel.refusals import Refused

#: A device tells how long ago something was noted; its own clock may be wrong, its hours are not.
LONGEST = timedelta(hours=24)
#: How many acts one sending may hold.
MOST = 400
LONGEST_TEXT = 20_000


class NotReadable(Refused):
    """What the device sent is not a list of acts: nothing of it is carried out."""

    code = "assemblies.noted_not_readable"


class Verb(StrEnum):
    """What can be noted while the network is away."""

    ARRIVE = "arrive"
    LEAVE = "leave"
    OPEN = "open"
    BALLOT = "ballot"
    CLOSE = "close"
    SKIP = "skip"
    AMEND = "amend"


@dataclass(frozen=True, slots=True)
class Noted:
    """One act. ``key`` makes it happen once; the rest as its verb needs it: ``text`` is a reason, or a new text."""

    key: str
    verb: Verb
    at: datetime
    point: int = 0
    party: UUID | None = None
    name: str = ""
    choice: Choice | None = None
    presence: Presence = Presence.ROOM
    recording: bool = False
    text: str = ""
    others: bool = False  # "all the others": only for whoever has given no ballot by then


def read(rows: object, *, now: datetime) -> list[Noted]:
    """The acts of one sending, in their order: plain values as JSON gives them. Raises ``NotReadable``."""
    if not isinstance(rows, list) or len(rows) > MOST:
        raise NotReadable
    return [_one(row, now) for row in rows]


def _one(row: object, now: datetime) -> Noted:
    try:
        assert isinstance(row, dict)
        key, party, choice = str(row["key"]), row.get("party"), row.get("choice")
        assert 8 <= len(key) <= 64 and key.isascii() and key.isprintable()
        ago = timedelta(milliseconds=max(int(row.get("ago", 0)), 0))
        return Noted(
            key=key,
            verb=Verb(row["verb"]),
            at=now - min(ago, LONGEST),
            point=int(row.get("point") or 0),
            party=UUID(str(party)) if party else None,
            name=str(row.get("name") or "")[:160],
            choice=Choice(choice) if choice else None,
            presence=Presence(row.get("presence") or Presence.ROOM),
            recording=row.get("recording") is True,
            text=_text(row.get("text")),
            others=row.get("others") is True,
        )
    except (AssertionError, KeyError, TypeError, ValueError, OverflowError) as problem:
        raise NotReadable from problem


def _text(given: object) -> str:
    text = str(given or "")
    assert len(text) <= LONGEST_TEXT  # a text is never cut: it would be voted on
    return text


def grouped(acts: list[Noted]) -> list[list[Noted]]:
    """The acts in runs: ballots on one item that follow each other, one for each owner, are written together."""
    runs: list[list[Noted]] = []
    for one in acts:
        last = runs[-1] if runs else []
        joins = (
            last
            and one.verb is Verb.BALLOT
            and last[0].verb is Verb.BALLOT
            and last[0].point == one.point
            and one.party not in {before.party for before in last}
        )
        if joins:
            last.append(one)
        else:
            runs.append([one])
    return runs
