"""Services asked for, quoted, ordered, delivered and billed: each step by one side, each in that side's own trail."""

from datetime import date
from uuid import UUID

from koprogo.condominiums.rules.rights import Right
from koprogo.hosting.models import Bill, Client, Instance, Quote, ServiceOrder, ServicePrice
from koprogo.hosting.operations import billing, clients, hosted
from koprogo.hosting.operations.clients import Address
from koprogo.hosting.queries import orders as queries
from koprogo.hosting.rules import orders as rules
from koprogo.hosting.rules.bills import Line, LineKind
from koprogo.hosting.rules.catalogue import Plan
from koprogo.hosting.rules.orders import Price, Service, State
from koprogo.kernel.refusals import NotFound
from koprogo.platform import audit, jobs
from koprogo.platform.access import Access, act

WRITE_QUOTE = "hosting.write_quote"
DELIVER = "hosting.deliver_order"
GUEST = "guest:quote"


@act("hosting.service_priced", needs=Right.RUN_HOSTING)
def set_price(access: Access, *, price: Price, decided_by: str) -> ServicePrice:
    """Add a price to the catalogue, for a day to come. Raises PriceTooLate, PriceImpossible."""
    rules.check_price(price, today=access.today)
    row, _fresh = ServicePrice.objects.get_or_create(
        service=price.service,
        valid_from=price.valid_from,
        defaults={
            "least_cents": price.least_cents,
            "most_cents": price.most_cents,
            "per": price.per,
            "decided_by": decided_by,
            "published_at": access.now,
        },
    )
    audit.record(
        access,
        "hosting.service_priced",
        row.id,
        service=price.service,
        valid_from=price.valid_from,
        least_cents=row.least_cents,
        most_cents=row.most_cents,
    )
    return row


@act("hosting.service_asked", needs=Right.SETTINGS)
def ask(access: Access, *, service: Service, wishes: str) -> ServiceOrder:
    """A hosted condominium asks for a service. ``access``: inside it. Raises AskedAlready, NotHosted."""
    instance = Instance.objects.filter(org_id=access.org_id).first()
    if instance is None:
        raise rules.NotHosted
    row = _asked(access, clients.introduce(access), service, wishes, instance=instance)
    audit.record(access, "hosting.service_asked", row.id, number=row.number, service=service)
    return row


@act("hosting.service_asked", needs=Right.ENTER)
def ask_from_outside(access: Access, *, service: Service, wishes: str, address: Address) -> ServiceOrder:
    """A visitor asks for a service. ``access``: the association's door. What changes a plan is asked from inside the
    condominium. Raises NotHosted, RequestsFull, EnterpriseNumberInvalid."""
    if service in rules.PLANS:
        raise rules.NotHosted(field="service")
    if ServiceOrder.objects.filter(state=State.ASKED).count() >= rules.MOST_WAITING:
        raise rules.RequestsFull
    client = clients.visitor(access, address=address)
    row = _asked(access, client, service, wishes, instance=None)
    audit.record(access, "hosting.service_asked", row.id, number=row.number, service=service)
    return row


def _asked(access: Access, client: Client, service: Service, wishes: str, *, instance: Instance | None) -> ServiceOrder:
    if queries.waiting_of(client.id, service=service):
        raise rules.AskedAlready
    return ServiceOrder.objects.create(
        number=queries.next_number(access.today.year),
        client=client,
        instance=instance,
        service=service,
        wishes=wishes.strip(),
        asked_at=access.now,
        asked_by=access.person_name or client.name,
    )


@act("hosting.service_quoted", needs=Right.RUN_BILLING)
def quote(access: Access, *, number: str, cents: int, text: str, valid_until: date) -> Quote:
    """Say what a request would cost, within the catalogue of the day; the PDF leaves by a job.

    Raises NotFound, NotThatStep, OutsideCatalogue, ValidityImpossible.
    """
    row = _locked(number)
    price = queries.catalogue(access.today)[Service(row.service)]
    row.state = rules.moved(State(row.state), State.QUOTED)
    rules.check_quote(cents, price, valid_until=valid_until, today=access.today)
    version = row.quotes.count() + 1
    given = Quote.objects.create(
        order=row,
        number=f"{row.number}-{version}",
        cents=cents,
        per=price.per,
        text=text.strip(),
        issued_on=access.today,
        valid_until=valid_until,
    )
    row.save(update_fields=["state"])
    jobs.enqueue(access, WRITE_QUOTE, subject_id=given.id, total=1)
    audit.record(access, "hosting.service_quoted", row.id, number=given.number, cents=cents, valid_until=valid_until)
    return given


@act("hosting.quote_accepted", needs=Right.SETTINGS)
def accept(access: Access, *, number: str) -> ServiceOrder:
    """The condominium orders what the newest quote says. ``access``: inside it. Raises NotFound, NotThatStep,
    QuoteExpired."""
    return _accepted(access, queries.of_building(access, number=number))


@act("hosting.quote_accepted", needs=GUEST)
def accept_by_link(access: Access, *, number: str, quote_id: UUID) -> ServiceOrder:
    """A visitor orders, by the signed link of the quote's mail: that quote, while no later one replaced it. Raises
    NotFound, NotThatStep, QuoteExpired."""
    found = queries.get(number=number)
    newest = queries.newest(found)
    if newest is None or newest.id != quote_id:
        raise NotFound(what="quote")
    return _accepted(access, found)


def _accepted(access: Access, found: ServiceOrder) -> ServiceOrder:
    row = _locked(found.number)
    newest = queries.newest(row)
    if newest is None:
        raise NotFound(what="quote")
    row.state = rules.moved(State(row.state), State.ACCEPTED)
    rules.check_open(valid_until=newest.valid_until, today=access.today)
    row.accepted_at, row.accepted_by = access.now, access.person_name or row.client.name
    row.save(update_fields=["state", "accepted_at", "accepted_by"])
    audit.record(access, "hosting.quote_accepted", row.id, number=newest.number, cents=newest.cents)
    return row


@act("hosting.service_withdrawn", needs=Right.SETTINGS)
def withdraw(access: Access, *, number: str) -> ServiceOrder:
    """The condominium takes its request back, before it has ordered. Raises NotFound, NotThatStep."""
    row = _locked(queries.of_building(access, number=number).number)
    row.state = rules.moved(State(row.state), State.WITHDRAWN)
    row.save(update_fields=["state"])
    audit.record(access, "hosting.service_withdrawn", row.id, number=number)
    return row


@act("hosting.service_declined", needs=Right.RUN_BILLING)
def decline(access: Access, *, number: str, reason: str) -> ServiceOrder:
    """The association does not do it, and says why. Raises NotFound, NotThatStep."""
    row = _locked(number)
    row.state, row.reason = rules.moved(State(row.state), State.DECLINED), reason.strip()
    row.save(update_fields=["state", "reason"])
    audit.record(access, "hosting.service_declined", row.id, number=number, reason=reason)
    return row


@act("hosting.service_delivered", needs=Right.RUN_BILLING)
def deliver(access: Access, *, number: str) -> ServiceOrder:
    """What was ordered is delivered: its plan begins and its bill leaves, by a job. Raises NotFound, NotThatStep."""
    row = _locked(number)
    row.state, row.delivered_on = rules.moved(State(row.state), State.DELIVERED), access.today
    row.save(update_fields=["state", "delivered_on"])
    jobs.enqueue(access, DELIVER, subject_id=row.id, total=1)
    audit.record(access, "hosting.service_delivered", row.id, number=number)
    return row


@act("hosting.service_billed", needs=Right.KEEP_BOOKS)
def bill(access: Access, *, order_id: UUID) -> Bill | None:
    """Bill what was delivered, once, at the amount of the quote that was accepted; premium support at the price list's
    difference, for the months that are billed ahead. ``access``: inside the association."""
    row = (
        ServiceOrder.objects.select_for_update(no_key=True, of=("self",))
        .select_related("client", "instance")
        .get(id=order_id)
    )
    made: Bill | None = row.bill
    if row.state != State.DELIVERED:
        return made
    newest = queries.newest(row)
    assert newest is not None, "an order was quoted"
    if Service(row.service) in rules.WITH_SUBSCRIPTION:
        assert row.instance is not None
        made = billing.bill_supplement(access, instance=row.instance, client=row.client)
    else:
        line = Line(LineKind.SERVICE, newest.cents, text=newest.text, calculation=newest.number)
        made = billing.bill_service(access, client=row.client, line=line)
    row.state, row.bill = rules.moved(State(row.state), State.BILLED), made
    row.save(update_fields=["state", "bill"])
    audit.record(access, "hosting.service_billed", row.id, number=row.number, bill=made.number if made else "")
    return made


@act("hosting.sponsor_year_over", needs=Right.RUN_HOSTING)
def lapse(access: Access) -> bool:
    """A condominium's year as a sponsor is over and no other follows: it is hosted like everybody. Returns whether it
    was so. ``access``: inside the condominium."""
    years = queries.sponsor_years(access.today, org_id=access.org_id)
    if not years or access.today < years[0].until_on:
        return False
    hosted.change_plan(access, plan=Plan.CLOUD)
    audit.record(access, "hosting.sponsor_year_over", access.org_id, until_on=years[0].until_on)
    return True


def _locked(number: str) -> ServiceOrder:
    rows = ServiceOrder.objects.select_for_update(no_key=True, of=("self",)).select_related("client")
    found = rows.filter(number=number).first()
    if found is None:
        raise NotFound(what="order")
    return found
