"""The take-over: hand in the balance, correct what was guessed, book it, sign its control sheet; or undo it."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koprogo.closing import labels
from koprogo.closing.operations import start
from koprogo.closing.operations import takeover as operations
from koprogo.closing.pages.takeover_forms import (
    PAGE,
    BanksForm,
    BookForm,
    CallForm,
    HandoverForm,
    Known,
    SignForm,
    StartForm,
    line_forms,
)
from koprogo.closing.queries import takeover as queries
from koprogo.closing.queries.takeover import Prepared
from koprogo.closing.rules import handover
from koprogo.closing.rules import takeover as rules
from koprogo.closing.rules.mapping import Reason
from koprogo.closing.rules.takeover import State, Totals
from koprogo.condominiums.queries import keys
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound
from koprogo.ledger.queries import entries
from koprogo.platform import files, formats
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say

SIGNED_TYPES = ("application/pdf", "image/jpeg", "image/png")


@door(needs=Right.KEEP_BOOKS)
def opening(request: HttpRequest, access: Access) -> HttpResponse:
    """The take-over as it stands: not begun, prepared, or booked."""
    row = queries.current(access)
    if row is None:
        return _begin(request, access)
    if row.state == State.DRAFT:
        return _correct(request, access, queries.prepared(access, row=row))
    return _booked(request, access, row)


def _begin(request: HttpRequest, access: Access) -> HttpResponse:
    standing = entries.openings(access)
    form = StartForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and not standing and form.is_valid():
        with refusals_on(form):
            _started(access, form)
            return redirect("opening", slug=access.slug)
    return page(
        request,
        "closing/takeover_start.html",
        status=422 if form.errors else 200,
        form=form,
        standing=[(number, number.split("-")) for number in standing],
    )


def _started(access: Access, form: StartForm) -> None:
    upload, text = form.cleaned_data["file"], form.cleaned_data["text"]
    if upload:
        start.from_file(access, situation=form.situation(), data=files.received(upload), name=upload.name)
    elif text.strip():
        start.from_cells(access, situation=form.situation(), text=text, name=_("Cellules collées"))
    else:
        start.by_hand(access, situation=form.situation())


def _number(request: HttpRequest, rows: int) -> int:
    text = request.GET.get("page", "1")
    wanted = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 1
    return max(1, min(wanted, -(-rows // PAGE)))


def _correct(request: HttpRequest, access: Access, ready: Prepared, *, book: forms.Form | None = None) -> HttpResponse:
    people = queries.names(access)
    known = Known(ready, people, [(one.label, one.key_id) for one in keys.all(access, on=access.today)])
    number = _number(request, len(ready.rows))
    data = request.POST if request.method == "POST" and book is None else None
    lines = line_forms(data, ready, known, number)
    banks = BanksForm(data, ready=ready)
    if data is not None and all([banks.is_valid(), *(line.is_valid() for line in lines)]):
        start.correct(
            access,
            takeover_id=ready.row.id,
            lines=[line.facts() for line in lines],
            stated=banks.stated(),
        )
        return redirect(f"{request.path}?page={number}" if number > 1 else request.path)
    wrong = data is not None or (book is not None and bool(book.errors))
    by_line = {one.position: one for one in ready.plan.problems if one.position}
    return page(
        request,
        "closing/takeover_correct.html",
        status=422 if wrong else 200,
        row=ready.row,
        plan=ready.plan,
        lines=[(line, _said(ready, line.position), by_line.get(line.position)) for line in lines],
        banks=banks,
        book=book or BookForm(),
        chart=known.chart,
        people=list(known.parties),
        keys=list(known.keys),
        groups=[(str(labels.GROUPS[name]), getattr(ready.plan.totals, name)) for name in labels.GROUPS],
        problems=[(one.where, labels.problem(one)) for one in ready.plan.problems],
        entry_on=rules.entry_on(ready.row.situation_on),
        new_suppliers=[name for _position, name in ready.plan.new_suppliers],
        refused=data is not None,
        number=number,
        first=(number - 1) * PAGE + 1,
        total=len(ready.rows),
        pages=-(-len(ready.rows) // PAGE),
    )


def _said(ready: Prepared, position: int) -> Any:
    """What the file says of a line, and why its account was taken."""
    row = next((one for one in ready.rows if one.position == position), None)
    reason = labels.REASONS[Reason(row.reason)] if row and row.reason else None
    return {
        "code": row.code if row else "",
        "where": row.where if row else "",
        "reason": str(reason) if reason else "",
        "control": row is not None and row.position in ready.plan.control,
    }


@door(needs=Right.KEEP_BOOKS)
def book(request: HttpRequest, access: Access) -> HttpResponse:
    """Write the opening entry."""
    if request.method != "POST":
        return redirect("opening", slug=access.slug)
    row = _draft(access)
    form = BookForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            booked = operations.book(
                access,
                takeover_id=row.id,
                label=_("Reprise des soldes de %(name)s") % {"name": row.previous_syndic},
                gap_note=form.cleaned_data["gap_note"],
            )
            assert booked.entry is not None
            number = entries.number_of(booked.entry)
            say(request, _("La reprise est enregistrée : écriture %(number)s.") % {"number": number})
            return redirect("opening", slug=access.slug)
    return _correct(request, access, queries.prepared(access, row=row), book=form)


@door(needs=Right.KEEP_BOOKS)
def drop(request: HttpRequest, access: Access) -> HttpResponse:
    """Throw the draft away."""
    if request.method == "POST":
        start.drop(access, takeover_id=_draft(access).id)
        say(request, _("Le projet de reprise est abandonné. Rien n’avait été écrit dans les comptes."))
    return redirect("opening", slug=access.slug)


def _draft(access: Access) -> Any:
    row = queries.current(access)
    if row is None or row.state != State.DRAFT:
        raise NotFound(what="takeover")
    return row


def _booked(request: HttpRequest, access: Access, row: Any, **forms_: forms.Form) -> HttpResponse:
    number = entries.number_of(row.entry)
    totals = Totals(**row.totals)
    job = queries.sheet_job(access, row=row)
    due = handover.due_on(row.mandate_ended_on) if row.mandate_ended_on else None
    return page(
        request,
        "closing/takeover_booked.html",
        status=422 if any(form.errors for form in forms_.values()) else 200,
        row=row,
        number=number,
        parts=number.split("-"),
        groups=[(str(labels.GROUPS[name]), getattr(totals, name)) for name in labels.GROUPS],
        sum_cents=totals.sum_cents,
        inventory=[(labels.DOCUMENTS[one], item) for one, item in queries.inventory(access, row=row).items()],
        due=due,
        sheet=queries.sheet(access, row=row),
        writing=job is not None and job.state in (job.State.QUEUED, job.State.RUNNING),
        failed=job is not None and job.state == job.State.FAILED,
        sign=forms_.get("sign") or SignForm(initial={"on": access.today}),
        undo=forms_.get("undo") or forms.Form(),
        call=forms_.get("call") or CallForm(initial={"due_on": access.today + timedelta(days=30)}),
        may_call=bool(totals.owners) and access.may(Right.SETTLE),
    )


@door(needs=Right.KEEP_BOOKS)
def undo(request: HttpRequest, access: Access) -> HttpResponse:
    """Undo the opening by its mirror; its lines become a draft again."""
    if request.method != "POST":
        return redirect("opening", slug=access.slug)
    row = _standing(access)
    form = forms.Form(request.POST)
    if form.is_valid():
        with refusals_on(form):
            operations.undo(access, takeover_id=row.id, label=_("Annulation de la reprise des soldes"))
            say(request, _("La reprise est annulée. Ses lignes sont ici pour être corrigées."))
            return redirect("opening", slug=access.slug)
    return _booked(request, access, row, undo=form)


@door(needs=Right.SETTLE)
def call(request: HttpRequest, access: Access) -> HttpResponse:
    """Ask the owners for the balances taken over."""
    if request.method != "POST":
        return redirect("opening", slug=access.slug)
    row = _standing(access)
    form = CallForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            asked = operations.call_balances(
                access,
                takeover_id=row.id,
                title=_("Solde repris du syndic précédent"),
                label=_("Solde à la fin du %(day)s") % {"day": formats.day(row.situation_on)},
                due_on=form.cleaned_data["due_on"],
            )
            text = ngettext(
                "%(n)s copropriétaire reçoit sa lettre.", "%(n)s copropriétaires reçoivent leur lettre.", asked.owners
            )
            say(request, text % {"n": asked.owners})
            return redirect("fund_call", slug=access.slug, number=asked.number)
    return _booked(request, access, row, call=form)


@door(needs=Right.KEEP_BOOKS)
def sheet(request: HttpRequest, access: Access) -> HttpResponse:
    """Write the control sheet anew."""
    if request.method == "POST":
        operations.ask_sheet(access, takeover_id=_standing(access).id)
        say(request, _("La feuille de contrôle s’écrit. Elle sera ici dans un instant."))
    return redirect("opening", slug=access.slug)


@door(needs=Right.KEEP_BOOKS)
def sign(request: HttpRequest, access: Access) -> HttpResponse:
    """Keep the signed scan."""
    if request.method != "POST":
        return redirect("opening", slug=access.slug)
    row = _standing(access)
    form = SignForm(request.POST, request.FILES)
    if form.is_valid():
        with refusals_on(form):
            upload = form.cleaned_data["file"]
            data = files.received(upload, accept=SIGNED_TYPES)
            operations.sign(access, takeover_id=row.id, data=data, name=upload.name, on=form.cleaned_data["on"])
            say(request, _("La feuille signée est gardée : la reprise a sa pièce."))
            return redirect("opening", slug=access.slug)
    return _booked(request, access, row, sign=form)


@door(needs=Right.KEEP_BOOKS)
def inventory(request: HttpRequest, access: Access) -> HttpResponse:
    """Note what was handed over."""
    row = queries.current(access)
    if row is None:
        return redirect("opening", slug=access.slug)
    form = HandoverForm(request.POST or None, inventory=queries.inventory(access, row=row))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            operations.note_handover(access, takeover_id=row.id, received=form.received())
            say(request, _("L’inventaire de remise est noté."))
            return redirect("opening", slug=access.slug)
    return page(
        request,
        "closing/handover.html",
        status=422 if form.errors else 200,
        form=form,
        row=row,
        due=handover.due_on(row.mandate_ended_on) if row.mandate_ended_on else None,
    )


def _standing(access: Access) -> Any:
    row = queries.current(access)
    if row is None or row.state != State.BOOKED:
        raise NotFound(what="takeover")
    return row
