"""Goals of the project that anybody can check: what was aimed at, and what the data say (economics.md § 10)."""

from dataclasses import dataclass

from koprogo.hosting.rules.savings import HOME_SERVER_MONTH_CENTS

#: Condominiums served by the end of a year.
TARGETS = ((2025, 100), (2026, 500), (2028, 2_000), (2030, 5_000))


@dataclass(frozen=True, slots=True)
class Goal:
    """A year's target and how much of it is there."""

    year: int
    target: int
    reached: int


def served(condominiums: int) -> list[Goal]:
    """Each target beside the condominiums of today."""
    return [Goal(year, target, min(condominiums, target)) for year, target in TARGETS]


def saved_cents(*, before_cents: int, stated: int) -> int:
    """What a month saves those who said what they paid: their sum less a server of one's own each, never below zero."""
    return max(0, before_cents - stated * HOME_SERVER_MONTH_CENTS)
