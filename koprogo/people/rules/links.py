"""Signed links: what stands in a token, byte by byte. The signature is put around it by operations/links.py."""

import base64
import binascii
import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from koprogo.kernel.refusals import Refused

#: How long a link in a mail works unless its sender says otherwise (ux.md 7).
LIFETIME = timedelta(days=30)
_HEAD = struct.Struct(">BBI")  # kind, 1 when a party follows, moment of expiry in seconds since 1970


class Kind(StrEnum):
    """The one thing that a link shows."""

    FUND_CALL = "fund_call"
    INVITATION = "invitation"
    VOTE = "vote"
    FILE = "file"
    STATEMENT = "statement"
    ASSEMBLY = "assembly"
    PROXY = "proxy"
    CALENDAR = "calendar"
    QUOTE = "quote"


#: Printed in letters and mails that are out: a number is never given to another kind.
_NUMBERS = {
    Kind.FUND_CALL: 1,
    Kind.INVITATION: 2,
    Kind.VOTE: 3,
    Kind.FILE: 4,
    Kind.STATEMENT: 5,
    Kind.ASSEMBLY: 6,
    Kind.PROXY: 7,
    Kind.CALENDAR: 8,
    Kind.QUOTE: 9,
}
_KINDS = {number: kind for kind, number in _NUMBERS.items()}


class LinkInvalid(Refused):
    """The token was cut, altered, or never ours."""

    code = "people.link_invalid"


class LinkExpired(Refused):
    """The token is ours and its time is over."""

    code = "people.link_expired"


@dataclass(frozen=True, slots=True)
class Link:
    """What a token says: one subject in one boundary, for one party or for whoever holds the link."""

    kind: Kind
    org_id: UUID
    subject_id: UUID
    party_id: UUID | None
    expires_at: datetime

    def still(self, *, now: datetime) -> "Link":
        """The link itself while it holds. Raises LinkExpired from its moment of expiry on."""
        if now >= self.expires_at:
            raise LinkExpired(kind=self.kind)
        return self


def pack(link: Link) -> str:
    """A link as URL-safe text of 51 or 72 characters, to be signed. The expiry is kept to the second."""
    head = _HEAD.pack(_NUMBERS[link.kind], 1 if link.party_id else 0, int(link.expires_at.timestamp()))
    body = link.org_id.bytes + link.subject_id.bytes + (link.party_id.bytes if link.party_id else b"")
    return base64.urlsafe_b64encode(head + body).rstrip(b"=").decode("ascii")


def unpack(text: str) -> Link:
    """Read back what ``pack`` wrote. Raises LinkInvalid."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        number, with_party, seconds = _HEAD.unpack_from(raw)
    except (binascii.Error, ValueError, struct.error) as problem:
        raise LinkInvalid from problem
    kind = _KINDS.get(number)
    if kind is None or with_party not in (0, 1) or len(raw) != _HEAD.size + 16 * (2 + with_party):
        raise LinkInvalid
    ids = [UUID(bytes=raw[at : at + 16]) for at in range(_HEAD.size, len(raw), 16)]
    expires_at = datetime.fromtimestamp(seconds, tz=UTC)
    return Link(kind, ids[0], ids[1], ids[2] if with_party else None, expires_at)
