"""The chart with its balances, the ledger of an account, and what the syndic may change there."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from koprogo.condominiums.queries import parties
from koprogo.condominiums.rules.rights import Right
from koprogo.ledger import labels
from koprogo.ledger.documents import account_lines
from koprogo.ledger.documents.tables import CSV, XLSX, to_csv, to_xlsx
from koprogo.ledger.operations import books
from koprogo.ledger.pages.forms import AccountForm, AccountsForm, PeriodForm
from koprogo.ledger.queries import accounts, allocations, ledger
from koprogo.ledger.rules.chart_account import Nature
from koprogo.ledger.rules.roles import OWNER_ROLES
from koprogo.platform import doors, downloads
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say

PAGE = 100


def page_number(request: HttpRequest) -> int:
    """The page asked for in the address, at least 1."""
    text = request.GET.get("page", "1")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def neighbours(request: HttpRequest, number: int, pages: int) -> dict[str, Any]:
    """The addresses of the pages before and after, or empty texts."""

    def to(target: int) -> str:
        words: QueryDict = request.GET.copy()
        words["page"] = str(target)
        return f"{request.path}?{words.urlencode()}"

    return {
        "previous": to(number - 1) if number > 1 else "",
        "next": to(number + 1) if number < pages else "",
    }


@doors.door(needs=Right.SEE_BOOKS)
def listing(request: HttpRequest, access: Access) -> HttpResponse:
    """The accounts with their balances at a day."""
    form = AccountsForm(request.GET or None)
    facts = form.cleaned_data if form.is_valid() else {}
    until = facts.get("au") or access.today
    rows = accounts.accounts(access, until=until)
    opened = bool(rows)
    wanted = str(facts.get("q") or "").casefold()
    if wanted:
        rows = [row for row in rows if row.code.startswith(wanted) or wanted in row.name.casefold()]
    elif not facts.get("tout"):
        rows = [row for row in rows if row.debit_cents or row.credit_cents]
    number = min(page_number(request), max(1, -(-len(rows) // PAGE)))
    first = (number - 1) * PAGE
    return page(
        request,
        "ledger/accounts.html",
        form=form,
        rows=rows[first : first + PAGE],
        first=first + 1,
        total=len(rows),
        debit_cents=sum(row.debit_cents for row in rows),
        credit_cents=sum(row.credit_cents for row in rows),
        until=until,
        opened=opened,
        class_name=labels.class_name,
        may_write=access.may(Right.KEEP_BOOKS),
        **neighbours(request, number, -(-len(rows) // PAGE)),
    )


@doors.door(needs=Right.SEE_BOOKS)
def show(request: HttpRequest, access: Access, code: str) -> HttpResponse:
    """The lines of one account with their running balance."""
    form, found = _asked(request, access, code, number=page_number(request))
    account = found.account
    words = request.GET.copy()
    words.pop("page", None)
    return page(
        request,
        "ledger/account.html",
        usual=next(iter(allocations.usual(access, code=code)), None) if account.nature == Nature.COST else None,
        form=form,
        found=found,
        from_on=form.cleaned_data.get("du") if form.is_valid() else None,
        query=f"?{words.urlencode()}" if words else "",
        first=(found.page - 1) * ledger.PAGE + 1,
        by_owner=account.family in OWNER_ROLES,
        may_write=access.may(Right.KEEP_BOOKS),
        **neighbours(request, found.page, found.pages),
    )


@doors.door(needs=Right.SEE_BOOKS)
def xlsx(request: HttpRequest, access: Access, code: str) -> HttpResponse:
    """The same as a workbook, with every line."""
    return _file(request, access, code, "xlsx")


@doors.door(needs=Right.SEE_BOOKS)
def csv(request: HttpRequest, access: Access, code: str) -> HttpResponse:
    """The same as csv, with every line."""
    return _file(request, access, code, "csv")


def _file(request: HttpRequest, access: Access, code: str, form: str) -> HttpResponse:
    _form, found = _asked(request, access, code, number=None)
    sheets = [account_lines.sheet(found)]
    made, kind = (to_xlsx(sheets), XLSX) if form == "xlsx" else (to_csv(sheets), CSV)
    return downloads.content(made, f"{access.slug}-{found.account.code}.{form}", kind)


def _asked(
    request: HttpRequest, access: Access, code: str, *, number: int | None
) -> tuple[PeriodForm, ledger.AccountLedger]:
    """The account with the days and the owner of the address; one page of it, or all."""
    account = accounts.account(access, code=code)
    by_owner = account.family in OWNER_ROLES and access.may(Right.SEE_ALL_ACCOUNTS)
    form = PeriodForm(request.GET or None, parties=parties.choices(access) if by_owner else ())
    facts = form.cleaned_data if form.is_valid() else {}
    return form, ledger.account_ledger(
        access,
        account=account,
        from_on=facts.get("du"),
        to_on=facts.get("au"),
        party_id=facts.get("qui") or None,
        page=number,
    )


@doors.door(needs=Right.KEEP_BOOKS)
def change(request: HttpRequest, access: Access, code: str) -> HttpResponse:
    """Give an account the building's own code or name."""
    account = accounts.account(access, code=code)
    named = bool(account.chart_code)
    form = AccountForm(request.POST or None, named=named, initial={"code": account.code, "label": account.label})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            changed = books.set_code(
                access,
                account_id=account.id,
                code=form.cleaned_data["code"],
                label=form.cleaned_data["label"],
            )
            say(request, _("Le compte %(code)s est enregistré.") % {"code": changed.code})
            return redirect(reverse("account", kwargs={"slug": access.slug, "code": changed.code}))
    name = labels.account_name(account.label, account.chart_code)
    return page(request, "ledger/account_form.html", form=form, account=account, name=name, adding=False)


@doors.door(needs=Right.KEEP_BOOKS)
def add(request: HttpRequest, access: Access, code: str) -> HttpResponse:
    """Add a sub-account."""
    above = accounts.account(access, code=code)
    form = AccountForm(request.POST or None, initial={"code": above.code})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            added = books.add_account(
                access, parent_id=above.id, code=form.cleaned_data["code"], label=form.cleaned_data["label"]
            )
            say(request, _("Le compte %(code)s est ajouté.") % {"code": added.code})
            return redirect(reverse("account", kwargs={"slug": access.slug, "code": added.code}))
    name = labels.account_name(above.label, above.chart_code)
    return page(request, "ledger/account_form.html", form=form, account=above, name=name, adding=True)
