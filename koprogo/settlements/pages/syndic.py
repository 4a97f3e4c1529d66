"""The syndic's pages of settlements: the list, the preview and its issue, one of them with its letters, a sale."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from koprogo.condominiums.queries import roll
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound
from koprogo.platform import downloads, formats, jobs
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, part, say
from koprogo.settlements import labels
from koprogo.settlements.operations import issue as operations
from koprogo.settlements.operations import letters, transfer
from koprogo.settlements.pages import words
from koprogo.settlements.pages.forms import IssueForm, PeriodForm, TransferForm
from koprogo.settlements.queries import preview, settlements, transfers
from koprogo.settlements.rules.period import Span
from koprogo.settlements.rules.settlements import PeriodOutside, State
from koprogo.settlements.rules.table import Table

#: By when a settlement is paid, unless somebody says otherwise.
DUE_IN = timedelta(days=30)


def _to(name: str, access: Access, **kwargs: Any) -> HttpResponse:
    return redirect(reverse(name, kwargs={"slug": access.slug, **kwargs}))


@door(needs=Right.SEE_BOOKS)
def listing(request: HttpRequest, access: Access) -> HttpResponse:
    """Every settlement, and the sales whose funds are still to be passed on."""
    may = access.may(Right.SETTLE)
    return page(
        request,
        "settlements/settlements.html",
        rows=settlements.listing(access),
        sales=[sale for sale in transfers.sales(access) if not sale.settled] if may else [],
        states=labels.STATE,
        may_settle=may,
        by_name=access.may(Right.SEE_ALL_ACCOUNTS),
    )


@door(needs=Right.SETTLE)
def new(request: HttpRequest, access: Access) -> HttpResponse:
    """The settlement as it would be issued: what is in the way, the table, each formula; posting issues it."""
    known = preview.years(access)
    asked = PeriodForm(request.GET) if "du" in request.GET else None
    if asked is not None and not asked.is_valid():
        return page(request, "settlements/new.html", status=422, period=asked, made=None, years=known)
    days = Span(asked.cleaned_data["du"], asked.cleaned_data["au"]) if asked else preview.proposed(access, known)
    if days is None:
        return page(request, "settlements/new.html", period=PeriodForm(), made=None, years=known)
    period = asked or PeriodForm({"du": days.from_on, "au": days.to_on})
    try:
        made = preview.prepare(access, period=days, known=known)
    except PeriodOutside:
        period.add_error("au", labels.REFUSALS[PeriodOutside.code]({}))
        return page(request, "settlements/new.html", status=422, period=period, made=None, years=known)
    title = _("Décompte %(year)s") % {"year": made.year.code}
    form = IssueForm(request.POST or None, initial={"title": title, "due_on": access.today + DUE_IN})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            row = operations.issue(access, from_on=days.from_on, to_on=days.to_on, **form.cleaned_data)
            say(request, _("Le décompte est émis. Les lettres se préparent."))
            return _to("settlement", access, settlement=row.number)
    return page(
        request,
        "settlements/new.html",
        status=422 if form.errors else 200,
        period=period,
        made=made,
        years=known,
        form=form,
        told=words.told(access, made.found),
        days=days,
        query=f"du={days.from_on:%Y-%m-%d}&au={days.to_on:%Y-%m-%d}",
        **_details(request, made.table),
    )


def _details(request: HttpRequest, table: Table) -> dict[str, Any]:
    """What a click on a figure opens: ``?lot=`` why a lot pays that, ``?poste=`` who bears an account."""
    lot, position = request.GET.get("lot", ""), request.GET.get("poste", "")
    places = [(one, words.of_place(table, one.lot_id, one.party_id)) for one in table.results if one.number == lot]
    column = words.of_column(table, int(position)) if position.isascii() and position.isdigit() else None
    return {"table": table, "places": places, "column": column, "kinds": labels.KIND}


@door(needs=Right.SEE_BOOKS)
def show(request: HttpRequest, access: Access, settlement: str) -> HttpResponse:
    """One settlement as it was issued: all of it for those who see every account, one's own lots for an owner."""
    row = settlements.get(access, number=settlement)
    everything = access.may(Right.SEE_ALL_ACCOUNTS)
    found = settlements.shown(access, row=row, party_ids=None if everything else access.party_ids)
    may = access.may(Right.SETTLE)
    job = jobs.of_subject(access, subject_id=row.id, kind=operations.WRITE_LETTERS) if may else None
    return page(
        request,
        "settlements/settlement.html",
        row=row,
        papers=found.notices,
        everything=everything,
        job=job,
        batch=job is not None and job.state == "done" and row.state == State.ISSUED.value,
        may_settle=may,
        states=labels.STATE,
        query="",
        **_details(request, found.table),
    )


@door(needs=Right.SETTLE)
def cancel(request: HttpRequest, access: Access, settlement: str) -> HttpResponse:
    """What cancelling does, in words; posting does it."""
    row = settlements.get(access, number=settlement)
    form = forms.Form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            operations.cancel(access, number=settlement)
            say(request, _("Le décompte est annulé. Il reste lisible, et vous pouvez en préparer un nouveau."))
            return _to("settlement", access, settlement=settlement)
    return page(request, "settlements/cancel.html", status=422 if form.errors else 200, row=row, form=form)


@door(needs=Right.SETTLE)
def progress(request: HttpRequest, access: Access, settlement: str) -> HttpResponse:
    """How far the letters are (a piece of the page, or the page again without a script)."""
    row = settlements.get(access, number=settlement)
    job = jobs.of_subject(access, subject_id=row.id, kind=operations.WRITE_LETTERS)
    if not request.headers.get("HX-Request") or job is None:
        return _to("settlement", access, settlement=settlement)
    response = part(request, "settlements/progress.html", row=row, job=job)
    if job.state not in (job.State.QUEUED, job.State.RUNNING):
        response.headers["HX-Redirect"] = reverse("settlement", kwargs={"slug": access.slug, "settlement": settlement})
    return response


@door(needs=Right.SETTLE)
def resume(request: HttpRequest, access: Access, settlement: str) -> HttpResponse:
    """Start the letters again where they stopped."""
    row = settlements.get(access, number=settlement)
    job = jobs.of_subject(access, subject_id=row.id, kind=operations.WRITE_LETTERS)
    if request.method == "POST" and job is not None:
        jobs.again(access, job_id=job.id)
    return _to("settlement", access, settlement=settlement)


@door(needs=Right.SETTLE)
def post_batch(request: HttpRequest, access: Access, settlement: str) -> HttpResponse:
    """The letters to print and post, in one file."""
    row = settlements.get(access, number=settlement)
    stored = letters.post_batch(access, settlement_id=row.id)
    if stored is None:
        raise Http404
    return downloads.answer(stored)


@door(needs=Right.SETTLE)
def sale(request: HttpRequest, access: Access, sold_lot: str) -> HttpResponse:
    """What the latest sale of a lot passes on from the seller to the buyer; posting books it."""
    try:
        found = transfers.proposal(access, number=sold_lot, on=_day(request.GET.get("le", "")))
    except NotFound:
        if roll.lot_only(access, number=sold_lot, on=access.today) is None:
            raise
        return page(request, "settlements/sale.html", number=sold_lot, found=None, form=None)
    title = _("Vente du lot %(lot)s") % {"lot": found.sale.number}
    form = TransferForm(request.POST or None, initial={"title": title, "due_on": access.today + DUE_IN})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            transfer.settle_transfer(access, number=sold_lot, on=found.sale.on, **form.cleaned_data)
            amount = formats.money(found.total_cents)
            say(request, _("%(amount)s passent du vendeur à l’acquéreur, qui reçoit un appel.") % {"amount": amount})
            return _to("settlements", access)
    return page(
        request, "settlements/sale.html", status=422 if form.errors else 200, number=sold_lot, found=found, form=form
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
