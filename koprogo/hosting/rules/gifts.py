"""Sponsors, grants and donations, from the promise to the receipt; funds that a giver earmarked, and what they paid."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from koprogo.hosting.rules.members import years_later
from koprogo.kernel.refusals import Refused

#: Whoever sponsors for a year is asked this long before its end whether they go on.
ASK_BEFORE = timedelta(days=60)

#: Beyond this a donation in cash or by transfer needs the King's authorisation (CSA 9:22; law sheet § 11).
AUTHORISED_ABOVE_CENTS = 10_000_000


class Kind(StrEnum):
    """What somebody gives as; each is booked on its own income, unless it is earmarked."""

    SPONSOR = "sponsor"
    GRANT = "grant"
    DONATION = "donation"


class State(StrEnum):
    """Where a promise stands. What was received is the bank's word, never somebody's."""

    PROMISED = "promised"
    PART = "part"
    RECEIVED = "received"
    GIVEN_UP = "given_up"


class NotPromised(Refused):
    """This promise was given up, or everything of it is received."""

    code = "hosting.gift_not_promised"


class NotACredit(Refused):
    """A gift is received by money that came in."""

    code = "hosting.gift_not_a_credit"


class NotToRenew(Refused):
    """A sponsor's year is renewed once, when it nears its end; ``from_on``: the day from which it may be asked."""

    code = "hosting.sponsor_not_to_renew"


class NothingPromised(Refused):
    """A promise is of at least one cent."""

    code = "hosting.gift_of_nothing"
    field = "amount"


class FundSpent(Refused):
    """A fund pays at most what is in it; ``left_cents``."""

    code = "hosting.fund_spent"
    field = "amount"


class NoSuchCost(Refused):
    """What a fund pays is a cost of the books, in whole or in part; ``left_cents`` of it are not paid by a fund."""

    code = "hosting.fund_no_such_cost"
    field = "cost"


class ConsentMissing(Refused):
    """A name or a logo is shown with the giver's consent, with its day."""

    code = "hosting.gift_consent_missing"
    field = "consent_on"


@dataclass(frozen=True, slots=True)
class Year:
    """A sponsor's year: named with its logo while it runs. ``until_on``: the first day after it."""

    from_on: date
    until_on: date

    @property
    def last_on(self) -> date:
        """The last day of it."""
        return self.until_on - timedelta(days=1)

    @property
    def ask_on(self) -> date:
        """From when on the treasurer asks whether it is renewed."""
        return self.until_on - ASK_BEFORE

    def runs(self, today: date) -> bool:
        """Whether today is in it."""
        return self.from_on <= today < self.until_on

    def over(self, today: date) -> bool:
        """Whether it has ended."""
        return today >= self.until_on


def year(kind: Kind, from_on: date) -> Year | None:
    """The year that a sponsor's money is for; a grant and a donation have none."""
    return Year(from_on, years_later(from_on, 1)) if kind is Kind.SPONSOR else None


def next_from(before: Year, today: date) -> date:
    """The first day of the year that follows: without a gap, or today where the last one is over."""
    return max(before.until_on, today)


def sponsor_until(delivered: Iterable[date]) -> date | None:
    """Until when a condominium that ordered a sponsor's year once or more is one: each year follows the one before."""
    until: date | None = None
    for day in sorted(delivered):
        until = years_later(max(day, until) if until else day, 1)
    return until


@dataclass(frozen=True, slots=True)
class Promise:
    """What somebody promised, as it is written down."""

    kind: Kind
    name: str
    cents: int
    promised_on: date
    email: str = ""
    website: str = ""
    note: str = ""


def state(*, promised_cents: int, received_cents: int, given_up: bool) -> State:
    """Where a promise stands. More than was promised is received all the same."""
    if received_cents >= promised_cents:
        return State.RECEIVED
    if given_up:
        return State.GIVEN_UP
    return State.PART if received_cents else State.PROMISED


def check(promise: Promise) -> None:
    """Raises NothingPromised."""
    if promise.cents <= 0:
        raise NothingPromised(field="amount")


def needs_authorisation(kind: Kind, cents: int) -> bool:
    """Whether a gift must be authorised before it is taken (a sponsor is paid back in kind, a grant is public)."""
    return kind is Kind.DONATION and cents > AUTHORISED_ABOVE_CENTS


def check_use(cents: int, *, left_cents: int, cost_left_cents: int) -> None:
    """Raises FundSpent, NoSuchCost."""
    if cents <= 0 or cents > cost_left_cents:
        raise NoSuchCost(field="amount", left_cents=cost_left_cents)
    if cents > left_cents:
        raise FundSpent(field="amount", left_cents=left_cents)
