"""What the screens of a session show: the agenda with the item looked at, its voters with their ballots, its count."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from koprogo.assemblies.models import AgendaItem, Assembly, Ballot, ItemResult
from koprogo.assemblies.queries import live as lives
from koprogo.assemblies.queries import room as rooms
from koprogo.assemblies.queries.live import LiveItem
from koprogo.assemblies.queries.room import Room
from koprogo.assemblies.rules import counting
from koprogo.assemblies.rules.agenda import VoteState
from koprogo.assemblies.rules.unanimity import Choice, Outcome
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class Row:
    """One owner who votes on the item: with how many votes, by whom, what was given. ``reduced``: the cap's effect."""

    party: str
    name: str
    by: str
    votes: Fraction
    counted: Fraction
    choice: str
    told: str


@dataclass(frozen=True, slots=True)
class Figures:
    """The count as a screen shows it, in whole votes or exact fractions. ``certain``: what the rest cannot change."""

    in_favour: Fraction
    against: Fraction
    abstaining: Fraction
    still: Fraction
    needed: Fraction
    needed_at_most: Fraction
    strictly_more: bool
    outcome: Outcome
    certain: Outcome | None


@dataclass(frozen=True, slots=True)
class Screen:
    """The secretary's screen. ``live`` is empty for an item that is not voted."""

    assembly: Assembly
    room: Room
    items: tuple[AgendaItem, ...]
    item: AgendaItem | None
    live: LiveItem | None
    figures: Figures | None
    rows: tuple[Row, ...]
    result: ItemResult | None
    results: Mapping[UUID, ItemResult]

    @property
    def following(self) -> AgendaItem | None:
        """The next item that is neither closed nor put off: the first after this one, else the first of all."""
        waiting = [one for one in self.items if one.vote_state in (VoteState.WAITING, VoteState.OPEN)]
        others = [one for one in waiting if self.item is None or one.id != self.item.id]
        later = [one for one in others if self.item is None or one.position > self.item.position]
        return next(iter(later or others), None)


def screen(access: Access, *, assembly: Assembly, position: int | None = None) -> Screen:
    """The session at one item: the one asked for, else the open one, else the first that waits."""
    room = rooms.room(access, assembly=assembly)
    items = tuple(lives.items(access, assembly=assembly))
    results = lives.results(access, assembly=assembly)
    item = _chosen(items, position)
    live = lives.live(access, assembly=assembly, item=item, room=room) if item and lives.is_voted(item) else None
    told = lives.instructions(access, item=item, room=room) if item and live else {}
    return Screen(
        assembly=assembly,
        room=room,
        items=items,
        item=item,
        live=live,
        figures=figures(live) if live else None,
        rows=_rows(live, room, {party: choice for party, (_proxy, choice) in told.items()}) if live else (),
        result=results.get(item.id) if item else None,
        results=results,
    )


def _chosen(items: tuple[AgendaItem, ...], position: int | None) -> AgendaItem | None:
    if position is not None:
        return next((one for one in items if one.position == position), None)
    opened = lives.opened(items)
    waiting = next((one for one in items if one.vote_state == VoteState.WAITING), None)
    return opened or waiting or (items[-1] if items else None)


def figures(live: LiveItem) -> Figures:
    """The count of an item with the threshold it is measured by."""
    count, votes = live.count, live.count.votes
    return Figures(
        in_favour=votes.in_favour,
        against=votes.against,
        abstaining=votes.abstaining,
        still=count.still,
        needed=counting.needed(live.voted, count),
        needed_at_most=counting.needed(live.voted, count, all_votes=True),
        strictly_more=live.required.majority.value == "absolute",
        outcome=count.outcome,
        certain=counting.certain(live.voted, count),
    )


def _rows(live: LiveItem, room: Room, told: Mapping[str, Choice]) -> tuple[Row, ...]:
    caps = live.count.counted.caps
    rows = []
    for stake in live.count.voters.stakes:
        ballot: Ballot | None = live.ballots.get(stake.mandator)
        factor = min(
            (caps[who].factor for who in (stake.mandator, stake.holder) if who in caps),
            default=Fraction(1),
        )
        rows.append(
            Row(
                party=stake.mandator,
                name=room.names.get(stake.mandator, ""),
                by="" if stake.holder == stake.mandator else room.names.get(stake.holder, ""),
                votes=stake.weight,
                counted=stake.weight * factor,
                choice=ballot.choice if ballot else "",
                told=told[stake.mandator].value if stake.mandator in told else "",
            )
        )
    place = {voter.key: number for number, voter in enumerate(room.voters)}
    return tuple(sorted(rows, key=lambda row: place[row.party]))  # as on the paper: in the order of the roll
