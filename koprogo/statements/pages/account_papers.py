"""The ledger of one account as a PDF: one click asks for it, shows how far it is, and opens it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from koprogo.condominiums.rules.rights import Right
from koprogo.ledger.labels import account_name
from koprogo.ledger.queries import accounts
from koprogo.platform import doors
from koprogo.platform.access import Access
from koprogo.statements.operations import account_paper
from koprogo.statements.operations.account_paper import Asked
from koprogo.statements.pages.forms import DaysForm
from koprogo.statements.pages.papers import progress


@doors.door(needs=Right.SEE_ALL_ACCOUNTS)
def show(request: HttpRequest, access: Access, code: str) -> HttpResponse:
    """The paper when it is written, else how far it is; a button asks for it (posting)."""
    account = accounts.account(access, code=code)
    asked = _asked(request, account.code)
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    place = {"slug": access.slug, "code": account.code}
    here, back = reverse("account_pdf", kwargs=place) + query, reverse("account", kwargs=place) + query
    if request.method == "POST":
        account_paper.ask(access, asked=asked)
        return redirect(here)
    title = f"{account.code} {account_name(account.label, account.chart_code)}"
    found = account_paper.find(access, asked=asked)
    return progress(request, found, here=here, back=back, title=title, above="accounts")


def _asked(request: HttpRequest, code: str) -> Asked:
    """The days and the owner of the address; what cannot be read is as if it was not said."""
    form = DaysForm({name: request.GET.get(name, "") for name in ("du", "au")}, of_a_day=False)
    held = form.cleaned_data if form.is_valid() else {}
    try:
        party_id = UUID(request.GET.get("qui", ""))
    except ValueError:
        party_id = None
    return Asked(code, held.get("du"), held.get("au"), party_id)
