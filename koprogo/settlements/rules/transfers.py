"""What a change of owner passes between seller and buyer (CC 3.94 § 5, law 5.3): working fund, running provisions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from koprogo.kernel import money
from koprogo.settlements.rules.period import Span, prorata


@dataclass(frozen=True, slots=True)
class RunningProvision:
    """A provision that the seller was asked for days that the buyer enjoys: ``buyer_cents`` of ``cents``."""

    title: str
    days: Span
    cents: int
    buyer_cents: int


def fund_share(total_cents: int, weights: Sequence[int], index: int) -> int:
    """The share of one lot in the working fund: refunded to the seller, asked of the buyer, the fund itself unmoved."""
    return money.split(total_cents, weights)[index] if any(weights) else 0


def running(title: str, days: Span, cents: int, first_day: date) -> RunningProvision:
    """The part of a provision that the buyer takes over, by days."""
    _seller, buyer = prorata(cents, days, first_day)
    return RunningProvision(title, days, cents, buyer)
