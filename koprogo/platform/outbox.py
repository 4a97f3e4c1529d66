"""The development outbox: without a mail server, messages are kept in a folder that this machine's browser can read."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage as Message
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from koprogo.kernel.identifiers import uuid7
from koprogo.platform.access import BRUSSELS

KEPT = 200


class OutboxBackend(BaseEmailBackend):
    """Writes each message as one .eml file; the oldest go when there are more than ``KEPT``."""

    def send_messages(self, email_messages: Any) -> int:
        folder = _folder()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        count = 0
        for message in email_messages:
            assert isinstance(message, EmailMessage)
            (folder / f"{uuid7()}.eml").write_bytes(message.message().as_bytes())
            count += 1
        for old in sorted(folder.glob("*.eml"))[:-KEPT]:
            old.unlink(missing_ok=True)
        return count


@dataclass(frozen=True, slots=True)
class Kept:
    """One message in the outbox."""

    id: UUID
    at: datetime
    to: str
    subject: str
    text: str
    attachments: tuple[str, ...]


def _folder() -> Path:
    return Path(settings.KOPROGO_OUTBOX)


def kept(limit: int = 50) -> list[Kept]:
    """The newest messages first."""
    return [_read(path) for path in sorted(_folder().glob("*.eml"), reverse=True)[:limit]]


def attachment(message_id: UUID, name: str) -> bytes | None:
    """The bytes of one attachment, or None."""
    path = _folder() / f"{message_id}.eml"
    if not path.is_file():
        return None
    for part in _parsed(path).iter_attachments():
        if part.get_filename() == name:
            payload = part.get_payload(decode=True)
            return payload if isinstance(payload, bytes) else None
    return None


def _parsed(path: Path) -> Message:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(message, Message)
    return message


def _read(path: Path) -> Kept:
    message = _parsed(path)
    body = message.get_body(("plain",))
    return Kept(
        id=UUID(path.stem),
        at=datetime.fromtimestamp(path.stat().st_mtime, tz=BRUSSELS),
        to=str(message["to"]),
        subject=str(message["subject"]),
        text=str(body.get_content()) if body else "",
        attachments=tuple(part.get_filename() or "" for part in message.iter_attachments()),
    )
