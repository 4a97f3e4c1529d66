"""Asking the residents for their opinion, answering once, closing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db import connection

from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound
from koprogo.neighbours.models import Poll, PollAnswer, PollChoice, PollTaker, PollUrn, Resident
from koprogo.neighbours.operations.acting import acting
from koprogo.neighbours.queries import polls as questions
from koprogo.neighbours.rules import polls as rules
from koprogo.neighbours.rules.modules import Module
from koprogo.neighbours.rules.polls import Answer, PollKind
from koprogo.platform import audit
from koprogo.platform.access import Access, act


@dataclass(frozen=True, slots=True)
class PollFacts:
    """What its author asks. ``choices`` are left out of the kinds that have their own."""

    kind: PollKind
    question: str
    closes_on: date
    anonymous: bool = True
    text: str = ""
    choices: Sequence[str] = ()


@act("neighbours.poll_asked", needs=Right.MEET_NEIGHBOURS)
def ask(access: Access, *, facts: PollFacts) -> Poll:
    """Ask a question of everybody. It cannot be changed afterwards: answers were given to these words.

    Raises UnusablePoll, NotResident, ModuleOff.
    """
    who = acting(access, module=Module.POLLS)
    choices = rules.checked_choices(facts.kind, facts.choices)
    poll = Poll.objects.create(
        org_id=access.org_id,
        resident=who,
        kind=facts.kind,
        question=facts.question,
        text=facts.text,
        anonymous=facts.anonymous,
        closes_on=rules.checked_end(facts.closes_on, today=access.today),
        asked_at=access.now,
    )
    PollChoice.objects.bulk_create(
        PollChoice(org_id=access.org_id, poll=poll, position=position, text=text)
        for position, text in enumerate(choices)
    )
    if poll.anonymous:
        PollUrn.objects.create(org_id=access.org_id, poll=poll, answers=[])
    audit.record(access, "neighbours.poll_asked", poll.id, question=poll.question)
    return poll


@act("neighbours.poll_answered", needs=Right.MEET_NEIGHBOURS)
def answer(access: Access, *, poll_id: UUID, answer: Sequence[int]) -> None:
    """Answer a poll: once where it is anonymous; by name, the latest counts. One resident, one answer.

    Raises PollOver, UnusableAnswer, AnsweredAlready.
    """
    who = acting(access, module=Module.POLLS)
    poll = _locked(access, poll_id)
    if not questions.still_open(poll, today=access.today):
        raise rules.PollOver()
    choices = poll.choices.filter(org_id=access.org_id).count()
    given = rules.checked(PollKind(poll.kind), choices, answer)
    if poll.anonymous:
        _into_urn(access, poll, who, given)
        # The trail says that an answer came, not whose: who has answered stands in one table only, without a moment.
        audit.record(replace(access, person_id=None, person_name=""), "neighbours.poll_answered", poll.id)
        return
    PollAnswer.objects.update_or_create(
        org_id=access.org_id,
        poll=poll,
        resident=who,
        defaults={"answer": list(given), "answered_at": access.now},
    )
    audit.record(access, "neighbours.poll_answered", poll.id)


def _into_urn(access: Access, poll: Poll, who: Resident, given: Answer) -> None:
    """Write who has answered and what was said into two tables with nothing in common (decision 0042)."""
    taker = PollTaker(org_id=access.org_id, poll=poll, resident=who)
    with connection.cursor() as cursor:
        # The unique constraint decides, not a look beforehand.
        cursor.execute(
            "INSERT INTO neighbours_polltaker (id, org_id, poll_id, resident_id) VALUES (%s, %s, %s, %s)"
            " ON CONFLICT (org_id, poll_id, resident_id) DO NOTHING",
            [taker.id, access.org_id, poll.id, who.id],
        )
        if cursor.rowcount == 0:
            raise rules.AnsweredAlready()
    urn = PollUrn.objects.select_for_update(no_key=True).get(org_id=access.org_id, poll=poll)
    urn.answers = rules.into_urn(urn.answers, given)
    urn.save(update_fields=["answers"])


@act("neighbours.poll_closed", needs=Right.MEET_NEIGHBOURS)
def close(access: Access, *, poll_id: UUID) -> Poll:
    """Close a poll of one's own before its day. Raises NotYourPoll, PollOver, NotFound."""
    who = acting(access, module=Module.POLLS)
    poll = _locked(access, poll_id)
    if poll.resident_id != who.id:
        raise rules.NotYourPoll()
    if not questions.still_open(poll, today=access.today):
        raise rules.PollOver()
    poll.closed_at = access.now
    poll.save(update_fields=["closed_at"])
    audit.record(access, "neighbours.poll_closed", poll.id)
    return poll


def _locked(access: Access, poll_id: UUID) -> Poll:
    # Shared with the other answers would do; alone, they come one after the other, and closing waits for them.
    found = Poll.objects.select_for_update(no_key=True).filter(org_id=access.org_id, id=poll_id).first()
    if found is None:
        raise NotFound(what="poll")
    return found
