"""Plan an assembly, change its day, cancel it."""

from dataclasses import asdict, dataclass, replace
from datetime import date, time
from uuid import UUID

from django.db.models import Max
from django.utils import translation

from koprogo.assemblies.documents import convocation_mail, convocation_words
from koprogo.assemblies.models import AgendaItem, Assembly, Convocation, ExtraordinaryRequest, Recipient
from koprogo.assemblies.operations import items as agenda_items
from koprogo.assemblies.operations import propose
from koprogo.assemblies.operations.prepared import next_position
from koprogo.assemblies.queries import assemblies
from koprogo.assemblies.rules import calendar, planning
from koprogo.assemblies.rules.agenda import Origin, ReasonMissing
from koprogo.assemblies.rules.convocation import Channel
from koprogo.assemblies.rules.states import Kind, NotNow, Session, State, moved
from koprogo.assemblies.rules.subjects import Subject
from koprogo.condominiums.queries import building, roll
from koprogo.condominiums.rules import lots
from koprogo.condominiums.rules.lots import LotKind
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound
from koprogo.platform import audit, mail
from koprogo.platform.access import Access, act


@dataclass(frozen=True, slots=True)
class Plan:
    """When, where and how. ``notice_days``: fifteen, or more when the house rules say so."""

    kind: Kind
    held_on: date
    starts_at: time
    place: str
    remote_link: str = ""
    remote_text: str = ""
    recorded: bool = False
    consult: str = ""
    notice_days: int = calendar.NOTICE_DAYS
    urgent_because: str = ""


@act("assemblies.assembly_planned", needs=Right.PREPARE_ASSEMBLY)
def plan(
    access: Access,
    *,
    facts: Plan,
    session: Session = Session.FIRST,
    follows: Assembly | None = None,
    request_id: UUID | None = None,
) -> Assembly:
    """Plan an assembly. An ordinary one begins with the items of the law; proposals that wait come onto it.

    ``follows``: the session that had no quorum, or missed unanimity; its agenda is taken over. ``request_id``: the
    request of owners that it answers. Raises DayPassed, SessionTooEarly, NoSecondSession, NoRetry, NoticeTooShort,
    NotFound.
    """
    if follows is not None and session is Session.SECOND:
        follows = _without_quorum(access, follows)
        facts = replace(facts, kind=Kind(follows.kind))
    elif follows is not None:
        follows = _without_unanimity(access, follows)
        facts = replace(facts, kind=Kind.EXTRAORDINARY)
    _check(access, facts, session, follows)
    identity = building.condominium(access)
    request = _request(access, request_id)
    row = Assembly.objects.create(
        org_id=access.org_id,
        sequence=next_sequence(access, facts.held_on),
        session=session,
        follows=follows,
        request=request,
        fortnight=identity.assembly_from,
        planned_at=access.now,
        planned_by_id=access.person_id,
        **asdict(facts),
    )
    if follows is not None:
        agenda_items.take_over(access, assembly=row, first=follows, only=_again(access, session, follows))
    elif facts.kind is Kind.ORDINARY:
        council = lots.council_is_compulsory(LotKind(kind) for kind in roll.kinds(access))
        agenda_items.start(access, assembly=row, language=identity.language, council=council)
    if request is not None:
        _asked_item(access, row, request)
    if follows is None and facts.kind is not Kind.WRITTEN:
        propose.place_waiting(access, assembly=row)
    audit.record(access, "assemblies.assembly_planned", row.id, number=row.number, kind=row.kind)
    return row


@act("assemblies.assembly_changed", needs=Right.PREPARE_ASSEMBLY)
def change(access: Access, *, number: str, facts: Plan, reason: str = "") -> Assembly:
    """Correct what is planned. A convened assembly goes back to preparation, with the reason: what was sent stays on
    record, and a new convocation is due. Raises NotNow, ReasonMissing, DayPassed, NoticeTooShort, NotFound."""
    row = assemblies.get(access, number=number, lock=True)
    state = State(row.state)
    if state is State.CONVENED:
        if not reason.strip():
            raise ReasonMissing(field="reason")
        row.state = moved(state, State.PLANNED)
        for sent in Convocation.objects.filter(org_id=access.org_id, assembly=row, superseded_at__isnull=True):
            mail.recall(access, subject_id=sent.id)  # what has not left yet would call people to the wrong day
            sent.superseded_at = access.now
            sent.save(update_fields=["superseded_at"])
    elif state is not State.PLANNED:
        raise NotNow(state=state)
    _check(access, facts, Session(row.session), row.follows)
    if facts.held_on != row.held_on:
        row.sequence = next_sequence(access, facts.held_on)
    for name, value in asdict(facts).items():
        setattr(row, name, value)
    row.state_reason = reason.strip()
    row.save(update_fields=[*asdict(facts), "sequence", "state", "state_reason"])
    audit.record(access, "assemblies.assembly_changed", row.id, number=row.number, held_on=row.held_on, reason=reason)
    return row


@act("assemblies.assembly_cancelled", needs=Right.PREPARE_ASSEMBLY)
def cancel(access: Access, *, number: str, reason: str) -> Assembly:
    """Cancel an assembly that is not open yet; its proposals wait for the next one. Raises NotNow, ReasonMissing."""
    row = assemblies.get(access, number=number, lock=True)
    if not reason.strip():
        raise ReasonMissing(field="reason")
    was = State(row.state)
    row.state, row.state_reason = moved(was, State.CANCELLED), reason.strip()
    row.save(update_fields=["state", "state_reason"])
    waiting = propose.release(access, assembly=row)
    told = _tell(access, row, reason.strip()) if was is State.CONVENED else 0
    audit.record(
        access, "assemblies.assembly_cancelled", row.id, number=row.number, reason=reason, waiting=waiting, told=told
    )
    return row


def _tell(access: Access, row: Assembly, reason: str) -> int:
    """Write to those who were convened by e-mail; a mail that has not left yet does not leave."""
    name = building.head(access)
    sent = Convocation.objects.filter(org_id=access.org_id, assembly=row, superseded_at__isnull=True).first()
    if sent is None:
        return 0
    mail.recall(access, subject_id=sent.id)
    told = Recipient.objects.filter(org_id=access.org_id, convocation=sent, channel=Channel.EMAIL).exclude(email="")
    for one in told:
        with translation.override(one.language):
            letter = convocation_mail.cancelled(
                recipient=one.email,
                party_id=one.party_id,
                building=name.name_in(one.language),
                moment=convocation_words.moment(sent.content, one.language),
                reason=reason,
            )
        mail.post(access, letter, purpose="assembly_cancelled", subject_id=row.id)
    sent.superseded_at = access.now
    sent.save(update_fields=["superseded_at"])
    return len(told)


def _check(access: Access, facts: Plan, session: Session, follows: Assembly | None) -> None:
    calendar.notice_limit(facts.held_on, days=facts.notice_days)
    first_on = follows.held_on if follows else None
    planning.check(held_on=facts.held_on, today=access.today, session=session, first_on=first_on)


def _without_quorum(access: Access, follows: Assembly) -> Assembly:
    first = assemblies.get(access, number=follows.number, lock=True)
    if not assemblies.to_hold_again(access, first=first):
        raise planning.NoSecondSession
    return first


def _without_unanimity(access: Access, follows: Assembly) -> Assembly:
    first = assemblies.get(access, number=follows.number, lock=True)
    if not assemblies.to_decide_again(access, first=first):
        raise planning.NoRetry
    return first


def _again(access: Access, session: Session, first: Assembly) -> list[UUID]:
    """Which items are taken over; empty: all of them, for nothing was decided."""
    if session is Session.RETRY:
        return assemblies.missed(access, first=first)
    return [] if first.lacked_quorum else assemblies.undecided(access, first=first)


def next_sequence(access: Access, held_on: date) -> int:
    """The place of one more on that day (one query)."""
    used = Assembly.objects.filter(org_id=access.org_id, held_on=held_on).aggregate(last=Max("sequence"))["last"]
    return int(used or 0) + 1


def _asked_item(access: Access, row: Assembly, request: ExtraordinaryRequest) -> None:
    """What the owners asked for is the first thing on the agenda, in their words."""
    AgendaItem.objects.create(
        org_id=access.org_id,
        assembly=row,
        position=next_position(access, row),
        title=request.title,
        text=request.text,
        subject=Subject.OTHER,
        origin=Origin.OWNER,
    )


def _request(access: Access, request_id: UUID | None) -> ExtraordinaryRequest | None:
    if request_id is None:
        return None
    found = ExtraordinaryRequest.objects.filter(org_id=access.org_id, id=request_id).first()
    if found is None:
        raise NotFound(what="request")
    return found
