"""A service from its request to its bill: quoted within the dated catalogue, ordered by the client alone, billed once
at the quote's amount; premium support at the price list's difference."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client as Browser

from koprogo.condominiums.queries import access as accesses
from koprogo.hosting.models import Bill, Instance, Quote, ServiceOrder
from koprogo.hosting.operations import orders
from koprogo.hosting.operations.clients import Address
from koprogo.hosting.queries import orders as queries
from koprogo.hosting.rules import orders as rules
from koprogo.hosting.rules.orders import Per, Price, Service
from koprogo.hosting.tests import cloud as clouds
from koprogo.hosting.tests.cloud import Cloud, at
from koprogo.kernel.refusals import NotFound
from koprogo.platform import boundary, jobs
from koprogo.platform.access import Access
from koprogo.platform.models import Mailing
from koprogo.testing import days

DAY = date(2026, 3, 10)
pytestmark = pytest.mark.django_db


@pytest.fixture
def cloud(settings: object) -> Cloud:
    settings.KOPROGO_HOSTING = True  # type: ignore[attr-defined]
    return clouds.found(condominiums=2)


def inside(cloud: Cloud, place: int, day: date = DAY) -> Access:
    return accesses.as_system(org_id=cloud.instances[place].org_id, now=at(day), name="Nadia")


def work(day: date) -> None:
    jobs.run_waiting(until=at(day) + timedelta(hours=1), clock=lambda: at(day))


def test_from_the_request_to_the_bill(cloud: Cloud) -> None:
    asker = inside(cloud, 0)
    with boundary.within(asker.org_id):
        order = orders.ask(asker, service=Service.DEPLOYMENT, wishes="Un tableur de dix ans.")
        with pytest.raises(rules.AskedAlready):
            orders.ask(asker, service=Service.DEPLOYMENT, wishes="")
        with pytest.raises(NotFound):
            orders.accept(asker, number=order.number)  # nothing is ordered before a quote
    with boundary.within(cloud.org.id):
        desk = cloud.access(DAY)
        until = DAY + timedelta(days=30)
        for cents in (19_999, 50_001):
            with pytest.raises(rules.OutsideCatalogue):
                orders.quote(desk, number=order.number, cents=cents, text="x", valid_until=until)
        with pytest.raises(rules.ValidityImpossible):
            orders.quote(desk, number=order.number, cents=35_000, text="x", valid_until=DAY - timedelta(days=1))
        orders.quote(desk, number=order.number, cents=40_000, text="Reprise du tableur", valid_until=until)
        orders.quote(desk, number=order.number, cents=35_000, text="Reprise du tableur", valid_until=until)
    work(DAY)
    newest = Quote.objects.get(number=f"{order.number}-2")
    assert newest.file_id and newest.copy_id and newest.mailing_id
    with boundary.within(cloud.org.id):
        mail = Mailing.objects.filter(id=newest.mailing_id).get()
    assert "350,00" in mail.subject and "/f/" in mail.text
    stranger = inside(cloud, 1)
    with boundary.within(stranger.org_id), pytest.raises(NotFound):
        orders.accept(stranger, number=order.number)
    with boundary.within(asker.org_id):
        late = inside(cloud, 0, DAY + timedelta(days=31))
        with pytest.raises(rules.QuoteExpired):
            orders.accept(late, number=order.number)
        orders.accept(asker, number=order.number)
        with pytest.raises(rules.NotThatStep):
            orders.withdraw(asker, number=order.number)
    with boundary.within(cloud.org.id):
        orders.deliver(cloud.access(DAY), number=order.number)
    work(DAY)
    row = ServiceOrder.objects.select_related("bill").get(number=order.number)
    assert row.state == "billed" and row.bill is not None
    assert (row.bill.total_cents, row.bill.copy_id is not None, row.accepted_by) == (35_000, True, "Nadia")
    assert clouds.income(cloud, DAY)["702"] == 35_000
    with boundary.within(cloud.org.id):
        assert orders.bill(cloud.access(DAY), order_id=row.id) == row.bill
    cloud.hear(DAY, cloud.payments(DAY))
    cloud.book(DAY, "610")
    assert Bill.objects.get(id=row.bill.id).open_cents == 0


def test_premium_is_billed_at_the_difference_for_the_months_ahead(cloud: Cloud) -> None:
    cloud.bill(date(2026, 1, 1), papers=False)
    asker = inside(cloud, 0)
    with boundary.within(asker.org_id):
        order = orders.ask(asker, service=Service.PREMIUM, wishes="")
    with boundary.within(cloud.org.id):
        orders.quote(
            cloud.access(DAY), number=order.number, cents=500, text="Support", valid_until=DAY + timedelta(days=9)
        )
    with boundary.within(asker.org_id):
        orders.accept(asker, number=order.number)
    with boundary.within(cloud.org.id):
        orders.deliver(cloud.access(DAY), number=order.number)
    work(DAY)
    assert Instance.objects.get(org_id=asker.org_id).plan == "premium"
    made = ServiceOrder.objects.select_related("bill").get(number=order.number).bill
    assert made is not None
    assert made.total_cents == 9 * 500, "April to December; what was billed of them stays"
    cloud.bill(date(2027, 1, 1), papers=False)
    again = Bill.objects.filter(instance__org_id=asker.org_id, period_from=date(2027, 1, 1)).get()
    assert again.total_cents == 12 * 600


def test_a_visitor_orders_by_the_link_of_the_mail(cloud: Cloud) -> None:
    with boundary.within(cloud.org.id):
        desk = cloud.access(DAY)
        address = Address("Syndic SRL", "Rue Basse 2", "4000", "Liège", "0403.170.701", "info@syndic.example")
        with pytest.raises(rules.NotHosted):
            orders.ask_from_outside(desk, service=Service.PREMIUM, wishes="", address=address)
        order = orders.ask_from_outside(desk, service=Service.TRAINING, wishes="Six gestionnaires", address=address)
        today = days.today()
        now = cloud.access(today)
        orders.quote(now, number=order.number, cents=80_000, text="Une journée", valid_until=today)
    work(today)
    with boundary.within(cloud.org.id):
        body = Mailing.objects.filter(recipient="info@syndic.example").get().text
    path = "/f/" + body.split("/f/")[1].split()[0]
    browser = Browser(headers={"accept-language": "fr"})
    seen = browser.get(path)
    assert seen.status_code == 200 and "Commander pour 800,00" in seen.content.decode().replace("\u00a0", " ")
    assert browser.get(f"{path}?devis")["Content-Type"] == "application/pdf"
    assert browser.post(path, {"_key": uuid4().hex}).status_code == 302
    assert ServiceOrder.objects.get(number=order.number).state == "accepted"
    assert "C’est commandé" in browser.get(path).content.decode()


def test_the_catalogue_is_dated(cloud: Cloud) -> None:
    with boundary.within(cloud.org.id):
        desk = cloud.access(DAY)
        dearer = Price(Service.TRAINING, DAY + timedelta(days=1), 85_000, 90_000, Per.ONCE)
        orders.set_price(desk, price=dearer, decided_by="Conseil du 1er mars")
        with pytest.raises(rules.PriceTooLate):
            orders.set_price(desk, price=Price(Service.API, DAY, 1, 1, Per.ONCE), decided_by="x")
        with pytest.raises(rules.PriceImpossible):
            orders.set_price(desk, price=Price(Service.API, DAY + timedelta(days=1), 2, 1, Per.ONCE), decided_by="x")
    assert queries.catalogue(DAY)[Service.TRAINING].least_cents == 80_000
    assert queries.catalogue(DAY + timedelta(days=1))[Service.TRAINING] == dearer
