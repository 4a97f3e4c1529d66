"""What an owner's phone shows during a session: the open item, for whom they vote, what they said, what was decided.

It shows no count, so it asks for none: only what this reader holds (``queries.held``), and their own ballots.
"""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.db.models.fields.json import KT

from koprogo.assemblies.models import AgendaItem, Assembly, Convocation, ItemResult
from koprogo.assemblies.queries import held as holdings
from koprogo.assemblies.queries import live as lives
from koprogo.assemblies.queries.held import Held
from koprogo.assemblies.queries.majority import required
from koprogo.assemblies.rules.agenda import VoteState
from koprogo.assemblies.rules.subjects import Required
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class Mine:
    """One party this reader votes for: their own, or one whose proxy they carry."""

    party: str
    name: str
    by_proxy: bool
    votes: Fraction
    choice: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Told:
    """One item that is over: how it ended, and what was recorded for each of this reader's parties."""

    item: AgendaItem
    outcome: str
    mine: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """The phone's page. ``required``: the majority of the open item; ``there``: whether this reader is on the list;
    ``represented_by``: who votes for own parties instead."""

    assembly: Assembly
    item: AgendaItem | None
    required: Required | None
    mine: tuple[Mine, ...]
    there: bool
    suspended: bool
    represented_by: tuple[str, ...]
    position: int
    total: int
    told: tuple[Told, ...]
    cost_cents: int | None = None
    """What the open item costs this reader's lots, as the convocation told them; None where it costs nothing."""


def paper(access: Access, *, assembly: Assembly) -> Paper:
    """What this reader sees now (a fixed number of queries)."""
    held = holdings.held(access, assembly=assembly)
    items = lives.items(access, assembly=assembly)
    voted = [one for one in items if lives.is_voted(one)]
    item = lives.opened(items)
    return Paper(
        assembly=assembly,
        item=item,
        required=required(access, item, assembly) if item else None,
        mine=_mine(access, assembly, item, held) if item else (),
        there=bool(held.mine),
        suspended=held.suspended,
        represented_by=held.represented_by,
        position=voted.index(item) + 1 if item in voted and item is not None else 0,
        total=len(voted),
        told=_told(access, assembly, items, held),
        cost_cents=_cost(access, assembly, item, held) if item and item.cost_cents else None,
    )


def _cost(access: Access, assembly: Assembly, item: AgendaItem, held: Held) -> int | None:
    """Out of the frozen agenda, whose items stand in the order of their places (one query)."""
    sent = Convocation.objects.filter(org_id=access.org_id, assembly=assembly, superseded_at__isnull=True)
    costs = sent.order_by("number").values_list(f"content__items__{item.position - 1}__costs", flat=True).last()
    return sum(int(costs.get(party, 0)) for party in held.own) if costs else None


def _mine(access: Access, assembly: Assembly, item: AgendaItem, held: Held) -> tuple[Mine, ...]:
    stakes = holdings.stakes(access, assembly=assembly, item=item, held=held)
    given = lives.latest(access, items=[item], of=[UUID(party) for party in stakes])[item.id]
    return tuple(
        Mine(
            party,
            held.names.get(party, ""),
            party not in held.own,
            votes,
            given[party].choice if party in given else "",
            given[party].cast_at if party in given else None,
        )
        for party, (_holder, votes) in stakes.items()
    )


def _told(access: Access, assembly: Assembly, items: list[AgendaItem], held: Held) -> tuple[Told, ...]:
    closed = [one for one in items if one.vote_state == VoteState.CLOSED]
    if not closed:
        return ()
    parties = sorted(held.own | {one.mandator for one in held.mine})
    rows = ItemResult.objects.filter(org_id=access.org_id, item__assembly=assembly).order_by("number")
    # What each result keeps of everybody is long; the database hands out what concerns this reader.
    said = {f"said_{place}": KT(f"facts__ballots__{party}") for place, party in enumerate(parties)}
    silent = {
        f"silent_{place}": ExpressionWrapper(Q(facts__silent__contains=[party]), output_field=BooleanField())
        for place, party in enumerate(parties)
    }
    columns = rows.annotate(**said, **silent).values("item_id", "outcome", *said, *silent)
    found = {row["item_id"]: row for row in columns}
    told: list[Told] = []
    for one in closed:
        row = found[one.id]
        mine = [
            (held.names.get(party, ""), row[f"said_{place}"] or "abstain")
            for place, party in enumerate(parties)
            if row[f"said_{place}"] or row[f"silent_{place}"]
        ]
        told.append(Told(one, row["outcome"], tuple(mine)))
    return tuple(reversed(told))


def version(access: Access, *, assembly: Assembly) -> str:
    """A short text that changes whenever what this reader sees does (one query). The ballots of others are not in it:
    three hundred phones do not paint themselves anew at each of them."""
    return lives.counted(
        access,
        assembly=assembly,
        # Where proxies touch this reader, anybody's coming or going may move votes.
        lines="one.party_id = ANY(%(own)s)"
        " OR EXISTS (SELECT FROM given WHERE mandator_id = ANY(%(own)s) OR holder_id = ANY(%(own)s))",
        ballots="one.party_id = ANY(%(own)s)"
        " OR one.party_id IN (SELECT mandator_id FROM given WHERE holder_id = ANY(%(own)s))",
        own=access.party_ids,
    )
