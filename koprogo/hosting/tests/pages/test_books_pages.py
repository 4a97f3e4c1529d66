"""The association's pages and the syndic's: who may, who may not, what they say; a bill from its run to its payment."""

import json
from datetime import UTC, date, datetime

import pytest
from django.core import mail
from django.test import Client as Browser
from django.test import override_settings
from django.urls import reverse

from koprogo.condominiums.rules.rights import Role
from koprogo.hosting.models import Bill, Client
from koprogo.hosting.operations import billing, papers
from koprogo.hosting.rules.bills import BillsHeldBack, LineKind
from koprogo.hosting.tests import cloud as clouds
from koprogo.hosting.tests.cloud import Cloud
from koprogo.platform import boundary, files, jobs
from koprogo.purchases.rules.ubl.inspection import inspect
from koprogo.testing import casting
from koprogo.testing.coda import CodaMovement
from koprogo.testing.days import today

pytestmark = pytest.mark.django_db
TODAY = today()


def browser(cloud: Cloud, role: Role) -> Browser:
    client = Browser()
    client.force_login(casting.access_holder(role, cloud.org))
    return client


def text(client: Browser, name: str, **kwargs: object) -> str:
    answer = client.get(reverse(name, kwargs=kwargs or None))
    assert answer.status_code == 200, (name, answer.status_code)
    return answer.content.decode()


@override_settings(KOPROGO_HOSTING=True)
def test_from_the_run_to_the_payment() -> None:
    month = TODAY.replace(day=1)
    cloud = clouds.found(condominiums=2, since=month)
    treasurer, slug = browser(cloud, Role.TREASURER), cloud.org.slug
    assert "2 copropriétés ont un mois" in text(treasurer, "hosting_bills", slug=slug)
    treasurer.post(reverse("hosting_bills_run", kwargs={"slug": slug}), {"_key": "run-1"})
    treasurer.post(reverse("hosting_bills_run", kwargs={"slug": slug}), {"_key": "run-2"})
    jobs.run_waiting(until=datetime.now(UTC))
    first, second = Bill.objects.order_by("number")
    assert {one.total_cents for one in (first, second)} == {1_200} and first.period_to == second.period_to
    body = text(treasurer, "hosting_bill", slug=slug, hosted_bill=first.number)
    assert "12 × 1,00" in body and "ACP Copro" in body
    pdf = treasurer.get(
        reverse("hosting_bill_paper", kwargs={"slug": slug, "hosted_bill": first.number, "bill_form": "pdf"})
    )
    assert pdf.content.startswith(b"%PDF")

    billed = Bill.objects.exclude(ubl_id=None).get()
    assert billed.ubl_id is not None
    with boundary.within(cloud.org.id):
        stored = files.get(cloud.access(TODAY), file_id=billed.ubl_id)
        assert stored is not None
        electronic = files.content(stored)
        report = inspect(electronic)
    assert report["valid"], report["errors"]
    assert "RPR Bruxelles</cbc:CompanyLegalForm>" in electronic.decode()  # CSA 2:20, 5°; this client reads Dutch

    cloud.hear(TODAY, [CodaMovement(1_200, TODAY, first.structured_reference, name="ACP")])
    with boundary.within(cloud.org.id):
        assert billing.follow(cloud.access(TODAY)) == 1
    assert "Payée" in text(treasurer, "hosting_bill", slug=slug, hosted_bill=first.number)
    assert first.number not in text(treasurer, "hosting_bills", slug=slug).split("etat=ouvertes")[0]
    opened = treasurer.get(reverse("hosting_bills", kwargs={"slug": slug}), {"etat": "ouvertes"}).content.decode()
    assert second.number in opened and f">{first.number}<" not in opened

    answer = treasurer.post(
        reverse("hosting_bill_credit", kwargs={"slug": slug, "hosted_bill": second.number}),
        {"_key": "c1", "amount": "13,00", "kind": LineKind.OUTAGE.value, "reason": "Panne"},
    )
    assert answer.status_code == 422 and "12,00" in answer.content.decode()
    treasurer.post(
        reverse("hosting_bill_credit", kwargs={"slug": slug, "hosted_bill": second.number}),
        {"_key": "c2", "amount": "0,50", "kind": LineKind.OUTAGE.value, "reason": "Panne du 3"},
    )
    second.refresh_from_db()
    assert second.open_cents == 1_150
    note = Bill.objects.get(kind="credit")
    with boundary.within(cloud.org.id):
        access = cloud.access(TODAY)
        papers.write(access, bill_id=note.id)
    assert clouds.income(cloud, TODAY)["700"] == 2_350


@override_settings(KOPROGO_HOSTING=True)
def test_reminded_twice_and_never_locked_out() -> None:
    cloud = clouds.found(condominiums=1, since=date(2026, 1, 1))
    cloud.bill(date(2026, 1, 1))
    (bill,) = Bill.objects.all()
    sent = []
    for day in (date(2026, 2, 1), date(2026, 2, 7), date(2026, 2, 8), date(2026, 3, 2), date(2026, 3, 3)):
        with boundary.within(cloud.org.id):
            sent.append(papers.remind(cloud.access(day)))
    assert sent == [0, 1, 0, 1, 0]
    jobs.run_waiting(until=clouds.at(date(2026, 3, 4)), clock=lambda: clouds.at(date(2026, 3, 4)))
    subjects = [one.subject for one in mail.outbox]
    assert len(subjects) == 3 and sum("rappel" in one for one in subjects) == 2
    assert all("accès à vos données" in str(one.body) for one in mail.outbox)
    assert [name for name, _data, _type in mail.outbox[0].attachments] == [f"{bill.number}.pdf"]


@override_settings(KOPROGO_HOSTING=True)
def test_who_may_and_what_a_condominium_does_not_have() -> None:
    cloud = clouds.found(condominiums=1, since=TODAY.replace(day=1))
    slug = cloud.org.slug
    names = ("hosting_bills", "hosting_identity", "hosting_publish")
    for role, status in ((Role.BOARD, 200), (Role.TREASURER, 200), (Role.MEMBER, 403)):
        client = browser(cloud, role)
        for name in names:
            assert client.get(reverse(name, kwargs={"slug": slug})).status_code == status, (role, name)
    assert (
        browser(cloud, Role.BOARD).post(reverse("hosting_bills_run", kwargs={"slug": slug}), {"_key": "b"}).status_code
        == 403
    )
    stranger = Browser()
    stranger.force_login(casting.person("x@example.be"))
    assert stranger.get(reverse("hosting_bills", kwargs={"slug": slug})).status_code == 404
    body = text(browser(cloud, Role.TREASURER), "hosting_publish", slug=slug)
    assert "premier mois" in body and "bloquée" in body
    assert "Factures aux clients" in text(browser(cloud, Role.TREASURER), "money", slug=slug)


def test_off_there_is_nothing() -> None:
    for name in ("transparency", "transparency_chain"):
        assert Browser().get(reverse(name)).status_code == 404


@override_settings(KOPROGO_HOSTING=True)
def test_before_the_first_month_the_public_page_says_so() -> None:
    clouds.found(condominiums=1)
    assert "premier mois clos" in text(Browser(), "transparency")
    assert json.loads(text(Browser(), "transparency_chain")) == {"chain": []}


@override_settings(KOPROGO_HOSTING=True)
def test_one_that_cannot_be_billed_holds_nobody_else_up() -> None:
    """One bad address in a batch: the others are billed once, the treasurer reads who waits and why; mended and run
    again, only that one is billed."""
    cloud = clouds.found(condominiums=4, since=TODAY.replace(day=1))
    treasurer, slug = browser(cloud, Role.TREASURER), cloud.org.slug
    bad = Client.objects.get(name="ACP Copro 2")
    Client.objects.filter(id=bad.id).update(enterprise_number="0000000001")
    with pytest.raises(BillsHeldBack) as stopped:
        cloud.bill(TODAY)
    assert stopped.value.facts["clients"] == ["Copro 3"]
    others = set(Bill.objects.values_list("client__name", flat=True))
    assert others == {"ACP Copro 0", "ACP Copro 1", "ACP Copro 3"} and Bill.objects.count() == 3
    body = text(treasurer, "hosting_bills", slug=slug)
    assert "1 copropriété n’a pas pu être facturée" in body and "<b>Copro 3</b>" in body
    assert "numéro d’entreprise" in body.split("h-retenues")[2].split("</section>")[0]

    with pytest.raises(BillsHeldBack):  # nothing was mended: nothing is billed again
        cloud.bill(TODAY)
    assert Bill.objects.count() == 3 and sum(Bill.objects.values_list("total_cents", flat=True)) == 3 * 1_200
    Client.objects.filter(id=bad.id).update(enterprise_number="")
    cloud.bill(TODAY)
    assert Bill.objects.count() == 4 and Bill.objects.get(client=bad).total_cents == 1_200
    books = clouds.income(cloud, TODAY)
    assert books["700"] == 4 * 1_200 and sum(books.values()) == 0
    assert "h-retenues" not in text(treasurer, "hosting_bills", slug=slug)
