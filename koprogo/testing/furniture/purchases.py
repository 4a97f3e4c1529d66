"""Invoices of a house: one of works that may be paid, a draft, a credit note half deducted, a series, a new account."""

from datetime import date
from typing import Any

from koprogo.ledger.queries import accounts
from koprogo.platform.access import Access
from koprogo.purchases.operations import approval, invoices, payments, pieces, recurring, states, suppliers, withholding
from koprogo.purchases.operations.invoices import InvoiceFacts, Piece
from koprogo.purchases.operations.suppliers import SupplierFacts
from koprogo.purchases.queries import suppliers as supplier_queries
from koprogo.purchases.rules.approval import Mode
from koprogo.purchases.rules.lines import LineFacts
from koprogo.purchases.rules.recurrence import Interval
from koprogo.purchases.rules.states import Kind
from koprogo.testing.tilleuls import Tilleuls

PHOTO = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89\x00\x00"
    b"\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xdc\xccY\xe7\x00\x00\x00\x00IEND\xaeB`\x82"
)


def furnish(built: Tilleuls, access: Access) -> dict[str, Any]:
    """Record them as the syndic does; what is above 1 000,00 waits for the council."""
    codes = {name.split()[0]: account for account, name in accounts.choices(access)}
    roofer = SupplierFacts("Toitures Lambert", enterprise_number="0403.170.701", iban="BE43068999999501")
    supplier = suppliers.add(access, facts=roofer)
    account = suppliers.add_iban(access, supplier_id=supplier.id, iban="BE62510007547061")
    approval.set_rule(
        access, mode=Mode.ABOVE, threshold_cents=100_000, decision="AG 2026", decided_on=date(2026, 5, 12)
    )

    def recorded(number: str, code: str, cents: int, *, kind: Kind = Kind.INVOICE, kept: tuple[Piece, ...] = ()) -> str:
        line = LineFacts(codes[code], cents, vat_bp=600, key_id=built.keys["parts"], occupant_percent=0)
        facts = InvoiceFacts(
            supplier.id, access.today, [line], kind=kind, supplier_number=number, payment_reference=number
        )
        return invoices.record(access, facts=facts, pieces=kept).number

    photo = pieces.keep(access, data=PHOTO, name="facture.png")
    works = recorded("2026/118", "6110", 99_000, kept=(Piece(photo.id),))
    states.check(access, number=works)
    withholding.note(access, number=works, checked_on=access.today, social_debts=False, tax_debts=False)
    waits = recorded("2026/121", "6107", 212_000)
    states.check(access, number=waits)
    draft = recorded("2026/125", "6105", 12_100)
    note = recorded("NC 7", "6110", 30_000, kind=Kind.CREDIT_NOTE)
    states.check(access, number=note)
    payments.offset(access, credit_note=note, invoice=works)
    offset = invoices.locked(access, works).payments.get().source_id
    series = recurring.repeat(access, number=works, interval=Interval.QUARTERLY, first_on=access.today)
    assert len(supplier_queries.ibans(access, supplier_id=supplier.id)) == 2
    return {
        "invoice": works,
        "invoice_draft": draft,
        "credit_note": note,
        "piece": photo.id,
        "offset": offset,
        "recurring": series.id,
        "supplier": supplier.id,
        "supplier_account": account.id,
        "purchases.propose_recurring": series.id,
    }
