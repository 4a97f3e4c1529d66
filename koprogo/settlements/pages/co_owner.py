"""An owner's own settlement: what it comes to, and why, line by line; the two letters."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from koprogo.condominiums.rules.rights import Right
from koprogo.platform import downloads, files
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.rendering import page
from koprogo.settlements.pages import words
from koprogo.settlements.queries import settlements


@door(needs=Right.SEE_OWN_ACCOUNT)
def mine(request: HttpRequest, access: Access) -> HttpResponse:
    """The newest settlement of one's own parties explained, older ones as a list."""
    told = settlements.notices_of(access, party_ids=access.party_ids)
    newest = told[0].settlement if told else None
    table = settlements.table(access, row=newest, party_ids=access.party_ids) if newest else None
    return page(
        request,
        "settlements/mine.html",
        newest=newest,
        papers=[one for one in told if newest and one.settlement_id == newest.id],
        older=[one for one in told if newest and one.settlement_id != newest.id],
        places=[(one, words.of_place(table, one.lot_id, one.party_id)) for one in table.results] if table else [],
    )


@door(needs=Right.ENTER)
def letter(request: HttpRequest, access: Access, settlement: str, party_id: UUID) -> HttpResponse:
    """The letter of one owner: one's own, or anybody's for those who see every account."""
    return _paper(access, settlement, party_id, "letter_id")


@door(needs=Right.ENTER)
def tenant_letter(request: HttpRequest, access: Access, settlement: str, party_id: UUID) -> HttpResponse:
    """The occupant's part, for the landlord to pass on."""
    return _paper(access, settlement, party_id, "tenant_letter_id")


def _paper(access: Access, number: str, party_id: UUID, name: str) -> HttpResponse:
    if party_id not in access.party_ids and not access.may(Right.SEE_ALL_ACCOUNTS):
        raise Http404
    row = settlements.get(access, number=number)
    file_id = getattr(settlements.notice(access, row=row, party_id=party_id), name)
    stored = files.get(access, file_id=file_id) if file_id else None
    if stored is None:
        raise Http404
    return downloads.answer(stored)
