"""The simplified books: receipts, expenses, treasury, funds, claims and debts of a period."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from koprogo.condominiums.rules.rights import Right
from koprogo.ledger import labels
from koprogo.ledger.documents import cash_book
from koprogo.ledger.documents.tables import CSV, XLSX, to_csv, to_xlsx
from koprogo.ledger.pages.accounts import neighbours, page_number
from koprogo.ledger.pages.entries import entry_address
from koprogo.ledger.pages.forms import day_field
from koprogo.ledger.queries import entries
from koprogo.ledger.queries import simplified as queries
from koprogo.platform import doors, downloads
from koprogo.platform.access import Access
from koprogo.platform.rendering import page


class BookForm(forms.Form):
    """A fiscal year, or any days; kept in the address."""

    exercice = forms.ChoiceField(label=_("Exercice"), required=False)
    du = day_field(label=_("Du"), required=False)
    au = day_field(label=_("Au"), required=False)

    def __init__(self, *args: Any, years: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.years = years
        chosen = self.fields["exercice"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [(row.code, labels.year_name(row.starts_on, row.ends_on)) for row in years]

    def clean(self) -> dict[str, Any]:
        """A period ends after it begins."""
        facts = super().clean() or {}
        if facts.get("du") and facts.get("au") and facts["au"] < facts["du"]:
            self.add_error("au", _("La période finit avant de commencer. Corrigez une des deux dates."))
        return facts

    def period(self, today: date) -> tuple[date, date]:
        """The days asked for; without any, those of the year asked for, of the one of today, or of the latest."""
        facts = getattr(self, "cleaned_data", {})
        code = facts.get("exercice")
        year = next((row for row in self.years if row.code == code), None)
        year = year or next((row for row in self.years if row.starts_on <= today <= row.ends_on), None)
        year = year or next(iter(self.years), None)
        starts, ends = (year.starts_on, year.ends_on) if year else (today.replace(month=1, day=1), today)
        if not self.errors and (facts.get("du") or facts.get("au")):
            from_on, to_on = facts.get("du") or starts, facts.get("au") or ends
            return (from_on, to_on) if from_on <= to_on else (to_on, to_on)
        return starts, ends


def _asked(request: HttpRequest, access: Access) -> tuple[BookForm, date, date]:
    form = BookForm(request.GET or None, years=entries.fiscal_years(access))
    form.is_valid()
    return form, *form.period(access.today)


@doors.door(needs=Right.SEE_BOOKS)
def show(request: HttpRequest, access: Access) -> HttpResponse:
    """The simplified books on one page, the movements by the hundred."""
    form, from_on, to_on = _asked(request, access)
    number = page_number(request)
    book = queries.book(access, from_on=from_on, to_on=to_on, page=number)
    words = request.GET.copy()
    words.pop("page", None)
    return page(
        request,
        "ledger/simplified.html",
        form=form,
        book=book,
        query=f"?{words.urlencode()}" if words else "",
        others_cents=book.owners_cents - sum(one.cents for one in book.owners),
        address=lambda reference: entry_address(access, reference),
        first=(number - 1) * queries.PAGE + 1,
        **neighbours(request, number, -(-book.moved // queries.PAGE)),
    )


@doors.door(needs=Right.SEE_BOOKS)
def xlsx(request: HttpRequest, access: Access) -> HttpResponse:
    """The same as a workbook, with every movement."""
    return _file(request, access, "xlsx")


@doors.door(needs=Right.SEE_BOOKS)
def csv(request: HttpRequest, access: Access) -> HttpResponse:
    """The same as one csv, with every movement."""
    return _file(request, access, "csv")


def _file(request: HttpRequest, access: Access, form: str) -> HttpResponse:
    _form, from_on, to_on = _asked(request, access)
    sheets = cash_book.sheets(queries.book(access, from_on=from_on, to_on=to_on, page=None))
    name = f"{access.slug}-livre-{from_on.isoformat()}-{to_on.isoformat()}.{form}"
    made, kind = (to_xlsx(sheets), XLSX) if form == "xlsx" else (to_csv(sheets), CSV)
    return downloads.content(made, name, kind)
