"""The support desk: a condominium asks from inside its walls, support answers from outside of them.

What the client joins is kept among the papers of the condominium; a job hands the association its copy, so that nobody
of support ever reads a building's files. Each answer leaves by mail too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import connection

from koprogo.condominiums.rules.rights import Right
from koprogo.hosting.documents import support_mail
from koprogo.hosting.models import Attachment, Instance, Message, Question, SupportAccess
from koprogo.hosting.operations import hosted, support_address
from koprogo.hosting.queries import prices
from koprogo.hosting.queries import support as queries
from koprogo.hosting.rules import catalogue
from koprogo.hosting.rules import hosted as accesses
from koprogo.hosting.rules import promises as rules
from koprogo.hosting.rules.promises import Side
from koprogo.kernel.identifiers import uuid7
from koprogo.kernel.refusals import NotFound
from koprogo.people.queries import operators, persons
from koprogo.platform import audit, files, formats, jobs, mail
from koprogo.platform.access import Access, act
from koprogo.platform.models import StoredFile

DELIVER = "hosting.deliver_message"
_LOCK = 7402068


@dataclass(frozen=True, slots=True)
class Paper:
    """One file as it came through the door, already judged."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """One attachment with its bytes, on its way to the association."""

    attachment_id: UUID
    paper: Paper


@act("hosting.question_asked", needs=Right.SETTINGS)
def ask(access: Access, *, subject: str, text: str, language: str, papers: Sequence[Paper] = ()) -> Question:
    """Ask support. ``access``: inside the condominium; the promise is that of its plan today.

    Raises NothingAsked, TooManyOpen, TooManyFiles.
    """
    assert access.person_id is not None
    rules.check_message(text, files=len(papers))
    if not subject.strip():
        raise rules.NothingAsked(field="subject")
    hosted_row = Instance.objects.select_for_update(no_key=True).filter(org_id=access.org_id).first()
    rules.check_open(queries.waiting_of(access.org_id))
    plan = hosted_row.plan if hosted_row else catalogue.Plan.CLOUD
    row = Question.objects.create(
        number=_number(access),
        org_id=access.org_id,
        subject=subject.strip()[:120],
        asked_by_id=access.person_id,
        asked_by_name=access.person_name,
        email=persons.by_id(person_id=access.person_id).email,
        language=language,
        asked_at=access.now,
        promised_hours=prices.on(access.today).of(plan).answer_hours,
    )
    _say(access, row, text, papers)
    audit.record(access, "hosting.question_asked", row.id, number=row.number, subject=row.subject)
    return row


@act("hosting.question_followed", needs=Right.SETTINGS)
def follow(access: Access, *, number: str, text: str, papers: Sequence[Paper] = ()) -> Message:
    """Say more in a question of this condominium; a closed one is open again. Raises NotFound, NothingAsked,
    TooManyFiles."""
    rules.check_message(text, files=len(papers))
    row = _own(access, number)
    if row.closed_at is not None:
        row.closed_at = None
        row.save(update_fields=["closed_at"])
    message = _say(access, row, text, papers)
    audit.record(access, "hosting.question_followed", row.id, number=row.number)
    return message


@act("hosting.question_answered", needs=Right.RUN_HOSTING)
def answer(access: Access, *, number: str, text: str, asks_days: int | None = None, closes: bool = False) -> Message:
    """Answer in the thread and by mail. ``access``: of the operator, inside the condominium for this one act;
    ``asks_days``: ask to be let in for so many days.

    Raises NotFound, NothingAsked, AccessTooLong.
    """
    assert access.person_id is not None
    rules.check_message(text)
    if asks_days is not None:
        accesses.support_ends(access.today, days=asks_days, reason=text)
    row = _own(access, number)
    message = Message.objects.create(
        question=row,
        side=Side.SUPPORT.value,
        text=text.strip()[:8_000],
        author_id=access.person_id,
        author_name=persons.by_id(person_id=access.person_id).name or "Support",
        asks_days=asks_days,
        at=access.now,
    )
    if closes and row.closed_at is None:
        row.closed_at = access.now
        row.save(update_fields=["closed_at"])
    letter = support_mail.answered(row, message, reply_to=support_address.of(row))
    mail.post(access, letter, purpose="hosting_support", subject_id=message.id, wait=False)
    audit.record(access, "hosting.question_answered", row.id, number=row.number, asks_days=asks_days or 0)
    return message


@act("hosting.question_closed", needs=Right.SETTINGS)
def close(access: Access, *, number: str, by: Side) -> None:
    """Close a question: the client whenever it is settled, support once it has answered. Raises NotFound,
    StillUnanswered."""
    row = _own(access, number)
    if row.closed_at is not None:
        return
    if by is Side.SUPPORT and queries.one_of_building(access, number=number).wait:
        raise rules.StillUnanswered
    row.closed_at = access.now
    row.save(update_fields=["closed_at"])
    audit.record(access, "hosting.question_closed", row.id, number=row.number, by=by.value)


@act("hosting.support_granted", needs=Right.SETTINGS)
def grant(access: Access, *, number: str, message_id: UUID) -> SupportAccess:
    """Let in whoever of support asked for it in a message, for as long as asked. Raises NotFound, NothingToGrant."""
    row = _own(access, number)
    message = Message.objects.filter(id=message_id, question=row, side=Side.SUPPORT.value).first()
    if message is None:
        raise NotFound(what="message")
    if message.asks_days is None or hosted.held_by(access, person_id=message.author_id) is not None:
        raise rules.NothingToGrant
    guest = hosted.Guest(message.author_id, message.author_name)
    found = hosted.open_to(access, guest, days=message.asks_days, reason=formats.labelled(row.number, row.subject))
    audit.record(access, "hosting.support_granted", found.id, number=row.number, until=found.ends_on)
    return found


def papers_of(access: Access, *, message_id: UUID) -> list[Kept] | None:
    """What the client joined to a message, read inside the condominium; None for a message that is not its own."""
    if not Message.objects.filter(id=message_id, question__org_id=access.org_id).exists():
        return None
    found = []
    for row in Attachment.objects.filter(message_id=message_id, copy_id__isnull=True).order_by("id"):
        stored = files.get(access, file_id=row.file_id)
        if stored is not None:
            found.append(Kept(row.id, Paper(stored.name, files.content(stored))))
    return found


@act("hosting.question_delivered", needs=Right.RUN_HOSTING)
def receive(access: Access, *, message_id: UUID, papers: Sequence[Kept]) -> None:
    """Keep the association's copies of what was joined, and write to whoever runs the cloud, once. ``access``: inside
    the association."""
    message = Message.objects.select_related("question__org").get(id=message_id)
    for kept in papers:
        row = Attachment.objects.select_for_update(no_key=True).get(id=kept.attachment_id)
        if row.copy_id is None:
            stored = files.keep(
                access,
                data=kept.paper.data,
                name=kept.paper.name,
                retention=StoredFile.Retention.INTERNAL,
                subject_id=message_id,
            )
            row.copy_id = stored.id
            row.save(update_fields=["copy_id"])
    if mail.of_subject(access, subject_id=message_id):
        return
    due_at = message.at + timedelta(hours=message.question.promised_hours)
    for one in operators.all_of_them():
        letter = support_mail.waiting(message.question, due_at=due_at, to=one)
        mail.post(access, letter, purpose="hosting_support", subject_id=message_id, wait=False)
    audit.record(access, "hosting.question_delivered", message_id, number=message.question.number, files=len(papers))


def _own(access: Access, number: str) -> Question:
    row = Question.objects.select_for_update(no_key=True).filter(org_id=access.org_id, number=number).first()
    if row is None:
        raise NotFound(what="question")
    return row


def _number(access: Access) -> str:
    """The next number of the year; whoever numbers a question takes the lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    last = Question.objects.filter(number__startswith=f"S-{access.today.year}-").order_by("-number").first()
    return f"S-{access.today.year}-{int(last.number[7:]) + 1 if last else 1:05d}"


def _say(access: Access, row: Question, text: str, papers: Sequence[Paper]) -> Message:
    assert access.person_id is not None
    message = Message.objects.create(
        question=row,
        side=Side.CLIENT.value,
        text=text.strip()[:8_000],
        author_id=access.person_id,
        author_name=access.person_name,
        at=access.now,
    )
    for paper in papers:
        kept = files.keep(
            access, data=paper.data, name=paper.name, retention=StoredFile.Retention.INTERNAL, subject_id=message.id
        )
        Attachment.objects.create(id=uuid7(), message=message, name=kept.name, file_id=kept.id)
    jobs.enqueue(access, DELIVER, subject_id=message.id)
    return message
