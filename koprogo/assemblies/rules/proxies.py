"""Who may vote for whom: a named holder who is there, never the syndic, three proxies or a tenth of all votes."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

MOST = 3  # CC 3.87 § 7


class Reason(StrEnum):
    """Why a proxy is refused."""

    UNNAMED = "unnamed"  # blank, or given to an office instead of a person
    SYNDIC = "syndic"
    ABSENT_HOLDER = "absent_holder"
    TOO_MANY = "too_many"
    NOT_A_MEMBER = "not_a_member"  # where only members carry proxies (a non-profit)
    NO_LONGER_OWNER = "no_longer_owner"  # the giver owns nothing on the day of the assembly


class Idle(StrEnum):
    """Why a proxy that could be accepted moves no vote."""

    VOTE_SUSPENDED = "vote_suspended"  # joint owners without a representative (CC 3.87 § 1)
    MANDATOR_PRESENT = "mandator_present"  # who came votes in person
    ALREADY_GIVEN = "already_given"  # all the votes are in other hands


@dataclass(frozen=True, slots=True)
class Proxy:
    """One paper or one tap. `holder` empty: no name on it. `shares`: votes given, None for all of them."""

    mandator: str
    holder: str
    shares: int | None = None


@dataclass(frozen=True, slots=True)
class Portion:
    """Votes of one owner in one pair of hands: the owner's own when `holder` is `mandator`."""

    mandator: str
    holder: str
    shares: int


@dataclass(frozen=True, slots=True)
class Roll:
    """Who owns and who came. `shares`: every owner party; `suspended`: those whose vote sleeps (CC 3.87 § 1)."""

    shares: Mapping[str, int]
    present: Collection[str]
    suspended: Collection[str] = frozenset()
    syndic: str | None = None
    most: int | None = MOST  # proxies of one holder before the tenth is asked; None: no limit
    outsiders: bool = True

    @property
    def total(self) -> int:
        """All votes of all lots, absent and suspended ones too."""
        return sum(self.shares.values())

    def votes_in_person(self, party: str) -> bool:
        """Whether an owner came and may vote."""
        return party in self.shares and party in self.present and party not in self.suspended


@dataclass(slots=True)
class Examined:
    """Which proxies hold (as votes in hands), which are refused and why, which move nothing and why."""

    accepted: list[Portion] = field(default_factory=list)
    refused: list[tuple[Proxy, Reason]] = field(default_factory=list)
    idle: list[tuple[Proxy, Idle]] = field(default_factory=list)


def examine(proxies: Sequence[Proxy], roll: Roll) -> Examined:
    """Take the proxies one by one in their order, so that the first ones stand (CC 3.87 § 7).

    An owner's proxy counts once for a holder, however many lots it covers: the law speaks of mandates, not lots.
    """
    found = Examined()
    for proxy in proxies:
        reason = _unusable(proxy, roll)
        if reason:
            found.refused.append((proxy, reason))
            continue
        idle = _idle(proxy, roll, found.accepted)
        if idle:
            found.idle.append((proxy, idle))
            continue
        left = roll.shares[proxy.mandator] - _given(proxy.mandator, found.accepted)
        portion = Portion(proxy.mandator, proxy.holder, left if proxy.shares is None else min(proxy.shares, left))
        if _fits(portion, roll, found.accepted):
            found.accepted.append(portion)
        else:
            found.refused.append((proxy, Reason.TOO_MANY))
    return found


def hands(roll: Roll, accepted: Sequence[Portion]) -> list[Portion]:
    """All votes that are in the room: the accepted proxies, and what those who came keep in their own hands."""
    own = [
        Portion(party, party, shares - _given(party, accepted))
        for party, shares in roll.shares.items()
        if roll.votes_in_person(party)
    ]
    return [portion for portion in [*own, *accepted] if portion.shares]


def speaker(portions: Sequence[Portion], mandator: str) -> str | None:
    """Who gives the one ballot of an owner whose votes are in several hands: the owner who is there, else whoever
    carries most of them, the first of equals. None where none of these votes is in the room."""
    mine = [portion for portion in portions if portion.mandator == mandator]
    own = next((portion for portion in mine if portion.holder == mandator), None)
    chosen = own or max(mine, key=lambda portion: portion.shares, default=None)
    return chosen.holder if chosen else None


def within_limit(*, own: int, carried: Mapping[str, int], total: int, most: int | None = MOST) -> bool:
    """Whether one holder may carry these votes: three mandators, or at most 10 % of all votes with the own ones.

    `carried`: votes for each mandator; `total`: votes of all lots, absent ones included (CC 3.87 § 7 al. 3).
    """
    if most is None or len(carried) <= most:
        return True
    return 10 * (own + sum(carried.values())) <= total


def serves(
    *,
    given_for: date,
    assembly_on: date,
    second_of: date | None = None,
    first_session_only: bool = False,
    by_deed: bool = False,
) -> bool:
    """Whether a proxy given for one assembly may be used at another day's (CC 3.87 § 7).

    It serves once, and at the second session (`second_of`: day of the first) held for lack of quorum unless it
    says otherwise; a longer mandate takes a notary (`by_deed`).
    """
    if by_deed or assembly_on == given_for:
        return True
    return second_of == given_for and not first_session_only


def _given(party: str, accepted: Sequence[Portion]) -> int:
    return sum(portion.shares for portion in accepted if portion.mandator == party)


def _idle(proxy: Proxy, roll: Roll, accepted: Sequence[Portion]) -> Idle | None:
    if proxy.mandator in roll.suspended:
        return Idle.VOTE_SUSPENDED
    if proxy.shares is None and proxy.mandator in roll.present:
        return Idle.MANDATOR_PRESENT
    if _given(proxy.mandator, accepted) >= roll.shares[proxy.mandator]:
        return Idle.ALREADY_GIVEN
    return None


def _unusable(proxy: Proxy, roll: Roll) -> Reason | None:
    if not proxy.holder:
        return Reason.UNNAMED
    if proxy.mandator not in roll.shares:
        return Reason.NO_LONGER_OWNER
    if proxy.holder == roll.syndic:
        return Reason.SYNDIC
    if not roll.outsiders and proxy.holder not in roll.shares:
        return Reason.NOT_A_MEMBER
    if proxy.holder in roll.shares and proxy.holder not in roll.present:
        return Reason.ABSENT_HOLDER
    return None


def _fits(portion: Portion, roll: Roll, accepted: Sequence[Portion]) -> bool:
    carried: dict[str, int] = {}
    for one in [*accepted, portion]:
        if one.holder == portion.holder:
            carried[one.mandator] = carried.get(one.mandator, 0) + one.shares
    own = roll.shares.get(portion.holder, 0) if roll.votes_in_person(portion.holder) else 0
    return within_limit(own=own, carried=carried, total=roll.total, most=roll.most)
