"""An invoice as the voucher of an entry: what it says and the files that prove it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from koprogo.platform.access import Access
from koprogo.purchases.models import Invoice, InvoiceFile


@dataclass(frozen=True, slots=True)
class InvoiceVoucher:
    """One invoice. ``files``: (id, name, media type), the paper before what was found inside it."""

    number: str
    kind: str
    supplier: str
    supplier_number: str
    issued_on: date
    gross_cents: int
    files: tuple[tuple[UUID, str, str], ...]


def of_invoice(access: Access, *, invoice_id: UUID) -> InvoiceVoucher | None:
    """The invoice of an entry with its files (two queries); None when there is none."""
    row = Invoice.objects.filter(org_id=access.org_id, id=invoice_id).select_related("supplier__party").first()
    if row is None:
        return None
    kept = InvoiceFile.objects.filter(org_id=access.org_id, invoice=row).order_by("-role", "id")
    return InvoiceVoucher(
        number=row.number,
        kind=row.kind,
        supplier=row.supplier.party.name,
        supplier_number=row.supplier_number,
        issued_on=row.issued_on,
        gross_cents=row.gross_cents,
        files=tuple((one.file_id, one.name, one.media_type) for one in kept),
    )
