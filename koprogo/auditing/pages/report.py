"""The auditor's report: what it rests on, its words, the signature, the signed versions; and the workbook as a file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from koprogo.auditing import labels
from koprogo.auditing.documents import spreadsheet
from koprogo.auditing.documents.spreadsheet import Cell
from koprogo.auditing.operations import report as operations
from koprogo.auditing.pages.forms import ReportForm, SignForm
from koprogo.auditing.queries import reports, workbook
from koprogo.auditing.rules.report import Opinion, State
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotAllowed
from koprogo.ledger.queries import population
from koprogo.platform import doors, downloads, jobs
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, part, say

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _here(access: Access, year: str) -> HttpResponse:
    return redirect(reverse("audit_report", kwargs={"slug": access.slug, "workbook_code": year}))


@doors.door(needs=Right.SEE_AUDIT_WORK)
def show(request: HttpRequest, access: Access, workbook_code: str) -> HttpResponse:
    """What the report rests on, its words while they may change, the versions that were signed."""
    year = population.year(access, code=workbook_code)
    draft, signed = reports.versions(access, year=year.code)
    signing = draft is not None and draft.state == State.SIGNING
    job = jobs.of_subject(access, subject_id=draft.id, kind=reports.WRITE) if draft and signing else None
    if request.headers.get("HX-Request") and request.method == "GET":
        response = part(request, "auditing/report_progress.html", year=year, job=job)
        if not signing or (job is not None and job.state == "failed"):
            response.headers["HX-Redirect"] = request.path
        return response
    initial = {"opinion": draft.opinion, "text": draft.text} if draft else None
    form = ReportForm(request.POST or None, initial=initial)
    if request.method == "POST":
        if not access.may(Right.AUDIT_ACCOUNTS):
            raise NotAllowed(needs=Right.AUDIT_ACCOUNTS)
        if form.is_valid():
            facts = form.cleaned_data
            with refusals_on(form):
                operations.write(access, year=year.code, opinion=Opinion(facts["opinion"]), text=facts["text"])
                say(request, _("Le rapport est enregistré. Il n’est pas signé."))
                return _here(access, year.code)
    figures = reports.figures(access, year=year.code, checked=False, known=year)
    return page(
        request,
        "auditing/report.html",
        year=year,
        draft=draft,
        job=job,
        form=form,
        figures=figures,
        signed=signed,
        opinions=labels.OPINION,
        may_audit=access.may(Right.AUDIT_ACCOUNTS),
        status=422 if form.errors else 200,
    )


@doors.door(needs=Right.SEE_AUDIT_WORK)
def checks(request: HttpRequest, access: Access, workbook_code: str) -> HttpResponse:
    """What the machine proves again when asked: the books themselves, and that the draw gives the same entries."""
    year = population.year(access, code=workbook_code)
    return page(
        request,
        "auditing/checks.html",
        year=year,
        problems=reports.problems(access),
        redrawn=workbook.redrawn(access, year=year.code),
        draws=workbook.draws(access, year=year.code),
    )


@doors.door(needs=Right.AUDIT_ACCOUNTS)
def begin(request: HttpRequest, access: Access, workbook_code: str) -> HttpResponse:
    """Begin a report with the usual structure."""
    if request.method == "POST":
        figures = reports.figures(access, year=workbook_code, checked=False)
        opinion = Opinion.REMARKS if figures.open_questions else Opinion.FAVOURABLE
        operations.begin(access, year=workbook_code, opinion=opinion)
    return _here(access, workbook_code)


@doors.door(needs=Right.AUDIT_ACCOUNTS)
def sign(request: HttpRequest, access: Access, workbook_code: str) -> HttpResponse:
    """Read it once more, and sign."""
    year = population.year(access, code=workbook_code)
    draft, _signed = reports.versions(access, year=year.code)
    if draft is None or draft.state != State.DRAFT:
        if request.method == "POST":
            return _here(access, year.code)
        return page(request, "auditing/unsigned.html", year=year)
    form = SignForm(request.POST or None, initial={"name": access.person_name})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            operations.sign(access, year=year.code, **form.facts())
            return _here(access, year.code)
    return page(
        request,
        "auditing/sign.html",
        year=year,
        draft=draft,
        form=form,
        opinion=labels.OPINION[Opinion(draft.opinion)],
        paragraphs=[one for one in draft.text.split("\n\n") if one.strip()],
        status=422 if form.errors else 200,
    )


@doors.door(needs=Right.SEE_AUDIT_WORK)
def export(request: HttpRequest, access: Access, workbook_code: str) -> HttpResponse:
    """The workbook as a spreadsheet: the sample, and what is needed to draw it again."""
    year = population.year(access, code=workbook_code)
    rows: list[list[Cell]] = [
        [
            row.position,
            row.reference,
            row.entry_on,
            row.label,
            row.cents,
            str(labels.REASON[row.reason]),
            str(labels.STATE[row.state][0]),
            row.said,
            row.said_by,
        ]
        for row in workbook.rows(access, year=year.code)
    ]
    draws: list[list[Cell]] = [
        [one.drawn_at, one.drawn_by, one.seed, one.size, one.large_from_cents, one.population, one.population_cents]
        for one in workbook.draws(access, year=year.code)
    ]
    data = spreadsheet.written(
        [
            (
                _("Échantillon"),
                [
                    _("N°"),
                    _("Écriture"),
                    _("Date"),
                    _("Libellé"),
                    _("Montant"),
                    _("Pourquoi"),
                    _("État"),
                    _("Dernier mot"),
                    _("De"),
                ],
                rows,
                frozenset({4}),
            ),
            (
                _("Tirages"),
                [
                    _("Date"),
                    _("Par"),
                    _("Graine"),
                    _("Taille"),
                    _("Toutes à partir de"),
                    _("Écritures de l’exercice"),
                    _("Montant"),
                ],
                draws,
                frozenset({4, 6}),
            ),
        ]
    )
    return downloads.content(data, f"controle-{year.code}.xlsx", XLSX)
