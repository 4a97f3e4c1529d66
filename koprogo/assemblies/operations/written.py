"""Ask every co-owner to decide in writing: the text is frozen and goes to all of them; or it is given up."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max

from koprogo.assemblies.models import WrittenDecision, WrittenRecipient
from koprogo.assemblies.operations import items, written_mails
from koprogo.assemblies.operations.convene import IdentityMissing, NobodyToConvene
from koprogo.assemblies.operations.items import ItemFacts
from koprogo.assemblies.queries import electorate
from koprogo.assemblies.queries import written as questions
from koprogo.assemblies.queries.electorate import Voter
from koprogo.assemblies.rules import convocation, library, unanimity
from koprogo.assemblies.rules import written as rules
from koprogo.assemblies.rules.agenda import NothingProposed, ReasonMissing
from koprogo.assemblies.rules.convocation import Channel
from koprogo.assemblies.rules.mandates import VoteSuspended
from koprogo.assemblies.rules.subjects import Subject
from koprogo.assemblies.rules.written import WrittenOver, WrittenState
from koprogo.condominiums.queries import building, keys, parties
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel import money
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.platform import audit, files, jobs, mail
from koprogo.platform.access import Access, act
from koprogo.platform.models import StoredFile

SEND_WRITTEN = "assemblies.send_written"
#: What the job does besides the letters: the batch for the post.
PAPERS = 1


class TextUnfinished(Refused):
    """Nobody agrees to a text with blanks in it."""

    code = "assemblies.written_blanks"


class EverybodyAsked(Refused):
    """All co-owners of today have been written to."""

    code = "assemblies.written_everybody_asked"


@dataclass(frozen=True, slots=True)
class WrittenText:
    """What is to be decided. ``term_to``: last day of an office; ``until_on``: the last day for an answer."""

    title: str
    text: str
    subject: str
    until_on: date
    template: str = ""
    year: str = ""
    cost_cents: int | None = None
    key_id: UUID | None = None
    candidate_id: UUID | None = None
    term_from: date | None = None
    term_to: date | None = None


@act("assemblies.written_sent", needs=Right.PREPARE_ASSEMBLY)
def send(access: Access, *, facts: WrittenText, data: bytes = b"", name: str = "") -> WrittenDecision:
    """Freeze a text and ask every co-owner to agree to it. The letters and mails are a job.

    Raises NeedsDeed, WrittenTerm, TextUnfinished, NothingProposed, VoteSuspended (a lot without a representative can
    never agree), OwnersOnly, IdentityMissing, NobodyToConvene.
    """
    if electorate.rules(access).by_heads:
        raise rules.OwnersOnly
    head = building.head(access)
    if not head.enterprise_number or not head.syndic_name:
        raise IdentityMissing
    _check(access, facts)
    voters = electorate.voters(access, on=access.today)
    if not voters:
        raise NobodyToConvene
    asleep = next((one for one in voters if one.suspended), None)
    if asleep is not None:
        raise VoteSuspended(name=asleep.name)
    last = WrittenDecision.objects.filter(org_id=access.org_id).aggregate(last=Max("number"))["last"]
    document = None
    if data:
        document = files.keep(access, data=data, name=name, retention=StoredFile.Retention.BUILDING)
    number = int(last or 0) + 1
    content = _content(access, facts, number, voters, language=head.language, document=document)
    row = WrittenDecision.objects.create(
        org_id=access.org_id,
        number=number,
        **asdict(facts),
        file_id=document.id if document else None,
        content=content,
        sha256=convocation.fingerprint(content),
        sent_at=access.now,
        sent_by_id=access.person_id,
    )
    if document is not None:
        files.assign(access, document, subject_id=row.id, retention=StoredFile.Retention.BUILDING)
    people = _write_to(access, row, voters)
    jobs.enqueue(access, SEND_WRITTEN, subject_id=row.id, total=people + PAPERS)
    audit.record(access, "assemblies.written_sent", row.id, number=number, people=people, sha256=row.sha256)
    return row


def _check(access: Access, facts: WrittenText) -> None:
    if not facts.title.strip() or not facts.text.strip():
        raise NothingProposed(field="text" if facts.title.strip() else "title")
    if library.blanks(facts.text):
        raise TextUnfinished(field="text")
    subject = Subject(facts.subject)
    unanimity.written(owners=(), answers={}, deed=subject in rules.BY_DEED)
    rules.check_term(sent_on=access.today, until_on=facts.until_on)
    item = ItemFacts(facts.title, facts.text, subject=facts.subject, term_from=facts.term_from, term_to=facts.term_to)
    items.check(access, item, access.today)


def _content(
    access: Access,
    facts: WrittenText,
    number: int,
    voters: Sequence[Voter],
    *,
    language: str,
    document: StoredFile | None,
) -> dict[str, Any]:
    """What everybody is sent, complete in itself: the text, what it costs each, who is asked."""
    key = keys.by_id(access, key_id=facts.key_id) if facts.key_id else None
    lots = keys.weights(access, key_id=facts.key_id, on=access.today) if facts.key_id and facts.cost_cents else []
    costs: dict[str, int] = {}
    if lots and facts.cost_cents:
        for lot, cents in zip(lots, money.split(facts.cost_cents, [one.weight for one in lots]), strict=True):
            if lot.holder_id:
                costs[str(lot.holder_id)] = costs.get(str(lot.holder_id), 0) + cents
    candidate = parties.get(access, party_id=facts.candidate_id).name if facts.candidate_id else ""
    return {
        "number": number,
        "language": language,
        "sent_on": access.today.isoformat(),
        "until_on": facts.until_on.isoformat(),
        "title": facts.title.strip(),
        "text": facts.text.strip(),
        "subject": facts.subject,
        "year": facts.year,
        "cost_cents": facts.cost_cents,
        "key": key.label if key else "",
        "costs": costs,
        "candidate": candidate,
        "term_from": facts.term_from.isoformat() if facts.term_from else None,
        "term_to": facts.term_to.isoformat() if facts.term_to else None,
        "document": {"name": document.name, "sha256": document.sha256} if document else None,
        "asked": [{"party": one.key, "name": one.name, "lots": list(one.lots), "shares": one.shares} for one in voters],
        "total": sum(one.shares for one in voters),
    }


def _write_to(access: Access, row: WrittenDecision, voters: Sequence[Voter]) -> int:
    """Write down who is asked, each with the address and the channel of today. How many."""
    cards = parties.cards(access, party_ids=[one.party_id for one in voters])
    rows = []
    for one in voters:
        card = cards[one.party_id]
        by_mail = card.channel == "email" and bool(card.email)
        rows.append(
            WrittenRecipient(
                org_id=access.org_id,
                decision=row,
                party_id=one.party_id,
                addressee_id=card.addressee_id,
                name=card.addressee,
                address=list(card.address_lines),
                email=card.email if by_mail else "",
                language=card.language,
                channel=(Channel.EMAIL if by_mail else Channel.POST).value,
                lots=list(one.lots),
                shares=one.shares,
                added_at=access.now,
            )
        )
    WrittenRecipient.objects.bulk_create(rows)
    return len(rows)


@act("assemblies.written_asked_late", needs=Right.PREPARE_ASSEMBLY)
def ask_late(access: Access, *, number: int) -> int:
    """Write to those who have come to hold a lot since: without them nothing is decided. How many.

    Raises EverybodyAsked, WrittenOver, VoteSuspended, NotFound.
    """
    row = opened(access, number)
    asked = set(WrittenRecipient.objects.filter(org_id=access.org_id, decision=row).values_list("party_id", flat=True))
    new = [one for one in electorate.voters(access, on=access.today) if one.party_id not in asked]
    if not new:
        raise EverybodyAsked
    asleep = next((one for one in new if one.suspended), None)
    if asleep is not None:
        raise VoteSuspended(name=asleep.name)
    _write_to(access, row, new)
    jobs.enqueue(access, SEND_WRITTEN, subject_id=row.id, total=len(asked) + len(new) + PAPERS)
    audit.record(access, "assemblies.written_asked_late", row.id, number=number, people=[one.name for one in new])
    return len(new)


@act("assemblies.written_withdrawn", needs=Right.PREPARE_ASSEMBLY)
def withdraw(access: Access, *, number: int, reason: str) -> WrittenDecision:
    """Give a decision in writing up while it is asked; who was written to by mail is told, and a mail that has not
    left yet does not leave. Raises ReasonMissing, WrittenOver, NotFound."""
    row = opened(access, number)
    if not reason.strip():
        raise ReasonMissing(field="reason")
    mail.recall(access, subject_id=row.id)
    row.state, row.state_reason, row.ended_at = WrittenState.WITHDRAWN, reason.strip()[:400], access.now
    row.save(update_fields=["state", "state_reason", "ended_at"])
    told = written_mails.tell(access, row)
    audit.record(access, "assemblies.written_withdrawn", row.id, number=number, reason=reason, told=told)
    return row


def opened(access: Access, number: int) -> WrittenDecision:
    """The decision, held, while answers are taken. Raises NotFound, WrittenOver."""
    rows = WrittenDecision.objects.select_for_update(no_key=True).filter(org_id=access.org_id, number=number)
    row = rows.first()
    if row is None:
        raise NotFound(what="written_decision")
    state = questions.state(row, today=access.today)
    if state is not WrittenState.OPEN:
        raise WrittenOver(state=state)
    return row
