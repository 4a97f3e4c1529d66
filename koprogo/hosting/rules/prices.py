"""What hosting costs to buy, as dated lists. One euro is 100 cents, one cent is 1 000 millicents."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from koprogo.kernel.refusals import Refused

MILLICENTS = 1_000  # in one cent
MEGABYTES = 1_000  # in one gigabyte, as storage is sold


class NoPriceList(Refused):
    """No price list holds on this day; `since_on` is the first day of the oldest one."""

    code = "hosting.no_price_list"


@dataclass(frozen=True, slots=True)
class Tier:
    """A server rented by the month, and how many condominiums it carries."""

    name: str
    month_millicents: int
    carries: int


@dataclass(frozen=True, slots=True)
class PriceList:
    """Prices from a day on. `tiers` go from the smallest to the largest; traffic costs nothing."""

    since_on: date
    tiers: tuple[Tier, ...]
    dns_month_millicents: int
    storage_gigabyte_month_millicents: int


LISTS = (
    PriceList(
        since_on=date(2025, 1, 1),
        tiers=(
            Tier("Value", 580_000, 100),  # 1 vCore, 2 GB
            Tier("Essential", 1_200_000, 500),  # 2 vCore, 4 GB
            Tier("Elite", 2_700_000, 2_000),  # 8 vCore, 32 GB
        ),
        dns_month_millicents=10_000,
        storage_gigabyte_month_millicents=700,
    ),
)


def on(day: date, lists: Sequence[PriceList] = LISTS) -> PriceList:
    """The list that holds on a day. Raises `NoPriceList`."""
    held = [one for one in lists if one.since_on <= day]
    if not held:
        raise NoPriceList(on=day, since_on=min(one.since_on for one in lists))
    return max(held, key=lambda one: one.since_on)


def servers(condominiums: int, prices: PriceList) -> tuple[Tier, int]:
    """Which server, and how many of it: the smallest that carries all, or as many of the largest as it takes."""
    for tier in prices.tiers:
        if condominiums <= tier.carries:
            return tier, 1
    largest = prices.tiers[-1]
    return largest, -(-condominiums // largest.carries)
