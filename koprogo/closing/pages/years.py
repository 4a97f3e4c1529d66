"""The closing of a year: its checklist, the acts that move it on, and what it leaves to the next."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from koprogo.closing import labels
from koprogo.closing.operations import closing as operations
from koprogo.closing.pages.year_forms import ApproveForm, CloseForm, HoldForm
from koprogo.closing.queries import year as queries
from koprogo.closing.queries.year import ANNEX_NAME, Year
from koprogo.closing.rules import closing as rules
from koprogo.closing.rules import retention
from koprogo.closing.rules.closing import Check, ResultRule, Stage
from koprogo.condominiums.rules.rights import Right
from koprogo.platform import downloads
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say

#: Where each check is mended: the name of its page, and the words of the link.
_MENDED = {
    Check.BANKS: "bank",
    Check.INVOICES: "invoices",
    Check.SUSPENSE: "account",
    Check.TRANSFERS: "account",
    Check.SETTLEMENT: "settlements",
    Check.ACCRUALS: "closing_accruals",
    Check.TAKEOVER: "opening",
    Check.FUNDS: "accounts",
}
_CODES = {Check.SUSPENSE: "499", Check.TRANSFERS: "58"}


@door(needs=Right.SEE_BOOKS)
def listing(request: HttpRequest, access: Access) -> HttpResponse:
    """Every year and how far its closing is."""
    return page(
        request,
        "closing/years.html",
        rows=[(one, labels.STAGES[one.stage]) for one in queries.years(access)],
        may_close=access.may(Right.CLOSE_YEAR),
    )


@door(needs=Right.SEE_BOOKS)
def show(request: HttpRequest, access: Access, exercise: str) -> HttpResponse:
    """One year: what is missing while it is open, what is decided afterwards."""
    return _shown(request, access, queries.year(access, code=exercise))


def _shown(request: HttpRequest, access: Access, year: Year, **forms_: forms.Form) -> HttpResponse:
    facts = {
        "year": year,
        "stage": labels.STAGES[year.stage],
        "kept": retention.of_year(year.ends_on),
        "may_close": access.may(Right.CLOSE_YEAR),
        "status": 422 if any(form.errors for form in forms_.values()) else 200,
    }
    if year.stage is Stage.OPEN:
        return _open(request, access, year, facts, forms_.get("hold") or HoldForm())
    return _after(request, access, year, facts, forms_)


def _open(request: HttpRequest, access: Access, year: Year, facts: dict[str, Any], hold: forms.Form) -> HttpResponse:
    held = queries.books(access, on=year.ends_on)
    items = rules.checklist(queries.facts(access, year=year, held=held, looked=queries.stored(year.row, year)))
    return page(
        request,
        "closing/year_open.html",
        **facts,
        items=[
            (item, labels.check_title(item.check), labels.check_sentence(item), _mended(access, year, item))
            for item in items
        ],
        unknown=rules.VERIFIED if year.row is None or not year.row.seen else (),
        missing=sum(item.blocks for item in items),
        left=held.left,
        result_cents=-sum(one.cents for one in held.left),
        hold=hold,
    )


def _mended(access: Access, year: Year, item: rules.Item) -> str:
    """The address where what is missing is mended, or an empty text."""
    name = _MENDED.get(item.check)
    if item.done or name is None or not access.may(Right.CLOSE_YEAR):
        return ""
    kwargs: dict[str, object] = {"slug": access.slug}
    if name == "account":
        kwargs["code"] = _CODES[item.check]
    if name == "closing_accruals":
        kwargs["exercise"] = year.code
    try:
        return reverse(name, kwargs=kwargs)
    except NoReverseMatch:
        return ""


def _after(
    request: HttpRequest, access: Access, year: Year, facts: dict[str, Any], forms_: dict[str, forms.Form]
) -> HttpResponse:
    row = year.row
    if row is None:
        raise Http404  # closed by another hand than ours: its books can be read elsewhere
    closed = year.stage is Stage.CLOSED
    job = queries.dossier_job(access, row=row)
    return page(
        request,
        "closing/year_after.html",
        **facts,
        row=row,
        rule=labels.RULES[ResultRule(row.result_rule)] if row.result_rule else "",
        dossier=queries.dossier(access, row=row),
        annex=queries.dossier(access, row=row, name=ANNEX_NAME) if access.may(Right.SEE_ALL_ACCOUNTS) else None,
        writing=job is not None and job.state in (job.State.QUEUED, job.State.RUNNING),
        failed=job is not None and job.state == job.State.FAILED,
        openings=queries.carried_forward(access, row=row) if closed else [],
        approve=forms_.get("approve") or ApproveForm(initial={"on": row.approved_on, "decision": row.decision}),
        close=forms_.get("close") or CloseForm(),
        reopen=forms_.get("reopen") or forms.Form(),
    )


def _back(access: Access, code: str) -> HttpResponse:
    return redirect("closing", slug=access.slug, exercise=code)


@door(needs=Right.CLOSE_YEAR)
def prove(request: HttpRequest, access: Access, exercise: str) -> HttpResponse:
    """Look at everything again."""
    if request.method == "POST":
        row = operations.prove(access, year=exercise)
        if row.faults:
            say(request, _("La vérification a trouvé des fautes dans les livres."))
        else:
            say(request, _("Tout est vérifié : les livres sont prouvés."))
    return _back(access, exercise)


@door(needs=Right.CLOSE_YEAR)
def hold(request: HttpRequest, access: Access, exercise: str) -> HttpResponse:
    """Pre-close the year."""
    if request.method != "POST":
        return _back(access, exercise)
    form = HoldForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            label = _("Résultat de l’exercice %(year)s") % {"year": exercise}
            operations.pre_close(access, year=exercise, rule=ResultRule(form.cleaned_data["rule"]), label=label)
            say(
                request, _("L’exercice %(year)s est arrêté. Son dossier s’écrit pour l’assemblée.") % {"year": exercise}
            )
            return _back(access, exercise)
    return _shown(request, access, queries.year(access, code=exercise), hold=form)


@door(needs=Right.CLOSE_YEAR)
def reopen(request: HttpRequest, access: Access, exercise: str) -> HttpResponse:
    """Open a pre-closed year again."""
    if request.method != "POST":
        return _back(access, exercise)
    form = forms.Form(request.POST)
    if form.is_valid():
        with refusals_on(form):
            operations.reopen(access, year=exercise, label=_("Exercice rouvert"))
            say(request, _("L’exercice %(year)s est rouvert.") % {"year": exercise})
            return _back(access, exercise)
    return _shown(request, access, queries.year(access, code=exercise), reopen=form)


@door(needs=Right.CLOSE_YEAR)
def approve(request: HttpRequest, access: Access, exercise: str) -> HttpResponse:
    """Note the assembly's decision."""
    if request.method != "POST":
        return _back(access, exercise)
    form = ApproveForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            operations.approve(access, year=exercise, **form.cleaned_data)
            say(request, _("L’approbation des comptes %(year)s est notée.") % {"year": exercise})
            return _back(access, exercise)
    return _shown(request, access, queries.year(access, code=exercise), approve=form)


@door(needs=Right.CLOSE_YEAR)
def close(request: HttpRequest, access: Access, exercise: str) -> HttpResponse:
    """Close the year for ever."""
    if request.method != "POST":
        return _back(access, exercise)
    form = CloseForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            operations.close(access, year=exercise)
            say(request, _("L’exercice %(year)s est clôturé définitivement.") % {"year": exercise})
            return _back(access, exercise)
    return _shown(request, access, queries.year(access, code=exercise), close=form)


@door(needs=Right.CLOSE_YEAR)
def write_dossier(request: HttpRequest, access: Access, exercise: str) -> HttpResponse:
    """Write the papers anew."""
    if request.method == "POST":
        operations.ask_dossier(access, year=exercise)
        say(request, _("Le dossier de clôture s’écrit. Il sera ici dans un instant."))
    return _back(access, exercise)


@door(needs=Right.SEE_BOOKS)
def dossier(request: HttpRequest, access: Access, exercise: str) -> HttpResponse:
    """The papers of a year, for everybody who reads the books: they name no owner's account. None yet: its page."""
    year = queries.year(access, code=exercise)
    stored = queries.dossier(access, row=year.row) if year.row else None
    return downloads.answer(stored) if stored is not None else _back(access, exercise)
