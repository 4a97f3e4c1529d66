"""Messages between two neighbours, carried by mail: neither learns the other's address."""

from datetime import datetime, time
from uuid import UUID

from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.identifiers import uuid7
from koprogo.kernel.refusals import NotFound
from koprogo.neighbours.documents import gifts_words as words
from koprogo.neighbours.models import Message, Resident
from koprogo.neighbours.operations import blocking
from koprogo.neighbours.operations.acting import acting
from koprogo.neighbours.operations.telling import Back, tell
from koprogo.neighbours.rules import skills as rules
from koprogo.neighbours.rules.modules import Module
from koprogo.platform import audit
from koprogo.platform.access import BRUSSELS, Access, act


@act("neighbours.message_sent", needs=Right.MEET_NEIGHBOURS)
def write(
    access: Access, *, receiver_id: UUID, text: str, about: str = "", module: Module | None = None
) -> Message:
    """Write to a neighbour, about something of ``module`` perhaps.

    Raises NotFound, ToOneself, CannotBeWritten, NotCarried, TooMany.
    """
    me = _sender(access, module)
    other = Resident.objects.filter(org_id=access.org_id, id=receiver_id).first()
    if other is None:
        raise NotFound(what="resident")
    row = _send(access, me, other, thread_id=uuid7(), about=about, text=text)
    audit.record(access, "neighbours.message_sent", row.id)
    return row


@act("neighbours.message_sent", needs=Right.MEET_NEIGHBOURS)
def reply(access: Access, *, thread_id: UUID, text: str) -> Message:
    """Answer in a conversation of mine. Raises NotFound, CannotBeWritten, NotCarried, TooMany."""
    me = _sender(access)
    first = Message.objects.filter(org_id=access.org_id, thread_id=thread_id).order_by("sent_at", "id").first()
    if first is None or me.id not in (first.sender_id, first.receiver_id):
        raise NotFound(what="thread")
    other = first.receiver if first.sender_id == me.id else first.sender
    row = _send(access, me, other, thread_id=thread_id, about=first.about, text=text)
    audit.record(access, "neighbours.message_sent", row.id)
    return row


@act("neighbours.message_sent", needs=Right.MEET_NEIGHBOURS)
def answer(access: Access, *, thread_id: UUID, receiver_id: UUID, text: str, about: str) -> Message:
    """Answer by mail what a neighbour was told of: in that conversation, begun here where it was none yet.

    ``thread_id`` and ``receiver_id`` are those of the address that was written to, never of a form.
    """
    me = _sender(access)
    other = Resident.objects.get(org_id=access.org_id, id=receiver_id)
    row = _send(access, me, other, thread_id=thread_id, about=about, text=text)
    audit.record(access, "neighbours.message_sent", row.id)
    return row


def _sender(access: Access, module: Module | None = None) -> Resident:
    """The acting resident, locked, so that the messages of a day are counted one after the other."""
    me = acting(access, module=module)
    return Resident.objects.select_for_update(no_key=True).get(org_id=access.org_id, id=me.id)


def _send(access: Access, me: Resident, other: Resident, *, thread_id: UUID, about: str, text: str) -> Message:
    midnight = datetime.combine(access.today, time(), tzinfo=BRUSSELS)
    sent = Message.objects.filter(org_id=access.org_id, sender=me, sent_at__gte=midnight).count()
    rules.check_message(own=other.id == me.id, reachable=other.person_id is not None, today=sent)
    blocking.check(access, me, other)
    row = Message.objects.create(
        org_id=access.org_id,
        thread_id=thread_id,
        sender=me,
        receiver=other,
        about=" ".join(about.split())[:80],
        text=text.strip()[: rules.LONGEST],
        sent_at=access.now,
    )
    tell(
        access,
        other,
        words.WRITTEN,
        subject_id=row.id,
        page="neighbour_thread",
        where={"message_thread": thread_id},
        quote=row.text,
        back=Back(me, row.about, thread_id),
        who=me.pseudonym,
        title=row.about or me.pseudonym,
    )
    return row
