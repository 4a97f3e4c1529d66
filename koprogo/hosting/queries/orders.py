"""The catalogue of services, and the orders as each of their two sides reads them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from koprogo.hosting.models import Quote, ServiceOrder, ServicePrice
from koprogo.hosting.rules import orders as rules
from koprogo.hosting.rules.catalogue import Plan
from koprogo.hosting.rules.gifts import ASK_BEFORE, sponsor_until
from koprogo.hosting.rules.orders import Per, Price, Service, State
from koprogo.kernel.refusals import NotFound
from koprogo.platform.access import Access

SHOWN = 100
#: Steps of an order that is under way.
OPEN = (State.ASKED, State.QUOTED, State.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Order:
    """One order with its newest quote."""

    row: ServiceOrder
    quote: Quote | None


def prices() -> list[Price]:
    """Every price that was added to the catalogue (one query)."""
    return [
        Price(Service(row.service), row.valid_from, row.least_cents, row.most_cents, Per(row.per))
        for row in ServicePrice.objects.order_by("valid_from", "id")
    ]


def catalogue(on: date) -> dict[Service, Price]:
    """What each service costs on a day (one query)."""
    return rules.on(on, prices())


def coming(today: date) -> list[Price]:
    """Prices that hold from a day to come (one query)."""
    return [price for price in prices() if price.valid_from > today]


def listing(*, state: str = "") -> list[Order]:
    """The orders of the association, the newest first (two queries)."""
    rows = _rows().order_by("-asked_at", "-number")
    return [_order(row) for row in (rows.filter(state=state) if state else rows)[:SHOWN]]


def waiting() -> int:
    """How many requests have no answer (one query)."""
    return ServiceOrder.objects.filter(state__in=[State.ASKED, State.ACCEPTED]).count()


def of(access: Access) -> list[Order]:
    """What this condominium asked for, the newest first (two queries)."""
    return [
        _order(row) for row in _rows().filter(client__org_id=access.org_id).order_by("-asked_at", "-number")[:SHOWN]
    ]


def of_building(access: Access, *, number: str) -> ServiceOrder:
    """One of its orders. Raises NotFound, also for somebody else's."""
    found = _rows().filter(client__org_id=access.org_id, number=number).first()
    if found is None:
        raise NotFound(what="order")
    return found


def get(*, number: str) -> ServiceOrder:
    """One order. Raises NotFound."""
    found = _rows().filter(number=number).first()
    if found is None:
        raise NotFound(what="order")
    return found


def newest(row: ServiceOrder) -> Quote | None:
    """The quote that counts."""
    return max(row.quotes.all(), key=lambda one: one.id, default=None)


def quote(*, quote_id: UUID) -> Quote | None:
    """One quote with its order and client."""
    return Quote.objects.filter(id=quote_id).select_related("order__client", "order__instance").first()


def order(*, order_id: UUID) -> ServiceOrder:
    """One order by its row."""
    return _rows().get(id=order_id)


def waiting_of(client_id: UUID, *, service: Service) -> bool:
    """Whether this client waits for this service already."""
    still = (State.ASKED, State.QUOTED, State.ACCEPTED, State.DELIVERED)
    return ServiceOrder.objects.filter(client_id=client_id, service=service, state__in=still).exists()


def next_number(year: int) -> str:
    """S2027-3: the year, then the order in it (one query)."""
    numbers = ServiceOrder.objects.filter(number__startswith=f"S{year}-").values_list("number", flat=True)
    return f"S{year}-{1 + max((int(one.split('-')[1]) for one in numbers), default=0)}"


@dataclass(frozen=True, slots=True)
class SponsorYear:
    """A condominium that sponsors. ``until_on``: the first day after its year; ``asked``: it asked for the next one."""

    org_id: UUID
    name: str
    until_on: date
    asked: bool

    @property
    def last_on(self) -> date:
        """The last day of it."""
        return self.until_on - timedelta(days=1)

    def ending(self, today: date) -> bool:
        """Whether its host asks about the next year."""
        return today >= self.until_on - ASK_BEFORE and not self.asked


def sponsor_years(today: date, *, org_id: UUID | None = None) -> list[SponsorYear]:
    """The condominiums whose plan is an ordered sponsor's year, the first to end first (one query)."""
    found = ServiceOrder.objects.filter(service=Service.SPONSOR, instance__plan=Plan.SPONSOR)
    found = found.filter(instance__until__isnull=True)
    rows = found.filter(instance__org_id=org_id) if org_id else found
    delivered: dict[tuple[UUID, str], list[date]] = defaultdict(list)
    asked = set()
    for row in rows.select_related("instance__org").order_by("asked_at", "id"):
        assert row.instance is not None
        if row.delivered_on:
            delivered[(row.instance.org_id, row.instance.org.name)].append(row.delivered_on)
        elif State(row.state) in OPEN:
            asked.add(row.instance.org_id)
    years = [
        SponsorYear(org_id, name, until, org_id in asked)
        for (org_id, name), days in delivered.items()
        if (until := sponsor_until(days)) is not None
    ]
    return sorted(years, key=lambda one: (one.until_on, one.name))


def _rows() -> QuerySet[ServiceOrder]:
    return ServiceOrder.objects.select_related("client", "instance", "bill").prefetch_related(
        Prefetch("quotes", queryset=Quote.objects.order_by("id"))
    )


def _order(row: ServiceOrder) -> Order:
    return Order(row, newest(row))
