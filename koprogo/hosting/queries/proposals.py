"""Proposals as members and the public read them: the change, its effect, the vote, the result."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import JSONObject

from koprogo.assemblies.rules.unanimity import Choice
from koprogo.hosting.models import Comment, Instance, Member, MemberBallot, Proposal, TookPart
from koprogo.hosting.queries import prices as price_lists
from koprogo.hosting.rules import effects, proposals
from koprogo.hosting.rules.catalogue import Plan, Quotas, Terms
from koprogo.hosting.rules.effects import Change, Effect
from koprogo.hosting.rules.members import State as Standing
from koprogo.hosting.rules.proposals import Kind, State, Window
from koprogo.kernel.refusals import NotFound
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class Said:
    """One voice of the debate."""

    name: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Debate:
    """One proposal with everything its page shows. Counts of a running vote stay unknown until it is over."""

    proposal: Proposal
    effect: Effect | None
    comments: list[Said]
    part: int
    members: int
    open_now: bool
    mine: UUID | None
    """The member this reader is."""
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
    """One proposal, in full (two queries, a third one for whoever voted in an open ballot). Raises NotFound."""
    found: Any = _whole(access, number=number)
    mine, voted = found.my_id, found.my_id in found.voters
    return Debate(
        proposal=found,
        effect=_effect(found, size=(found.hosted or 0, found.paying or 0)),
        comments=[Said(one["name"], one["text"], datetime.fromisoformat(one["at"])) for one in found.said],
        part=len(found.voters),
        members=found.members if found.members is not None else found.members_now or 0,
        open_now=is_open(access, found),
        mine=mine,
        voted=voted,
        my_choice=_choice(access, found, mine) if voted and not found.secret else "",
    )


def _whole(access: Access, *, number: str) -> Proposal:
    """One proposal with its debate, who took part, who this reader is, how many vote and how many are hosted."""
    said = Comment.objects.filter(org_id=access.org_id, proposal_id=OuterRef("id")).order_by("id")
    part = TookPart.objects.filter(org_id=access.org_id, proposal_id=OuterRef("id")).order_by()
    alive = Member.objects.filter(org_id=access.org_id, state=Standing.MEMBER)
    mine = alive.filter(person_id=access.person_id) if access.person_id else alive.none()
    here = Instance.objects.filter(until__isnull=True)
    found = Proposal.objects.filter(org_id=access.org_id, number=number).annotate(
        said=ArraySubquery(said.values(one=JSONObject(name="member__name", text="text", at="at"))),
        voters=ArraySubquery(part.values("member_id")),
        my_id=Subquery(mine.order_by("number").values("id")[:1]),
        members_now=_count(alive),
        hosted=_count(here),
        paying=_count(here.exclude(plan=Plan.FREE_FOR_LIFE)),
    )
    row = found.select_related("author", "target", "price_list").first()
    if row is None:
        raise NotFound(what="proposal")
    return row


def _count(found: QuerySet[Any]) -> Subquery:
    """How many there are, inside another question; nothing where there is none."""
    return Subquery(found.order_by().annotate(one=Value(1)).values("one").annotate(n=Count("id")).values("n"))


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
    return price_lists.every()[-1]


def effect(access: Access, row: Proposal) -> Effect | None:
    """What a proposal would do, at today's size; None for votes about persons (two queries)."""
    return _effect(row, size=size())


def _effect(row: Proposal, *, size: tuple[int, int]) -> Effect | None:
    """A decided one is compared with the terms that it replaced (one query)."""
    if row.kind in proposals.PERSONS:
        return None
    terms = price_lists.replaced(row.price_list_id) if row.price_list_id else newest_terms()
    hosted, paying = size
    return effects.of(terms, change_of(row, terms), condominiums=hosted, paying=paying)


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
