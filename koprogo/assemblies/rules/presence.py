"""Who is in the room at a moment, from the lines of the attendance list: votes count when they are given (CC 3.87)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from koprogo.assemblies.rules.proxies import Portion, Proxy, Reason, Roll, examine, hands
from koprogo.assemblies.rules.session import Move, Presence

#: Marks a proxy holder from outside the building: a name, no party.
OUTSIDE = "~"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list. ``who``: a party's identifier, or ``outsider(name)``."""

    id: UUID
    who: str
    move: Move
    at: datetime
    presence: Presence = Presence.ROOM
    undoes: UUID | None = None


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody who is there: how, and since when."""

    who: str
    presence: Presence
    since: datetime


@dataclass(frozen=True, slots=True)
class Hands:
    """All votes in the room and in whose hands; the proxies that move none, with the reason of the law."""

    portions: tuple[Portion, ...]
    refused: tuple[tuple[Proxy, Reason], ...]

    @property
    def represented(self) -> frozenset[str]:
        """Owners of whom at least a part of the votes is in somebody else's hands."""
        return frozenset(one.mandator for one in self.portions if one.holder != one.mandator)


def outsider(name: str) -> str:
    """How a proxy holder who owns nothing is named in the rules: one person, however the name is typed."""
    return OUTSIDE + " ".join(name.casefold().split())


def there(lines: Sequence[Line]) -> dict[str, Stay]:
    """Who is in the room after these lines, in the order of their last arrival. Lines that were undone do not count."""
    undone = {line.undoes for line in lines if line.move is Move.UNDONE}
    found: dict[str, Stay] = {}
    for line in sorted(lines, key=lambda one: (one.at, one.id)):
        if line.id in undone or line.move is Move.UNDONE:
            continue
        found.pop(line.who, None)
        if line.move is Move.ARRIVED:
            found[line.who] = Stay(line.who, line.presence, line.at)
    return found


def in_hands(proxies: Sequence[Proxy], roll: Roll) -> Hands:
    """Who votes for whom now. A holder from outside must have arrived, like any other (CC 3.87 § 7)."""
    usable: list[Proxy] = []
    absent: list[Proxy] = []
    for proxy in proxies:
        missing = proxy.holder.startswith(OUTSIDE) and proxy.holder not in roll.present
        (absent if missing else usable).append(proxy)
    examined = examine(usable, roll)
    refused = [*examined.refused, *((proxy, Reason.ABSENT_HOLDER) for proxy in absent)]
    return Hands(tuple(hands(roll, examined.accepted)), tuple(refused))
