"""The auditor's evening: the years, the workbook of one, each entry beside its voucher, questions and answers."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koprogo.auditing import labels
from koprogo.auditing.operations import draw as drawing
from koprogo.auditing.operations import say as saying
from koprogo.auditing.pages.forms import AnswerForm, DrawForm, QuestionForm
from koprogo.auditing.queries import vouchers, workbook
from koprogo.auditing.rules.marks import State
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotAllowed, NotFound
from koprogo.ledger.queries import population
from koprogo.platform import doors, files
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say


def _at(access: Access, name: str, **kwargs: Any) -> str:
    return reverse(name, kwargs={"slug": access.slug, **kwargs})


@doors.door(needs=Right.SEE_AUDIT_WORK)
def years(request: HttpRequest, access: Access) -> HttpResponse:
    """Each fiscal year and how far its control is."""
    return page(request, "auditing/years.html", rows=workbook.years(access))


@doors.door(needs=Right.SEE_AUDIT_WORK)
def show(request: HttpRequest, access: Access, workbook_code: str) -> HttpResponse:
    """The workbook of a year: what was drawn and where each entry stands."""
    year = population.year(access, code=workbook_code)
    rows = workbook.rows(access, year=year.code)
    asked = request.GET.get("etat", "")
    shown = [row for row in rows if row.state.value == asked] if asked in set(State) else rows
    return page(
        request,
        "auditing/workbook.html",
        year=year,
        rows=shown,
        filtered=shown is not rows,
        asked=asked,
        progress=workbook.progress_of(rows),
        next_position=_next(rows),
        draws=workbook.draws(access, year=year.code),
        states=labels.STATE,
        reasons=labels.REASON,
        may_audit=access.may(Right.AUDIT_ACCOUNTS),
    )


def _next(rows: list[workbook.Row], after: int = 0) -> int:
    """The next entry nobody looked at, after one, else the first; 0 when there is none."""
    todo = [row.position for row in rows if row.state is State.TODO]
    return next((position for position in todo if position > after), todo[0] if todo else 0)


@doors.door(needs=Right.AUDIT_ACCOUNTS)
def draw(request: HttpRequest, access: Access, workbook_code: str) -> HttpResponse:
    """Draw entries: the first ones, or more of them."""
    year = population.year(access, code=workbook_code)
    form = DrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        with refusals_on(form):
            made = drawing.draw(access, year=year.code, size=facts["size"], large_from_cents=facts["large"])
            say(request, _("L’échantillon est tiré, graine %(seed)s.") % {"seed": made.seed})
            return redirect(_at(access, "audit", workbook_code=year.code))
    held = workbook.draws(access, year=year.code)
    return page(
        request, "auditing/draw.html", year=year, form=form, again=bool(held), status=422 if form.errors else 200
    )


@doors.door(needs=Right.SEE_AUDIT_WORK)
def entry(request: HttpRequest, access: Access, workbook_code: str, sample: int) -> HttpResponse:
    """One entry beside its voucher, and what can be said of it."""
    question = QuestionForm(request.POST or None if request.POST.get("act") == "ask" else None)
    answer = AnswerForm(*((request.POST, request.FILES) if request.POST.get("act") == "answer" else (None, None)))
    if request.method == "POST":
        done = _said(request, access, workbook_code, sample, question, answer)
        if done is not None:
            return done
    card = workbook.card(access, year=workbook_code, position=sample)
    return page(
        request,
        "auditing/entry.html",
        card=card,
        code=workbook_code,
        voucher=vouchers.beside(access, entry=card.entry),
        no_voucher=labels.NO_VOUCHER,
        states=labels.STATE,
        said=labels.SAID,
        reasons=labels.REASON,
        question=question,
        answer=answer,
        may_audit=access.may(Right.AUDIT_ACCOUNTS),
        may_answer=access.may(Right.KEEP_BOOKS) and card.state in (State.ASKED, State.ANSWERED),
        State=State,
        status=422 if question.errors or answer.errors else 200,
    )


def _said(
    request: HttpRequest, access: Access, year: str, sample: int, question: QuestionForm, answer: AnswerForm
) -> HttpResponse | None:
    form = answer if request.POST.get("act") == "answer" else question
    if form.is_bound and not form.is_valid():
        return None
    text = str(form.cleaned_data["text"]) if form.is_bound else ""

    def reply() -> object:
        upload = request.FILES.get("piece")
        data = files.received(upload, accept=saying.ACCEPT, field="piece") if upload else b""
        name = upload.name or "" if upload else ""
        return saying.answer(access, year=year, position=sample, text=text, data=data, name=name)

    acts: dict[str, tuple[Right, Callable[[], object]]] = {
        "see": (Right.AUDIT_ACCOUNTS, lambda: saying.see(access, year=year, position=sample)),
        "ask": (Right.AUDIT_ACCOUNTS, lambda: saying.ask(access, year=year, position=sample, text=text)),
        "accept": (Right.AUDIT_ACCOUNTS, lambda: saying.accept(access, year=year, position=sample)),
        "answer": (Right.KEEP_BOOKS, reply),
    }
    found = acts.get(request.POST.get("act", ""))
    if found is None:
        raise NotFound(what="act")
    needs, act = found
    if not access.may(needs):
        raise NotAllowed(needs=needs)
    done = False
    with refusals_on(form):
        act()
        done = True
    return redirect(_onward(request, access, year, sample)) if done else None


def _onward(request: HttpRequest, access: Access, year: str, sample: int) -> str:
    """After a word: the next entry to look at; the workbook when all was looked at, or for whoever answers."""
    if not access.may(Right.AUDIT_ACCOUNTS):
        say(request, _("Votre réponse est partie chez le commissaire."))
        return _at(access, "audit", workbook_code=year) + f"?etat={State.ASKED.value}"
    rows = workbook.rows(access, year=year)
    position = _next(rows, after=sample)
    if position:
        return _at(access, "audit_entry", workbook_code=year, sample=position)
    left = sum(row.state is State.ASKED for row in rows)
    said = _("Tout l’échantillon est vu.")
    if left:
        said += " " + ngettext(
            "%(num)s question attend la réponse du syndic.", "%(num)s questions attendent la réponse du syndic.", left
        ) % {"num": left}
    say(request, said)
    return _at(access, "audit", workbook_code=year)
