"""An e-mail to the installation's mailbox, taken apart: who sent it, its text, what it brings. Bounded, never run.

The mailbox is one; what stands behind the plus sign of an address (its tag) says whose mail it is, and each context
reads its own tags.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses, parseaddr, parsedate_to_datetime
from html.parser import HTMLParser

MAX_BYTES = 40 * 1024 * 1024
MAX_ATTACHMENTS = 20
MAX_PARTS = 200
TEXT = 20_000
_TEXTS = ("text/plain", "text/html")
#: What machines write in front of what no human answers (RFC 3834, RFC 2076).
_BULK = frozenset({"bulk", "junk", "list", "auto_reply", "auto-reply"})
_MACHINES = ("List-Id", "X-Autoreply", "X-Autorespond", "X-Loop")


@dataclass(frozen=True, slots=True)
class Brought:
    """One document of a mail, as its sender names it. ``inline``: a picture shown inside the text (a logo, often)."""

    name: str
    data: bytes
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Incoming:
    """A mail: ``sender`` as written in it (nothing proves it); ``dropped``: documents beyond the limit.

    ``automatic``: a machine wrote it (an absence, a list, a returned mail), and nobody waits for an answer.
    """

    message_id: str
    sender: str
    subject: str
    text: str
    sent_at: datetime | None
    recipients: tuple[str, ...]
    brought: tuple[Brought, ...]
    dropped: int
    automatic: bool = False


def tagged_address(base: str, tag: str) -> str:
    """The address that carries a tag under the installation's mailbox: name+tag@domain."""
    local, _, domain = base.partition("@")
    return f"{local}+{tag}@{domain}"


def tags(recipients: tuple[str, ...], *, base: str) -> list[str]:
    """The tags of the recipients that are addresses of ours, in small letters."""
    local, _, domain = base.lower().partition("@")
    found = []
    for recipient in recipients:
        name, _, at = recipient.lower().partition("@")
        head, plus, tag = name.partition("+")
        if plus and tag and head == local and at == domain:
            found.append(tag)
    return found


def parse(raw: bytes) -> Incoming:
    """Take a mail apart. Raises nothing: what cannot be read is empty."""
    mail = message_from_bytes(raw[:MAX_BYTES], policy=policy.default)
    brought: list[Brought] = []
    texts: list[str] = []
    pages: list[str] = []
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
            inline = bool(_header(part, "Content-ID")) and not _attached(part)
            brought.append(Brought(name or f"document-{len(brought) + 1}", body, inline))
        elif part.get_content_subtype() == "plain":
            texts.append(_text(part, body))
        else:
            pages.append(_text(part, body))
    text = "\n".join(texts) if any(one.strip() for one in texts) else "\n".join(plain(page) for page in pages)
    return Incoming(
        message_id=_header(mail, "Message-ID")[:250],
        sender=parseaddr(_header(mail, "From"))[1][:320],
        subject=" ".join(_header(mail, "Subject").split())[:300],
        text=text.replace("\x00", "").replace("\r\n", "\n").strip()[:TEXT],
        sent_at=_date(mail),
        recipients=_recipients(mail),
        brought=tuple(brought),
        dropped=dropped,
        automatic=_automatic(mail),
    )


def _automatic(mail: EmailMessage) -> bool:
    said = _header(mail, "Auto-Submitted").strip().lower()
    precedence = _header(mail, "Precedence").strip().lower()
    returned = _header(mail, "Return-Path").strip() == "<>" or mail.get_content_type() == "multipart/report"
    machine = any(_header(mail, name) for name in _MACHINES)
    name = parseaddr(_header(mail, "From"))[1].partition("@")[0].lower()
    daemon = name in ("mailer-daemon", "postmaster", "noreply", "no-reply")
    return said not in ("", "no") or precedence in _BULK or returned or machine or daemon


class _Plain(HTMLParser):
    """The words of a page, a line for each block; what is quoted begins with the sign that mails quote with."""

    _BLOCKS = frozenset({"p", "div", "br", "tr", "li", "h1", "h2", "h3", "hr", "blockquote"})
    _SILENT = frozenset({"script", "style", "head", "title"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]
        self._silent = 0
        self._quoted = 0

    def _line(self) -> None:
        self.lines.append("> " if self._quoted else "")

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._silent += tag in self._SILENT
        self._quoted += tag == "blockquote"
        if tag in self._BLOCKS:
            self._line()

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in self._SILENT and self._silent > 0
        self._quoted -= tag == "blockquote" and self._quoted > 0
        if tag in self._BLOCKS:
            self._line()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.lines[-1] += re.sub(r"\s+", " ", data)


def plain(page: str) -> str:
    """What a mail written as a page says, as text."""
    reader = _Plain()
    try:
        reader.feed(page[: 10 * TEXT])
        reader.close()
    except Exception:  # a hostile page is read as far as it goes
        reader.lines.append("")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in reader.lines)).strip()


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
