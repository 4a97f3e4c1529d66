"""Drafts made from documents: supplier, lines, account and key as the last invoice of that supplier had them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from koprogo.condominiums.queries import building, keys
from koprogo.kernel import enterprise_number, iban, structured_reference
from koprogo.ledger.queries import accounts
from koprogo.ledger.rules.chart_account import Nature
from koprogo.platform.access import Access
from koprogo.purchases.models import Invoice, InvoiceFile, Supplier
from koprogo.purchases.operations import invoices, suppliers
from koprogo.purchases.operations.invoices import AlreadyRecorded, InvoiceFacts, LooksRecorded, NotACost, Piece
from koprogo.purchases.operations.suppliers import SupplierFacts
from koprogo.purchases.queries import duplicates
from koprogo.purchases.queries import suppliers as found
from koprogo.purchases.rules.arrivals import Stage
from koprogo.purchases.rules.lines import LineFacts
from koprogo.purchases.rules.states import Kind, Origin
from koprogo.purchases.rules.ubl.facts import EInvoice, Trader
from koprogo.purchases.rules.ubl.lines import AmountsUnusable, DraftLine, DraftTotals, drafted

UBL, EMBEDDED = InvoiceFile.Role.UBL.value, InvoiceFile.Role.EMBEDDED.value
#: Where a cost goes as long as nobody has said better: other costs.
FALLBACK = "642"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a document, why, and the invoice it made or repeats."""

    stage: Stage
    reason: str = ""
    invoice_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody read on a document."""

    supplier: str
    number: str
    issued_on: date
    total_cents: int
    credit_note: bool = False


@dataclass(frozen=True, slots=True)
class _Sharing:
    """How a supplier's costs are booked."""

    account_id: UUID
    key_id: UUID | None
    occupant_percent: int | None


def told(access: Access, invoice: EInvoice) -> dict[str, object]:
    """What a file says, for the page that shows it. ``other_customer``: it is addressed to another enterprise."""
    own = building.head(access).enterprise_number
    customer = invoice.customer.enterprise_number
    known = supplier_of(access, invoice)
    return {
        "supplier": invoice.supplier.name,
        "enterprise_number": invoice.supplier.enterprise_number,
        "known_as": known.party.name if known else None,
        "customer": invoice.customer.name,
        "other_customer": bool(
            own and customer and enterprise_number.is_valid(own) and enterprise_number.parse(own) != customer
        ),
        "kind": invoice.kind,
        "number": invoice.number,
        "issued_on": invoice.issued_on.isoformat() if invoice.issued_on else None,
        "due_on": invoice.due_on.isoformat() if invoice.due_on else None,
        "currency": invoice.currency,
        "iban": next(iter(invoice.ibans), None),
        "reference": next(iter(invoice.payment_references), None),
        "net_cents": invoice.net_cents,
        "vat_cents": invoice.vat_cents,
        "gross_cents": invoice.gross_cents,
        "payable_cents": invoice.payable_cents,
        "lines": [[line.text[:200], line.net_cents, line.rate] for line in invoice.lines[:100]],
    }


def supplier_of(access: Access, invoice: EInvoice) -> Supplier | None:
    """Who sent it: by enterprise number, by VAT number, by account, else by exactly its name."""
    seller = invoice.supplier
    return (
        (found.by_number(access, number=seller.enterprise_number) if seller.enterprise_number else None)
        or (found.by_vat(access, vat_number=seller.vat_number) if seller.vat_number else None)
        or next((one for number in invoice.ibans if (one := found.by_iban(access, number=number))), None)
        or found.by_name(access, name=seller.name or "")
    )


def attempt(
    access: Access,
    *,
    invoice: EInvoice,
    pieces: Sequence[Piece],
    origin: Origin,
    sure: bool,
    add_supplier: bool,
) -> Outcome:
    """Record the draft, or say what stands against it: a new supplier, one that is there or alike, other amounts."""
    supplier = supplier_of(access, invoice)
    try:
        totals = drafted(invoice)
    except AmountsUnusable as refused:
        return Outcome(Stage.INVALID, f"amounts_{refused.facts['reason']}")
    if supplier is None and not add_supplier:
        return Outcome(Stage.NEW_SUPPLIER)
    if supplier is not None and (outcome := _alike(access, invoice, totals, supplier)) is not None and not sure:
        return outcome
    made = record(access, invoice=invoice, pieces=pieces, origin=origin, sure=sure, add_supplier=add_supplier)
    return Outcome(Stage.DRAFTED, "", made.id)


def _alike(access: Access, invoice: EInvoice, totals: DraftTotals, supplier: Supplier) -> Outcome | None:
    alike = duplicates.alike(
        access,
        supplier_id=supplier.id,
        kind=_kind(totals),
        supplier_number=invoice.number or "",
        gross_cents=totals.gross_cents,
        issued_on=invoice.issued_on or access.today,
    )
    if alike is None:
        return None
    there = invoices.locked(access, alike.number)
    if alike.same_number:
        return Outcome(Stage.DUPLICATE, "number", there.id)
    return Outcome(Stage.ALIKE, alike.number, None)


def record(
    access: Access,
    *,
    invoice: EInvoice,
    pieces: Sequence[Piece],
    origin: Origin,
    sure: bool,
    add_supplier: bool,
) -> Invoice:
    """The draft of an electronic invoice; its lines cost exactly the file's total. Raises AmountsUnusable, NotACost,
    AlreadyRecorded, LooksRecorded."""
    totals = drafted(invoice)
    supplier = supplier_of(access, invoice)
    if supplier is None:
        assert add_supplier
        supplier = suppliers.add(access, facts=_new_supplier(invoice))
    sharing = _sharing(access, supplier)
    account = next((one for one in invoice.ibans if iban.is_valid(one)), "")
    facts = InvoiceFacts(
        supplier_id=supplier.id,
        kind=_kind(totals),
        supplier_number=invoice.number or "",
        issued_on=invoice.issued_on or access.today,
        due_on=invoice.due_on,
        payment_reference=_reference(invoice),
        iban=account,
        iban_holder=(invoice.supplier.legal_name or invoice.supplier.name or "")[:70] if account else "",
        lines=[_line(line, sharing, invoice) for line in totals.lines],
        total_cents=totals.gross_cents,
        credits=_credited(access, invoice, supplier) if totals.credit_note else "",
        reverse_charge=any(share.category == "AE" for share in invoice.vat_shares),
        note=_note(invoice),
    )
    return invoices.record(access, facts=facts, pieces=pieces, origin=origin, sure=sure)


def typed(access: Access, *, facts: Typed, pieces: Sequence[Piece], origin: Origin, sure: bool) -> Invoice:
    """The draft of a document that somebody read: one line, to be completed. Raises as ``record``."""
    supplier = found.by_name(access, name=facts.supplier)
    if supplier is None:
        supplier = suppliers.add(access, facts=SupplierFacts(name=facts.supplier.strip()))
    sharing = _sharing(access, supplier)
    last = found.last_use(access, supplier_id=supplier.id)
    line = LineFacts(
        account_id=sharing.account_id,
        key_id=sharing.key_id,
        occupant_percent=sharing.occupant_percent,
        gross_cents=facts.total_cents,
        vat_bp=last.vat_bp if last and last.vat_bp is not None else 2_100,
        label=last.label if last else "",
    )
    return invoices.record(
        access,
        facts=InvoiceFacts(
            supplier_id=supplier.id,
            kind=Kind.CREDIT_NOTE if facts.credit_note else Kind.INVOICE,
            supplier_number=facts.number,
            issued_on=facts.issued_on,
            lines=[line],
        ),
        pieces=pieces,
        origin=origin,
        sure=sure,
    )


def _kind(totals: DraftTotals) -> Kind:
    return Kind.CREDIT_NOTE if totals.credit_note else Kind.INVOICE


def _sharing(access: Access, supplier: Supplier) -> _Sharing:
    """As the last invoice of this supplier; else its usual account, else other costs; else the deed's key."""
    costs = accounts.choices(access, natures=(Nature.COST.value,))
    known = {account_id for account_id, _name in costs}
    last = found.last_use(access, supplier_id=supplier.id)
    if last is not None and last.account_id in known:
        assert last.account_id is not None
        return _Sharing(last.account_id, last.key_id, last.occupant_percent)
    if supplier.default_account_id in known:
        return _Sharing(supplier.default_account_id, _deed_key(access), None)
    usual = [account_id for account_id, name in costs if name.startswith(FALLBACK)] or [one for one, _name in costs]
    if not usual:
        raise NotACost(field="account")
    return _Sharing(usual[0], _deed_key(access), None)


def _deed_key(access: Access) -> UUID | None:
    key = keys.deed_key(access, on=access.today)
    return key.key_id if key else None


def _line(line: DraftLine, sharing: _Sharing, invoice: EInvoice) -> LineFacts:
    whole = invoice.period_from is not None and invoice.period_to is not None
    ordered = whole and invoice.period_from <= invoice.period_to  # type: ignore[operator]
    return LineFacts(
        account_id=sharing.account_id,
        key_id=sharing.key_id,
        occupant_percent=sharing.occupant_percent,
        gross_cents=line.gross_cents,
        net_cents=line.net_cents,
        vat_cents=line.vat_cents,
        vat_bp=line.vat_bp if line.vat_bp is not None and 0 <= line.vat_bp <= 10_000 else None,
        label=line.text[:200],
        period_from=invoice.period_from if ordered else None,
        period_to=invoice.period_to if ordered else None,
    )


def _reference(invoice: EInvoice) -> str:
    """The structured communication where there is one, else what the supplier asks to be told."""
    structured = [one for one in invoice.payment_references if structured_reference.parse(one)]
    return next(iter([*structured, *invoice.payment_references]), "")


def _credited(access: Access, invoice: EInvoice, supplier: Supplier) -> str:
    """The own number of the invoice that a credit note names, where it is there."""
    wanted = {duplicates.number_key(text) for text in invoice.preceding} - {""}
    row = Invoice.objects.filter(
        org_id=access.org_id, supplier=supplier, kind=Kind.INVOICE, supplier_number_key__in=sorted(wanted)
    ).exclude(state="cancelled")
    there = row.order_by("-issued_on", "-id").first() if wanted else None
    return there.number if there else ""


def _note(invoice: EInvoice) -> str:
    """What the totals say beside the cost: paid in advance, rounded."""
    told = []
    if invoice.note:
        told.append(invoice.note)
    if invoice.prepaid_cents:
        told.append(f"Prepaid {_euros(invoice.prepaid_cents)} EUR, payable {_euros(invoice.payable_cents or 0)} EUR")
    return " · ".join(told)[:400]


def _euros(cents: int) -> str:
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def _new_supplier(invoice: EInvoice) -> SupplierFacts:
    seller: Trader = invoice.supplier
    return SupplierFacts(
        name=(seller.name or seller.legal_name or invoice.number or "?")[:120],
        enterprise_number=seller.enterprise_number or "",
        vat_number=seller.vat_number or "",
        email=seller.email if seller.email and "@" in seller.email else "",
        street=seller.street or "",
        postcode=seller.postal_code or "",
        city=seller.city or "",
        country=(seller.country or "BE")[:2],
    )


__all__ = ["EMBEDDED", "UBL", "AlreadyRecorded", "LooksRecorded", "Origin", "Outcome", "Piece", "Typed"]
