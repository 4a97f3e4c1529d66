"""Energy and carbon of a condominium's year, from what was metered and the factors of that year."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from koprogo.hosting.queries import instances, prices, usage
from koprogo.hosting.rules import carbon
from koprogo.hosting.rules import prices as servers
from koprogo.hosting.rules.carbon import Counted, Factors, Footprint


@dataclass(frozen=True, slots=True)
class Year:
    """A calendar year as far as it was metered, and what a whole year makes at the same pace."""

    number: int
    factors: Factors
    counted: Counted
    footprint: Footprint
    a_year: tuple[Fraction, Fraction, Fraction]


def year(number: int, *, org_id: UUID | None = None) -> Year:
    """Of one condominium; without ``org_id``, of a mean one of all that are hosted (five statements at most)."""
    everybody = usage.year(number)
    own = usage.year(number, org_id=org_id) if org_id is not None else everybody
    terms = prices.on(date(number, 12, 31))
    hosted = max(1, instances.hosted_count())
    _tier, count = servers.servers(hosted, terms.infrastructure)
    counted = Counted(own.cpu_ms, everybody.cpu_ms, own.bytes_out, own.days, count)
    factors = carbon.factors(date(number, 12, 31))
    found = carbon.footprint(counted, factors)
    # Of all that are hosted: one that nobody visited yet has its part of the servers too.
    each = max(hosted, everybody.condominiums) if org_id is None else 1
    low, mid, high = (one * Fraction(1, each) for one in carbon.a_year(found, days=own.days))
    return Year(number, factors, counted, found, (low, mid, high))
