"""The owner's pages of charges: my account, my letters."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from koprogo.charges.pages.years import asked_year
from koprogo.charges.queries import account, calls
from koprogo.condominiums.rules.rights import Right
from koprogo.platform import doors, downloads, files
from koprogo.platform.access import Access
from koprogo.platform.rendering import page


@doors.door(needs=Right.SEE_OWN_ACCOUNT)
def my_account(request: HttpRequest, access: Access) -> HttpResponse:
    """One's own running account: every line of the books that concerns one's lots."""
    found = account.of_parties(access, party_ids=access.party_ids, year=asked_year(request, access.today))
    return page(request, "charges/account.html", account=found, card=None, mine=True)


@doors.door(needs=Right.SEE_BOOKS)
def letter(request: HttpRequest, access: Access, number: str, party_id: UUID) -> HttpResponse:
    """The letter of one owner in one call: one's own, or anybody's for those who see every account."""
    if party_id not in access.party_ids and not access.may(Right.SEE_ALL_ACCOUNTS):
        raise Http404
    call = calls.get(access, number=number)
    row = next((n for n in calls.notices(access, call=call) if n.party_id == party_id), None)
    stored = files.get(access, file_id=row.letter_id) if row and row.letter_id else None
    if stored is None:
        raise Http404
    return downloads.answer(stored)
