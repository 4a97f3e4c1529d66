"""What an outage gives back: a part of the month's price by how much of the month was down (terms of use; 0068)."""

from dataclasses import dataclass
from datetime import date

from koprogo.hosting.rules.uptime import Measured

#: (more than so many thousandths of the month down, percent of its price given back). The steepest one that holds.
SCALE = ((50, 100), (10, 25), (1, 10))
#: A client who is billed once a year sees the credits of the year; older ones were given or never due.
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Credit:
    """What one condominium gets back for one month, with everything it is computed from."""

    month: date
    minutes: int
    down: int
    announced: int
    percent: int
    paid_cents: int

    @property
    def cents(self) -> int:
        """A part of a cent counts as one: the rounding is in the client's favour."""
        return -(-self.paid_cents * self.percent // 100)


def percent(found: Measured) -> int:
    """How much of the month's price is given back. Exact: minutes against minutes, never a rounded percentage."""
    return next((back for limit, back in SCALE if found.unannounced * 1_000 > limit * found.minutes), 0)


def credit(month: date, found: Measured, *, paid_cents: int) -> Credit | None:
    """The credit for a month that is over, or None: nothing was down for long enough, or nothing was paid for it."""
    back = percent(found)
    if not back or paid_cents <= 0:
        return None
    return Credit(month, found.minutes, found.down, found.announced, back, paid_cents)
