"""What a visitor asks of a simulator, with its bounds, and the rows that are shown beside the one asked for."""

from dataclasses import dataclass, replace
from fractions import Fraction

from koprogo.hosting.rules import growth
from koprogo.hosting.rules.growth import Figures, Month
from koprogo.hosting.rules.prices import LISTS, PriceList
from koprogo.hosting.rules.rounding import half_up
from koprogo.kernel.refusals import Refused

#: Sizes and prices that are shown beside the visitor's own.
SIZES = (100, 500, 1_000, 2_000, 5_000)
PRICES = (100, 80, 60, 50, 40)
MOST_CONDOMINIUMS = 1_000_000  # Belgium has about a fifth of that
MOST_STORAGE_MEGABYTES = 1_000_000
MOST_PRICE_CENTS = 100_000


class BeyondReason(Refused):
    """A figure no simulator should pretend to know; `field` names it, `most` is the largest one."""

    code = "hosting.beyond_reason"


@dataclass(frozen=True, slots=True)
class Asked:
    """A visitor's question. `condominiums` counts all of them, `cloud_percent` says how many are hosted."""

    condominiums: int
    cloud_percent: int = 100
    storage_megabytes: int = growth.STORAGE_MEGABYTES
    price_cents: int = growth.PRICE_CENTS


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: what was asked, the exact month and the month as shown."""

    asked: Asked
    month: Month
    figures: Figures
    current: bool
    """Whether this is the visitor's own line."""


def check(asked: Asked) -> None:
    """Raises `BeyondReason` for a figure above the bounds; those below zero are `growth.simulate`'s to refuse."""
    for field, value, most in (
        ("condominiums", asked.condominiums, MOST_CONDOMINIUMS),
        ("storage_megabytes", asked.storage_megabytes, MOST_STORAGE_MEGABYTES),
        ("price_cents", asked.price_cents, MOST_PRICE_CENTS),
    ):
        if value > most:
            raise BeyondReason(field=field, most=most)


def month_of(asked: Asked, prices: PriceList = LISTS[-1]) -> Month:
    """The exact month. Raises `BeyondReason`, `NobodyHosted`."""
    check(asked)
    return growth.simulate(
        asked.condominiums,
        cloud_percent=asked.cloud_percent,
        storage_megabytes=asked.storage_megabytes,
        price_cents=asked.price_cents,
        prices=prices,
    )


def row(asked: Asked, own: Asked, prices: PriceList = LISTS[-1]) -> Row:
    """One line. Raises `BeyondReason`, `NobodyHosted`."""
    month = month_of(asked, prices)
    return Row(asked, month, growth.figures(month), asked == own)


def by_size(own: Asked, prices: PriceList = LISTS[-1]) -> list[Row]:
    """The same price at other sizes, the visitor's own among them, smallest first."""
    sizes = sorted({*SIZES, own.condominiums})
    return [row(replace(own, condominiums=size), own, prices) for size in sizes if _hosts(size, own.cloud_percent)]


def by_price(own: Asked, prices: PriceList = LISTS[-1]) -> list[Row]:
    """The same size at other prices, the visitor's own among them, dearest first."""
    wanted = sorted({*PRICES, own.price_cents}, reverse=True)
    return [row(replace(own, price_cents=price), own, prices) for price in wanted]


def _hosts(size: int, cloud_percent: int) -> bool:
    return half_up(Fraction(size * cloud_percent, 100)) >= 1


def break_even_cents(month: Month) -> int:
    """The lowest whole price in cents that covers a month: the unit cost, rounded up."""
    per_cent = month.unit_cost_millicents * Fraction(1, 1_000)
    return -(-per_cent.numerator // per_cent.denominator)
