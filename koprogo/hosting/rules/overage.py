"""Beyond the quota at cost, with a margin of nothing: the formula that the bill shows (economics.md § 2)."""

from dataclasses import dataclass
from fractions import Fraction

from koprogo.hosting.rules.prices import MILLICENTS
from koprogo.hosting.rules.quotas import Meter
from koprogo.hosting.rules.rounding import half_up

GIGABYTE = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Pool:
    """What the servers really cost in a month, and what all condominiums together asked of them. ``millicents``:
    servers and DNS, without object storage."""

    millicents: int
    requests: int
    users: int


@dataclass(frozen=True, slots=True)
class Used:
    """One condominium's month beyond its quotas. ``byte_days``: the sum over the days of the bytes above the quota."""

    byte_days: int
    users: int
    requests: int
    days_in_month: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line of overage: quantity × price, with every figure of its calculation. ``quantity``: byte-days, persons or
    requests beyond; ``cost_millicents`` / ``whole``: the price of one. Lines of no cent are shown, not billed."""

    meter: Meter
    quantity: int
    cost_millicents: int
    whole: int

    @property
    def exact_millicents(self) -> Fraction:
        """Before rounding."""
        return Fraction(self.quantity * self.cost_millicents, self.whole) if self.whole else Fraction(0)

    @property
    def cents(self) -> int:
        """Rounded half up, once."""
        return half_up(self.exact_millicents * Fraction(1, MILLICENTS))


def lines(used: Used, pool: Pool, *, storage_gigabyte_month_millicents: int) -> list[Line]:
    """What a condominium pays beyond its price: storage pro rata to the byte-day, and its part of the real servers.

    Requests and persons share the same servers: only the larger of the two parts is billed, or the servers would be
    paid twice and leave a margin (docs/decisions/0046-servers-once.md).
    """
    found: list[Line] = []
    if used.byte_days:
        whole = GIGABYTE * used.days_in_month
        found.append(Line(Meter.STORAGE, used.byte_days, storage_gigabyte_month_millicents, whole))
    shared = [
        Line(Meter.REQUESTS, used.requests, pool.millicents, pool.requests),
        Line(Meter.USERS, used.users, pool.millicents, pool.users),
    ]
    largest = max(shared, key=lambda line: line.exact_millicents)
    if largest.quantity and largest.exact_millicents:
        found.append(largest)
    return found


def total_cents(found: list[Line]) -> int:
    """The overage of a month in cents."""
    return sum(line.cents for line in found)
