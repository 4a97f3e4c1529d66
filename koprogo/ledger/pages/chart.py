"""Shaping the chart: accounts offered, the usual key and occupant's part of each cost, export and import."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from koprogo.condominiums.queries import keys
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound
from koprogo.ledger import labels
from koprogo.ledger.documents import chart as documents
from koprogo.ledger.documents.tables import CSV, XLSX, to_csv, to_xlsx
from koprogo.ledger.operations import allocations as sharing
from koprogo.ledger.operations import books
from koprogo.ledger.operations import chart_file as operations
from koprogo.ledger.operations.allocations import Usual
from koprogo.ledger.queries import accounts, allocations
from koprogo.ledger.queries import chart_file as queries
from koprogo.ledger.rules import chart
from koprogo.platform import doors, downloads, files
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say


class UsualForm(forms.Form):
    """The key and the occupant's part of some accounts, two fields for each."""

    def __init__(self, *args: Any, rows: list[allocations.UsualRow], keys: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.rows = rows
        for row in rows:
            name = f"{row.code} {row.name}"
            self.fields[f"key_{row.code}"] = forms.ChoiceField(
                label=_("Clé de %(account)s") % {"account": name}, choices=keys, required=False, initial=row.key_code
            )
            self.fields[f"part_{row.code}"] = forms.IntegerField(
                label=_("Part de l’occupant de %(account)s") % {"account": name},
                min_value=0,
                max_value=100,
                initial=row.occupant_percent,
            )

    def usual(self) -> dict[UUID, Usual]:
        """What was said, for those that differ from what is shown."""
        facts = self.cleaned_data
        found = {row: Usual(facts[f"key_{row.code}"], facts[f"part_{row.code}"]) for row in self.rows}
        return {
            row.account_id: one for row, one in found.items() if one != Usual(row.key_code, row.occupant_percent)
        }


def _key_choices(access: Access) -> list[tuple[str, str]]:
    return [("", _("Quotités de l’acte")), *((row.code, row.label) for row in keys.all(access, on=access.today))]


@doors.door(needs=Right.SEE_BOOKS)
def sharing_table(request: HttpRequest, access: Access) -> HttpResponse:
    """Key and occupant's part of every account of costs."""
    rows = allocations.usual(access)
    return page(
        request,
        "ledger/sharing.html",
        rows=rows,
        names=dict(_key_choices(access)),
        may_write=access.may(Right.KEEP_BOOKS),
    )


@doors.door(needs=Right.KEEP_BOOKS)
def sharing_change(request: HttpRequest, access: Access) -> HttpResponse:
    """The same, all at once."""
    form = UsualForm(request.POST or None, rows=allocations.usual(access), keys=_key_choices(access))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            count = sharing.set_accounts(access, usual=form.usual())
            text = ngettext("%(n)s compte est changé.", "%(n)s comptes sont changés.", count) % {"n": count}
            say(request, text if count else _("Rien n’a changé."))
            return redirect("accounts_sharing", slug=access.slug)
    return page(request, "ledger/sharing_form.html", status=422 if form.errors else 200, form=form, rows=form.rows)


@doors.door(needs=Right.KEEP_BOOKS)
def sharing_of(request: HttpRequest, access: Access, cost_code: str) -> HttpResponse:
    """Key and occupant's part of one account of costs."""
    rows = allocations.usual(access, code=cost_code)
    if not rows:
        raise NotFound(what="account")
    form = UsualForm(request.POST or None, rows=rows, keys=_key_choices(access))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            sharing.set_accounts(access, usual=form.usual())
            say(request, _("Le compte %(code)s est enregistré.") % {"code": cost_code})
            return redirect("account", slug=access.slug, code=cost_code)
    return page(request, "ledger/sharing_one.html", status=422 if form.errors else 200, form=form, row=rows[0])


@doors.door(needs=Right.KEEP_BOOKS)
def offered(request: HttpRequest, access: Access) -> HttpResponse:
    """Accounts of the chart that the building has not opened: ticked and opened in one click."""
    if request.method == "POST":
        rows = books.open_offered(access, codes=request.POST.getlist("code"))
        count = len(rows)
        text = ngettext("%(n)s compte est ouvert.", "%(n)s comptes sont ouverts.", count) % {"n": count}
        say(request, text if count else _("Rien n’a changé."))
        return redirect("accounts_offered", slug=access.slug)
    language = (get_language() or "fr")[:2]
    groups: dict[str, list[tuple[str, str]]] = {}
    for account in queries.offered(access):
        groups.setdefault(chart.parent(account.code), []).append((account.code, chart.label(account.code, language)))
    named = [(code, chart.label(code, language), rows) for code, rows in groups.items()]
    return page(request, "ledger/offered.html", groups=named)


@doors.door(needs=Right.SEE_BOOKS)
def export_xlsx(request: HttpRequest, access: Access) -> HttpResponse:
    """The chart as a workbook that the import reads back."""
    return downloads.content(to_xlsx([_sheet(access)]), f"{access.slug}-plan-comptable.xlsx", XLSX)


@doors.door(needs=Right.SEE_BOOKS)
def export_csv(request: HttpRequest, access: Access) -> HttpResponse:
    """The chart as csv."""
    return downloads.content(to_csv([_sheet(access)]), f"{access.slug}-plan-comptable.csv", CSV)


def _sheet(access: Access) -> Any:
    return documents.sheet(accounts.accounts(access, until=access.today), queries.known(access), dict(labels.NATURES))


class ChartForm(forms.Form):
    """The file to read."""

    file = forms.FileField(label=gettext_lazy("Fichier du plan comptable (xlsx, ods ou csv)"))


@doors.door(needs=Right.KEEP_BOOKS)
def import_new(request: HttpRequest, access: Access) -> HttpResponse:
    """Hand in a chart; nothing changes before the next page."""
    form = ChartForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            upload = form.cleaned_data["file"]
            row = operations.read(access, data=files.received(upload), name=upload.name)
            return redirect("chart_import", slug=access.slug, chart_file=row.id)
    return page(request, "ledger/chart_import_new.html", status=422 if form.errors else 200, form=form)


@doors.door(needs=Right.KEEP_BOOKS)
def import_show(request: HttpRequest, access: Access, chart_file: UUID) -> HttpResponse:
    """What the file would do, in words; then do it, whole or not at all."""
    form = forms.Form(request.POST or None)
    stored = files.get(access, file_id=chart_file)
    if stored is None:
        raise NotFound(what="file")
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            done = operations.take_in(access, file_id=stored.id)
            say(
                request,
                _("Le plan comptable est à jour : %(created)s comptes ajoutés, %(changed)s changés.")
                % {"created": len(done.created), "changed": len(done.changed)},
            )
            return redirect("accounts", slug=access.slug)
    plan = queries.planned(access, data=files.content(stored), name=stored.name)
    return page(
        request,
        "ledger/chart_import.html",
        status=422 if form.errors else 200,
        form=form,
        name=stored.name,
        plan=plan,
        refused=[(one.cell, labels.chart_fault(one.reason, one.facts)) for one in plan.refused],
    )
