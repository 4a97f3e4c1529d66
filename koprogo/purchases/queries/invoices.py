"""Invoices as people read them: a list with its filters, and one with everything that hangs on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, JSONObject

from koprogo.kernel import money
from koprogo.kernel.refusals import NotFound, Refused
from koprogo.ledger import labels as ledger_labels
from koprogo.ledger.rules.journals import reference
from koprogo.platform.access import Access
from koprogo.purchases.models import Invoice, InvoiceFile, InvoiceLine, InvoicePayment, InvoiceStep, WithholdingCheck
from koprogo.purchases.queries.open_items import with_open
from koprogo.purchases.rules.states import Kind, Origin, State

PAGE_ROWS = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is filtered by; empty = all."""

    state: str = ""
    supplier_id: UUID | None = None
    year: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """One invoice of a list. Signed cents: a credit note is below zero."""

    number: str
    kind: Kind
    state: State
    supplier_id: UUID
    supplier_name: str
    supplier_number: str
    issued_on: date
    due_on: date
    cents: int
    open_cents: int


@dataclass(frozen=True, slots=True)
class InvoicePage:
    """One page of the list. ``cents``: the signed sum of all that was found, cancelled ones left out."""

    rows: tuple[InvoiceRow, ...]
    page: int
    first: int
    last: int
    total: int
    cents: int


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line as a page shows it. ``key_label`` empty and no lot: the key of the account."""

    account_id: UUID
    account_code: str
    account_name: str
    label: str
    net_cents: int
    vat_cents: int
    gross_cents: int
    vat_bp: int | None
    key_id: UUID | None
    key_label: str
    occupant_percent: int | None
    lot_id: UUID | None
    lot_number: str
    period_from: date | None
    period_to: date | None
    exempt: frozenset[UUID]
    exempt_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PieceRow:
    """One voucher."""

    file_id: UUID
    name: str
    media_type: str
    role: str


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step: to which state, when, by whom (empty: the rule did)."""

    state: State
    at: datetime
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """What one movement or set-off still puts against the invoice, in cents."""

    source: str
    source_id: UUID
    on: date
    cents: int


@dataclass(frozen=True, slots=True)
class CheckRow:
    """The latest answer about the contractor's debts, in cents."""

    checked_on: date
    social_debts: bool
    tax_debts: bool
    social_cents: int
    tax_cents: int
    supplier_cents: int
    by: str


@dataclass(frozen=True, slots=True)
class InvoiceDetail:
    """One invoice and all that hangs on it."""

    row: Invoice
    kind: Kind
    state: State
    origin: Origin
    open_cents: int
    entry: str
    counter_entry: str
    credits: str
    lines: tuple[LineRow, ...]
    pieces: tuple[PieceRow, ...]
    steps: tuple[StepRow, ...]
    payments: tuple[PaymentRow, ...]
    withholding: CheckRow | None


def number_of(text: str) -> dict[str, int]:
    """The year and the sequence of « 2026-014 ». Raises NotFound."""
    year, _dash, sequence = text.partition("-")
    if not (year.isdecimal() and sequence.isdecimal() and year.isascii() and sequence.isascii() and len(text) < 16):
        raise NotFound(what="invoice")
    return {"year": int(year), "sequence": int(sequence)}


def listing(access: Access, *, wanted: Wanted, page: int = 1) -> InvoicePage:
    """One page of the invoices, the newest first, with the number and the sum of all found (two queries)."""
    found = _wanted(access, wanted)
    lives = ~Q(state=State.CANCELLED)
    sums = found.aggregate(
        n=Count("id"),
        owed=Coalesce(Sum("gross_cents", filter=lives & Q(kind=Kind.INVOICE)), 0),
        credited=Coalesce(Sum("gross_cents", filter=lives & Q(kind=Kind.CREDIT_NOTE)), 0),
    )
    start = (max(page, 1) - 1) * PAGE_ROWS
    ordered = with_open(found).select_related("supplier__party").order_by("-issued_on", "-year", "-sequence")
    rows = tuple(_row(one) for one in ordered[start : start + PAGE_ROWS])
    return InvoicePage(
        rows=rows,
        page=max(page, 1),
        first=start + 1 if rows else 0,
        last=start + len(rows),
        total=sums["n"],
        cents=int(sums["owed"]) - int(sums["credited"]),
    )


def found(access: Access, *, wanted: Wanted, limit: int) -> list[InvoiceRow]:
    """The newest invoices that a filter lets through, without counting them (one query)."""
    rows = with_open(_wanted(access, wanted)).select_related("supplier__party")
    return [_row(one) for one in rows.order_by("-issued_on", "-year", "-sequence")[:limit]]


def to_pay(access: Access) -> list[InvoiceRow]:
    """What may be paid and is not yet, and the credit notes to deduct, in the order of the due dates (one query)."""
    found = with_open(Invoice.objects.filter(org_id=access.org_id, state=State.APPROVED))
    return [_row(one) for one in found.select_related("supplier__party").order_by("due_on", "year", "sequence")]


def of_supplier(access: Access, *, supplier_id: UUID, limit: int = 100) -> list[InvoiceRow]:
    """The invoices of one supplier, the newest first (one query)."""
    found = with_open(Invoice.objects.filter(org_id=access.org_id, supplier_id=supplier_id))
    ordered = found.select_related("supplier__party").order_by("-issued_on", "-year", "-sequence")
    return [_row(one) for one in ordered[:limit]]


def years(access: Access) -> list[int]:
    """The years invoices were issued in, the newest first (one query)."""
    found = Invoice.objects.filter(org_id=access.org_id).dates("issued_on", "year", order="DESC")
    return [day.year for day in found]


def get(access: Access, *, number: str) -> Invoice:
    """The invoice of a number, with its supplier (one query). Raises NotFound."""
    found = Invoice.objects.filter(org_id=access.org_id, **number_of(number))
    row = found.select_related("supplier__party", "iban", "credits").first()
    if row is None:
        raise NotFound(what="invoice")
    return row


def detail(access: Access, *, number: str) -> InvoiceDetail:
    """One invoice with its lines, vouchers, steps and payments (two queries). Raises NotFound."""
    here = {"org_id": OuterRef("org_id"), "invoice_id": OuterRef("id")}
    pieces = InvoiceFile.objects.filter(**here).order_by("id")
    steps = InvoiceStep.objects.filter(**here).order_by("at", "id")
    payments = InvoicePayment.objects.filter(**here).order_by("source", "source_id").values("source", "source_id")
    payments = payments.annotate(sum=Sum("cents"), first=ArrayAgg("on", order_by="id")).exclude(sum=0)
    checks = WithholdingCheck.objects.filter(**here).order_by("-at", "-id")[:1]
    found = (
        with_open(Invoice.objects.filter(org_id=access.org_id, **number_of(number)))
        .select_related(
            "supplier__party",
            "iban",
            "credits",
            "series",
            "entry__journal",
            "entry__fiscal_year",
            "counter_entry__journal",
            "counter_entry__fiscal_year",
        )
        .annotate(
            the_pieces=ArraySubquery(pieces.values(o=_object("file_id", "name", "media_type", "role"))),
            the_steps=ArraySubquery(steps.values(o=_object("state", "at", "by", "note"))),
            the_payments=ArraySubquery(payments.values(o=_object("source", "source_id", "first", cents="sum"))),
            the_checks=ArraySubquery(
                checks.values(
                    o=_object(
                        "checked_on", "social_debts", "tax_debts", "social_cents", "tax_cents", "supplier_cents", "by"
                    )
                )
            ),
        )
    )
    row = found.first()
    if row is None:
        raise NotFound(what="invoice")
    facts = vars(row)
    return InvoiceDetail(
        row=row,
        kind=Kind(row.kind),
        state=State(row.state),
        origin=Origin(row.origin),
        open_cents=int(facts["open_cents"]),
        entry=_reference(row.entry),
        counter_entry=_reference(row.counter_entry),
        credits=row.credits.number if row.credits else "",
        lines=tuple(lines(access, invoice_id=row.id)),
        pieces=tuple(PieceRow(UUID(o["file_id"]), o["name"], o["media_type"], o["role"]) for o in facts["the_pieces"]),
        steps=tuple(
            StepRow(State(o["state"]), datetime.fromisoformat(o["at"]), o["by"], o["note"]) for o in facts["the_steps"]
        ),
        payments=tuple(
            PaymentRow(o["source"], UUID(o["source_id"]), date.fromisoformat(o["first"][0]), int(o["cents"]))
            for o in facts["the_payments"]
        ),
        withholding=_check(facts["the_checks"][0]) if facts["the_checks"] else None,
    )


def lines(access: Access, *, invoice_id: UUID) -> list[LineRow]:
    """The lines of one invoice with who bears them (one query)."""
    found = (
        InvoiceLine.objects.filter(org_id=access.org_id, invoice_id=invoice_id)
        .select_related("account", "key", "lot")
        .annotate(
            exempt=ArrayAgg("exemptions__party_id", filter=Q(exemptions__isnull=False), default=[]),
            exempt_names=ArrayAgg("exemptions__party__name", filter=Q(exemptions__isnull=False), default=[]),
        )
        .order_by("position")
    )
    return [
        LineRow(
            account_id=row.account_id,
            account_code=row.account.code,
            account_name=ledger_labels.account_name(row.account.label, row.account.chart_code),
            label=row.label,
            net_cents=row.net_cents,
            vat_cents=row.vat_cents,
            gross_cents=row.gross_cents,
            vat_bp=row.vat_bp,
            key_id=row.key_id,
            key_label=row.key.label if row.key else "",
            occupant_percent=row.occupant_percent,
            lot_id=row.lot_id,
            lot_number=row.lot.number if row.lot else "",
            period_from=row.period_from,
            period_to=row.period_to,
            exempt=frozenset(vars(row)["exempt"]),
            exempt_names=tuple(vars(row)["exempt_names"]),
        )
        for row in found
    ]


def file_of(access: Access, *, number: str, file_id: UUID) -> bool:
    """Whether a kept file is a voucher of this invoice (one query)."""
    by_number = {f"invoice__{name}": value for name, value in number_of(number).items()}
    return InvoiceFile.objects.filter(org_id=access.org_id, file_id=file_id, **by_number).exists()


def _wanted(access: Access, wanted: Wanted) -> QuerySet[Invoice]:
    found = Invoice.objects.filter(org_id=access.org_id)
    if wanted.state:
        found = found.filter(state=wanted.state)
    if wanted.supplier_id:
        found = found.filter(supplier_id=wanted.supplier_id)
    if wanted.year:
        found = found.filter(issued_on__year=wanted.year)
    if wanted.text.strip():
        found = found.filter(matching(wanted.text.strip()))
    return found


def matching(text: str) -> Q:
    """Invoices that a text may mean: either number, a supplier's name, an amount, a communication."""
    meant = Q(supplier__party__name__icontains=text) | Q(supplier_number__icontains=text)
    meant |= Q(payment_reference__icontains=text)
    year, dash, sequence = text.partition("-")
    if dash and year.isdecimal() and sequence.isdecimal() and len(text) < 12:
        meant |= Q(year=int(year), sequence=int(sequence))
    digits = "".join(filter(str.isdigit, text))
    if len(digits) == 12:
        meant |= Q(structured_reference=digits)
    try:
        meant |= Q(gross_cents=abs(money.parse_cents(text)))
    except Refused:
        pass
    return meant


def _row(one: Invoice) -> InvoiceRow:
    kind = Kind(one.kind)
    return InvoiceRow(
        number=one.number,
        kind=kind,
        state=State(one.state),
        supplier_id=one.supplier_id,
        supplier_name=one.supplier.party.name,
        supplier_number=one.supplier_number,
        issued_on=one.issued_on,
        due_on=one.due_on,
        cents=kind.sign * one.gross_cents,
        open_cents=kind.sign * int(vars(one)["open_cents"]),
    )


def _object(*names: str, **others: str) -> JSONObject:
    return JSONObject(**({name: name for name in names} | others))


def _reference(entry: Any) -> str:
    return reference(entry.journal.code, entry.fiscal_year.code, entry.number) if entry else ""


def _check(facts: Mapping[str, Any]) -> CheckRow:
    return CheckRow(
        checked_on=date.fromisoformat(facts["checked_on"]),
        social_debts=facts["social_debts"],
        tax_debts=facts["tax_debts"],
        social_cents=int(facts["social_cents"]),
        tax_cents=int(facts["tax_cents"]),
        supplier_cents=int(facts["supplier_cents"]),
        by=facts["by"],
    )
