"""What one reader holds in the room: own votes, those they carry, and who carries theirs. Without the rest of the roll.

A tap on a phone asks this instead of the whole room: in a hall of three hundred it is three small questions.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from django.db.models import Q

from koprogo.assemblies.models import AgendaItem, Assembly, Attendance, Proxy
from koprogo.assemblies.queries import electorate
from koprogo.assemblies.queries import live as lives
from koprogo.assemblies.queries import room as rooms
from koprogo.assemblies.queries.majority import required
from koprogo.assemblies.rules import electorate as electorate_rules
from koprogo.assemblies.rules.presence import OUTSIDE, outsider
from koprogo.assemblies.rules.proxies import Portion, speaker
from koprogo.condominiums.queries import standing
from koprogo.platform.access import Access


@dataclass(frozen=True, slots=True)
class Held:
    """The votes around one reader. ``portions``: of their own parties and of those they carry for, in whatever hands.

    ``shares``, ``names``: of the owners around them; ``own``: the reader's own parties, by key, without those whose
    representative is another: ``elsewhere`` are the names of these.
    """

    own: frozenset[str]
    portions: tuple[Portion, ...]
    shares: Mapping[str, int]
    names: Mapping[str, str]
    suspended: bool
    elsewhere: tuple[str, ...] = ()

    @property
    def mine(self) -> list[Portion]:
        """The votes in this reader's hands: own and carried."""
        return [one for one in self.portions if one.holder in self.own]

    @property
    def spoken(self) -> list[Portion]:
        """Of these, the votes whose ballot this reader gives: those of one owner say one thing, whoever carries a part
        of them."""
        return [one for one in self.mine if speaker(self.portions, one.mandator) in self.own]

    @property
    def represented_by(self) -> tuple[str, ...]:
        """Who else votes for this reader's own parties, by name."""
        others = (one for one in self.portions if one.mandator in self.own and one.holder not in self.own)
        return tuple(sorted({self.names.get(one.holder, "") for one in others} | set(self.elsewhere)))


def held(access: Access, *, assembly: Assembly) -> Held:
    """What the person who asks holds now (four queries, two more where proxies touch them).

    The same as the room says (``rooms.room``): proxies are examined together with all those that share a giver or a
    carrier with them, for the limit of one carrier depends on them. Where somebody among them carries more than the
    free number, the tenth of all votes is asked, and then the whole room is read.
    """
    represented = standing.represented_by_others(access)
    own = frozenset(str(one) for one in access.party_ids - represented.keys())
    elsewhere = tuple(represented.values())
    around, given = _touching(own, rooms.given(access, assembly) if _touched(access, assembly) else [])
    if _carries_more(access, given):
        return _of_room(access, assembly, own, elsewhere)
    parties = [UUID(one) for one in sorted(around) if not one.startswith(OUTSIDE)]
    owners = electorate.voters(access, on=assembly.held_on, only=parties)
    lines = Attendance.objects.filter(org_id=access.org_id, assembly=assembly)
    # Whoever carries votes from outside has no party: their lines are read too, where proxies are in question.
    there = lines.filter(Q(party_id__in=parties) | Q(party_id__isnull=True) if given else Q(party_id__in=parties))
    found = rooms.in_hands(access, assembly, owners=owners, lines=list(there.order_by("at", "id")), given=given)
    return Held(
        own,
        _around(found.hands.portions, own),
        {one.key: one.shares for one in owners},
        {found.carriers[row.id]: row.holder_name for row in given} | {one.key: one.name for one in owners},
        any(one.suspended for one in owners if one.key in own),
        elsewhere,
    )


def stakes(access: Access, *, assembly: Assembly, item: AgendaItem, held: Held) -> dict[str, tuple[str, Fraction]]:
    """Who gives the votes of each owner in this reader's hands on one item, and how many; without those who do not
    vote on it (one query, one more where those who pay decide, and on the syndic's own mission)."""
    need = required(access, item, assembly)
    owners = [UUID(party) for party in held.shares]
    voted = lives.counted_by(access, assembly=assembly, item=item, need=need, only=owners)
    on_item = electorate_rules.on_item(
        held.portions, shares=held.shares, weights=voted.weights, excluded=voted.excluded
    )
    found: dict[str, tuple[str, Fraction]] = {}
    spoken = {one.mandator for one in held.spoken}
    for stake in on_item.stakes:
        if stake.holder in held.own and stake.mandator in spoken:
            _holder, votes = found.get(stake.mandator, (stake.holder, Fraction(0)))
            found[stake.mandator] = (_holder, votes + stake.weight)
    return found


def _touched(access: Access, assembly: Assembly) -> bool:
    """Whether any proxy is given by, or to, the person who asks: most people have none, and nothing more is read."""
    own = list(access.party_ids)
    given = Proxy.objects.filter(org_id=access.org_id, assembly_id__in=rooms.served(assembly), revoked_at__isnull=True)
    return given.filter(Q(mandator_id__in=own) | Q(holder_id__in=own)).exists()


def _touching(own: frozenset[str], given: Sequence[Proxy]) -> tuple[set[str], list[Proxy]]:
    """The parties that proxies tie to these, however many steps away, and those proxies."""
    around, seen = set(own), 0
    while len(around) != seen:
        seen = len(around)
        for row in given:
            ends = {str(row.mandator_id), _carrier(row)}
            if ends & around:
                around |= ends
    return around, [row for row in given if str(row.mandator_id) in around]


def _carrier(row: Proxy) -> str:
    return str(row.holder_id) if row.holder_id else outsider(row.holder_name)


def _carries_more(access: Access, given: Collection[Proxy]) -> bool:
    most = electorate.rules(access).most_proxies
    if most is None:
        return False
    mandators: dict[str, set[UUID]] = {}
    for row in given:
        mandators.setdefault(_carrier(row), set()).add(row.mandator_id)
    return any(len(carried) > most for carried in mandators.values())


def _around(portions: Sequence[Portion], own: frozenset[str]) -> tuple[Portion, ...]:
    touched = {one.mandator for one in portions if own & {one.mandator, one.holder}}
    return tuple(one for one in portions if one.mandator in touched)


def _of_room(access: Access, assembly: Assembly, own: frozenset[str], elsewhere: tuple[str, ...]) -> Held:
    room = rooms.room(access, assembly=assembly)
    return Held(
        own,
        _around(room.hands.portions, own),
        room.shares,
        room.names,
        any(one.suspended for one in room.voters if one.key in own),
        elsewhere,
    )
