"""How long books and vouchers are kept: from 1 January after the closing of the year (AR/KB 12/7/2012, law 4.1)."""

from dataclasses import dataclass
from datetime import date

PROBATIVE_YEARS = 7
INTERNAL_YEARS = 3


@dataclass(frozen=True, slots=True)
class Retention:
    """The first days on which something may be destroyed: books and vouchers, and purely internal papers."""

    probative_on: date
    internal_on: date


def of_year(closed_on: date) -> Retention:
    """A year that ends on 31 December 2025 is kept until the end of 2032, its internal papers until the end of 2028."""
    first = closed_on.year + 1
    return Retention(date(first + PROBATIVE_YEARS, 1, 1), date(first + INTERNAL_YEARS, 1, 1))
