"""The owner's pages of charges: my account, my letters."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from koprogo.charges.operations import statements as operations
from koprogo.charges.pages.years import asked_year
from koprogo.charges.queries import account, calls, statements
from koprogo.condominiums.rules.rights import Right
from koprogo.platform import doors, downloads, files
from koprogo.platform.access import Access
from koprogo.platform.rendering import page, say


@doors.door(needs=Right.SEE_OWN_ACCOUNT)
def my_account(request: HttpRequest, access: Access) -> HttpResponse:
    """One's own running account: every line of the books that concerns one's lots."""
    found = account.of_parties(access, party_ids=access.party_ids, year=asked_year(request, access.today))
    written = [
        statements.of_party(access, party_id=party_id, year=found.year)
        for party_id in sorted(access.party_ids, key=str)
    ]
    return page(request, "charges/account.html", account=found, card=None, mine=True, written=written)


@doors.door(needs=Right.ENTER)
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


@doors.door(needs=Right.ENTER)
def statement(request: HttpRequest, access: Access, party_id: UUID, year: int) -> HttpResponse:
    """Ask for the statement of a year (posting), or open the newest one."""
    if party_id not in access.party_ids and not access.may(Right.SEE_ALL_ACCOUNTS):
        raise Http404
    if request.method == "POST":
        operations.ask(access, party_id=party_id, year=year)
        say(request, _("Le relevé se prépare : il s’affiche ici dans quelques secondes."))
        own = party_id in access.party_ids
        place = {"slug": access.slug} if own else {"slug": access.slug, "party_id": party_id}
        return redirect(f"{reverse('my_account' if own else 'party_account', kwargs=place)}?annee={year}")
    stored = statements.latest(access, party_id=party_id, year=year)
    if stored is None:
        raise Http404
    return downloads.answer(stored)
