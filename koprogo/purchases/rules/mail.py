"""An e-mail to the building's address, taken apart: who sent it, its text, the documents it brings. Bounded, never run.

The address carries a name and a secret behind a plus sign: factures+le-verger-k7m2p9q4@example.be. Whoever does not
know the secret reaches nobody.
"""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses, parseaddr, parsedate_to_datetime

MAX_BYTES = 40 * 1024 * 1024
MAX_ATTACHMENTS = 20
MAX_PARTS = 200
TEXT = 4_000
#: No vowels and no signs that look alike: a token makes no word and can be read aloud.
_SIGNS = "bcdfghjkmnpqrstvwxz23456789"
TOKEN = 10
_TEXTS = ("text/plain", "text/html")
_TAG = re.compile(rf"(?P<slug>[a-z0-9-]{{1,60}})-(?P<token>[{_SIGNS}]{{{TOKEN}}})")


@dataclass(frozen=True, slots=True)
class Brought:
    """One document of a mail, as its sender names it."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Incoming:
    """A mail: ``sender`` as written in it (nothing proves it); ``dropped``: documents beyond the limit."""

    message_id: str
    sender: str
    subject: str
    text: str
    sent_at: datetime | None
    recipients: tuple[str, ...]
    brought: tuple[Brought, ...]
    dropped: int


def new_token() -> str:
    """A secret that nobody guesses: 27 to the power of 10."""
    return "".join(secrets.choice(_SIGNS) for _ in range(TOKEN))


def address(base: str, *, slug: str, token: str) -> str:
    """The address of a building under the installation's mailbox: name+slug-token@domain."""
    local, _, domain = base.partition("@")
    return f"{local}+{slug}-{token}@{domain}"


def tagged(recipients: tuple[str, ...], *, base: str) -> tuple[str, str] | None:
    """(slug, token) of the first recipient that is an address of ours; None when none is."""
    local, _, domain = base.lower().partition("@")
    for recipient in recipients:
        name, _, at = recipient.lower().partition("@")
        head, plus, tag = name.partition("+")
        if plus and head == local and at == domain and (found := _TAG.fullmatch(tag)):
            return found["slug"], found["token"]
    return None


def parse(raw: bytes) -> Incoming:
    """Take a mail apart. Raises nothing: what cannot be read is empty."""
    mail = message_from_bytes(raw[:MAX_BYTES], policy=policy.default)
    brought: list[Brought] = []
    texts: list[str] = []
    dropped = 0
    for count, part in enumerate(mail.walk()):
        if count >= MAX_PARTS:
            break
        if not isinstance(part, EmailMessage) or part.is_multipart():
            continue
        name, body = _filename(part), _bytes(part)
        if name or _attached(part) or part.get_content_type() not in _TEXTS:
            if not body:
                continue
            if len(brought) >= MAX_ATTACHMENTS:
                dropped += 1
                continue
            brought.append(Brought(name or f"document-{len(brought) + 1}", body))
        elif part.get_content_subtype() == "plain":
            texts.append(_text(part, body))
    return Incoming(
        message_id=_header(mail, "Message-ID")[:250],
        sender=parseaddr(_header(mail, "From"))[1][:320],
        subject=" ".join(_header(mail, "Subject").split())[:300],
        text="\n".join(texts).replace("\x00", "").strip()[:TEXT],
        sent_at=_date(mail),
        recipients=_recipients(mail),
        brought=tuple(brought),
        dropped=dropped,
    )


def _recipients(mail: EmailMessage) -> tuple[str, ...]:
    lines = [_header(mail, name) for name in ("Delivered-To", "X-Original-To", "To", "Cc")]
    return tuple(found for _name, found in getaddresses([line for line in lines if line]) if "@" in found)


def _header(mail: EmailMessage, name: str) -> str:
    try:
        value = mail.get(name)
    except Exception:  # the library's parser gives up on some headers in many ways
        return ""
    return "" if value is None else str(value).replace("\x00", "")


def _attached(part: EmailMessage) -> bool:
    try:
        return part.get_content_disposition() == "attachment"
    except Exception:
        return True


def _filename(part: EmailMessage) -> str:
    try:
        name = part.get_filename() or ""
    except Exception:
        return ""
    return re.sub(r"[\x00-\x1f\x7f/\\]", "_", name)[:200]


def _bytes(part: EmailMessage) -> bytes:
    try:
        body = part.get_payload(decode=True)
    except Exception:
        return b""
    return body if isinstance(body, bytes) else b""


def _text(part: EmailMessage, body: bytes) -> str:
    try:
        return body.decode(part.get_content_charset("utf-8") or "utf-8", errors="replace")
    except (LookupError, ValueError):
        return body.decode("utf-8", errors="replace")


def _date(mail: EmailMessage) -> datetime | None:
    try:
        found = parsedate_to_datetime(_header(mail, "Date"))
    except (ValueError, TypeError, IndexError):
        return None
    return found if found.tzinfo else None
