"""Suppliers: found by number, account or name, and what was last done with their invoices."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from koprogo.kernel import enterprise_number, iban
from koprogo.kernel.refusals import NotFound
from koprogo.platform.access import Access
from koprogo.purchases.models import Invoice, InvoiceLine, Supplier, SupplierIban
from koprogo.purchases.queries.open_items import open_by_supplier
from koprogo.purchases.rules.states import BOOKED, Kind

PAGE_ROWS = 50


@dataclass(frozen=True, slots=True)
class SupplierRow:
    """One supplier of the list, with what it invoiced and what is still owed to it, in cents."""

    id: UUID
    name: str
    enterprise_number: str
    invoices: int
    last_on: date | None
    open_cents: int


@dataclass(frozen=True, slots=True)
class LastUse:
    """How the latest invoice of a supplier was booked: what to propose for the next."""

    account_id: UUID
    key_id: UUID | None = None
    occupant_percent: int | None = None
    vat_bp: int | None = None
    label: str = ""


def _found(access: Access) -> QuerySet[Supplier]:
    return Supplier.objects.filter(org_id=access.org_id).select_related("party")


def get(access: Access, *, supplier_id: UUID) -> Supplier:
    """One supplier with its party (one query). Raises NotFound."""
    found = _found(access).filter(id=supplier_id).first()
    if found is None:
        raise NotFound(what="supplier")
    return found


def by_number(access: Access, *, number: str) -> Supplier | None:
    """The supplier of an enterprise number, however it is written (one query); None where there is none."""
    if not enterprise_number.is_valid(number):
        return None
    return _found(access).filter(party__enterprise_number=enterprise_number.parse(number)).first()


def by_vat(access: Access, *, vat_number: str) -> Supplier | None:
    """The supplier of a VAT number, Belgian or not (one query)."""
    plain = "".join(vat_number.split()).replace(".", "").upper()
    belgian = plain.removeprefix("BE") if plain.startswith("BE") else ""
    wanted = Q(vat_number=plain) if plain else Q(pk__in=[])
    if belgian:
        wanted |= Q(party__enterprise_number=belgian)
    return _found(access).filter(wanted).first()


def by_name(access: Access, *, name: str) -> Supplier | None:
    """The supplier of exactly this name, whatever its capitals (one query)."""
    return _found(access).filter(party__name__iexact=name.strip()).first() if name.strip() else None


def by_iban(access: Access, *, number: str) -> Supplier | None:
    """The supplier who is paid on this account (one query); None where there is none, or the text is no account."""
    if not iban.is_valid(number):
        return None
    row = SupplierIban.objects.filter(org_id=access.org_id, iban=iban.parse(number), ended_at__isnull=True)
    found = row.select_related("supplier__party").first()
    return found.supplier if found else None


def ibans(access: Access, *, supplier_id: UUID) -> list[SupplierIban]:
    """The accounts of a supplier, those that hold first, then the newest (one query)."""
    found = SupplierIban.objects.filter(org_id=access.org_id, supplier_id=supplier_id)
    return list(found.order_by(F("ended_at").desc(nulls_first=True), "-added_at", "-id"))


def current_iban(access: Access, *, supplier_id: UUID) -> SupplierIban | None:
    """The account a supplier is paid on where an invoice names none: the latest that was made sure of (one query)."""
    found = SupplierIban.objects.filter(org_id=access.org_id, supplier_id=supplier_id, ended_at__isnull=True)
    return found.filter(confirmed_at__isnull=False).order_by("-confirmed_at", "-id").first()


def names(access: Access, *, limit: int = 300) -> list[str]:
    """The names of the suppliers, for a list to type from, the latest used first (one query)."""
    found = _found(access).annotate(last=Max("invoices__recorded_at")).order_by(F("last").desc(nulls_last=True), "id")
    return list(found.values_list("party__name", flat=True)[:limit])


def choices(access: Access) -> list[tuple[UUID, str]]:
    """(id, name) of every supplier, by name (one query)."""
    return list(_found(access).order_by("party__sort_name", "id").values_list("id", "party__name"))


def party_names(access: Access) -> list[tuple[UUID, str]]:
    """(party, name) of every supplier, by name: whom a posting on 440 can name (one query)."""
    return list(_found(access).order_by("party__sort_name", "id").values_list("party_id", "party__name"))


def last_use(access: Access, *, supplier_id: UUID) -> LastUse | None:
    """How the latest invoice of a supplier was shared (one query); None where there is none yet."""
    found = InvoiceLine.objects.filter(
        org_id=access.org_id, invoice__supplier_id=supplier_id, invoice__kind=Kind.INVOICE, lot__isnull=True
    ).exclude(invoice__state="cancelled")
    row = found.select_related("invoice").order_by("-invoice__issued_on", "-invoice__id", "position").first()
    return LastUse(row.account_id, row.key_id, row.occupant_percent, row.vat_bp, row.label) if row else None


def listing(access: Access, *, text: str = "", page: int = 1) -> tuple[list[SupplierRow], int]:
    """One page of the suppliers by name, and how many there are (two queries)."""
    found = _found(access)
    if text.strip():
        looked = Q(party__name__icontains=text.strip()) | Q(party__sort_name__icontains=text.strip().lower())
        digits = "".join(filter(str.isdigit, text))
        found = found.filter(looked | Q(party__enterprise_number__contains=digits) if len(digits) >= 4 else looked)
    total = found.count()
    booked = Invoice.objects.filter(org_id=access.org_id, supplier_id=OuterRef("id"), state__in=BOOKED)
    sums = booked.order_by().values("supplier_id")
    rows = found.annotate(
        n=Coalesce(Subquery(sums.annotate(n=Count("id")).values("n")), 0),
        last=Subquery(sums.annotate(on=Max("issued_on")).values("on")),
    ).order_by("party__sort_name", "id")
    start = (max(page, 1) - 1) * PAGE_ROWS
    shown = list(rows[start : start + PAGE_ROWS])
    owed = open_by_supplier(access, supplier_ids=[row.id for row in shown])
    return [
        SupplierRow(
            row.id,
            row.party.name,
            row.party.enterprise_number,
            int(vars(row)["n"]),
            vars(row)["last"],
            owed.get(row.id, 0),
        )
        for row in shown
    ], total
