"""Recording an invoice: a draft that is in no book yet, with its lines and its vouchers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from koprogo.condominiums.queries import keys
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel import structured_reference
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.ledger.operations.numbers import next_number
from koprogo.ledger.queries import accounts
from koprogo.ledger.rules.chart_account import Nature
from koprogo.platform import audit, files
from koprogo.platform.access import Access, act
from koprogo.platform.models import StoredFile
from koprogo.purchases.models import Invoice, InvoiceExemption, InvoiceFile, InvoiceLine, InvoiceStep, Supplier
from koprogo.purchases.operations import suppliers
from koprogo.purchases.queries import duplicates
from koprogo.purchases.queries import suppliers as supplier_queries
from koprogo.purchases.rules import lines as rules
from koprogo.purchases.rules.lines import LineFacts
from koprogo.purchases.rules.states import Act, Kind, Origin, State, check_act

#: Days to pay where the document says nothing.
USUAL_TERM = timedelta(days=30)


class LooksRecorded(Refused):
    """An invoice of this supplier of the same amount and day is there: is it another one? ``number``, ``on``."""

    code = "purchases.looks_recorded"


class AlreadyRecorded(Refused):
    """This supplier's invoice of this number is there already. ``number``, ``on``."""

    code = "purchases.already_recorded"


class NotACost(Refused):
    """A line of an invoice goes to an account of costs of this building."""

    code = "purchases.not_a_cost"


@dataclass(frozen=True, slots=True)
class InvoiceFacts:
    """What the document says. Amounts as printed, above zero, for a credit note too.

    ``total_cents``: the sum it asks for, compared with the lines where given. ``iban``: the account it asks to be paid
    on; a new one is noted and waits to be made sure of. ``credits``: the own number of the invoice a credit note takes
    back.
    """

    supplier_id: UUID
    issued_on: date
    lines: Sequence[LineFacts]
    kind: Kind = Kind.INVOICE
    supplier_number: str = ""
    received_on: date | None = None
    due_on: date | None = None
    payment_reference: str = ""
    total_cents: int | None = None
    iban: str = ""
    iban_holder: str = ""
    credits: str = ""
    reverse_charge: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """One kept file of an invoice and what it is."""

    file_id: UUID
    role: str = InvoiceFile.Role.VOUCHER.value


@act("purchases.invoice_recorded", needs=Right.RECORD_INVOICES)
def record(
    access: Access,
    *,
    facts: InvoiceFacts,
    pieces: Sequence[Piece] = (),
    origin: Origin = Origin.HAND,
    sure: bool = False,
    series: tuple[UUID, date] | None = None,
) -> Invoice:
    """Write a draft under the next number of the year; it enters the books when it is checked (decision 0022).

    ``sure``: somebody has seen that one alike is there. ``series``: the recurring invoice and the period it is for.
    Raises LooksRecorded, AlreadyRecorded, NotACost, NotFound, and what the rules of lines refuse.
    """
    row = Invoice(org_id=access.org_id, origin=origin, recorded_at=access.now)
    row.recorded_by_id = access.person_id if origin is Origin.HAND else None
    if series is not None:
        row.series_id, row.series_from = series
    lines = _fill(access, row, facts, sure=sure)
    row.year = access.today.year
    row.sequence = next_number(access, key=f"invoice:{row.year}")
    row.save(force_insert=True)
    _write_lines(access, row, lines)
    attach_pieces(access, row, pieces)
    step(access, row)
    audit.record(
        access,
        "purchases.invoice_recorded",
        row.id,
        number=row.number,
        kind=row.kind,
        cents=row.gross_cents,
        supplier=row.supplier_id,
        origin=origin,
    )
    return row


@act("purchases.invoice_amended", needs=Right.RECORD_INVOICES)
def amend(
    access: Access, *, number: str, facts: InvoiceFacts, pieces: Sequence[Piece] = (), sure: bool = False
) -> Invoice:
    """Write a draft anew. What is booked is never rewritten: it is cancelled, and recorded again.

    Raises WrongState, NotFound, and what ``record`` raises.
    """
    row = locked(access, number)
    check_act(row.number, State(row.state), Act.AMEND)
    lines = _fill(access, row, facts, sure=sure)
    # Whoever wrote what stands now: another person's eyes are those that must approve it.
    row.recorded_by_id = access.person_id or row.recorded_by_id
    row.save()
    InvoiceLine.objects.filter(org_id=access.org_id, invoice=row).delete()
    _write_lines(access, row, lines)
    attach_pieces(access, row, pieces)
    audit.record(access, "purchases.invoice_amended", row.id, number=row.number, cents=row.gross_cents)
    return row


@act("purchases.piece_added", needs=Right.RECORD_INVOICES)
def attach(access: Access, *, number: str, pieces: Sequence[Piece]) -> Invoice:
    """Add vouchers to an invoice, whatever its state. Raises NotFound."""
    row = locked(access, number)
    attach_pieces(access, row, pieces)
    audit.record(access, "purchases.piece_added", row.id, number=row.number, pieces=len(pieces))
    return row


def locked(access: Access, number: str) -> Invoice:
    """The invoice of a number, locked until the transaction ends. Raises NotFound."""
    year, _dash, sequence = number.partition("-")
    if not (year.isdigit() and sequence.isdigit() and len(number) < 20):
        raise NotFound(what="invoice")
    found = (
        Invoice.objects.select_for_update(no_key=True, of=("self",))
        .select_related("supplier__party")
        .filter(org_id=access.org_id, year=int(year), sequence=int(sequence))
    )
    row = found.first()
    if row is None:
        raise NotFound(what="invoice")
    return row


def step(access: Access, row: Invoice, *, note: str = "", automatic: bool = False) -> None:
    """Keep who brought an invoice to its state. Part of an operation; ``automatic``: the rule did."""
    InvoiceStep.objects.create(
        org_id=access.org_id,
        invoice=row,
        state=row.state,
        at=access.now,
        by_id=None if automatic else access.person_id,
        by="" if automatic else access.person_name,
        note=note.strip()[:400],
    )


def attach_pieces(access: Access, row: Invoice, pieces: Sequence[Piece]) -> None:
    """Tie kept files to an invoice, each once; from now on they are vouchers of the books, kept as long."""
    known = {one.file_id for one in InvoiceFile.objects.filter(org_id=access.org_id, invoice=row)} if pieces else set()
    for piece in pieces:
        if piece.file_id in known:
            continue
        stored = files.get(access, file_id=piece.file_id)
        # Somebody's letter or another invoice's voucher does not become readable through this one.
        if stored is None or stored.party_id is not None or stored.subject_id is not None:
            raise NotFound(what="file")
        known.add(piece.file_id)
        files.assign(access, stored, subject_id=row.id, retention=StoredFile.Retention.ACCOUNTING)
        InvoiceFile.objects.create(
            org_id=access.org_id,
            invoice=row,
            file_id=stored.id,
            role=piece.role,
            name=stored.name,
            media_type=stored.media_type,
        )


def _fill(access: Access, row: Invoice, facts: InvoiceFacts, *, sure: bool) -> tuple[LineFacts, ...]:
    supplier = Supplier.objects.filter(org_id=access.org_id, id=facts.supplier_id).first()
    if supplier is None:
        raise NotFound(what="supplier")
    lines = rules.checked(facts.lines, total_cents=facts.total_cents)
    _check_accounts(access, lines)
    gross = sum(line.gross_cents for line in lines)
    _check_alike(access, row, facts, gross, sure=sure)
    row.supplier = supplier
    row.kind = facts.kind
    row.supplier_number = facts.supplier_number.strip()[:60]
    row.supplier_number_key = duplicates.number_key(row.supplier_number)
    row.issued_on = facts.issued_on
    row.received_on = facts.received_on or access.today
    row.due_on = facts.due_on or facts.issued_on + USUAL_TERM
    row.payment_reference = " ".join(facts.payment_reference.split())[:140]
    row.structured_reference = structured_reference.parse(row.payment_reference) or ""
    row.gross_cents, row.net_cents = gross, sum(line.net for line in lines)
    row.vat_cents = gross - row.net_cents
    row.reverse_charge = facts.reverse_charge
    row.note = facts.note.strip()[:400]
    if facts.iban.strip():
        row.iban = suppliers.add_iban(access, supplier_id=supplier.id, iban=facts.iban, holder=facts.iban_holder)
    else:
        row.iban = supplier_queries.current_iban(access, supplier_id=supplier.id)
    row.credits = _credited(access, facts, supplier) if facts.credits else None
    return lines


def _credited(access: Access, facts: InvoiceFacts, supplier: Supplier) -> Invoice:
    row = locked(access, facts.credits)
    if facts.kind is not Kind.CREDIT_NOTE or row.supplier_id != supplier.id or row.kind != Kind.INVOICE:
        raise NotFound(what="invoice")
    return row


def _check_alike(access: Access, row: Invoice, facts: InvoiceFacts, gross: int, *, sure: bool) -> None:
    found = duplicates.alike(
        access,
        supplier_id=facts.supplier_id,
        kind=facts.kind,
        supplier_number=facts.supplier_number,
        gross_cents=gross,
        issued_on=facts.issued_on,
        but=row.id,
    )
    if found is None:
        return
    if found.same_number:
        raise AlreadyRecorded(field="supplier_number", number=found.number, on=found.recorded_on)
    if not sure:
        raise LooksRecorded(field="sure", number=found.number, on=found.recorded_on)


def _check_accounts(access: Access, lines: Sequence[LineFacts]) -> None:
    """The costs are accounts of class 6 of this building. The keys are tied by the database itself."""
    costs = {account_id for account_id, _name in accounts.choices(access, natures=(Nature.COST.value,))}
    if any(line.account_id not in costs for line in lines):
        raise NotACost(field="account")
    wanted = {line.key_id for line in lines if line.key_id and not line.lot_id}
    for key_id in sorted(wanted):
        keys.by_id(access, key_id=key_id)


def _write_lines(access: Access, row: Invoice, lines: Sequence[LineFacts]) -> None:
    made = [
        InvoiceLine(
            org_id=access.org_id,
            invoice=row,
            position=position,
            account_id=line.account_id,
            label=line.label.strip()[:200],
            net_cents=line.net,
            vat_cents=line.vat,
            gross_cents=line.gross_cents,
            vat_bp=line.vat_bp,
            key_id=None if line.lot_id else line.key_id,
            occupant_percent=line.occupant_percent,
            lot_id=line.lot_id,
            period_from=line.period_from,
            period_to=line.period_to,
        )
        for position, line in enumerate(lines, start=1)
    ]
    InvoiceLine.objects.bulk_create(made)
    InvoiceExemption.objects.bulk_create(
        InvoiceExemption(org_id=access.org_id, line=one, party_id=party)
        for one, line in zip(made, lines, strict=True)
        for party in sorted(line.exempt)
    )
