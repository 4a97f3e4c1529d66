"""The accruals of a year: proposed by the books, booked, left aside, written by hand, taken back."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from koprogo.closing import labels
from koprogo.closing.operations import accruals as operations
from koprogo.closing.pages.year_forms import ByHandForm, DismissForm
from koprogo.closing.queries import accruals as queries
from koprogo.closing.queries import year as years
from koprogo.closing.queries.year import Year
from koprogo.closing.rules.closing import Stage
from koprogo.condominiums.queries import keys
from koprogo.condominiums.rules.rights import Right
from koprogo.ledger.queries import accounts
from koprogo.ledger.rules.chart_account import Nature
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say


@door(needs=Right.CLOSE_YEAR)
def listing(request: HttpRequest, access: Access, exercise: str) -> HttpResponse:
    """What the books suggest, and what is decided."""
    return _shown(request, access, years.plain(access, code=exercise))


@door(needs=Right.CLOSE_YEAR)
def new(request: HttpRequest, access: Access, exercise: str) -> HttpResponse:
    """Write one that the books cannot know."""
    year = years.plain(access, code=exercise)
    chart = accounts.choices(access, natures=(Nature.COST.value, Nature.INCOME.value))
    named = {row.label: row.key_id for row in keys.all(access, on=access.today)}
    form = ByHandForm(request.POST or None, chart={name: key for key, name in chart}, keys=named)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            row = operations.write(access, year=exercise, facts=form.facts())
            say(request, _("La régularisation « %(label)s » est enregistrée.") % {"label": row.label})
            return redirect("closing_accruals", slug=access.slug, exercise=exercise)
    return page(request, "closing/accrual_new.html", status=422 if form.errors else 200, year=year, form=form)


def _shown(request: HttpRequest, access: Access, year: Year, *, refused: forms.Form | None = None) -> HttpResponse:
    is_open = year.stage is Stage.OPEN
    rows = queries.decided(access, year_id=year.id)
    known = {row.source for row in rows}
    found = (
        queries.proposals(access, year_id=year.id, starts_on=year.starts_on, ends_on=year.ends_on, decided=known)
        if is_open
        else []
    )
    return page(
        request,
        "closing/accruals.html",
        status=422 if refused and refused.errors else 200,
        year=year,
        is_open=is_open,
        proposals=[(one, labels.KINDS[one.kind]) for one in found],
        rows=[(row, labels.KINDS[row.kind]) for row in rows],
        refused=refused or DismissForm(),
        parts=lambda number: number.split("-"),
    )


@door(needs=Right.CLOSE_YEAR)
def book(request: HttpRequest, access: Access, exercise: str) -> HttpResponse:
    """Book one proposal, or leave it aside with a reason."""
    if request.method != "POST":
        return redirect("closing_accruals", slug=access.slug, exercise=exercise)
    form = DismissForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            source = request.POST.get("source", "")[:140]
            if "dismiss" in request.POST:
                row = operations.dismiss(access, year=exercise, source=source, reason=form.cleaned_data["reason"])
                say(request, _("« %(label)s » est écarté.") % {"label": row.label})
            else:
                row = operations.book(access, year=exercise, source=source)
                say(request, _("La régularisation « %(label)s » est enregistrée.") % {"label": row.label})
            return redirect("closing_accruals", slug=access.slug, exercise=exercise)
    return _shown(request, access, years.plain(access, code=exercise), refused=form)


@door(needs=Right.CLOSE_YEAR)
def undo(request: HttpRequest, access: Access, exercise: str, accrual: int) -> HttpResponse:
    """Take one back."""
    if request.method == "POST":
        row = operations.undo(access, year=exercise, number=accrual)
        say(request, _("La régularisation « %(label)s » est annulée.") % {"label": row.label})
    return redirect("closing_accruals", slug=access.slug, exercise=exercise)
