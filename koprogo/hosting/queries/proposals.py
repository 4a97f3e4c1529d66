"""Proposals as members and the public read them: the change, its effect, the vote, the result."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from koprogo.assemblies.rules.unanimity import Choice
from koprogo.hosting.models import Comment, Instance, Member, MemberBallot, Proposal, TookPart
from koprogo.hosting.queries import members
from koprogo.hosting.queries import prices as price_lists
from koprogo.hosting.rules import catalogue, effects, proposals
from koprogo.hosting.rules.catalogue import Plan, Quotas, Terms
from koprogo.hosting.rules.effects import Change, Effect
from koprogo.hosting.rules.proposals import Kind, State, Window
from koprogo.kernel.refusals import NotFound
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class Debate:
    """One proposal with everything its page shows. Counts of a running vote stay unknown until it is over."""

    proposal: Proposal
    effect: Effect | None
    comments: list[Comment]
    part: int
    members: int
    open_now: bool
    mine: Member | None
    voted: bool
    my_choice: str
    """What this reader voted in an open ballot; empty in a secret one."""


def listing(access: Access) -> list[Proposal]:
    """All of them, the newest first (one query)."""
    return list(Proposal.objects.filter(org_id=access.org_id).select_related("author").order_by("-number", "-id"))


def by_number(access: Access, *, number: str) -> Proposal:
    """One proposal (one query). Raises NotFound."""
    found = Proposal.objects.filter(org_id=access.org_id, number=number)
    row = found.select_related("author", "target", "price_list").first()
    if row is None:
        raise NotFound(what="proposal")
    return row


def in_debate(access: Access) -> list[Proposal]:
    """Those that nobody votes on yet, the oldest first (one query)."""
    found = Proposal.objects.filter(org_id=access.org_id, state=State.DEBATE)
    return list(found.select_related("author").order_by("number", "id"))


def running(access: Access, *, proposal_id: UUID) -> str:
    """The number of a proposal whose vote is not counted yet, empty when there is none (one query)."""
    found = Proposal.objects.filter(org_id=access.org_id, id=proposal_id, state=State.VOTING)
    return found.values_list("number", flat=True).first() or ""


def next_number(access: Access) -> str:
    """2027-3: the year, then the order in it (one query)."""
    year = access.today.year
    numbers = Proposal.objects.filter(org_id=access.org_id, number__startswith=f"{year}-").values_list("number")
    return f"{year}-{1 + max((int(one.split('-')[1]) for (one,) in numbers), default=0)}"


def debate(access: Access, *, number: str) -> Debate:
    """One proposal, in full."""
    row = by_number(access, number=number)
    mine = members.mine(access)
    part = TookPart.objects.filter(org_id=access.org_id, proposal=row)
    voted = mine is not None and part.filter(member=mine).exists()
    comments = Comment.objects.filter(org_id=access.org_id, proposal=row).select_related("member").order_by("id")
    return Debate(
        proposal=row,
        effect=effect(access, row),
        comments=list(comments),
        part=part.count(),
        members=row.members if row.members is not None else members.count(access),
        open_now=is_open(access, row),
        mine=mine,
        voted=voted,
        my_choice=_choice(access, row, mine.id) if mine and voted and not row.secret else "",
    )


def is_open(access: Access, row: Proposal) -> bool:
    """Whether a ballot counts now."""
    return row.state == State.VOTING and window(row).holds(access.now)


def window(row: Proposal) -> Window:
    """The days of the vote."""
    assert row.opens_at is not None and row.closes_at is not None
    return Window(row.opens_at, row.closes_at)


def terms_of(row: Proposal, terms: Terms) -> Terms:
    """The terms as the proposal would have them."""
    return effects.changed(terms, change_of(row, terms))


def change_of(row: Proposal, terms: Terms) -> Change:
    """The change that a proposal carries, over the terms it would replace."""
    quotas = terms.quotas
    if row.kind == Kind.QUOTA:
        quotas = Quotas(
            row.stored_bytes or quotas.stored_bytes, row.users or quotas.users, row.requests or quotas.requests
        )
    return Change(
        month_cents=row.month_cents if row.kind == Kind.PRICE else None,
        quotas=quotas if row.kind == Kind.QUOTA else None,
        keys=row.keys if row.kind == Kind.KEYS else None,
        cost_cents=row.cost_cents,
    )


def newest_terms() -> Terms:
    """The last published terms, whether they hold already or not: a proposal changes these (one query)."""
    lists = price_lists.every()
    return max(lists, key=lambda one: one.valid_from, default=catalogue.FOUNDING)


def effect(access: Access, row: Proposal) -> Effect | None:
    """What a proposal would do, at today's size; None for votes about persons. A decided one is compared with the
    terms that it replaced."""
    if row.kind in proposals.PERSONS:
        return None
    lists = sorted(price_lists.every(), key=lambda one: one.valid_from)
    own = row.price_list.valid_from if row.price_list else None
    before = [one for one in lists if own is None or one.valid_from < own]
    return preview(change_of(row, terms := before[-1] if before else catalogue.FOUNDING), terms)


def preview(change: Change, terms: Terms) -> Effect:
    """What a change would do, at today's size (one query)."""
    hosted, paying = size()
    return effects.of(terms, change, condominiums=hosted, paying=paying)


def size() -> tuple[int, int]:
    """How many condominiums are hosted, and how many of them pay (one query)."""
    plans = Counter(Instance.objects.filter(until__isnull=True).values_list("plan", flat=True))
    return sum(plans.values()), sum(plans.values()) - plans[Plan.FREE_FOR_LIFE]


def ballots(access: Access, row: Proposal) -> Mapping[str, Choice]:
    """The ballots that count: the latest of each member, or every secret one (one query)."""
    rows = MemberBallot.objects.filter(org_id=access.org_id, proposal=row).order_by("id")
    return {str(one.member_id or one.id): Choice(one.choice) for one in rows}


def _choice(access: Access, row: Proposal, member_id: UUID) -> str:
    return ballots(access, row).get(str(member_id), Choice.ABSTAIN).value
