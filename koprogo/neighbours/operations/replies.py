"""A mail to an address of replies: posted once where it belongs, or answered politely with what became of it."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import Refused
from koprogo.neighbours.documents import reply_mail
from koprogo.neighbours.models import ReplyAddress, ReplyMail
from koprogo.neighbours.operations import messages, notices, reply_addresses
from koprogo.neighbours.rules import notices as notice_rules
from koprogo.neighbours.rules import replies as rules
from koprogo.neighbours.rules import skills as message_rules
from koprogo.neighbours.rules.replies import Outcome, Tag
from koprogo.people.queries import persons
from koprogo.platform import access as accesses
from koprogo.platform import audit, mail
from koprogo.platform.access import Access, act
from koprogo.platform.form_refusals import sentence
from koprogo.platform.incoming import Incoming

#: What mail programs add by themselves is no file that somebody sends.
_SIGNATURES = (".p7s", ".asc", ".vcf")


@act("neighbours.reply_received", needs=Right.MEET_NEIGHBOURS)
def receive(access: Access, *, incoming: Incoming, tag: Tag) -> bool:
    """Take in one mail, as a job; one that is there already changes nothing. Returns whether the address is ours.

    What a machine wrote (an absence, a returned mail) is let go without an answer: two machines never write each other.
    """
    if not reply_addresses.holds(access, tag):
        return False
    found = ReplyAddress.objects.select_for_update(no_key=True, of=("self",)).select_related("resident", "notice")
    row = found.filter(org_id=access.org_id, key=tag.key).first()
    if row is None:
        return False
    known = ReplyMail.objects.filter(org_id=access.org_id, message_id=incoming.message_id)
    if incoming.automatic or known.exists():
        return True
    text = rules.own_words(incoming.text)
    own = _door(access, row)
    outcome = rules.outcome(
        sender=incoming.sender,
        own=_email(row) if own else "",
        now=access.now,
        expires_at=row.expires_at,
        text=text,
        longest=_longest(row),
        files=_files(incoming),
    )
    why = ""
    if own is not None and outcome in (Outcome.POSTED, Outcome.BARE):
        try:
            with transaction.atomic():
                _post(own, row, text)
        except Refused as refusal:
            outcome = Outcome.REFUSED
            with translation.override(own.language):
                why = sentence(refusal)
    told = _told(access, row, outcome)
    if told:
        _answer(access, row, incoming.sender, outcome, why)
    kept = ReplyMail.objects.create(
        org_id=access.org_id,
        address=row,
        message_id=incoming.message_id,
        outcome=outcome,
        told=told,
        at=access.now,
    )
    audit.record(access, "neighbours.reply_received", kept.id, outcome=outcome)
    return True


def _door(access: Access, row: ReplyAddress) -> Access | None:
    """The neighbour's own door: a mail may do what they may, and nothing of the mailbox's."""
    if row.resident.person_id is None or row.resident.left_at is not None:
        return None
    own = accesses.resolve(person_id=row.resident.person_id, slug=access.slug, now=access.now)
    return own if own is not None and own.may(Right.MEET_NEIGHBOURS) else None


def _email(row: ReplyAddress) -> str:
    assert row.resident.person_id is not None
    return persons.by_id(person_id=row.resident.person_id).email


def _longest(row: ReplyAddress) -> int:
    return notice_rules.REPLY_LONGEST if row.notice_id else message_rules.LONGEST


def _files(incoming: Incoming) -> bool:
    brought = (one for one in incoming.brought if not one.inline)
    return any(not one.name.lower().endswith(_SIGNATURES) for one in brought) or incoming.dropped > 0


def _post(own: Access, row: ReplyAddress, text: str) -> None:
    if row.notice is None:
        messages.answer(own, thread_id=row.thread_id, receiver_id=row.other_id, text=text, about=row.about)
        return
    author = row.notice.resident_id == row.resident_id
    notices.answer(own, notice_id=row.notice.id, text=text, neighbour_id=row.other_id if author else None)


def _told(access: Access, row: ReplyAddress, outcome: Outcome) -> bool:
    before = ReplyMail.objects.filter(org_id=access.org_id, address=row, outcome=outcome, told=True)
    moments = list(before.values_list("at", flat=True))
    today = sum(at > access.now - timedelta(days=1) for at in moments)
    return rules.answered(outcome, ever=len(moments), today=today)


def _answer(access: Access, row: ReplyAddress, sender: str, outcome: Outcome, why: str) -> None:
    path = reverse("neighbours", kwargs={"slug": access.slug})
    person = persons.by_id(person_id=row.resident.person_id) if row.resident.person_id else None
    with translation.override(person.language if person else settings.LANGUAGE_CODE):
        letter = reply_mail.became(
            outcome,
            recipient=sender,
            about=row.about if person and sender.casefold() == person.email.casefold() else "",
            longest=_longest(row),
            why=why,
            link=settings.KOPROGO_PUBLIC_URL.rstrip("/") + path,
        )
    mail.post(access, letter, purpose="neighbours", subject_id=row.id, wait=False)
