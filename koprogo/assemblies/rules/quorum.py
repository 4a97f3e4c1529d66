"""Whether the assembly may sit: two conditions at once, or three quarters of the shares, or a second session."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from koprogo.kernel.refusals import Refused
from koprogo.kernel.shares import at_least, more_than

SECOND_SESSION_DAYS = 15  # CC 3.87 § 5


class ImpossibleAttendance(Refused):
    """More are there than exist, or nobody exists."""

    code = "assemblies.impossible_attendance"


@dataclass(frozen=True, slots=True)
class Quorum:
    """The count at the opening. Heads are owner parties, present or represented; shares are those of the deed."""

    heads: int
    heads_total: int
    shares: int
    shares_total: int
    second_session: bool = False
    asked: bool = True
    """Whether the rule set asks for a quorum at the opening at all; if not, one voter is enough."""

    def __post_init__(self) -> None:
        if not (0 <= self.heads <= self.heads_total and 0 <= self.shares <= self.shares_total):
            raise ImpossibleAttendance(heads=self.heads, shares=self.shares)
        if not self.heads_total or not self.shares_total:
            raise ImpossibleAttendance(heads=self.heads_total, shares=self.shares_total)

    @property
    def heads_reached(self) -> bool:
        """More than half of the owners (CC 3.87 § 5 al. 1)."""
        return more_than(self.heads, self.heads_total, 1, 2)

    @property
    def shares_reached(self) -> bool:
        """At least half of the shares (CC 3.87 § 5 al. 1)."""
        return at_least(self.shares, self.shares_total, 1, 2)

    @property
    def alternative_reached(self) -> bool:
        """More than three quarters of the shares, whatever the heads (CC 3.87 § 5 al. 2)."""
        return more_than(self.shares, self.shares_total, 3, 4)

    @property
    def valid(self) -> bool:
        """Whether the assembly may decide. A second session sits with whoever came (CC 3.87 § 5 al. 3)."""
        if not self.asked:
            return self.heads > 0
        return self.second_session or (self.heads_reached and self.shares_reached) or self.alternative_reached


def second_session_from(first_on: date) -> date:
    """The first day of the second session: fifteen days after the first at least (CC 3.87 § 5 al. 3)."""
    return first_on + timedelta(days=SECOND_SESSION_DAYS)


def second_session_problems(
    *,
    first_on: date,
    first_valid: bool,
    first_agenda: Sequence[str],
    second_on: date,
    second_agenda: Sequence[str],
) -> tuple[str, ...]:
    """Why a session would not be the second one of the law: `first_was_valid`, `too_early`, `agenda_changed`.

    Only a second session on the same agenda sits without quorum (CC 3.87 § 5). Empty: nothing is wrong.
    """
    found = {
        "first_was_valid": first_valid,
        "too_early": second_on < second_session_from(first_on),
        "agenda_changed": list(first_agenda) != list(second_agenda),
    }
    return tuple(code for code, wrong in found.items() if wrong)
