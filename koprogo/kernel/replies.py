"""Replies by e-mail to an address of our own: the tag of the address, what counts as the reply's own words, and what
becomes of a mail. Pure rules of every context that lets somebody answer where they read.

The tag stands behind the plus sign of the installation's mailbox: what kind of thread, which boundary, which row, and
a seal that nobody makes without the installation's secret.
"""

import base64
import binascii
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

#: How long after the latest mail about a thing one may answer it by mail.
LASTS = timedelta(days=30)
#: Above this line stands what somebody writes; the signs are found again whatever the language around them.
CUT = "##- %(words)s -##"
KEY, SEAL = 5, 10
_TAG = re.compile(r"(?P<kind>[a-z])(?P<rest>[a-z2-7]{32})")


class Outcome(StrEnum):
    """What became of one mail to an address of replies."""

    POSTED = "posted"
    BARE = "bare"  # posted, and the files it brought were not
    OTHER_SENDER = "other"
    EXPIRED = "expired"
    EMPTY = "empty"
    TOO_LONG = "long"
    REFUSED = "refused"


#: How often one address answers for a reason: once, or up to so many times a day where it is the reader's own doing.
_ONCE = frozenset({Outcome.OTHER_SENDER, Outcome.EXPIRED, Outcome.BARE})
A_DAY = 3


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag taken apart. ``org``: the last bytes of the boundary's id; ``key``: the row's own name inside it."""

    org: bytes
    key: str
    seal: bytes


def write_tag(kind: str, org_id: UUID, key: str, seal: bytes) -> str:
    """33 small letters and digits: one letter for whose thread it is, which boundary, which row, and the seal."""
    raw = org_id.bytes[-KEY:] + bytes.fromhex(key) + seal[:SEAL]
    return kind + base64.b32encode(raw).decode("ascii").lower()


def read_tag(kind: str, text: str) -> Tag | None:
    """Read back what ``write_tag`` wrote for a kind; None for any other text."""
    found = _TAG.fullmatch(text)
    if found is None or found["kind"] != kind:
        return None
    try:
        raw = base64.b32decode(found["rest"].upper())
    except binascii.Error:
        return None
    return Tag(raw[:KEY], raw[KEY : 2 * KEY].hex(), raw[2 * KEY :])


def sealed(org_id: UUID, key: str) -> str:
    """What the seal is made over."""
    return f"{org_id.hex}:{key}"


def outcome(
    *, sender: str, own: str, now: datetime, expires_at: datetime, text: str, longest: int, files: bool
) -> Outcome:
    """What becomes of a mail. ``own``: where the reader was written to, empty when they may no longer answer."""
    if now >= expires_at or not own:
        return Outcome.EXPIRED
    if sender.strip().casefold() != own.strip().casefold():
        return Outcome.OTHER_SENDER
    if not text:
        return Outcome.EMPTY
    if len(text) > longest:
        return Outcome.TOO_LONG
    return Outcome.BARE if files else Outcome.POSTED


def answered(found: Outcome, *, ever: int, today: int) -> bool:
    """Whether the sender is told. ``ever``, ``today``: how often this address told this already.

    An address that is known to others, or a machine behind it, cannot make KoproGo write without end.
    """
    if found is Outcome.POSTED:
        return False
    return ever == 0 if found in _ONCE else today < A_DAY


#: « Le 24 novembre 2026 à 10:12, KoproGo <…> a écrit : », as mail programs write it in the four languages.
_SAID = re.compile(
    r"(le|op|am|on)\b(?=.*[0-9]).*\b(a écrit|schreef|geschreven|schrieb|wrote)\b.*:", re.IGNORECASE | re.DOTALL
)
_SAID_LONGEST = 400
_FOLLOWS = re.compile(
    r"^\s*(-{2,}\s*(message (d['’]origine|transféré)|original message|forwarded message|oorspronkelijk bericht"
    r"|doorgestuurd bericht|ursprüngliche nachricht|weitergeleitete nachricht)\s*-*|_{8,})\s*$",
    re.IGNORECASE,
)
_HEAD = re.compile(r"^\*?(de|from|van|von)\s?:\*?\s.+", re.IGNORECASE)
_HEAD_NEXT = re.compile(
    r"^\*?(envoyé|date|sent|verzonden|datum|gesendet|à|to|aan|an|objet|subject|onderwerp|betreff)\s?:\*?\s",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"^\s*(--\s?|envoyé (de|depuis) mon .{1,40}|envoyé à partir d.{1,60}|obtenir outlook pour .{1,40}"
    r"|télécharger outlook pour .{1,40}|(verstuurd|verzonden) (vanaf|van|via) .{1,50}|outlook voor .{1,40} downloaden"
    r"|von meinem .{1,40} gesendet|gesendet (von|mit) .{1,50}|outlook für .{1,40}"
    r"|sent from (my|outlook|mail|yahoo|proton).{0,50}|get outlook for .{1,40})\s*$",
    re.IGNORECASE,
)


def own_words(text: str) -> str:
    """The reply without what it quotes and without its signature: their own words, nothing guessed at beyond.

    A quotation with words below it goes alone; without a quoting sign in front, all that follows it goes.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    kept: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at].strip()
        if line.startswith(">"):
            at += 1
            continue
        if "##-" in line or _FOLLOWS.match(line) or _SIGNED.match(lines[at]):
            break
        if _HEAD.match(line) and any(_HEAD_NEXT.match(one.strip()) for one in lines[at + 1 : at + 4]):
            break
        said = _said(lines, at)
        if said and not _quoted(lines, at + said):
            break
        if said:
            at += said
            continue
        kept.append(lines[at].rstrip())
        at += 1
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _said(lines: list[str], at: int) -> int:
    """How many lines « Le 24 novembre, X a écrit : » takes here: none, or up to three where a program wrapped it."""
    for count in (1, 2, 3):
        taken = [one.strip() for one in lines[at : at + count]]
        whole = " ".join(taken)
        if not all(taken) or len(whole) > _SAID_LONGEST:
            return 0
        if _SAID.fullmatch(whole):
            return count
    return 0


def _quoted(lines: list[str], at: int) -> bool:
    following = (one.strip() for one in lines[at : at + 3])
    return any(one.startswith(">") for one in following)
