"""A voucher: what can be opened of it, and every entry that was written for it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse

from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound
from koprogo.ledger.queries import entries
from koprogo.platform import doors
from koprogo.platform.access import Access
from koprogo.platform.rendering import page
from koprogo.statements.pages.tables import entry_address
from koprogo.statements.queries import vouchers


def _address(access: Access, name: str, **kwargs: Any) -> str:
    """The address of a page; empty where this edition serves no such page."""
    try:
        return reverse(name, kwargs={"slug": access.slug, **kwargs})
    except NoReverseMatch:
        return ""


def _file(name: str, file_id: UUID) -> dict[str, UUID]:
    return {"piece" if name == "invoice_piece" else "file_id": file_id}


@doors.door(needs=Right.SEE_BOOKS)
def show(request: HttpRequest, access: Access, voucher: UUID) -> HttpResponse:
    """One voucher by its row, as far as this reader may see it."""
    found = entries.by_voucher(access, voucher_id=voucher)
    if not found:
        raise NotFound(what="voucher")
    first = found[0]
    papers = vouchers.of(access, voucher_id=voucher, kind=first.voucher_kind, label=first.voucher_label)
    if first.voucher_kind == "counter_entry":
        origin = entry_address(access, first.voucher_label) if first.voucher_label else ""
    else:
        place = papers.place
        origin = _address(access, place.name, **place.kwargs) if place else ""
    return page(
        request,
        "statements/voucher.html",
        label=first.voucher_label,
        rows=[(one, entry_address(access, one.reference)) for one in found],
        stored=[(one, _address(access, papers.opens, **_file(papers.opens, one.id))) for one in papers.stored],
        origin=origin,
    )
