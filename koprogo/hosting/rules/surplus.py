"""What becomes of a surplus: split by keys that the general assembly of the non-profit voted."""

from collections.abc import Mapping, Sequence

from koprogo.kernel import money
from koprogo.kernel.refusals import Refused

#: Percent of the surplus, in the order in which cents that cannot be split are given.
KEYS: Mapping[str, int] = {"reserve": 50, "development": 30, "infrastructure": 10, "emergency": 10}


class Loss(Refused):
    """A loss is not allocated: it is taken from the reserve by a decision of its own."""

    code = "hosting.loss"


class KeysIncomplete(Refused):
    """The keys are parts of the whole surplus: they make a hundred percent."""

    code = "hosting.keys_incomplete"


def of(costs_cents: Sequence[int], revenues_cents: Sequence[int]) -> int:
    """What is left of a month's revenues after its costs, in cents; negative for a loss."""
    return sum(revenues_cents) - sum(costs_cents)


def allocate(surplus_cents: int, keys: Mapping[str, int] = KEYS) -> dict[str, int]:
    """The parts of a surplus in cents, by key; they sum exactly. Raises `Loss`, `KeysIncomplete`."""
    if surplus_cents < 0:
        raise Loss(surplus_cents=surplus_cents)
    check_keys(keys)
    return dict(zip(keys, money.split(surplus_cents, list(keys.values())), strict=True))


def check_keys(keys: Mapping[str, int]) -> None:
    """Do the keys share out the whole surplus? Raises `KeysIncomplete`."""
    if sum(keys.values()) != 100 or min(keys.values()) < 0:
        raise KeysIncomplete(total=sum(keys.values()))


def ordered(keys: Mapping[str, int]) -> dict[str, int]:
    """The keys in the order in which cents that cannot be split are given: a database may keep another one."""
    known = {key: place for place, key in enumerate(KEYS)}
    return dict(sorted(keys.items(), key=lambda one: (known.get(one[0], len(known)), one[0])))
