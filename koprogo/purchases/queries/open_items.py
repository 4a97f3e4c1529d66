"""What is still to pay of each invoice: gross minus what was put against it, in cents above zero."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from koprogo.platform.access import Access
from koprogo.purchases.models import Invoice, InvoicePayment, SupplierIban
from koprogo.purchases.rules.states import BOOKED, Kind, State


@dataclass(frozen=True, slots=True)
class OpenInvoice:
    """One booked invoice or credit note that is not settled. ``open_cents`` above zero; ``ibans``: where its supplier
    is paid, made sure of or not."""

    invoice_id: UUID
    number: str
    kind: Kind
    state: State
    supplier_id: UUID
    party_id: UUID
    supplier_name: str
    supplier_number: str
    due_on: date
    gross_cents: int
    open_cents: int
    structured_reference: str
    ibans: frozenset[str]


def with_open(found: QuerySet[Invoice]) -> QuerySet[Invoice]:
    """The same invoices with ``paid`` and ``open_cents``."""
    sums = InvoicePayment.objects.filter(org_id=OuterRef("org_id"), invoice_id=OuterRef("id")).order_by()
    paid = Coalesce(Subquery(sums.values("invoice_id").annotate(sum=Sum("cents")).values("sum")), 0)
    return found.annotate(paid=paid).annotate(open_cents=F("gross_cents") - F("paid"))


def paid_cents(access: Access, *, invoice_id: UUID) -> int:
    """What has been put against one invoice (one query), in cents."""
    found = InvoicePayment.objects.filter(org_id=access.org_id, invoice_id=invoice_id)
    return int(found.aggregate(sum=Coalesce(Sum("cents"), 0))["sum"])


def open_invoices(
    access: Access,
    *,
    invoice_ids: Collection[UUID] | None = None,
    supplier_ids: Collection[UUID] | None = None,
    references: Collection[str] = (),
    still_open: bool = True,
) -> list[OpenInvoice]:
    """Booked invoices and credit notes with what is open of them, oldest due first (one query).

    ``references``: those that bear one of these communications come too, even where nothing is open any more.
    """
    found = with_open(Invoice.objects.filter(org_id=access.org_id, state__in=BOOKED)).select_related("supplier__party")
    if invoice_ids is not None:
        found = found.filter(id__in=invoice_ids)
    if supplier_ids is not None:
        found = found.filter(supplier_id__in=supplier_ids)
    if still_open:
        wanted = Q(open_cents__gt=0)
        found = found.filter(wanted | Q(structured_reference__in=references) if references else wanted)
    ibans = SupplierIban.objects.filter(
        org_id=access.org_id, supplier_id=OuterRef("supplier_id"), ended_at__isnull=True
    ).order_by()
    rows = found.annotate(accounts=ArraySubquery(ibans.values("iban"))).order_by("due_on", "year", "sequence")
    return [
        OpenInvoice(
            invoice_id=row.id,
            number=row.number,
            kind=Kind(row.kind),
            state=State(row.state),
            supplier_id=row.supplier_id,
            party_id=row.supplier.party_id,
            supplier_name=row.supplier.party.name,
            supplier_number=row.supplier_number,
            due_on=row.due_on,
            gross_cents=row.gross_cents,
            open_cents=int(vars(row)["open_cents"]),
            structured_reference=row.structured_reference,
            ibans=frozenset(vars(row)["accounts"]),
        )
        for row in rows
    ]


def open_on(access: Access, *, on: date) -> dict[UUID, int]:
    """What was open of each invoice that stood in the books on a day, in cents owed, credit notes below zero (one
    query). Those that were settled are there too, at zero."""
    paid = Coalesce(Sum("payments__cents", filter=Q(payments__on__lte=on)), 0)
    found = Invoice.objects.filter(org_id=access.org_id, entry__entry_on__lte=on).filter(
        Q(counter_entry__isnull=True) | Q(counter_entry__entry_on__gt=on)
    )
    rows = found.annotate(still=F("gross_cents") - paid).values_list("id", "kind", "still")
    return {invoice_id: Kind(kind).sign * int(still) for invoice_id, kind, still in rows}


def open_by_supplier(access: Access, *, supplier_ids: Collection[UUID]) -> dict[UUID, int]:
    """What is owed to each supplier, credit notes deducted (one query). Cents; below zero: they owe us."""
    found = with_open(Invoice.objects.filter(org_id=access.org_id, state__in=BOOKED, supplier_id__in=supplier_ids))
    owed: dict[UUID, int] = defaultdict(int)
    for row in found.exclude(state=State.PAID):
        owed[row.supplier_id] += Kind(row.kind).sign * int(vars(row)["open_cents"])
    return dict(owed)


def unfinished(access: Access, *, from_on: date, to_on: date) -> list[tuple[str, State]]:
    """(number, state) of the invoices issued on these days that are not through: drafts, and those that wait for an
    approval or are contested (one query). What a year's closing asks."""
    found = Invoice.objects.filter(
        org_id=access.org_id,
        issued_on__range=(from_on, to_on),
        state__in=[State.DRAFT, State.CHECKED, State.REFUSED],
    ).order_by("year", "sequence")
    return [(row.number, State(row.state)) for row in found]
