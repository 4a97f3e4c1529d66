"""From a file to a draft: matched, prefilled, kept with its PDF, never twice; and by mail, from whoever sends one."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction

from koprogo.kernel.refusals import NotAllowed
from koprogo.platform import boundary, files, incoming, jobs
from koprogo.platform.models import StoredFile
from koprogo.platform.tests.test_incoming import message
from koprogo.purchases.models import Arrival, Invoice, InvoiceFile, InvoiceLine, Supplier
from koprogo.purchases.operations import arrivals, mailbox
from koprogo.purchases.operations.invoices import AlreadyRecorded
from koprogo.purchases.queries import arrivals as questions
from koprogo.purchases.queries import suppliers as found
from koprogo.purchases.rules.arrivals import DecidedAlready, Stage
from koprogo.purchases.rules.states import Kind, Origin, State
from koprogo.purchases.rules.ubl import inspection
from koprogo.purchases.rules.ubl.findings import Finding
from koprogo.purchases.tests import world as worlds
from koprogo.purchases.tests.ubl import samples
from koprogo.purchases.tests.world import World
from koprogo.testing import casting
from koprogo.testing.casting import Role

pytestmark = pytest.mark.django_db
NUMBER = "0403170701"


@pytest.fixture
def world() -> World:
    return worlds.build()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules let everything pass but files that say FAULT: the rules themselves have their own tests."""

    def told(data: bytes) -> tuple[Finding, ...]:
        return (Finding("BR-CO-15", "Totals", "fatal"),) if b"FAULT" in data else ()

    monkeypatch.setattr(inspection, "findings", told)


def handed_in(world: World, data: bytes, name: str = "facture.xml") -> Arrival:
    with boundary.within(world.org_id):
        row = arrivals.receive(world.syndic, data=data, name=name)
    jobs.run_waiting(until=world.syndic.now + timedelta(minutes=1), clock=lambda: world.syndic.now)
    with boundary.within(world.org_id):
        return Arrival.objects.get(org_id=world.org_id, id=row.id)


def _made(row: Arrival) -> Invoice:
    assert row.invoice_id is not None
    return Invoice.objects.get(org_id=row.org_id, id=row.invoice_id)


def test_a_file_of_a_known_supplier_is_a_draft_to_the_cent_with_its_pdf(world: World) -> None:
    """The real rules, once."""
    with boundary.within(world.org_id):
        supplier = world.supplier(number=NUMBER)
        world.booked(supplier, world.line("6101", 10_000, "lift", 100), number="OLD-1")
    row = handed_in(world, samples.invoice(allowance_cents=1_250, prepaid_cents=5_000))
    with boundary.within(world.org_id):
        assert row.stage == Stage.DRAFTED, (row.reason, row.findings)
        made = _made(row)
        assert (made.state, made.origin, made.kind) == (State.DRAFT, Origin.FILE, Kind.INVOICE)
        assert (made.supplier_id, made.supplier_number) == (supplier, "2026-0117")
        assert made.structured_reference == "090933755493"
        assert (made.net_cents, made.vat_cents, made.gross_cents) == (27_755, 5_078, 32_833)
        assert str(made.due_on) == "2026-04-11"
        lines = InvoiceLine.objects.filter(org_id=world.org_id, invoice=made).order_by("position")
        assert [line.net_cents for line in lines] == [24_000, 5_005, -1_250]
        assert {line.account_id for line in lines} == {world.accounts["6101"]}
        assert {line.key_id for line in lines} == {world.built.keys["lift"]}
        assert {line.occupant_percent for line in lines} == {100}
        kept = {one.role: one for one in InvoiceFile.objects.filter(org_id=world.org_id, invoice=made)}
        assert set(kept) == {"ubl", "embedded"}
        pdf = files.get(world.syndic, file_id=kept["embedded"].file_id)
        assert pdf is not None and files.content(pdf) == samples.PDF
        assert pdf.retention == StoredFile.Retention.ACCOUNTING
        # The account asked for is not the one paid so far: it waits to be made sure of.
        asked = found.ibans(world.syndic, supplier_id=supplier)
        assert {one.iban: one.confirmed_at is None for one in asked} == {worlds.KONE: False, worlds.IBAN: True}


@pytest.mark.usefixtures("quick")
def test_the_same_file_twice_and_the_same_number_twice_add_nothing(world: World) -> None:
    with boundary.within(world.org_id):
        world.supplier(number=NUMBER)
    first = handed_in(world, samples.invoice())
    again = handed_in(world, samples.invoice(), "copie.xml")
    assert again.id == first.id
    other = handed_in(world, samples.invoice(number="2026/0117"))
    assert (other.stage, other.reason, other.invoice_id) == (Stage.DUPLICATE, "number", first.invoice_id)
    alike = handed_in(world, samples.invoice(number="2026-0118"))
    assert alike.stage == Stage.ALIKE
    with boundary.within(world.org_id):
        assert Invoice.objects.filter(org_id=world.org_id).count() == 1
        made = arrivals.accept(world.syndic, arrival_id=alike.id)
        assert made.invoice is not None and made.invoice.supplier_number == "2026-0118"
        with pytest.raises(DecidedAlready):
            arrivals.accept(world.syndic, arrival_id=alike.id)


@pytest.mark.usefixtures("quick")
def test_a_new_supplier_is_proposed_and_added_by_a_person(world: World) -> None:
    row = handed_in(world, samples.invoice())
    assert (row.stage, row.facts["known_as"]) == (Stage.NEW_SUPPLIER, None)
    with boundary.within(world.org_id):
        assert not Supplier.objects.filter(org_id=world.org_id).exists()
        made = arrivals.accept(world.syndic, arrival_id=row.id)
        assert made.stage == Stage.DRAFTED
        supplier = found.by_number(world.syndic, number=NUMBER)
        assert supplier is not None and supplier.party.name == "Ascenseurs Meuse SA"
        lines = InvoiceLine.objects.filter(org_id=world.org_id, invoice=_made(made))
        assert {line.account_id for line in lines} == {world.accounts["642"]}
        # Recorded for two, checked by nobody: it is in no book yet.
        assert made.invoice is not None and made.invoice.entry_id is None


@pytest.mark.usefixtures("quick")
def test_an_invoice_that_breaks_a_rule_waits_with_its_rule(world: World) -> None:
    row = handed_in(world, samples.invoice(supplier_name="FAULT SA"))
    assert (row.stage, row.reason) == (Stage.INVALID, "rules")
    assert [one["rule"] for one in row.findings] == ["BR-CO-15"]
    with boundary.within(world.org_id):
        assert arrivals.accept(world.syndic, arrival_id=row.id).stage == Stage.DRAFTED


@pytest.mark.usefixtures("quick")
def test_a_credit_note_is_tied_to_what_it_takes_back(world: World) -> None:
    with boundary.within(world.org_id):
        world.supplier(number=NUMBER)
    first = handed_in(world, samples.invoice())
    note = samples.invoice(number="NC-7", credit_note=True, pdf=None)
    inside = b"<cac:InvoiceDocumentReference><cbc:ID>2026-0117</cbc:ID></cac:InvoiceDocumentReference>"
    named = b"<cac:BillingReference>" + inside + b"</cac:BillingReference>"
    at = note.index(b"<cac:AccountingSupplierParty>")
    row = handed_in(world, note[:at] + named + note[at:])
    with boundary.within(world.org_id):
        made = _made(row)
        assert (made.kind, made.gross_cents, made.credits_id) == (Kind.CREDIT_NOTE, 34_345, first.invoice_id)


@pytest.mark.usefixtures("quick")
def test_another_currency_or_another_customer_is_seen(world: World) -> None:
    row = handed_in(
        world, samples.invoice().replace(b">EUR</cbc:DocumentCurrencyCode>", b">USD</cbc:DocumentCurrencyCode>")
    )
    assert (row.stage, row.reason) == (Stage.INVALID, "amounts_currency")
    assert row.facts["other_customer"] is False  # this building has no enterprise number yet


def test_a_pdf_is_typed_by_a_person(world: World) -> None:
    row = handed_in(world, samples.PDF, "scan.pdf")
    assert row.stage == Stage.TO_TYPE
    with boundary.within(world.org_id):
        made = arrivals.type_in(
            world.syndic,
            arrival_id=row.id,
            supplier="Jardins Vanderlinden",
            number="F-88",
            issued_on=world.syndic.today,
            total_cents=12_100,
        )
        assert made.invoice is not None
        assert (made.invoice.gross_cents, made.invoice.net_cents) == (12_100, 10_000)
        assert [one.role for one in InvoiceFile.objects.filter(org_id=world.org_id, invoice=made.invoice)] == [
            "voucher"
        ]
    second = handed_in(world, samples.PDF + b"\n", "scan2.pdf")
    with boundary.within(world.org_id), pytest.raises(AlreadyRecorded), transaction.atomic():
        arrivals.type_in(
            world.syndic,
            arrival_id=second.id,
            supplier="jardins vanderlinden",
            number="f 88",
            issued_on=world.syndic.today,
            total_cents=12_100,
        )
    with boundary.within(world.org_id):
        assert arrivals.set_aside(world.syndic, arrival_id=second.id).stage == Stage.SET_ASIDE


@pytest.mark.usefixtures("quick")
def test_a_mail_to_the_address_becomes_drafts_once_and_its_sender_is_kept(world: World) -> None:
    with boundary.within(world.org_id):
        world.supplier(number=NUMBER)
        token = mailbox.renew(world.syndic).token
    raw = message(
        ("f.xml", "application/xml", samples.invoice()),
        ("f.pdf", "application/pdf", samples.PDF),
        ("virus.exe", "application/octet-stream", b"MZ\x00\x00"),
        ("bomb.xml", "application/xml", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'),
    )
    for _time in range(2):
        with boundary.within(world.org_id):
            assert mailbox.receive(world.syndic, incoming=incoming.parse(raw), token=token)
        jobs.run_waiting(until=world.syndic.now + timedelta(minutes=1), clock=lambda: world.syndic.now)
    with boundary.within(world.org_id):
        rows, total = questions.listing(world.syndic)
        assert total == 4
        assert {row.name: row.stage for row in rows} == {
            "f.xml": Stage.DRAFTED,
            "f.pdf": Stage.TO_TYPE,
            "virus.exe": Stage.REFUSED,
            "bomb.xml": Stage.REFUSED,
        }
        assert {row.sender for row in rows} == {"factures@kone.example"}
        assert Invoice.objects.get(org_id=world.org_id).origin == Origin.MAIL
        # The same document in another mail is said to be there already.
        other = replace(incoming.parse(raw), message_id="<2@kone.example>")
        assert mailbox.receive(world.syndic, incoming=other, token=token)
        assert Arrival.objects.filter(org_id=world.org_id, stage=Stage.DUPLICATE, reason="file").count() == 2
        assert Invoice.objects.filter(org_id=world.org_id).count() == 1
        # Refused documents leave a note and no bytes.
        assert not Arrival.objects.filter(org_id=world.org_id, stage=Stage.REFUSED, file_id__isnull=False).exists()


def test_a_renewed_address_no_longer_reaches_the_building(world: World) -> None:
    with boundary.within(world.org_id):
        old = mailbox.renew(world.syndic).token
        new = mailbox.renew(replace(world.syndic, now=world.syndic.now + timedelta(minutes=1))).token
        bare = incoming.parse(message())
        assert not mailbox.receive(world.syndic, incoming=bare, token=old)
        assert not mailbox.receive(world.syndic, incoming=bare, token="")
        assert mailbox.receive(world.syndic, incoming=bare, token=new)
        (row,) = questions.bare_mails(world.syndic)
        assert (row.sender, row.text) == ("factures@kone.example", "Bonjour,\nla facture.")


def test_an_owner_hands_in_nothing(world: World) -> None:
    owner = casting.access_as(Role.OWNER, world.built.org, who=world.built.persons["Bruno"])
    with boundary.within(world.org_id), pytest.raises(NotAllowed):
        arrivals.receive(owner, data=samples.invoice(), name="f.xml")
