"""Finding an invoice by either number, its supplier, its amount or its communication."""

from koprogo.platform.access import Access
from koprogo.purchases.queries import invoices as queries
from koprogo.purchases.queries.invoices import InvoiceRow, Wanted


def invoices(access: Access, *, text: str, limit: int = 8) -> list[InvoiceRow]:
    """The newest invoices that a text may mean (one query); none for one letter."""
    return queries.found(access, wanted=Wanted(text=text), limit=limit) if len(text.strip()) > 1 else []
