"""What one installation can carry, from what it measured: the "measured" mode of the growth simulator."""

from dataclasses import dataclass
from datetime import date

from koprogo.hosting.rules.prices import PriceList, Tier

#: What stays free: hours of the evening ask five times the average, and a disk that is half full can still be copied.
PROCESSOR_PART = 5  # one part in five is used
DISK_PART = 2
DAY_MILLISECONDS = 24 * 3600 * 1000
MEASURED = "measured"


@dataclass(frozen=True, slots=True)
class Capacity:
    """Sums over some days of all hosted condominiums, and the machine they stand on."""

    days: int
    condominiums: int
    """Hosted on the last of these days."""
    condominium_days: int
    cpu_ms: int
    stored_bytes: int
    """Of all of them, on the last day."""
    cores: int
    disk_bytes: int
    month_millicents: int
    """The rent of such a machine, from the list of the day."""
    dns_month_millicents: int
    storage_gigabyte_month_millicents: int
    since_on: date

    @property
    def by_processor(self) -> int:
        """How many fit the processor."""
        free_ms = self.cores * DAY_MILLISECONDS * self.condominium_days  # whole ones fit: rounded down
        return free_ms // (PROCESSOR_PART * max(self.cpu_ms, 1))

    @property
    def by_disk(self) -> int:
        """How many fit the disk."""
        return self.disk_bytes * self.condominiums // (DISK_PART * max(self.stored_bytes, 1))

    @property
    def carries(self) -> int:
        """The smaller of the two, and never less than those who are there."""
        return max(self.condominiums, min(self.by_processor, self.by_disk))

    @property
    def stored_megabytes(self) -> int:
        """What one of them stores, in megabytes, rounded up."""
        return -(-self.stored_bytes // (self.condominiums * 1_000_000))

    def as_prices(self) -> PriceList:
        """A price list with this machine as its only server."""
        return PriceList(
            since_on=self.since_on,
            tiers=(Tier(MEASURED, self.month_millicents, self.carries),),
            dns_month_millicents=self.dns_month_millicents,
            storage_gigabyte_month_millicents=self.storage_gigabyte_month_millicents,
        )


def rent(cores: int, bought: PriceList) -> int:
    """The month of a machine with so many cores, in millicents: the tier of that size, or several of the largest.

    The three tiers of a list have 1, 2 and 8 cores (economics.md § 3).
    """
    sizes = (1, 2, 8)
    for tier, size in zip(bought.tiers, sizes, strict=False):
        if cores <= size:
            return tier.month_millicents
    return -(-cores // sizes[-1]) * bought.tiers[-1].month_millicents
