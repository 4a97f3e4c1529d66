"""What a vote of the members becomes, online or in their assembly: the dated price list, an office, an exit."""

from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings
from django.urls import reverse

from koprogo.assemblies.rules.unanimity import Outcome
from koprogo.condominiums.rules.rights import Right
from koprogo.hosting.models import Member, Proposal
from koprogo.hosting.operations import members as register
from koprogo.hosting.operations import prices
from koprogo.hosting.queries import proposals as queries
from koprogo.hosting.rules import proposals as rules
from koprogo.hosting.rules.members import Office
from koprogo.hosting.rules.members import State as MemberState
from koprogo.hosting.rules.proposals import Kind, State
from koprogo.platform.access import Access

STATES = {Outcome.ADOPTED: State.ADOPTED, Outcome.REJECTED: State.REJECTED}


@dataclass(frozen=True, slots=True)
class Counted:
    """A result: heads on each side. ``amended``: other words than the proposal's were adopted."""

    outcome: Outcome
    in_favour: int
    against: int
    abstaining: int
    amended: bool = False


def address(row: Proposal) -> str:
    """Where anybody reads a proposal: what a price list gives as its decision."""
    return f"{settings.KOPROGO_PUBLIC_URL}{reverse('public_proposal', kwargs={'proposal': row.number})}"


def decide(access: Access, row: Proposal, found: Counted, *, members: int, minutes: str, on: date) -> None:
    """Write a result down and carry it out: the same for a vote online and one in the assembly."""
    row.state = STATES.get(found.outcome, State.NO_QUORUM)
    if row.state == State.ADOPTED and found.amended:
        row.state = State.AMENDED
    row.decided_at, row.decided_on, row.members, row.minutes = access.now, on, members, minutes
    row.votes_for, row.votes_against, row.votes_abstain = found.in_favour, found.against, found.abstaining
    if row.state == State.ADOPTED:
        _carry_out(access, row)
    row.save(
        update_fields=[
            "state",
            "decided_at",
            "decided_on",
            "members",
            "minutes",
            "votes_for",
            "votes_against",
            "votes_abstain",
            "price_list",
            "valid_from",
        ]
    )


def told(row: Proposal) -> dict[str, object]:
    """What the audit line of a result says."""
    votes = {"votes_for": row.votes_for, "votes_against": row.votes_against, "votes_abstain": row.votes_abstain}
    return {"number": row.number, "state": row.state, **votes}


def _carry_out(access: Access, row: Proposal) -> None:
    kind = Kind(row.kind)
    if kind in rules.PRICED:
        _publish(access, row)
    elif kind is Kind.EXCLUSION:
        assert row.target_id is not None
        member = Member.objects.select_for_update(no_key=True).get(org_id=access.org_id, id=row.target_id)
        if member.state == MemberState.MEMBER:
            register.leave(access, member=member, state=MemberState.EXCLUDED, decision=address(row))
    elif kind is Kind.DIRECTOR:
        assert row.target_id is not None and row.ends_on is not None and row.decided_on is not None
        still = Member.objects.filter(org_id=access.org_id, id=row.target_id, state=MemberState.MEMBER).exists()
        if not still or row.ends_on <= row.decided_on:
            return  # who left meanwhile holds no office, and none begins after its end
        register.give_office(
            board(access),
            member_id=row.target_id,
            office=Office(row.office),
            starts_on=row.decided_on,
            ends_on=row.ends_on,
            decision=address(row),
        )


def _publish(access: Access, row: Proposal) -> None:
    """The dated price list that bills apply by themselves, made from the newest one: decisions of one evening for one
    day hold together from that day. It begins on the day voted; on the first of the next month where that day has gone
    by meanwhile; with the newest list where that one begins later."""
    terms = queries.newest_terms()
    wanted = rules.begins(row.valid_from, today=access.today, newest=terms.valid_from)
    row.valid_from = wanted
    voted = replace(
        queries.terms_of(row, terms),
        valid_from=wanted,
        decided_by=f"{row.number} · {row.title}"[:200],
        decided_url=address(row),
    )
    row.price_list = prices.publish(board(access), terms=voted)


def board(access: Access) -> Access:
    """What the members decided is carried out whoever counted: it is their act, not that person's."""
    return replace(access, rights=access.rights | {Right.RUN_HOSTING})
