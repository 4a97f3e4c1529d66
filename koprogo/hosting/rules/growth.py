"""What a month costs and brings in at a size: exact until shown, so that rounding never piles up."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypedDict

from koprogo.hosting.rules.prices import LISTS, MEGABYTES, MILLICENTS, PriceList, servers
from koprogo.hosting.rules.rounding import half_up
from koprogo.kernel.refusals import Refused

STORAGE_MEGABYTES = 500  # the quota of one condominium
PRICE_CENTS = 100  # a month, until the members vote another


class NobodyHosted(Refused):
    """A simulation needs one condominium in the cloud at least, and no negative figure."""

    code = "hosting.nobody_hosted"


class Figures(TypedDict):
    """A month as it is shown and printed by `koprogo hosting simulate`."""

    cost_cents: int
    unit_cost_millicents: int
    revenue_cents: int
    surplus_cents: int


@dataclass(frozen=True, slots=True)
class Month:
    """One month at one size, exact: nothing here is rounded."""

    condominiums: int
    """Those in the cloud, who cost and pay."""
    tier: str
    servers: int
    server_millicents: int
    dns_millicents: int
    storage_millicents: Fraction
    revenue_cents: int

    @property
    def cost_millicents(self) -> Fraction:
        """Server, DNS and storage."""
        return self.server_millicents + self.dns_millicents + self.storage_millicents

    @property
    def unit_cost_millicents(self) -> Fraction:
        """The cost of one condominium."""
        return self.cost_millicents * Fraction(1, self.condominiums)


@dataclass(frozen=True, slots=True)
class Step:
    """One year of a price projection."""

    year: int
    condominiums: int
    price_cents: int


#: The scenario of the brief: a proposal to look at, not a promise.
SCENARIO = (
    Step(2025, 100, 100),
    Step(2026, 500, 80),
    Step(2027, 1_000, 60),
    Step(2028, 2_000, 50),
    Step(2030, 5_000, 40),
)


@dataclass(frozen=True, slots=True)
class Projected:
    """A year of the projection: a month of it, and the price against the first one in percent."""

    step: Step
    figures: Figures
    price_change_percent: int


def simulate(
    condominiums: int,
    *,
    cloud_percent: int = 100,
    storage_megabytes: int = STORAGE_MEGABYTES,
    price_cents: int = PRICE_CENTS,
    prices: PriceList = LISTS[-1],
) -> Month:
    """A month of `condominiums`, of which `cloud_percent` in the cloud (rounded half up) and the rest at home.

    cost = server(n) + DNS + n × storage × price of a gigabyte. `price_cents`: what one pays a month. Raises
    `NobodyHosted`.
    """
    hosted = half_up(Fraction(condominiums * cloud_percent, 100))
    if hosted < 1 or not 0 <= cloud_percent <= 100 or min(storage_megabytes, price_cents) < 0:
        raise NobodyHosted(condominiums=condominiums, cloud_percent=cloud_percent)
    tier, count = servers(hosted, prices)
    gigabytes = Fraction(hosted * storage_megabytes, MEGABYTES)
    return Month(
        condominiums=hosted,
        tier=tier.name,
        servers=count,
        server_millicents=count * tier.month_millicents,
        dns_millicents=prices.dns_month_millicents,
        storage_millicents=gigabytes * prices.storage_gigabyte_month_millicents,
        revenue_cents=hosted * price_cents,
    )


def figures(month: Month) -> Figures:
    """The month as shown: each figure rounded half up once, and surplus = revenue - cost to the cent.

    The surplus is not rounded by itself, for a column that does not add up is worse than half a cent.
    """
    cost = half_up(month.cost_millicents * Fraction(1, MILLICENTS))
    return Figures(
        cost_cents=cost,
        unit_cost_millicents=half_up(month.unit_cost_millicents),
        revenue_cents=month.revenue_cents,
        surplus_cents=month.revenue_cents - cost,
    )


def project(steps: Sequence[Step] = SCENARIO, *, prices: PriceList = LISTS[-1]) -> list[Projected]:
    """Each year's month at its size and price, so that a price that leads into loss is seen before the vote.

    Raises `NobodyHosted`.
    """
    return [
        Projected(
            step,
            figures(simulate(step.condominiums, price_cents=step.price_cents, prices=prices)),
            half_up(Fraction(100 * (step.price_cents - steps[0].price_cents), steps[0].price_cents)),
        )
        for step in steps
    ]


def storage_cents(gigabytes: Fraction, *, prices: PriceList = LISTS[-1]) -> int:
    """A month of storage in cents, rounded half up: 200 GB are 1,40 €."""
    return half_up(gigabytes * Fraction(prices.storage_gigabyte_month_millicents, MILLICENTS))
