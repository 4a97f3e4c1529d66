"""The yearly contribution to the reserve fund: its floor, when it begins, and how it is waived (CC 3.86 § 3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from koprogo.kernel import money
from koprogo.kernel.refusals import Refused

#: Five percent of the ordinary common charges of the year before, rounded up to the cent.
FLOOR = (5, 100)
YEARS = 5


class BelowFloor(Refused):
    """The contribution is below what the law asks and nothing waives it."""

    code = "budgets.reserve_below_floor"
    article = "CC 3.86 § 3"


class NotEnoughVotes(Refused):
    """The reserve is waived by four fifths of the votes cast."""

    code = "budgets.waiver_not_carried"
    article = "CC 3.86 § 3"


class NothingToRevoke(Refused):
    code = "budgets.nothing_to_revoke"


class DecidedLater(Refused):
    """A decision that has not been taken yet decides nothing."""

    code = "budgets.decided_later"


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision of the assembly: ``waives`` the contribution, or takes that back."""

    decided_on: date
    waives: bool


@dataclass(frozen=True, slots=True)
class Floor:
    """What a year's contribution must be at least, and why. ``base_cents`` empty: no figures of the year before.

    ``due_from``: first day of the duty, empty where the day of the provisional acceptance is not known: the duty is
    then taken to have begun (law 4.2: unknown exempts nobody).
    """

    base_cents: int | None
    floor_cents: int
    due_from: date | None
    is_due: bool
    is_waived: bool

    @property
    def binding_cents(self) -> int:
        """What the budget is held to: nothing before the duty begins or while a waiver holds."""
        return self.floor_cents if self.is_due and not self.is_waived else 0


def floor_of(ordinary_cents: int) -> int:
    """Five percent, never undercut: 12 345,67 asks 617,29, because 617,28 would be below the law."""
    return money.percent_ceiling(max(ordinary_cents, 0), *FLOOR)


def due_from(acceptance_on: date) -> date:
    """The last day of the five years after the provisional acceptance of the common parts: from then on it is due.

    29 February has no fellow five years on: the safe day is the 28th.
    """
    year = acceptance_on.year + YEARS
    try:
        return acceptance_on.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def waived_on(decisions: Sequence[Decision], on: date) -> bool:
    """Whether the latest decision taken up to a day waives the contribution."""
    taken = sorted((one for one in decisions if one.decided_on <= on), key=lambda one: one.decided_on)
    return bool(taken) and taken[-1].waives


def floor(
    *,
    year_ends_on: date,
    base_cents: int | None,
    proxy_cents: int,
    acceptance_on: date | None,
    decisions: Sequence[Decision],
    today: date,
) -> Floor:
    """The floor of a year. ``proxy_cents``: the ordinary budget itself, where the year before left no figures."""
    begins = due_from(acceptance_on) if acceptance_on else None
    return Floor(
        base_cents=base_cents,
        floor_cents=floor_of(proxy_cents if base_cents is None else base_cents),
        due_from=begins,
        is_due=begins is None or begins <= year_ends_on,
        is_waived=waived_on(decisions, today),
    )


def check(contribution_cents: int, asked: Floor) -> None:
    """Raise BelowFloor when a contribution is less than what binds."""
    if contribution_cents < asked.binding_cents:
        raise BelowFloor(field="reserve", floor_cents=asked.floor_cents, asked_cents=contribution_cents)


def check_waiver(for_votes: int, cast_votes: int) -> None:
    """Raise NotEnoughVotes unless four fifths of the votes cast carry the waiver (abstentions are not cast)."""
    if cast_votes <= 0 or for_votes > cast_votes or 5 * for_votes < 4 * cast_votes:
        raise NotEnoughVotes(field="for_votes", for_votes=for_votes, cast_votes=cast_votes)
