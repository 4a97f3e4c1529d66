"""Allocation keys: their weights are whole numbers, and add up to what the deed states, or share nothing."""

from collections.abc import Iterable
from datetime import date

from koprogo.kernel.refusals import Refused

#: Start of what holds since the deed: no Belgian deed of co-ownership is older than the law of this day.
SINCE_THE_DEED = date(1924, 7, 8)
DEED_CODE = "quotites"


class KeyIncomplete(Refused):
    """The weights do not make the stated total; ``difference`` is what is missing (negative: too much)."""

    code = "condominiums.key_incomplete"
    article = "CC 3.85 § 1"


class KeyWithoutTotal(Refused):
    """A key needs a whole total above zero."""

    code = "condominiums.key_without_total"


class WeightNegative(Refused):
    """A weight is a whole number, zero or more."""

    code = "condominiums.weight_negative"


def difference(total: int, weights: Iterable[int]) -> int:
    """What the weights still lack to make the stated total; negative when they exceed it."""
    return total - sum(weights)


def check_complete(*, label: str, total: int, weighed: int) -> None:
    """Raise KeyIncomplete unless the weights make exactly the stated total: entry is free, sharing is not."""
    if weighed != total:
        raise KeyIncomplete(label=label, total=total, weighed=weighed, difference=total - weighed)


def check_total(total: int) -> None:
    """Raise KeyWithoutTotal below one."""
    if total < 1:
        raise KeyWithoutTotal(field="total")



def check_weights(weights: Iterable[int], *, field: str | None = None) -> None:
    """Raise WeightNegative when a weight is below zero: 0 means that the lot is not concerned."""
    if any(weight < 0 for weight in weights):
        raise WeightNegative(field=field)
