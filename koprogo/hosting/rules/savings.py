"""What a co-ownership saves by changing: the visitor's own figures against the cloud or a server at home."""

from dataclasses import dataclass
from fractions import Fraction

from koprogo.hosting.rules.growth import PRICE_CENTS
from koprogo.hosting.rules.rounding import half_up
from koprogo.kernel.refusals import Refused

HOME_SERVER_MONTH_CENTS = 700  # a small rented server, about 7 € a month in 2025


class NothingToCompare(Refused):
    """A comparison needs something paid today, and no negative amount."""

    code = "hosting.nothing_to_compare"


@dataclass(frozen=True, slots=True)
class Saving:
    """From `before_cents` to `after_cents`; the difference may be negative."""

    before_cents: int
    after_cents: int

    @property
    def cents(self) -> int:
        """What stays in the pocket."""
        return self.before_cents - self.after_cents

    @property
    def percent(self) -> Fraction:
        """The saving in percent of what is paid today, exact."""
        return Fraction(100 * self.cents, self.before_cents)

    @property
    def hundredths_of_percent(self) -> int:
        """The saving as shown with two decimals: 9965 is 99,65 %. Rounded half up."""
        return half_up(self.percent * 100)


@dataclass(frozen=True, slots=True)
class Today:
    """What a co-ownership pays today, in cents: a licence by the month, and three amounts paid once."""

    licence_month_cents: int
    training_cents: int = 0
    migration_cents: int = 0
    other_cents: int = 0

    def total_cents(self, years: int) -> int:
        """The sum over some years."""
        return 12 * years * self.licence_month_cents + self.training_cents + self.migration_cents + self.other_cents


def saving(before_cents: int, after_cents: int) -> Saving:
    """The saving between two amounts of the same unit: 1 - after / before. Raises `NothingToCompare`."""
    if before_cents <= 0 or after_cents < 0:
        raise NothingToCompare(before_cents=before_cents, after_cents=after_cents)
    return Saving(before_cents, after_cents)


def in_the_cloud(today: Today, *, years: int, price_cents: int = PRICE_CENTS) -> Saving:
    """Against the cloud at `price_cents` a month. Raises `NothingToCompare`."""
    return saving(today.total_cents(years), 12 * years * price_cents)


def at_home(today: Today, *, years: int, server_month_cents: int = HOME_SERVER_MONTH_CENTS) -> Saving:
    """Against a server of one's own, which costs its rent and no licence. Raises `NothingToCompare`."""
    return saving(today.total_cents(years), 12 * years * server_month_cents)
