"""A member proposes, the members debate and vote, the result becomes the price list that the bills apply."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid4

from koprogo.assemblies.rules.counting import Count
from koprogo.assemblies.rules.unanimity import Choice
from koprogo.condominiums.rules.rights import Right
from koprogo.hosting.documents import vote_mail
from koprogo.hosting.models import Comment, Member, MemberBallot, Proposal, TookPart
from koprogo.hosting.operations import decisions
from koprogo.hosting.operations.decisions import Counted
from koprogo.hosting.queries import members as member_queries
from koprogo.hosting.queries import proposals as queries
from koprogo.hosting.rules import effects
from koprogo.hosting.rules import proposals as rules
from koprogo.hosting.rules.effects import Change
from koprogo.hosting.rules.members import NotAMember, Office, ReasonMissing
from koprogo.hosting.rules.members import State as MemberState
from koprogo.hosting.rules.proposals import Kind, State
from koprogo.hosting.rules.surplus import check_keys
from koprogo.kernel.identifiers import uuid7
from koprogo.kernel.refusals import NotFound
from koprogo.platform import audit, jobs, mail
from koprogo.platform.access import BRUSSELS, Access, act

CLOSE_VOTE = "hosting.close_vote"


@dataclass(frozen=True, slots=True)
class Draft:
    """What a member writes. Only the fields of its kind are kept."""

    kind: Kind
    title: str
    reason: str
    change: Change = field(default_factory=Change)
    valid_from: date | None = None
    loss_known: bool = False
    target_id: UUID | None = None
    office: Office | None = None
    ends_on: date | None = None
    secret: bool = False


@act("hosting.proposed", needs=Right.MEET_MEMBERS)
def propose(access: Access, *, draft: Draft) -> Proposal:
    """Open a debate. Raises NotAMember, Unchanged, RunsIntoLoss, KeysIncomplete, SoonerThanVote, NotFound."""
    author = _me(access)
    _checked(access, draft)
    quotas = draft.change.quotas if draft.kind is Kind.QUOTA else None
    row = Proposal.objects.create(
        org_id=access.org_id,
        number=queries.next_number(access),
        kind=draft.kind,
        state=State.DEBATE,
        title=draft.title,
        reason=draft.reason,
        author=author,
        proposed_at=access.now,
        month_cents=draft.change.month_cents if draft.kind is Kind.PRICE else None,
        stored_bytes=quotas.stored_bytes if quotas else None,
        users=quotas.users if quotas else None,
        requests=quotas.requests if quotas else None,
        keys=dict(draft.change.keys) if draft.kind is Kind.KEYS and draft.change.keys else None,
        cost_cents=draft.change.cost_cents if draft.kind is Kind.FEATURE else 0,
        loss_known=draft.loss_known,
        valid_from=draft.valid_from if draft.kind in rules.PRICED else None,
        target=_target(access, draft),
        office=draft.office or "" if draft.kind is Kind.DIRECTOR else "",
        ends_on=draft.ends_on if draft.kind is Kind.DIRECTOR else None,
        secret=draft.secret or draft.kind in rules.PERSONS,
    )
    audit.record(access, "hosting.proposed", row.id, number=row.number, kind=row.kind, title=row.title)
    return row


@act("hosting.proposal_commented", needs=Right.MEET_MEMBERS)
def comment(access: Access, *, number: str, text: str) -> Comment:
    """Say something in the debate, until the vote begins. Raises NotFound, NotAMember, NotInDebate."""
    member, row = _me(access), locked(access, number)
    in_debate(row)
    said = Comment.objects.create(org_id=access.org_id, proposal=row, member=member, text=text, at=access.now)
    audit.record(access, "hosting.proposal_commented", row.id, number=number)
    return said


@act("hosting.proposal_withdrawn", needs=Right.MEET_MEMBERS)
def withdraw(access: Access, *, number: str) -> Proposal:
    """Its author takes a proposal back before the vote. Raises NotFound, NotAMember, NotInDebate."""
    member, row = _me(access), locked(access, number)
    in_debate(row)
    if row.author_id != member.id:
        raise NotAMember
    row.state = State.WITHDRAWN
    row.save(update_fields=["state"])
    audit.record(access, "hosting.proposal_withdrawn", row.id, number=number)
    return row


@act("hosting.vote_opened", needs=Right.MEET_MEMBERS)
def open_vote(access: Access, *, number: str, opens_on: date | None = None) -> Proposal:
    """Put a proposal to the vote for fourteen days and tell every member. Without a day it is the first one allowed.

    Raises NotFound, NotInDebate, NotAMember, TooSoon, SoonerThanVote.
    """
    row = locked(access, number)
    in_debate(row)
    mine, voters = member_queries.mine(access), member_queries.members(access)
    proposes = mine is not None and mine.id == row.author_id
    if not rules.may_open(runs=access.may(Right.RUN_HOSTING), proposes=proposes, members=len(voters)):
        raise NotAMember
    first = rules.earliest(Kind(row.kind), on=access.today)
    day = opens_on or first
    rules.check_opening(Kind(row.kind), opens_on=day, today=access.today)
    row.opens_at = access.now if day == access.today else _midnight(day)
    # a minute before midnight: « until 11 December, 0 h 00 » is read as the evening of the 11th
    row.closes_at = _midnight(day + timedelta(days=rules.VOTE_DAYS + 1)) - timedelta(minutes=1)
    _after_vote(row)
    row.state = State.VOTING
    row.save(update_fields=["state", "opens_at", "closes_at"])
    for member in voters:
        mail.post(
            access,
            vote_mail.write(member.language, member=member, row=row, address=decisions.address(row)),
            purpose="hosting_vote",
            subject_id=row.id,
            wait=False,
        )
    jobs.enqueue(access, CLOSE_VOTE, subject_id=row.id, at=row.closes_at)
    audit.record(access, "hosting.vote_opened", row.id, number=number, closes_at=row.closes_at)
    return row


@act("hosting.voted", needs=Right.MEET_MEMBERS)
def vote(access: Access, *, number: str, choice: Choice) -> None:
    """One member, one vote: changed until closing in an open ballot, given once in a secret one.

    The audit line says that somebody voted, never what; of a secret vote it names nobody. Raises NotFound,
    NotAMember, VoteShut, AlreadySecret.
    """
    member, row = _me(access), locked(access, number)
    if not queries.is_open(access, row):
        raise rules.VoteShut(opens_at=row.opens_at, closes_at=row.closes_at)
    _mark, fresh = TookPart.objects.get_or_create(org_id=access.org_id, proposal=row, member=member)
    if row.secret and not fresh:
        raise rules.AlreadySecret
    MemberBallot.objects.create(
        id=uuid4() if row.secret else uuid7(),  # an open one is numbered by time: the latest counts
        org_id=access.org_id,
        proposal=row,
        member=None if row.secret else member,
        choice=choice,
        at=None if row.secret else access.now,
    )
    audit.record(access, "hosting.voted", row.id, number=number)


@act("hosting.vote_closed", needs=Right.MEET_MEMBERS)
def close(access: Access, *, number: str) -> Proposal:
    """Count once the days are over, or once everybody has voted. Raises NotFound, VoteStillOpen, NotInDebate."""
    row = locked(access, number)
    if row.state != State.VOTING:
        raise rules.NotInDebate
    voters = {str(one.id): one.name for one in member_queries.members(access)}
    given = queries.ballots(access, row)
    missing = len(voters) - len(given)
    assert row.closes_at is not None
    if access.now < row.closes_at and missing > 0:
        raise rules.VoteStillOpen(closes_at=row.closes_at, missing=missing)
    if row.secret:  # who voted is known, which ballot is whose is not: any names will do for the count
        part = TookPart.objects.filter(org_id=access.org_id, proposal=row).values_list("member_id", flat=True)
        given = dict(zip([str(one) for one in part], given.values(), strict=True))
        voters |= {str(one): "" for one in part}
    else:  # who left meanwhile keeps the vote they gave as a member
        voters |= dict.fromkeys(given, "")
    found = rules.outcome(Kind(row.kind), on=access.today, members=voters, ballots=given, second=row.second)
    decisions.decide(access, row, _counted(found), members=len(voters), minutes="", on=access.today)
    audit.record(access, "hosting.vote_closed", row.id, **decisions.told(row))
    return row


@act("hosting.assembly_vote_recorded", needs=Right.RUN_HOSTING)
def record_assembly(access: Access, *, number: str, on: date, given: dict[Choice, int], minutes: str) -> Proposal:
    """Write down what the assembly voted in its room, from its minutes. Raises NotFound, NotInDebate, ReasonMissing,
    CountImpossible, SoonerThanVote."""
    row = locked(access, number)
    in_debate(row)
    if not minutes.strip():
        raise ReasonMissing(field="minutes")
    members = member_queries.count(access)
    found = rules.counted_by_hand(Kind(row.kind), on=on, members=members, given=given, second=row.second)
    decisions.decide(access, row, _counted(found), members=members, minutes=minutes, on=on)
    audit.record(access, "hosting.assembly_vote_recorded", row.id, **decisions.told(row))
    return row


@act("hosting.second_vote_planned", needs=Right.RUN_HOSTING)
def again(access: Access, *, number: str) -> Proposal:
    """After a vote without quorum, the same proposal fifteen days later: who takes part then is enough (CSA 9:21).

    Raises NotFound, NotInDebate.
    """
    row = locked(access, number)
    if row.state != State.NO_QUORUM:
        raise rules.NotInDebate
    copy = Proposal.objects.create(
        org_id=access.org_id,
        number=queries.next_number(access),
        kind=row.kind,
        state=State.DEBATE,
        title=row.title,
        reason=row.reason,
        author_id=row.author_id,
        proposed_at=access.now,
        target_id=row.target_id,
        office=row.office,
        ends_on=row.ends_on,
        secret=row.secret,
        second=True,
    )
    audit.record(access, "hosting.second_vote_planned", copy.id, number=copy.number, first=row.number)
    return copy


def _counted(found: Count) -> Counted:
    votes = found.votes
    return Counted(found.outcome, int(votes.in_favour), int(votes.against), int(votes.abstaining))


def _me(access: Access) -> Member:
    found = member_queries.mine(access)
    if found is None:
        raise NotAMember
    return found


def locked(access: Access, number: str) -> Proposal:
    """One proposal, locked. Raises NotFound."""
    row = Proposal.objects.select_for_update(no_key=True).filter(org_id=access.org_id, number=number).first()
    if row is None:
        raise NotFound(what="proposal")
    return row


def in_debate(row: Proposal) -> None:
    """Raises NotInDebate where it is put to the vote, or decided."""
    if row.state != State.DEBATE:
        raise rules.NotInDebate


def _after_vote(row: Proposal) -> None:
    """A price that would hold before the vote is over moves to the first of the month after it."""
    assert row.closes_at is not None
    last = row.closes_at.astimezone(BRUSSELS).date()
    if row.valid_from is not None and row.valid_from <= last:
        row.valid_from = rules.next_month(last)
        row.save(update_fields=["valid_from"])


def _target(access: Access, draft: Draft) -> Member | None:
    if draft.kind not in rules.PERSONS:
        return None
    if draft.target_id is None:
        raise NotFound(what="member")
    found = Member.objects.filter(org_id=access.org_id, id=draft.target_id, state=MemberState.MEMBER).first()
    if found is None:
        raise NotFound(what="member")
    return found


def _checked(access: Access, draft: Draft) -> None:
    terms = queries.newest_terms()
    if draft.kind is Kind.KEYS:
        check_keys(draft.change.keys or {})
    if draft.kind in rules.PRICED:
        if effects.changed(terms, draft.change) == terms:
            raise rules.Unchanged
        last = access.today + timedelta(days=rules.VOTE_DAYS)
        if draft.valid_from is None or draft.valid_from <= last:
            raise rules.SoonerThanVote(field="valid_from", after_on=last)
    if draft.kind not in rules.PERSONS:
        effect = queries.preview(draft.change, terms)
        if effect.is_loss and not draft.loss_known:
            raise rules.RunsIntoLoss(field="loss_known", loss_cents=-effect.after.figures["surplus_cents"])


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=BRUSSELS)
