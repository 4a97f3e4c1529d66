"""Kinds of lots, and how many of them the law counts."""

import enum
from collections.abc import Iterable


class LotKind(enum.StrEnum):
    """What a lot is, as far as the law and the lists care."""

    APARTMENT = "apartment"
    SHOP = "shop"
    OFFICE = "office"
    HOUSE = "house"
    GARAGE = "garage"
    PARKING = "parking"
    CELLAR = "cellar"
    OTHER = "other"


# Civil Code, art. 3.90 §1: "à l'exclusion des caves, garages et parkings".
NOT_COUNTED = frozenset({LotKind.CELLAR, LotKind.GARAGE, LotKind.PARKING})
COUNCIL_COMPULSORY_FROM_LOTS = 20  # Civil Code, art. 3.90 §1
FULL_BOOKS_FROM_LOTS = 20  # Civil Code, art. 3.89 §5 15°


def counted(kinds: Iterable[LotKind]) -> int:
    """Number of lots that count for the council: cellars, garages and parkings do not (art. 3.90 §1).

    A lot of another kind counts, out of prudence: one council too many harms nobody.
    """
    return sum(1 for kind in kinds if kind not in NOT_COUNTED)


def council_is_compulsory(kinds: Iterable[LotKind]) -> bool:
    """Whether the first assembly must create a council: from 20 counted lots on (art. 3.90 §1)."""
    return counted(kinds) >= COUNCIL_COMPULSORY_FROM_LOTS


def full_books_compulsory(counted_lots: int) -> bool:
    """Whether double entry with the minimum chart is compulsory: from 20 counted lots on (art. 3.89 §5 15°)."""
    return counted_lots >= FULL_BOOKS_FROM_LOTS
