"""E5 of the law sheet: what leaves the bank pays invoices, in part or in whole, and is taken back whole."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import pytest

from koprogo.banking.models import BankTransaction, Reconciliation
from koprogo.banking.operations import accounts, confirm, importing
from koprogo.banking.pages.forms import DecideForm
from koprogo.banking.queries import inbox, pending
from koprogo.banking.rules.choices import Choice, Kind
from koprogo.banking.rules.purposes import Purpose
from koprogo.kernel import structured_reference
from koprogo.ledger.queries import accounts as chart
from koprogo.ledger.queries import creditors, self_check
from koprogo.ledger.rules.roles import AccountRole
from koprogo.platform import boundary
from koprogo.platform.access import Access
from koprogo.purchases.operations import approval, invoices, states, suppliers
from koprogo.purchases.operations.invoices import InvoiceFacts
from koprogo.purchases.operations.suppliers import SupplierFacts
from koprogo.purchases.queries import invoices as questions
from koprogo.purchases.queries import open_items
from koprogo.purchases.queries import suppliers as supplier_queries
from koprogo.purchases.rules.approval import Mode
from koprogo.purchases.rules.lines import LineFacts
from koprogo.purchases.rules.payments import WrongWay
from koprogo.purchases.rules.states import Kind as InvoiceKind
from koprogo.purchases.rules.states import State
from koprogo.testing import casting, counting, tilleuls
from koprogo.testing.coda import CodaMovement, chain, coda_file
from koprogo.testing.tilleuls import Tilleuls

pytestmark = pytest.mark.django_db
IBAN = "BE68539007547034"
PAID = date(2026, 11, 20)


@dataclass
class World:
    """Les Tilleuls with one account of the bank and one supplier."""

    access: Access
    built: Tilleuls
    account_id: UUID
    supplier: UUID
    cleaning: UUID
    statements: int = 0

    def invoice(self, cents: int, *, kind: InvoiceKind = InvoiceKind.INVOICE) -> tuple[str, str]:
        """A booked invoice with its communication: its own number, and the twelve digits."""
        place = len(questions.found(self.access, wanted=questions.Wanted(), limit=500)) + 1
        reference = structured_reference.make(place)
        facts = InvoiceFacts(
            self.supplier,
            date(2026, 11, 2),
            [LineFacts(self.cleaning, cents, key_id=self.built.keys["parts"])],
            kind=kind,
            supplier_number=f"F{place}",
            payment_reference=reference,
        )
        row = invoices.record(self.access, facts=facts, sure=True)
        states.check(self.access, number=row.number)
        return row.number, reference

    def bank(self, *movements: CodaMovement) -> None:
        """One more statement."""
        self.statements += 1
        (made,) = chain(
            IBAN,
            opening_cents=5_000_000,
            opening_on=date(2026, 11, 1),
            days=[(PAID, list(movements))],
            first=self.statements,
        )
        importing.import_file(self.access, data=coda_file([made]), name=f"{self.statements}.cod")

    def state(self, number: str) -> State:
        return State(questions.get(self.access, number=number).state)

    def held(self, role: AccountRole) -> int:
        return chart.role_balance(self.access, role=role, until=date(2026, 12, 31))

    def confirm_certain(self) -> int:
        return confirm.confirm_certain(self.access, bank_account_id=self.account_id)[0]


@pytest.fixture
def world() -> World:
    built = tilleuls.build(casting.NOW)
    access = built.syndic_access
    with boundary.within(built.org.id):
        account = accounts.open_account(access, iban=IBAN, purpose=Purpose.CURRENT, label="Compte courant")
        supplier = suppliers.add(access, facts=SupplierFacts("Propreté du Nord", iban="BE43068999999501"))
        cleaning = chart.account(access, code="6105")
    return World(access, built, account.id, supplier.id, cleaning.id)


def out(cents: int, reference: str = "", **more: str) -> CodaMovement:
    return CodaMovement(-cents, PAID, reference=reference, name=more.pop("name", "PROPRETE"), **more)


def test_e5_paid_by_its_communication_in_one_click(world: World) -> None:
    """9 431,10 owed, 8 931,10 paid by the bank: 500,00 stay owed, and the books agree."""
    with boundary.within(world.access.org_id):
        first, reference = world.invoice(893_110)
        second, _other = world.invoice(50_000)
        world.bank(out(893_110, reference))
        found = inbox.of_building(world.access)
        assert found is not None and (found.certain_cents, found.certain_out_cents) == (0, 893_110)
        assert found.certain[0].invoice is not None and found.certain[0].invoice.number == first
        assert world.confirm_certain() == 1
        assert (world.state(first), world.state(second)) == (State.PAID, State.APPROVED)
        assert (world.held(AccountRole.SUPPLIERS), world.held(AccountRole.BANK_CURRENT)) == (-50_000, -893_110)
        assert self_check.problems(world.access) == []
        batch = Reconciliation.objects.get().batch_id
        assert confirm.undo_batch(world.access, batch_id=batch) == 1
        assert world.state(first) == State.APPROVED
        assert open_items.open_by_supplier(world.access, supplier_ids=[world.supplier]) == {world.supplier: 943_110}
        assert world.confirm_certain() == 1, "it waits again, as certain as before"


def test_a_part_leaves_the_rest_open_and_too_much_goes_to_the_oldest(world: World) -> None:
    with boundary.within(world.access.org_id):
        first, reference = world.invoice(60_000)
        second, _other = world.invoice(30_000)
        world.bank(out(20_000, reference), out(80_000, name="X"))
        part, rest = pending.waiting(world.access)
        row = questions.get(world.access, number=first)
        confirm.confirm(world.access, transaction_id=part.id, choice=Choice(Kind.INVOICE, invoice_id=row.id))
        (still, _second) = open_items.open_invoices(world.access)
        assert (still.number, still.open_cents, world.state(first)) == (first, 40_000, State.APPROVED)
        confirm.confirm(world.access, transaction_id=rest.id, choice=Choice(Kind.INVOICE, invoice_id=row.id))
        assert (world.state(first), world.state(second)) == (State.PAID, State.PAID)
        assert world.held(AccountRole.SUPPLIERS) == 10_000, "what is above is paid ahead, on the supplier's account"
        shown = questions.detail(world.access, number=first)
        assert sorted(p.cents for p in shown.payments) == [20_000, 40_000] and shown.open_cents == 0


def test_a_refund_pays_a_credit_note_and_nothing_pays_the_wrong_way(world: World) -> None:
    with boundary.within(world.access.org_id):
        owed, _reference = world.invoice(60_000)
        note, _other = world.invoice(10_000, kind=InvoiceKind.CREDIT_NOTE)
        world.bank(CodaMovement(10_000, PAID, text="remboursement", name="PROPRETE"))
        (movement,) = pending.waiting(world.access)
        wrong = Choice(Kind.INVOICE, invoice_id=questions.get(world.access, number=owed).id)
        with pytest.raises(WrongWay):
            confirm.confirm(world.access, transaction_id=movement.id, choice=wrong)
        right = Choice(Kind.INVOICE, invoice_id=questions.get(world.access, number=note).id)
        confirm.confirm(world.access, transaction_id=movement.id, choice=right)
        assert (world.state(note), world.held(AccountRole.SUPPLIERS)) == (State.PAID, -60_000)


def test_a_direct_debit_before_the_approval(world: World) -> None:
    with boundary.within(world.access.org_id):
        approval.set_rule(world.access, mode=Mode.ALWAYS, decision="AG", decided_on=date(2026, 5, 5))
        number, reference = world.invoice(31_870)
        world.bank(out(31_870, reference))
        found = inbox.of_building(world.access)
        assert found is not None and [row.reason for row in found.probable] == ["invoice_reference_not_approved"]
        proposal = found.probable[0].proposal
        assert proposal is not None
        confirm.confirm(world.access, transaction_id=found.probable[0].transaction.id, choice=proposal)
        assert world.state(number) == State.CHECKED
    council = casting.access_as(casting.Role.COUNCIL, world.built.org)
    with boundary.within(world.access.org_id):
        states.approve(council, number=number)
        assert world.state(number) == State.PAID


def test_the_number_of_statements_does_not_grow_with_the_payments(world: World) -> None:
    counted = []
    with boundary.within(world.access.org_id):
        for many in (2, 12):
            asked = [world.invoice(10_000 + n) for n in range(many)]
            world.bank(*(out(10_000 + n, reference) for n, (_number, reference) in enumerate(asked)))
            with counting.statements() as ran:
                assert world.confirm_certain() == many
            counted.append(len(ran))
            batch = Reconciliation.objects.latest("id").batch_id
            with counting.statements() as ran:
                confirm.undo_batch(world.access, batch_id=batch)
            counted.append(len(ran))
            world.confirm_certain()
    assert counted[:2] == counted[2:]


def test_a_balance_that_was_taken_over_is_paid_under_its_suppliers_name(world: World) -> None:
    """Money on 440 without an invoice names whose account it changes."""
    with boundary.within(world.built.org.id):
        world.bank(CodaMovement(-45_000, PAID, text="solde 2025", name="INCONNU"))
        (row,) = BankTransaction.objects.all()
        account = chart.account_of(world.access, role=AccountRole.SUPPLIERS).id
        (name,) = supplier_queries.party_names(world.access)
        form = DecideForm(
            {"kind": "other_account", "account": AccountRole.SUPPLIERS.value},
            receipt=False,
            notices=[],
            parties=[],
            suppliers=[name],
        )
        assert not form.is_valid() and "supplier" in form.errors
        data = {"kind": "other_account", "account": AccountRole.SUPPLIERS.value, "supplier": str(name[0])}
        form = DecideForm(data, receipt=False, notices=[], parties=[], suppliers=[name])
        assert form.is_valid()
        choice = form.choice(lambda *, role, code: account)
        confirm.confirm(world.access, transaction_id=row.id, choice=choice)
        (line,) = creditors.lines(world.access, on=PAID)
        assert (line.party_id, line.cents) == (name[0], -45_000)


def test_a_payment_counts_from_the_day_the_bank_has_it(world: World) -> None:
    with boundary.within(world.built.org.id):
        _number, reference = world.invoice(10_000)
        world.bank(CodaMovement(-10_000, PAID, reference=reference, name="PROPRETE"))
        confirm.confirm_certain(world.access, bank_account_id=world.account_id)
        before, after = (open_items.open_on(world.access, on=on) for on in (date(2026, 11, 19), PAID))
        assert list(before.values()) == [10_000] and list(after.values()) == [0] and world.access.today > PAID
