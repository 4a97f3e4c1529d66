"""The order in which the minutes name people: the roll, whatever identifiers and ballots say."""

from itertools import permutations
from uuid import UUID

from koprogo.assemblies.queries.electorate import Voter
from koprogo.assemblies.queries.room import Room
from koprogo.assemblies.rules.presence import Hands
from koprogo.assemblies.rules.quorum import Quorum


def test_names_come_in_the_order_of_the_roll() -> None:
    roll = tuple(Voter(UUID(int=9 - at), name, (), 100, False) for at, name in enumerate(("Aksoy", "Dumont", "Rossi")))
    nobody = Quorum(heads=0, heads_total=3, shares=0, shares_total=300)
    room = Room(roll, {}, Hands((), ()), (), nobody, {"zoe": "Zoé Van Damme"}, ())
    for keys in permutations([roll[1].key, "zoe", roll[0].key]):
        assert room.told(keys) == ["Aksoy", "Dumont", "Zoé Van Damme"]
    assert room.told([]) == []
