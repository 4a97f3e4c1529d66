"""Put money against invoices: movements of the bank, and credit notes set against invoices. The bank's entry is the
caller's; setting off needs none, for both stand on the supplier's own account."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from uuid import UUID

from django.db.models import Sum

from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.identifiers import uuid7
from koprogo.kernel.refusals import NotFound
from koprogo.platform import audit
from koprogo.platform.access import Access, act
from koprogo.purchases.models import Invoice, InvoicePayment, InvoiceStep
from koprogo.purchases.operations.invoices import locked
from koprogo.purchases.queries.open_items import open_invoices, with_open
from koprogo.purchases.rules.payments import NothingToOffset, Open, WrongWay, after, put
from koprogo.purchases.rules.states import BOOKED, Kind, State

Source = InvoicePayment.Source
#: PostgreSQL takes 65 535 parameters in one statement, and a sharded cluster takes plain VALUES only.
ROWS_PER_INSERT = 4_000
NO_DAYS: Mapping[UUID, date] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Movement:
    """One movement of the bank that pays an invoice: ``cents`` as the bank signs them (out below zero).

    ``source_id``: the bank reconciliation; ``on``: the day the bank has it, by default today.
    """

    invoice_id: UUID
    cents: int
    source_id: UUID
    on: date | None = None


@act("purchases.payment_settled", needs=Right.USE_BANK)
def payments(access: Access, *, movements: Sequence[Movement]) -> dict[UUID, list[tuple[UUID, int]]]:
    """Put movements against invoices: the named one, then the oldest due of its supplier. Returns (invoice, cents) by
    source; what no invoice takes is paid ahead and stays on the supplier's account.

    Money that goes out pays invoices, money that comes in credit notes: else WrongWay. Each sees what those before it
    paid. A constant number of SQL statements. Raises NotFound.
    """
    named = {one.invoice_id for one in movements}
    suppliers = dict(
        Invoice.objects.filter(org_id=access.org_id, id__in=named, state__in=BOOKED).values_list("id", "supplier_id")
    )
    if named - suppliers.keys():
        raise NotFound(what="invoice")
    # Locked in one order, so that two payments of one supplier never count the same cents twice.
    list(
        Invoice.objects.select_for_update(no_key=True)
        .filter(org_id=access.org_id, supplier_id__in=set(suppliers.values()))
        .order_by("id")
        .values_list("id")
    )
    queues: dict[tuple[UUID, Kind], list[Open]] = defaultdict(list)
    kinds: dict[UUID, Kind] = {}
    for one in open_invoices(access, supplier_ids=set(suppliers.values())):
        kinds[one.invoice_id] = one.kind
        # What is contested is not paid by the way: only where somebody names it.
        if one.state is not State.REFUSED or one.invoice_id in named:
            queues[one.supplier_id, one.kind].append(Open(one.invoice_id, one.due_on, one.open_cents))
    applied: dict[UUID, list[tuple[UUID, int]]] = {}
    for movement in movements:
        kind = Kind.INVOICE if movement.cents < 0 else Kind.CREDIT_NOTE
        if kinds.get(movement.invoice_id, kind) is not kind:
            raise WrongWay(field="kind")
        queue = (suppliers[movement.invoice_id], kind)
        parts, _ahead = put(abs(movement.cents), named=movement.invoice_id, invoices=queues[queue])
        applied[movement.source_id] = parts
        queues[queue] = after(queues[queue], parts)
    _write(access, Source.BANK, applied.items(), days={one.source_id: one.on for one in movements if one.on})
    told = [
        (one.source_id, {"invoice": one.invoice_id, "cents": one.cents, "invoices": len(applied[one.source_id])})
        for one in movements
    ]
    audit.record_many(access, "purchases.payment_settled", told)
    return applied


@act("purchases.payment_unsettled", needs=Right.USE_BANK)
def undo(access: Access, *, source_ids: Collection[UUID], days: Mapping[UUID, date] = NO_DAYS) -> int:
    """Take payments back from every invoice they were put against, after their entries were reversed: the invoices are
    open again. Returns the cents taken back. A constant number of SQL statements; none to write where nothing stands.
    ``days``: the day of the mirror entry, by default today.
    """
    sums = (
        InvoicePayment.objects.filter(org_id=access.org_id, source_id__in=list(source_ids))
        .values_list("source", "source_id", "invoice_id")
        .annotate(sum=Sum("cents"))
        .order_by("source_id", "invoice_id")
    )
    back: dict[str, dict[UUID, list[tuple[UUID, int]]]] = {}
    for source, source_id, invoice_id, cents in sums:
        if cents:
            back.setdefault(source, {}).setdefault(source_id, []).append((invoice_id, -int(cents)))
    for source, rows in back.items():
        _write(access, source, rows.items(), days=days)
    taken = {
        source_id: -sum(cents for _invoice, cents in parts)
        for rows in back.values()
        for source_id, parts in rows.items()
    }
    if taken:
        told = [(source_id, {"cents": cents}) for source_id, cents in taken.items()]
        audit.record_many(access, "purchases.payment_unsettled", told)
    return sum(taken.values())


@act("purchases.credit_offset", needs=Right.RECORD_INVOICES)
def offset(access: Access, *, credit_note: str, invoice: str) -> int:
    """Set a credit note against an invoice of the same supplier, as far as both are open. Returns the cents.

    Raises NothingToOffset, NotFound.
    """
    first, second = sorted((credit_note, invoice))
    rows = {number: locked(access, number) for number in (first, second)}
    note, owed = rows[credit_note], rows[invoice]
    found = {one.invoice_id: one for one in open_invoices(access, invoice_ids=[note.id, owed.id])}
    fits = note.kind == Kind.CREDIT_NOTE and owed.kind == Kind.INVOICE and note.supplier_id == owed.supplier_id
    if not fits or note.id not in found or owed.id not in found:
        raise NothingToOffset(number=credit_note, field="invoice")
    cents = min(found[note.id].open_cents, found[owed.id].open_cents)
    source_id = uuid7()
    _write(access, Source.OFFSET, [(source_id, [(note.id, cents), (owed.id, cents)])])
    audit.record(access, "purchases.credit_offset", note.id, credit_note=credit_note, invoice=invoice, cents=cents)
    return cents


@act("purchases.credit_offset_undone", needs=Right.RECORD_INVOICES)
def undo_offset(access: Access, *, source_id: UUID) -> int:
    """Take a set-off back: both are open again. Raises NotFound."""
    standing = InvoicePayment.objects.filter(org_id=access.org_id, source=Source.OFFSET, source_id=source_id)
    parts = list(standing.values_list("invoice_id").annotate(sum=Sum("cents")).order_by("invoice_id"))
    back = [(invoice_id, -int(cents)) for invoice_id, cents in parts if cents]
    if not back:
        raise NotFound(what="offset")
    _write(access, Source.OFFSET, [(source_id, back)])
    audit.record(access, "purchases.credit_offset_undone", source_id, cents=-back[0][1])
    return -back[0][1]


def _write(
    access: Access,
    source: str,
    applied: Iterable[tuple[UUID, Sequence[tuple[UUID, int]]]],
    *,
    days: Mapping[UUID, date] = NO_DAYS,
) -> None:
    rows = [
        InvoicePayment(
            org_id=access.org_id,
            invoice_id=invoice_id,
            cents=cents,
            on=days.get(source_id, access.today),
            source=source,
            source_id=source_id,
        )
        for source_id, parts in applied
        for invoice_id, cents in parts
    ]
    InvoicePayment.objects.bulk_create(rows, batch_size=ROWS_PER_INSERT)
    if rows:
        _follow(access, {row.invoice_id for row in rows})


def _follow(access: Access, invoice_ids: Collection[UUID]) -> None:
    """An approved invoice whose last cent is paid is paid; a paid one that is open again is approved."""
    found = with_open(Invoice.objects.filter(org_id=access.org_id, id__in=invoice_ids))
    moved: dict[State, list[Invoice]] = {State.PAID: [], State.APPROVED: []}
    for row in found.order_by("id"):
        settled = vars(row)["open_cents"] == 0
        if settled and row.state == State.APPROVED:
            moved[State.PAID].append(row)
        elif not settled and row.state == State.PAID:
            moved[State.APPROVED].append(row)
    steps = []
    for state, rows in moved.items():
        if rows:
            Invoice.objects.filter(org_id=access.org_id, id__in=[row.id for row in rows]).update(state=state)
        steps += [
            InvoiceStep(
                org_id=access.org_id,
                invoice=row,
                state=state,
                at=access.now,
                by_id=access.person_id,
                by=access.person_name,
            )
            for row in rows
        ]
    InvoiceStep.objects.bulk_create(steps, batch_size=ROWS_PER_INSERT)
