"""An answer by e-mail to a question of support: in its thread once, or its sender is told what became of it.

Nothing proves who wrote a mail. Its address was made by this installation and sent to one person; the mail must come
from where that person is written to, and does what their own door lets them do on the page today (decision 0064).
"""

from datetime import datetime, timedelta

from django.db import transaction

from koprogo.condominiums.rules.rights import Right
from koprogo.hosting.documents import support_mail
from koprogo.hosting.models import Message, Question, SupportMail
from koprogo.hosting.operations import support, support_address
from koprogo.hosting.rules import replies as rules
from koprogo.hosting.rules.promises import Side
from koprogo.kernel import replies as kernel
from koprogo.kernel.refusals import Refused
from koprogo.kernel.replies import Outcome, Tag
from koprogo.people.queries import persons
from koprogo.platform import access as accesses
from koprogo.platform import audit, mail
from koprogo.platform.access import Access, act
from koprogo.platform.form_refusals import sentence
from koprogo.platform.incoming import Incoming


@act("hosting.mail_received", needs=Right.SETTINGS)
def receive(access: Access, *, incoming: Incoming, tag: Tag) -> bool:
    """Take in one mail, as a job inside the condominium; one that is there already changes nothing. Returns whether the
    address is ours. What a machine wrote is let go without an answer."""
    question = _of(access, tag)
    if question is None:
        return False
    known = SupportMail.objects.filter(question=question, mail_id=incoming.message_id)
    if incoming.automatic or known.exists():
        return True
    text = kernel.own_words(incoming.text)
    own = _door(access, question)
    outcome = kernel.outcome(
        sender=incoming.sender,
        own=persons.by_id(person_id=question.asked_by_id).email if own else "",
        now=access.now,
        expires_at=_until(question),
        text=text,
        longest=rules.LONGEST,
        files=any(not one.inline for one in incoming.brought) or incoming.dropped > 0,
    )
    why = ""
    if own is not None and outcome in (Outcome.POSTED, Outcome.BARE):
        try:
            with transaction.atomic():
                support.follow(own, number=question.number, text=text)
        except Refused as refusal:
            outcome, why = Outcome.REFUSED, sentence(refusal)
    told = _told(access, question, outcome)
    if told:
        letter = support_mail.became(question, outcome, recipient=incoming.sender, longest=rules.LONGEST, why=why)
        mail.post(access, letter, purpose="hosting_support", subject_id=question.id, wait=False)
    SupportMail.objects.create(
        question=question, mail_id=incoming.message_id, outcome=outcome, told=told, at=access.now
    )
    audit.record(access, "hosting.mail_received", question.id, number=question.number, outcome=outcome)
    return True


def _of(access: Access, tag: Tag) -> Question | None:
    """The question of an address whose seal is ours; locked, so that one mail at a time is taken."""
    mine = Question.objects.filter(org_id=access.org_id)
    found = [one for one in mine.values_list("id", flat=True) if rules.key_of(one) == tag.key]
    for row in mine.select_for_update(no_key=True, of=("self",)).select_related("org").filter(id__in=found):
        if support_address.holds(row, tag):
            return row
    return None


def _door(access: Access, question: Question) -> Access | None:
    """The door of whoever asked, as it is today: a mail does what they may, and nothing of the mailbox's."""
    own = accesses.resolve(person_id=question.asked_by_id, slug=access.slug, now=access.now)
    return own if own is not None and own.may(Right.SETTINGS) else None


def _until(question: Question) -> datetime:
    """Thirty days after support's latest answer: until then its mail may be answered."""
    said = Message.objects.filter(question=question, side=Side.SUPPORT.value).order_by("-at").first()
    return (said.at if said else question.asked_at) + kernel.LASTS


def _told(access: Access, question: Question, outcome: Outcome) -> bool:
    before = SupportMail.objects.filter(question=question, outcome=outcome, told=True)
    moments = list(before.values_list("at", flat=True))
    today = sum(at > access.now - timedelta(days=1) for at in moments)
    return kernel.answered(outcome, ever=len(moments), today=today)

