"""What the association sells beside the subscription (economics.md § 7): a catalogue of dated prices, and an order from
its request to its bill. Amounts come from the catalogue and the quote, never from who asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from koprogo.hosting.rules.catalogue import Plan
from koprogo.kernel.refusals import Refused

#: How long a quote is good for unless it says otherwise, and at most.
VALID_DAYS, LONGEST_DAYS = 30, 180
#: Requests that wait at most: the public form is open to machines too.
MOST_WAITING = 200


class Service(StrEnum):
    """What may be asked for."""

    DEPLOYMENT = "deployment"
    TRAINING = "training"
    PREMIUM = "premium"
    ACCOUNTING = "accounting"
    API = "api"
    SPONSOR = "sponsor"


class Per(StrEnum):
    """How often a price is due."""

    ONCE = "once"
    MONTH = "month"
    YEAR = "year"


#: Services that are a way of being hosted: delivering one gives the condominium its plan.
PLANS = {Service.PREMIUM: Plan.PREMIUM, Service.SPONSOR: Plan.SPONSOR}
#: Billed with the subscription, at the difference that the price list makes; the others by a bill of their own.
WITH_SUBSCRIPTION = frozenset({Service.PREMIUM})


class State(StrEnum):
    """Where an order stands. Each step is done by one side only."""

    ASKED = "asked"  # by the client
    QUOTED = "quoted"  # by the association; a later quote replaces an earlier one
    ACCEPTED = "accepted"  # by the client: an order
    DELIVERED = "delivered"  # by the association
    BILLED = "billed"
    DECLINED = "declined"  # by the association, with the reason
    WITHDRAWN = "withdrawn"  # by the client


NEXT = {
    State.ASKED: frozenset({State.QUOTED, State.DECLINED, State.WITHDRAWN}),
    State.QUOTED: frozenset({State.QUOTED, State.ACCEPTED, State.DECLINED, State.WITHDRAWN}),
    State.ACCEPTED: frozenset({State.DELIVERED, State.DECLINED}),
    State.DELIVERED: frozenset({State.BILLED}),
}


class NotThatStep(Refused):
    """An order goes on step by step; ``state`` is where this one stands."""

    code = "hosting.order_not_that_step"


class QuoteExpired(Refused):
    """The quote was good until ``until_on``; another one may be asked for."""

    code = "hosting.quote_expired"


class OutsideCatalogue(Refused):
    """A quote stays within what the catalogue announced: ``least_cents`` to ``most_cents``."""

    code = "hosting.quote_outside_catalogue"
    field = "amount"


class ValidityImpossible(Refused):
    """A quote is good from today on, for half a year at most."""

    code = "hosting.quote_validity"
    field = "valid_until"


class PriceTooLate(Refused):
    """A price holds from a day that has not begun; ``after_on`` is the last it cannot begin on."""

    code = "hosting.service_price_too_late"
    field = "valid_from"


class PriceImpossible(Refused):
    """From at least one cent, and to no less than from."""

    code = "hosting.service_price_impossible"
    field = "most"


class RequestsFull(Refused):
    """Too many requests wait for an answer."""

    code = "hosting.too_many_requests"


class NotHosted(Refused):
    """This is sold to a hosted condominium, from inside it."""

    code = "hosting.service_of_hosted"


class AskedAlready(Refused):
    """The same service waits for an answer already."""

    code = "hosting.service_asked_already"


@dataclass(frozen=True, slots=True)
class Price:
    """What one service costs from a day on: between two amounts, or exactly one."""

    service: Service
    valid_from: date
    least_cents: int
    most_cents: int
    per: Per

    @property
    def fixed(self) -> bool:
        """Whether the catalogue says one amount."""
        return self.least_cents == self.most_cents


_SINCE = date(2025, 1, 1)
#: The catalogue with which the association begins.
FOUNDING = (
    Price(Service.DEPLOYMENT, _SINCE, 20_000, 50_000, Per.ONCE),
    Price(Service.TRAINING, _SINCE, 80_000, 80_000, Per.ONCE),
    Price(Service.PREMIUM, _SINCE, 500, 500, Per.MONTH),
    Price(Service.ACCOUNTING, _SINCE, 30_000, 30_000, Per.ONCE),
    Price(Service.API, _SINCE, 30_000, 30_000, Per.ONCE),
    Price(Service.SPONSOR, _SINCE, 10_000, 10_000, Per.YEAR),
)


def on(day: date, prices: Sequence[Price]) -> dict[Service, Price]:
    """What each service costs on a day, in the order of the catalogue; the newest price that holds."""
    held: dict[Service, Price] = {}
    for price in sorted((*FOUNDING, *prices), key=lambda one: one.valid_from):
        if price.valid_from <= day:
            held[price.service] = price
    return {service: held[service] for service in Service if service in held}


def check_price(price: Price, *, today: date) -> None:
    """Raises PriceTooLate, PriceImpossible."""
    if price.valid_from <= today:
        raise PriceTooLate(field="valid_from", after_on=today)
    if not 1 <= price.least_cents <= price.most_cents:
        raise PriceImpossible(field="most")


def check_quote(cents: int, price: Price, *, valid_until: date, today: date) -> None:
    """Raises OutsideCatalogue, ValidityImpossible."""
    if not price.least_cents <= cents <= price.most_cents:
        raise OutsideCatalogue(field="amount", least_cents=price.least_cents, most_cents=price.most_cents)
    if not today <= valid_until <= today + timedelta(days=LONGEST_DAYS):
        raise ValidityImpossible(field="valid_until")


def moved(state: State, to: State) -> State:
    """The new state. Raises NotThatStep."""
    if to not in NEXT.get(state, frozenset()):
        raise NotThatStep(state=state)
    return to


def check_open(*, valid_until: date, today: date) -> None:
    """Raises QuoteExpired."""
    if today > valid_until:
        raise QuoteExpired(until_on=valid_until)
