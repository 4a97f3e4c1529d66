"""Energy and carbon of the servers, from figures that are stated with their source; exact, never a slogan."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from koprogo.hosting.rules.growth import NobodyHosted

HOURS_IN_A_YEAR = 8_760


def server_milligrams_a_year(*, watts: int, grams_per_kilowatt_hour: int, condominiums: int) -> Fraction:
    """Milligrams of CO2e a year for one of the condominiums that share a server running all year.

    kilograms = kilowatts × hours × kilograms per kilowatt-hour ÷ condominiums; 10 W at 60 g for 1 000 of them
    are 5 256 mg. Raises `NobodyHosted`.
    """
    if condominiums < 1:
        raise NobodyHosted(condominiums=condominiums)
    return Fraction(watts * HOURS_IN_A_YEAR * grams_per_kilowatt_hour, condominiums)


@dataclass(frozen=True, slots=True)
class Range:
    """A factor that nobody knows exactly: between ``low`` and ``high``, ``mid`` taken for the figure that is shown."""

    low: int
    mid: int
    high: int

    def each(self) -> tuple[int, int, int]:
        """The three of them."""
        return self.low, self.mid, self.high


@dataclass(frozen=True, slots=True)
class Factors:
    """Power, network and grid from a day on, each with the code of its source (``labels.cloud.SOURCES``)."""

    since_on: date
    watts: Range
    """One rented server, its part of the cooling included."""
    watthours_per_gigabyte: Range
    grams_per_kilowatt_hour: Range
    watts_source: str
    network_source: str
    grid_source: str


#: Dated data: a new set is added, an old one stays for the years it was used for.
FACTORS = (
    Factors(
        since_on=date(2025, 1, 1),
        watts=Range(5, 10, 20),
        watthours_per_gigabyte=Range(2, 10, 60),
        grams_per_kilowatt_hour=Range(30, 60, 170),
        watts_source="watts_2025",
        network_source="network_2025",
        grid_source="grid_2025",
    ),
)
#: What the founding document says of other programs, in kilograms a year; its figures, nobody measured them here.
BRIEF_KILOGRAMS = (50, 130)


def factors(day: date) -> Factors:
    """Those that hold on a day; before the first ones, the first ones."""
    held = [one for one in FACTORS if one.since_on <= day]
    return max(held, key=lambda one: one.since_on, default=FACTORS[0])


@dataclass(frozen=True, slots=True)
class Counted:
    """What was metered over some days: the condominium's own processor time and bytes, and everybody's processor time
    on the same servers."""

    cpu_ms: int
    all_cpu_ms: int
    bytes_out: int
    days: int
    servers: int


@dataclass(frozen=True, slots=True)
class Footprint:
    """Energy in watt-hours and carbon in milligrams, each at the low, middle and high factors; exact."""

    watthours: tuple[Fraction, Fraction, Fraction]
    milligrams: tuple[Fraction, Fraction, Fraction]


def footprint(counted: Counted, used: Factors) -> Footprint:
    """energy = part of the processor time × power of the servers × hours + bytes × network; carbon = energy × grid."""
    part = Fraction(counted.cpu_ms, counted.all_cpu_ms) if counted.all_cpu_ms else Fraction(0)
    gigabytes = Fraction(counted.bytes_out, 1_000_000_000)
    energy = tuple(
        part * counted.servers * watts * 24 * counted.days + gigabytes * network
        for watts, network in zip(used.watts.each(), used.watthours_per_gigabyte.each(), strict=True)
    )
    grid = used.grams_per_kilowatt_hour.each()
    low, mid, high = (hours * grams for hours, grams in zip(energy, grid, strict=True))
    return Footprint((energy[0], energy[1], energy[2]), (low, mid, high))


def a_year(found: Footprint, *, days: int) -> tuple[Fraction, Fraction, Fraction]:
    """Milligrams a year at the pace of the counted days."""
    low, mid, high = (Fraction(365, days) * one if days else Fraction(0) for one in found.milligrams)
    return low, mid, high
