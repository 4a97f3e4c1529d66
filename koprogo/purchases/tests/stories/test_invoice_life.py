"""An invoice from its draft to the books: E4 of the law sheet, four eyes, contested, taken back, credited."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from koprogo.kernel.refusals import NotAllowed, NotFound
from koprogo.ledger.operations import entries, years
from koprogo.ledger.operations.entries import Line, Voucher
from koprogo.ledger.queries import accounts, costs, self_check
from koprogo.ledger.queries.entries import fiscal_years
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.roles import AccountRole
from koprogo.platform import boundary, files
from koprogo.platform.models import StoredFile
from koprogo.purchases.models import Invoice, InvoiceFile, InvoiceStep
from koprogo.purchases.operations import approval, invoices, payments, states, suppliers
from koprogo.purchases.operations.invoices import AlreadyRecorded, InvoiceFacts, LooksRecorded, Piece
from koprogo.purchases.operations.states import NumberMissing, PaidAlready, ReasonMissing
from koprogo.purchases.queries import open_items
from koprogo.purchases.queries import suppliers as supplier_queries
from koprogo.purchases.rules.approval import FourEyes, Mode
from koprogo.purchases.rules.payments import NothingToOffset
from koprogo.purchases.rules.states import Kind, State, WrongState
from koprogo.purchases.tests import world as worlds
from koprogo.purchases.tests.world import World
from koprogo.testing import tilleuls

pytestmark = pytest.mark.django_db
YEAR_ENDS = date(2026, 12, 31)


@pytest.fixture
def world() -> World:
    return worlds.build()


def sole_fact(world: World) -> int:
    return -accounts.role_balance(world.syndic, role=AccountRole.SUPPLIERS, until=YEAR_ENDS)


def mirror_day(row: Invoice) -> date:
    mirror = Invoice.objects.get(id=row.id).counter_entry
    assert mirror is not None
    day: date = mirror.entry_on
    return day


def test_e4_the_costs_of_the_year_and_a_private_one(world: World) -> None:
    """9 345,60 of common costs and 85,50 for lot E alone make 9 431,10 owed to suppliers; VAT is a cost."""
    with boundary.within(world.org_id):
        for place, (code, cents, key, percent) in enumerate(worlds.YEAR):
            supplier = world.supplier(f"Fournisseur {place}", iban="")
            world.booked(supplier, world.line(code, cents, key, percent, vat_bp=2100))
        david = world.built.lots["E"]
        world.booked(world.supplier("Plombier", iban=""), world.line("643", 8_550, lot_id=david))
        assert sole_fact(world) == 943_110
        assert self_check.problems(world.syndic) == []
        found = costs.lines(world.syndic, from_on=date(2026, 1, 1), to_on=YEAR_ENDS)
    assert sum(line.cents for line in found) == 943_110
    assert not [line for line in found if line.account_code.startswith(("411", "451"))]
    private = next(line for line in found if line.account_code == "643")
    assert (private.lot_id, private.key_id, private.cents) == (david, None, 8_550)
    lift = next(line for line in found if line.account_code == "6101")
    assert (lift.key_id, lift.occupant_percent, lift.voucher_kind) == (world.built.keys["lift"], 100, "invoice")


def test_a_draft_is_in_no_book_and_may_be_rewritten(world: World) -> None:
    with boundary.within(world.org_id):
        supplier = world.supplier()
        draft = world.record(supplier, world.line("6101", 68_420, "lift"))
        assert (draft.number, draft.state, sole_fact(world)) == ("2026-001", State.DRAFT, 0)
        facts = invoices.InvoiceFacts(
            supplier, date(2026, 3, 2), [world.line("6101", 70_000, "lift")], supplier_number="A"
        )
        again = invoices.amend(world.accountant, number=draft.number, facts=facts)
        assert (again.gross_cents, again.lines.count()) == (70_000, 1)
        states.check(world.syndic, number=draft.number)
        assert sole_fact(world) == 70_000
        with pytest.raises(WrongState):
            invoices.amend(world.syndic, number=draft.number, facts=facts)
        with pytest.raises(WrongState):
            states.check(world.syndic, number=draft.number)
        assert world.record(supplier, world.line("6101", 1)).number == "2026-002"


def test_without_a_number_it_stays_a_draft(world: World) -> None:
    with boundary.within(world.org_id):
        draft = world.record(world.supplier(), world.line("6101", 100), number="")
        with pytest.raises(NumberMissing):
            states.check(world.syndic, number=draft.number)


def test_who_may_do_what(world: World) -> None:
    owner = tilleuls.access_of(world.built, "David")
    with boundary.within(world.org_id):
        supplier = world.supplier()
        for somebody in (owner, world.council):
            with pytest.raises(NotAllowed):
                world.record(supplier, world.line("6101", 100), by=somebody)
        draft = world.record(supplier, world.line("6101", 100), by=world.accountant)
        with pytest.raises(NotAllowed):
            states.check(world.council, number=draft.number)
        approval.set_rule(world.syndic, mode=Mode.ALWAYS, decision="AG 2026, point 7", decided_on=date(2026, 5, 5))
        states.check(world.accountant, number=draft.number)
        for somebody in (owner, world.accountant):
            with pytest.raises(NotAllowed):
                states.approve(somebody, number=draft.number)


def test_four_eyes_above_the_amount_the_assembly_decided(world: World) -> None:
    with boundary.within(world.org_id):
        approval.set_rule(
            world.syndic, mode=Mode.ABOVE, threshold_cents=50_000, decision="AG 2026", decided_on=date(2026, 5, 5)
        )
        supplier = world.supplier()
        small = world.booked(supplier, world.line("6105", 50_000), number="1")
        large = world.booked(supplier, world.line("6105", 50_001), number="2")
        assert (small.state, large.state) == (State.APPROVED, State.CHECKED)
        assert sole_fact(world) == 100_001, "a cost is in the books before anybody lets it be paid"
        with pytest.raises(FourEyes):
            states.approve(world.syndic, number=large.number)
        states.approve(world.council, number=large.number)
        steps = InvoiceStep.objects.filter(invoice=large).order_by("id")
        assert [(one.state, one.by) for one in steps] == [
            ("draft", "Nadia Haddad"),
            ("checked", "Nadia Haddad"),
            ("approved", "Alice Tilleul"),
        ]
        assert [one.by for one in InvoiceStep.objects.filter(invoice=small, state="approved")] == [""]


def test_contested_answered_and_taken_back(world: World) -> None:
    with boundary.within(world.org_id):
        approval.set_rule(world.syndic, mode=Mode.ALWAYS, decision="AG", decided_on=date(2026, 5, 5))
        number = world.booked(world.supplier(), world.line("6105", 12_100)).number
        with pytest.raises(ReasonMissing):
            states.refuse(world.council, number=number, reason=" ")
        states.refuse(world.council, number=number, reason="Le hall n’a pas été nettoyé.")
        assert sole_fact(world) == 12_100
        states.resubmit(world.syndic, number=number, answer="Nettoyé le 4 mars, photo jointe.")
        states.refuse(world.council, number=number, reason="Non.")
        row = states.cancel(world.syndic, number=number, reason="Le fournisseur y renonce.")
        assert (row.state, sole_fact(world)) == (State.CANCELLED, 0)
        assert row.counter_entry is not None and row.counter_entry.reverses_id == row.entry_id
        shared = costs.lines(world.syndic, from_on=date(2026, 1, 1), to_on=YEAR_ENDS)
        assert [line.cents for line in shared] == [12_100, -12_100]
        assert {line.key_id for line in shared} == {world.built.keys["parts"]}
        again = world.booked(row.supplier_id, world.line("6105", 12_000))
        assert again.supplier_number == row.supplier_number, "a cancelled number may be recorded again"


def test_twice_the_same_invoice(world: World) -> None:
    with boundary.within(world.org_id):
        supplier = world.supplier()
        world.record(supplier, world.line("6105", 12_100), number="2026/00014")
        with pytest.raises(AlreadyRecorded) as same:
            world.record(supplier, world.line("6105", 99), number=" 2026-00014 ", issued_on=date(2026, 9, 9))
        assert same.value.facts["number"] == "2026-001"
        with pytest.raises(LooksRecorded):
            world.record(supplier, world.line("6105", 12_100), number="15")
        facts = invoices.InvoiceFacts(supplier, date(2026, 3, 2), [world.line("6105", 12_100)], supplier_number="15")
        assert invoices.record(world.syndic, facts=facts, sure=True).number == "2026-002"
        other = world.record(world.supplier("Autre", iban=""), world.line("6105", 12_100), number="2026/00014")
        assert other.number == "2026-003"


def test_a_credit_note_takes_costs_back_and_is_set_off(world: World) -> None:
    with boundary.within(world.org_id):
        supplier = world.supplier()
        owed = world.booked(supplier, world.line("6105", 100_000), number="F1")
        note = world.booked(
            supplier, world.line("6105", 30_001), number="NC1", kind=Kind.CREDIT_NOTE, credits=owed.number
        )
        assert (sole_fact(world), note.state, note.credits_id) == (69_999, State.APPROVED, owed.id)
        shared = costs.lines(world.syndic, from_on=date(2026, 1, 1), to_on=YEAR_ENDS)
        assert sorted(line.cents for line in shared) == [-30_001, 100_000]
        assert payments.offset(world.syndic, credit_note=note.number, invoice=owed.number) == 30_001
        left = {one.number: one.open_cents for one in open_items.open_invoices(world.syndic)}
        assert left == {owed.number: 69_999}
        note.refresh_from_db()
        assert note.state == State.PAID
        with pytest.raises(NothingToOffset):
            payments.offset(world.syndic, credit_note=note.number, invoice=owed.number)
        with pytest.raises(PaidAlready):
            states.cancel(world.syndic, number=owed.number, reason="Erreur")
        source = owed.payments.get().source_id
        payments.undo_offset(world.syndic, source_id=source)
        note.refresh_from_db()
        assert note.state == State.APPROVED
        assert open_items.open_by_supplier(world.syndic, supplier_ids=[supplier]) == {supplier: 69_999}


def test_vouchers_become_papers_of_the_books(world: World) -> None:
    with boundary.within(world.org_id):
        photo = files.keep(
            world.syndic, data=b"\x89PNG\r\n\x1a\n1", name="facture.png", retention=StoredFile.Retention.INTERNAL
        )
        facts = invoices.InvoiceFacts(world.supplier(), date(2026, 3, 2), [world.line("6105", 12_100)])
        row = invoices.record(world.syndic, facts=facts, pieces=[Piece(photo.id)])
        photo.refresh_from_db()
        assert (photo.retention, photo.subject_id) == (StoredFile.Retention.ACCOUNTING, row.id)
        assert InvoiceFile.objects.get(invoice=row).media_type == "image/png"
        with pytest.raises(NotFound):
            invoices.attach(
                world.syndic,
                number=world.record(row.supplier_id, world.line("6105", 5)).number,
                pieces=[Piece(photo.id)],
            )


def test_a_changed_account_waits_until_somebody_made_sure(world: World) -> None:
    with boundary.within(world.org_id):
        supplier = world.supplier()
        row = world.record(supplier, world.line("6105", 12_100), iban="BE71096123456769", iban_holder="KONE")
        assert row.iban is not None and row.iban.confirmed_at is None
        first, second = supplier_queries.ibans(world.syndic, supplier_id=supplier)[::-1]
        assert (first.iban, first.confirmed_at is not None, second.iban) == (worlds.KONE, True, "BE71096123456769")
        with pytest.raises(suppliers.ConfirmationMissing):
            suppliers.confirm_iban(world.syndic, supplier_id=supplier, iban_id=second.id, how="")
        suppliers.confirm_iban(world.syndic, supplier_id=supplier, iban_id=second.id, how="Appel au 02 730 92 11")
        suppliers.end_iban(world.syndic, supplier_id=supplier, iban_id=first.id)
        rows = {one.iban: one for one in supplier_queries.ibans(world.syndic, supplier_id=supplier)}
        assert rows["BE71096123456769"].confirmed_by == "Nadia Haddad"
        assert rows[worlds.KONE].ended_at is not None


def test_the_exempt_are_kept_with_the_cost(world: World) -> None:
    """CC 3.92: David won; the lawyer's 5 000,00 are borne by the others."""
    with boundary.within(world.org_id):
        david = world.built.parties["David"]
        world.booked(world.supplier(), world.line("6130", 500_000, exempt=frozenset({david})))
        (line,) = costs.lines(world.syndic, from_on=date(2026, 1, 1), to_on=YEAR_ENDS)
        assert line.exempt == {david}


def test_a_closed_year_is_not_written_in(world: World) -> None:
    with boundary.within(world.org_id):
        supplier = world.supplier()
        last_year = date(2025, 12, 20)
        world.booked(supplier, world.line("6105", 100), number="1", issued_on=last_year)
        year = next(year for year in fiscal_years(world.syndic) if year.code == "2025")
        years.hold(world.syndic, year_id=year.id)
        line = world.line("6105", 200, period_from=date(2025, 12, 1), period_to=date(2025, 12, 31))
        row = world.booked(supplier, line, number="2", issued_on=last_year)
        assert row.entry is not None and row.entry.entry_on == world.syndic.today
        later = replace(world.syndic, now=world.syndic.now + timedelta(days=2))
        states.cancel(later, number=row.number, reason="Essai")
        assert Invoice.objects.get(id=row.id).state == State.CANCELLED


def test_an_invoice_taken_back_leaves_nothing_in_the_year_that_bore_it(world: World) -> None:
    with boundary.within(world.org_id):
        row = world.booked(world.supplier(), world.line("6105", 100), issued_on=date(2025, 12, 20))
        assert row.entry is not None and row.entry.entry_on == date(2025, 12, 20)
        states.cancel(world.syndic, number=row.number, reason="Deux fois")
        assert mirror_day(row) == date(2025, 12, 20)
        shared = costs.lines(world.syndic, from_on=date(2025, 1, 1), to_on=date(2025, 12, 31))
        assert sum(line.cents for line in shared) == 0


def test_days_that_were_settled_or_taken_over_are_not_booked_in(world: World) -> None:
    """A late document is of the next settlement; what is older than the books begins with them (law 4.1)."""
    access = world.syndic
    with boundary.within(world.org_id):
        supplier = world.supplier()
        first = world.booked(supplier, world.line("6105", 700), number="1", issued_on=date(2026, 2, 3))
        assert first.entry is not None and first.entry.entry_on == date(2026, 2, 3)
        lines = [Line(-700, account_id=world.accounts["6105"]), Line(700, AccountRole.WORKING_FUND)]
        voucher = Voucher("settlement", None, "T1")
        settled = entries.post(
            access, journal=JournalKind.SETTLEMENTS, on=date(2026, 3, 31), label="T1", lines=lines, voucher=voucher
        )
        late = world.booked(supplier, world.line("6105", 50), number="2", issued_on=date(2026, 3, 31))
        assert late.entry is not None and late.entry.entry_on == access.today
        after = world.booked(supplier, world.line("6105", 60), number="3", issued_on=date(2026, 4, 1))
        assert after.entry is not None and after.entry.entry_on == date(2026, 4, 1)
        states.cancel(access, number=first.number, reason="Erreur")
        assert mirror_day(first) == access.today
        entries.reverse(access, entry_id=settled.id, on=settled.entry_on, label="T1 annulé")
        again = world.booked(supplier, world.line("6105", 70), number="4", issued_on=date(2026, 3, 31))
        assert again.entry is not None and again.entry.entry_on == date(2026, 3, 31), "no settlement stands"
        opening = [Line(1, AccountRole.BANK_CURRENT), Line(-1, AccountRole.WORKING_FUND)]
        entries.post(
            access, journal=JournalKind.OPENING, on=date(2026, 1, 1), label="AN", lines=opening, voucher=voucher
        )
        older = world.booked(supplier, world.line("6105", 80), number="5", issued_on=date(2025, 12, 20))
        assert older.entry is not None and older.entry.entry_on == date(2026, 1, 1)


def test_who_rewrote_an_invoice_does_not_approve_it(world: World) -> None:
    with boundary.within(world.org_id):
        approval.set_rule(world.syndic, mode=Mode.ALWAYS, decision="AG", decided_on=date(2026, 5, 5))
        supplier = world.supplier()
        draft = world.record(supplier, world.line("6105", 100), by=world.accountant)
        facts = InvoiceFacts(
            supplier_id=supplier, issued_on=date(2026, 3, 2), supplier_number="F-1", lines=[world.line("6105", 99_900)]
        )
        invoices.amend(world.syndic, number=draft.number, facts=facts)
        states.check(world.accountant, number=draft.number)
        with pytest.raises(FourEyes):
            states.approve(world.syndic, number=draft.number)
        states.approve(world.council, number=draft.number)
