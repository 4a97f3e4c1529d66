"""Until which day the books say everything the bank knows: the date beside every figure that is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class AccountState:
    """One bank account. ``last_on``: day of its latest statement; ``oldest_pending_on``: day of the oldest movement
    nobody has confirmed; ``unbroken_on``: day of the last statement before the first gap, where there is a gap."""

    label: str
    last_on: date | None
    oldest_pending_on: date | None = None
    unbroken_on: date | None = None

    @property
    def until(self) -> date | None:
        """The last day of this account of which every movement is in the books; None without a statement."""
        if self.last_on is None:
            return None
        days = [self.last_on]
        if self.oldest_pending_on is not None:
            days.append(self.oldest_pending_on - timedelta(days=1))
        if self.unbroken_on is not None:
            days.append(self.unbroken_on)
        return min(days)


@dataclass(frozen=True, slots=True)
class UpToDate:
    """``until``: the earliest day over the accounts that have statements, and whose it is. ``silent``: the accounts
    without any statement."""

    until: date | None
    label: str = ""
    silent: tuple[str, ...] = ()


def up_to_date(accounts: Sequence[AccountState]) -> UpToDate:
    """What holds for all accounts together: the slowest one decides."""
    silent = tuple(one.label for one in accounts if one.until is None)
    dated = [(one.until, one.label) for one in accounts if one.until is not None]
    if not dated:
        return UpToDate(None, silent=silent)
    until, label = min(dated, key=lambda pair: pair[0])
    return UpToDate(until, label, silent)
