"""The attendance list as a paper: who is convened, represented by whom, when each one came and left."""

from dataclasses import dataclass
from datetime import datetime

from koprogo.assemblies.models import Assembly
from koprogo.assemblies.queries import electorate
from koprogo.assemblies.queries import room as rooms
from koprogo.assemblies.queries.room import Room
from koprogo.assemblies.rules.presence import OUTSIDE
from koprogo.assemblies.rules.session import Move, Presence
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class Moves:
    """One stay: when somebody came, and left; None while they are there. ``remote``: from afar."""

    came_at: datetime
    left_at: datetime | None
    remote: bool


@dataclass(frozen=True, slots=True)
class ListRow:
    """One owner, member or proxy holder from outside. ``by``: who votes for them; ``of``: for whom they vote."""

    name: str
    lots: tuple[str, ...]
    shares: int | None
    by: str
    of: tuple[str, ...]
    suspended: bool
    moves: tuple[Moves, ...]


@dataclass(frozen=True, slots=True)
class AttendanceList:
    """The whole list on a moment. ``begun``: somebody has been written down already."""

    assembly: Assembly
    rows: tuple[ListRow, ...]
    by_heads: bool
    heads: int
    shares: int

    @property
    def begun(self) -> bool:
        """Whether arrivals stand on it."""
        return any(row.moves for row in self.rows)


def of(access: Access, *, assembly: Assembly) -> AttendanceList:
    """The list of one assembly, before it, during it and after it (as many queries as the room)."""
    room = rooms.room(access, assembly=assembly)
    stays = _stays(room)
    by = {one.mandator: one.holder_name for one in room.proxies if not one.refused or one.refused == "absent_holder"}
    carried: dict[str, list[str]] = {}
    for one in room.proxies:
        if one.mandator in by:
            carried.setdefault(one.holder, []).append(one.mandator_name)
    rows = [
        ListRow(
            one.name,
            one.lots,
            one.shares,
            by.get(one.key, ""),
            tuple(carried.get(one.key, ())),
            one.suspended,
            tuple(stays.get(one.key, ())),
        )
        for one in room.voters
    ]
    listed = {one.key for one in room.voters}
    outside = sorted({*(who for who in carried if who not in listed), *(who for who in stays if who not in listed)})
    rows += [
        ListRow(
            room.outsiders.get(who, who.removeprefix(OUTSIDE)),
            (),
            None,
            "",
            tuple(carried.get(who, ())),
            suspended=False,
            moves=tuple(stays.get(who, ())),
        )
        for who in outside
    ]
    return AttendanceList(
        assembly,
        tuple(rows),
        electorate.rules(access).by_heads,
        len(room.voters),
        sum(one.shares for one in room.voters),
    )


def _stays(room: Room) -> dict[str, list[Moves]]:
    """Each one's comings and goings in order; what was undone does not count."""
    undone = {line.undoes_id for line in room.lines if line.undoes_id}
    named = {name: who for who, name in room.outsiders.items()}
    found: dict[str, list[Moves]] = {}
    for line in room.lines:
        if line.id in undone or line.move == Move.UNDONE:
            continue
        who = str(line.party_id) if line.party_id else named.get(line.name, line.name)
        mine = found.setdefault(who, [])
        open_one = mine[-1] if mine and mine[-1].left_at is None else None
        if line.move == Move.ARRIVED and open_one is None:
            mine.append(Moves(line.at, None, line.presence == Presence.REMOTE))
        elif line.move == Move.LEFT and open_one is not None:
            mine[-1] = Moves(open_one.came_at, line.at, open_one.remote)
    return {who: moves for who, moves in found.items() if moves}
