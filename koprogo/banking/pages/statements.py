"""Statements and movements, for everybody who may read the books."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from koprogo.banking import labels
from koprogo.banking.queries import accounts, statements
from koprogo.banking.queries.statements import Page
from koprogo.condominiums.rules.rights import Right
from koprogo.platform import doors
from koprogo.platform.access import Access
from koprogo.platform.rendering import page


def _asked(request: HttpRequest) -> int:
    text = request.GET.get("page", "1")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def _pager(request: HttpRequest, found: Page) -> dict[str, Any]:
    return {
        "found": found,
        "previous": f"{request.path}?page={found.number - 1}" if found.number > 1 else "",
        "next": f"{request.path}?page={found.number + 1}" if found.number < found.pages else "",
    }


@doors.door(needs=Right.SEE_BOOKS)
def listing(request: HttpRequest, access: Access, iban: str) -> HttpResponse:
    """The statements of one account, newest first, with the gaps between them."""
    account = accounts.get(access, iban=iban)
    found = statements.listing(access, bank_account_id=account.id, page=_asked(request))
    return page(
        request,
        "banking/statements.html",
        account=account,
        gap=labels.gap,
        may_act=access.may(Right.USE_BANK),
        **_pager(request, found),
    )


@doors.door(needs=Right.SEE_BOOKS)
def show(request: HttpRequest, access: Access, iban: str, key: str) -> HttpResponse:
    """One statement: its balances and its movements, with what each was booked as."""
    account = accounts.get(access, iban=iban)
    statement, key = statements.get(access, bank_account_id=account.id, key=key)
    found = statements.transactions(access, bank_account_id=account.id, statement_id=statement.id, page=_asked(request))
    return page(
        request,
        "banking/transactions.html",
        account=account,
        statement=statement,
        title=_("Relevé n° %(number)s") % {"number": statement.number or "—"},
        **_shown(access),
        **_pager(request, found),
    )


@doors.door(needs=Right.SEE_BOOKS)
def journal(request: HttpRequest, access: Access, iban: str) -> HttpResponse:
    """Every movement of one account, newest first."""
    account = accounts.get(access, iban=iban)
    found = statements.transactions(access, bank_account_id=account.id, page=_asked(request))
    return page(
        request,
        "banking/transactions.html",
        account=account,
        statement=None,
        title=_("Journal de banque"),
        **_shown(access),
        **_pager(request, found),
    )


def _shown(access: Access) -> dict[str, Any]:
    return {"kinds": labels.KIND, "masked": labels.MASKED, "may_act": access.may(Right.USE_BANK)}
