"""The room at a moment: owners with their shares, who is there, in whose hands the votes are, the quorum."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from koprogo.assemblies.models import Assembly, Attendance, Proxy
from koprogo.assemblies.queries import electorate
from koprogo.assemblies.queries.electorate import Voter
from koprogo.assemblies.rules import presence, proxies
from koprogo.assemblies.rules.presence import OUTSIDE, Hands, Line, Stay
from koprogo.assemblies.rules.quorum import Quorum
from koprogo.assemblies.rules.session import Move, Presence
from koprogo.assemblies.rules.states import Session
from koprogo.condominiums.queries import mandates
from koprogo.condominiums.rules.rights import Role
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class GivenProxy:
    """One proxy that has not been taken back, with names. ``refused``: why it moves no vote now, or empty."""

    id: UUID
    mandator: str
    mandator_name: str
    holder: str
    holder_name: str
    shares: int | None
    refused: str


@dataclass(frozen=True, slots=True)
class Room:
    """Everything the session is counted with, at one moment."""

    voters: tuple[Voter, ...]
    stays: Mapping[str, Stay]
    hands: Hands
    proxies: tuple[GivenProxy, ...]
    quorum: Quorum
    outsiders: Mapping[str, str]
    lines: tuple[Attendance, ...]

    @property
    def shares(self) -> dict[str, int]:
        """Shares by party, as the rules want them."""
        return {voter.key: voter.shares for voter in self.voters}

    @property
    def names(self) -> dict[str, str]:
        """Names by key, of owners and of holders from outside."""
        return {voter.key: voter.name for voter in self.voters} | dict(self.outsiders)

    def told(self, parties: Collection[str]) -> list[str]:
        """The names of these parties in the order of the roll, as every list of the minutes has them."""
        return [name for key, name in self.names.items() if key in parties]

    def light(self, key: str) -> str:
        """``present``, ``remote``, ``proxy``, ``absent`` or ``suspended``: how one owner is there."""
        voter = next(one for one in self.voters if one.key == key)
        if voter.suspended:
            return "suspended"
        stay = self.stays.get(key)
        if stay is not None:
            return "remote" if stay.presence is Presence.REMOTE else "present"
        return "proxy" if key in self.hands.represented else "absent"


def lines(access: Access, *, assembly_id: UUID) -> list[Attendance]:
    """The attendance list, oldest first (one query)."""
    found = Attendance.objects.filter(org_id=access.org_id, assembly_id=assembly_id)
    return list(found.order_by("at", "id"))


def voters(access: Access, *, held_on: Assembly) -> tuple[Voter, ...]:
    """The electoral roll on the day of the assembly, by name (one query)."""
    return electorate.voters(access, on=held_on.held_on)


@dataclass(frozen=True, slots=True)
class InHands:
    """Who is there and in whose hands the votes are. By row of the proxies: how the rules name each carrier, and why
    a proxy moves no vote."""

    stays: Mapping[str, Stay]
    hands: Hands
    carriers: Mapping[UUID, str]
    refused: Mapping[UUID, str]


def in_hands(
    access: Access,
    assembly: Assembly,
    *,
    owners: Sequence[Voter],
    lines: Sequence[Attendance],
    given: Sequence[Proxy],
) -> InHands:
    """The votes of these owners, after these lines of the list and these proxies (one query where there are any)."""
    counted_by = electorate.rules(access)
    stays = presence.there([_line(line) for line in lines])
    the_roll = proxies.Roll(
        shares={one.key: one.shares for one in owners},
        present=frozenset(stays),
        suspended=frozenset(one.key for one in owners if one.suspended),
        syndic=syndic(access, assembly) if given else None,
        most=counted_by.most_proxies,
        outsiders=counted_by.outsiders,
    )
    carriers = {row.id: _carrier(row, the_roll) for row in given}
    asked = {row.id: proxies.Proxy(str(row.mandator_id), carriers[row.id], row.shares) for row in given}
    found = presence.in_hands(list(asked.values()), the_roll)
    why = {id(proxy): reason.value for proxy, reason in found.refused}
    refused = {row_id: why[id(proxy)] for row_id, proxy in asked.items() if id(proxy) in why}
    return InHands(stays, found, carriers, refused)


def room(access: Access, *, assembly: Assembly) -> Room:
    """Who is there now and with which votes (three queries, one more where there are proxies)."""
    owners = voters(access, held_on=assembly)
    listed = lines(access, assembly_id=assembly.id)
    rows = given(access, assembly)
    found = in_hands(access, assembly, owners=owners, lines=listed, given=rows)
    portions = found.hands.portions
    outsiders = {presence.outsider(line.name): line.name for line in listed if line.party_id is None}
    return Room(
        voters=owners,
        stays=found.stays,
        hands=found.hands,
        proxies=tuple(
            GivenProxy(
                id=row.id,
                mandator=str(row.mandator_id),
                mandator_name=row.mandator.name,
                holder=found.carriers[row.id],
                holder_name=row.holder_name,
                shares=row.shares,
                refused=found.refused.get(row.id, ""),
            )
            for row in rows
        ),
        quorum=Quorum(
            heads=len({one.mandator for one in portions}),
            heads_total=max(len(owners), 1),
            shares=sum(one.shares for one in portions),
            shares_total=max(sum(one.shares for one in owners), 1),
            second_session=assembly.session == Session.SECOND,
            asked=electorate.rules(access).opening_quorum,
        ),
        outsiders=outsiders | {
            key: row.holder_name for row in rows if (key := found.carriers[row.id]).startswith(OUTSIDE)
        },
        lines=tuple(listed),
    )


def _line(row: Attendance) -> Line:
    who = str(row.party_id) if row.party_id else presence.outsider(row.name)
    return Line(row.id, who, Move(row.move), row.at, Presence(row.presence), row.undoes_id)


def served(found: Assembly) -> list[UUID]:
    """The assemblies whose proxies may serve at this one: its own, and for a second session those of the first."""
    first = found.follows_id if found.session == Session.SECOND else None
    return [found.id, *([first] if first else [])]


def given(access: Access, found: Assembly) -> list[Proxy]:
    """The proxies that may serve at this assembly, first given first (one query)."""
    rows = Proxy.objects.filter(org_id=access.org_id, assembly_id__in=served(found), revoked_at__isnull=True)
    ordered = rows.select_related("mandator").order_by("given_at", "id")
    return [row for row in ordered if row.assembly_id == found.id or not row.first_session_only]


def proxies_since(access: Access, *, assembly: Assembly, since: datetime) -> list[Proxy]:
    """The proxies of an assembly that were handed in, or taken back, after a moment (one query)."""
    rows = Proxy.objects.filter(org_id=access.org_id, assembly_id__in=served(assembly))
    rows = rows.filter(Q(given_at__gt=since) | Q(revoked_at__gt=since))
    return list(rows.select_related("mandator").order_by("given_at", "id"))


def _carrier(row: Proxy, the_roll: proxies.Roll) -> str:
    """How the rules name who carries a proxy: whoever has sold since comes under their name, as from outside."""
    key = str(row.holder_id)
    return key if row.holder_id and key in the_roll.shares else presence.outsider(row.holder_name)


def syndic(access: Access, found: Assembly) -> str | None:
    """The party that is syndic on the day: never a holder of proxies (CC 3.87 § 7)."""
    for one in mandates.listing(access):
        over = one.ends_on is not None and one.ends_on <= found.held_on
        if one.role == Role.SYNDIC and one.starts_on <= found.held_on and not over:
            return str(one.party_id)
    return None
