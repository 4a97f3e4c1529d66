"""What an owner's phone shows during a session: the open item, for whom they vote, what they said, what was decided."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from koprogo.assemblies.models import AgendaItem, Assembly, ItemResult
from koprogo.assemblies.queries import live as lives
from koprogo.assemblies.queries import room as rooms
from koprogo.assemblies.queries.live import LiveItem
from koprogo.assemblies.rules.agenda import VoteState
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
    result: ItemResult
    mine: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """The phone's page. ``there``: whether this reader is on the list; ``absent``: own parties that somebody else
    votes for, with the name of who does."""

    assembly: Assembly
    item: AgendaItem | None
    live: LiveItem | None
    mine: tuple[Mine, ...]
    there: bool
    suspended: bool
    represented_by: tuple[str, ...]
    position: int
    total: int
    told: tuple[Told, ...]


def paper(access: Access, *, assembly: Assembly) -> Paper:
    """What this reader sees now (a fixed number of queries)."""
    room = rooms.room(access, assembly=assembly)
    own = {str(one) for one in access.party_ids}
    items = lives.items(access, assembly=assembly)
    voted = [one for one in items if lives.is_voted(one)]
    item = lives.opened(items)
    live = lives.live(access, assembly=assembly, item=item, room=room) if item else None
    hands = [one for one in room.hands.portions if one.holder in own]
    mine: list[Mine] = []
    if live:
        there = {stake.mandator: stake for stake in live.count.voters.stakes}
        for portion in hands:
            stake = there.get(portion.mandator)
            if stake is None or any(one.party == portion.mandator for one in mine):
                continue
            given = live.ballots.get(portion.mandator)
            mine.append(
                Mine(
                    portion.mandator,
                    room.names.get(portion.mandator, ""),
                    portion.mandator not in own,
                    stake.weight,
                    given.choice if given else "",
                    given.cast_at if given else None,
                )
            )
    return Paper(
        assembly=assembly,
        item=item,
        live=live,
        mine=tuple(mine),
        there=bool(hands),
        suspended=any(one.suspended for one in room.voters if one.key in own),
        represented_by=tuple(sorted(_carried(room, own))),
        position=voted.index(item) + 1 if item in voted and item is not None else 0,
        total=len(voted),
        told=_told(access, assembly, items, own | {one.mandator for one in hands}, room.names),
    )


def _carried(room: rooms.Room, own: set[str]) -> set[str]:
    """Who else votes for this reader's own parties."""
    return {
        room.names.get(one.holder, "") for one in room.hands.portions if one.mandator in own and one.holder not in own
    }


def _told(
    access: Access, assembly: Assembly, items: list[AgendaItem], parties: set[str], names: dict[str, str]
) -> tuple[Told, ...]:
    results = lives.results(access, assembly=assembly)
    closed = [one for one in items if one.vote_state == VoteState.CLOSED and one.id in results]
    rows: list[Told] = []
    for one in closed:
        ballots = results[one.id].facts["ballots"]
        silent = results[one.id].facts["silent"]
        said = [(names.get(party, ""), ballots[party]) for party in sorted(parties) if party in ballots]
        said += [(names.get(party, ""), "abstain") for party in sorted(parties) if party in silent]
        rows.append(Told(one, results[one.id], tuple(said)))
    return tuple(reversed(rows))
