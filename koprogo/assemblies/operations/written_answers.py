"""The answers to a decision in writing: on the phone, by the mailed link, on paper; the last agreement takes it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from koprogo.assemblies.models import WrittenAnswer, WrittenDecision
from koprogo.assemblies.operations import written_mails, written_taken
from koprogo.assemblies.operations.minutes import ScanMissing, SignerUnnamed
from koprogo.assemblies.operations.signing import NotAgreed
from koprogo.assemblies.operations.written import opened
from koprogo.assemblies.queries import electorate
from koprogo.assemblies.queries import written as questions
from koprogo.assemblies.rules import strokes, unanimity
from koprogo.assemblies.rules.mandates import VoteSuspended
from koprogo.assemblies.rules.unanimity import Choice
from koprogo.assemblies.rules.written import AnswerChannel, UnansweredBefore, WrittenState
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.platform import audit, files
from koprogo.platform.access import BRUSSELS, Access, act
from koprogo.platform.models import StoredFile

#: Whoever holds the mailed link of a decision in writing answers for its party (people.rules.links).
GUEST = "guest:vote"


class AnsweredAlready(Refused):
    """This owner has given this answer; an agreement can still become a refusal. `name`."""

    code = "assemblies.written_answered"


class NotComplete(Refused):
    """Somebody has not agreed yet. `names`."""

    code = "assemblies.written_not_complete"
    article = "CC 3.87 § 11"


@dataclass(frozen=True, slots=True)
class Signed:
    """One answer as it was given. ``drawn``: the lines of a signature on glass; ``agreed``: that the text was read."""

    choice: Choice
    name: str
    drawn: str = ""
    agreed: bool = False


@act("assemblies.written_answered", needs=Right.VOTE)
def answer(access: Access, *, number: int, signed: Signed) -> WrittenDecision:
    """Answer for all one's own lots, signed in. The last agreement takes the decision, one refusal ends it.

    Raises WrittenOver, NotAgreed, SignerUnnamed, AnsweredAlready, VoteSuspended, SignatureUnreadable, NotFound.
    """
    row = _answer(access, number, signed, AnswerChannel.PHONE)
    audit.record(access, "assemblies.written_answered", row.id, number=number, choice=signed.choice, name=signed.name)
    return row


@act("assemblies.written_answered_by_link", needs=GUEST)
def answer_by_link(access: Access, *, number: int, signed: Signed) -> WrittenDecision:
    """The same by the mailed link, for the party it was written to. Raises as ``answer``."""
    row = _answer(access, number, signed, AnswerChannel.LINK)
    audit.record(
        access, "assemblies.written_answered_by_link", row.id, number=number, choice=signed.choice, name=signed.name
    )
    return row


def _answer(access: Access, number: int, signed: Signed, channel: AnswerChannel) -> WrittenDecision:
    row = opened(access, number)
    name = " ".join(signed.name.split())[:160]
    if not name:
        raise SignerUnnamed(field="name")
    if signed.choice is Choice.FOR and not signed.agreed:
        raise NotAgreed(field="agreed")
    asked = [one for one in electorate.voters(access, on=access.today) if one.party_id in access.party_ids]
    if not asked:
        raise NotFound(what="owner")
    own = electorate.own(access)
    mine = [one for one in asked if one.party_id in own]
    if not mine:
        electorate.check_own(access, asked[0].party_id)
    file_id = None
    if signed.drawn:
        image = strokes.drawing(strokes.read(signed.drawn)).encode()
        stored = files.keep(
            access, data=image, name="signature.svg", retention=StoredFile.Retention.BUILDING, subject_id=row.id
        )
        file_id = stored.id
    given = _given(access, row)
    left = [one for one in mine if given.get(one.key) not in (signed.choice, Choice.AGAINST)]
    if not left:
        raise AnsweredAlready(name=mine[0].name)
    for one in left:
        if one.suspended:
            raise VoteSuspended(name=one.name)
        _write(access, row, one, signed.choice, channel, name=name, signed_on=access.today, file_id=file_id)
    _settle(access, row)
    return row


@act("assemblies.written_answer_recorded", needs=Right.PREPARE_ASSEMBLY)
def record(
    access: Access, *, number: int, party_id: UUID, choice: Choice, signed_on: date, data: bytes, name: str
) -> WrittenDecision:
    """Write down an answer that came on paper, with its scan: the proof. Raises ScanMissing, UnansweredBefore,
    and as ``answer``."""
    row = opened(access, number)
    if not data:
        raise ScanMissing(field="file")
    if not row.sent_at.astimezone(BRUSSELS).date() <= signed_on <= access.today:
        raise UnansweredBefore(field="signed_on")
    one = next((v for v in electorate.voters(access, on=access.today) if v.party_id == party_id), None)
    if one is None:
        raise NotFound(what="owner")
    if one.suspended:
        raise VoteSuspended(name=one.name)
    if _given(access, row).get(one.key) in (choice, Choice.AGAINST):
        raise AnsweredAlready(name=one.name)
    stored = files.keep(
        access,
        data=data,
        name=name,
        retention=StoredFile.Retention.BUILDING,
        subject_id=row.id,
        party_id=party_id,
    )
    _write(access, row, one, choice, AnswerChannel.PAPER, name=one.name, signed_on=signed_on, file_id=stored.id)
    _settle(access, row)
    audit.record(access, "assemblies.written_answer_recorded", row.id, number=number, party=party_id, choice=choice)
    return row


@act("assemblies.written_concluded", needs=Right.PREPARE_ASSEMBLY)
def conclude(access: Access, *, number: int) -> WrittenDecision:
    """Take the decision where all who are owners now have agreed without a further answer: a lot changed hands
    between two of them. Raises NotComplete, WrittenOver, NotFound."""
    row = opened(access, number)
    if not _settle(access, row):
        raise NotComplete(names=questions.missing(access, decision=row))
    audit.record(access, "assemblies.written_concluded", row.id, number=number)
    return row


def _given(access: Access, row: WrittenDecision) -> dict[str, Choice]:
    """What counts of each party: the last answer."""
    found = WrittenAnswer.objects.filter(org_id=access.org_id, decision=row).order_by("answered_at", "id")
    return {str(one.party_id): Choice(one.choice) for one in found}


def _write(
    access: Access,
    row: WrittenDecision,
    one: electorate.Voter,
    choice: Choice,
    channel: AnswerChannel,
    *,
    name: str,
    signed_on: date,
    file_id: UUID | None,
) -> None:
    WrittenAnswer.objects.create(
        org_id=access.org_id,
        decision=row,
        party_id=one.party_id,
        choice=choice,
        name=name,
        channel=channel,
        signed_on=signed_on,
        answered_at=access.now,
        shares=one.shares,
        sha256=row.sha256,
        file_id=file_id,
        person_id=access.person_id,
    )


def _settle(access: Access, row: WrittenDecision) -> bool:
    """End it where it is ended: one refusal, or the agreement of all who are owners today. Whether it is."""
    given = _given(access, row)
    owners = electorate.voters(access, on=access.today)
    refused = [one.name for one in owners if given.get(one.key) is Choice.AGAINST]
    if refused:
        row.state, row.ended_at = WrittenState.REFUSED, access.now
        row.save(update_fields=["state", "ended_at"])
        told = written_mails.tell(access, row)
        audit.record(access, "assemblies.written_refused", row.id, number=row.number, by=refused, told=told)
        return True
    asleep = any(one.suspended for one in owners)
    found = unanimity.written(owners=[one.key for one in owners], answers=given, deed=False)
    if asleep or not found.adopted:
        return False
    made = written_taken.take(access, row, owners)
    told = written_mails.tell(access, row)
    audit.record(access, "assemblies.written_taken", row.id, number=row.number, assembly=made.number, told=told)
    return True
