"""Mail to the people of a building: decided in a transaction, recallable for ten minutes, proven when it left."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import make_msgid
from django.db.models import QuerySet

from koprogo.platform import files, jobs
from koprogo.platform.access import Access
from koprogo.platform.models import Mailing, StoredFile

RECALL_MINUTES = 10
MAX_BYTES = 20_000
SEND = "platform.send_mail"


@dataclass(frozen=True, slots=True)
class Letter:
    """What is written: one subject with amount and date in it, a text part, an HTML part without pictures.

    ``reply_to``: where an answer is read, if anywhere.
    """

    recipient: str
    subject: str
    text: str
    html: str
    party_id: UUID | None = None
    attachment_id: UUID | None = None
    reply_to: str = ""


def post(access: Access, letter: Letter, *, purpose: str, subject_id: UUID | None = None, wait: bool = True) -> Mailing:
    """Write the mail and enqueue its departure, in ten minutes unless ``wait`` is off."""
    assert len(letter.html.encode()) + len(letter.text.encode()) <= MAX_BYTES, "a mail stays below 20 KB"
    due_at = access.now + timedelta(minutes=RECALL_MINUTES if wait else 0)
    row = Mailing.objects.create(
        org_id=access.org_id,
        purpose=purpose,
        subject_id=subject_id,
        party_id=letter.party_id,
        recipient=letter.recipient,
        reply_to=letter.reply_to,
        subject=letter.subject[:200],
        text=letter.text,
        html=letter.html,
        attachment_id=letter.attachment_id,
        due_at=due_at,
    )
    jobs.enqueue(access, SEND, subject_id=row.id, at=due_at if wait else None)
    return row


def recall(access: Access, *, subject_id: UUID) -> int:
    """Call back every mail about one thing that has not left yet. Returns how many."""
    waiting = _of(access, subject_id).filter(state=Mailing.State.WAITING)
    return waiting.update(state=Mailing.State.RECALLED)


def of_subject(access: Access, *, subject_id: UUID) -> list[Mailing]:
    """Every mail about one thing, with its proof of sending."""
    return list(_of(access, subject_id).order_by("id"))


def _of(access: Access, subject_id: UUID) -> QuerySet[Mailing]:
    return Mailing.objects.filter(org_id=access.org_id, subject_id=subject_id)


@jobs.job(SEND)
def send(run: jobs.Run) -> None:
    """Send one mail, at most once: the row is locked, and a mail that is no longer waiting is left alone."""
    assert run.subject_id is not None
    with run.step(done=1, total=1) as access:
        row = Mailing.objects.select_for_update(no_key=True).get(org_id=access.org_id, id=run.subject_id)
        if row.state != Mailing.State.WAITING:
            return
        message = EmailMultiAlternatives(
            subject=row.subject,
            body=row.text,
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[row.recipient],
            reply_to=[row.reply_to] if row.reply_to else None,
            headers={
                "Message-ID": make_msgid(str(row.id), domain="koprogo.invalid"),
                "Auto-Submitted": "auto-generated",
            },
        )
        message.attach_alternative(row.html, "text/html")
        if row.attachment_id:
            stored = StoredFile.objects.get(org_id=access.org_id, id=row.attachment_id)
            message.attach(stored.name, files.content(stored), stored.media_type)
        message.send()
        row.state, row.sent_at = Mailing.State.SENT, access.now
        row.message_id = str(message.extra_headers["Message-ID"])
        row.save(update_fields=["state", "sent_at", "message_id"])
