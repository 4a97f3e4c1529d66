"""Importing an old workbook: hand it in, look at what it would do, do it, check it, undo it; and exporting."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from koprogo.condominiums.operations.imports import read, take_in, undo
from koprogo.condominiums.pages import import_words as words
from koprogo.condominiums.pages.import_forms import ColumnsForm, WorkbookForm
from koprogo.condominiums.queries import imports as queries
from koprogo.condominiums.queries.imports import Prepared
from koprogo.condominiums.queries.present import exported
from koprogo.condominiums.rules.rights import Right
from koprogo.condominiums.rules.workbook.dry_run import Layout
from koprogo.condominiums.rules.workbook.export import export_rows, to_csv_zip, to_xlsx
from koprogo.platform import downloads, files, formats, jobs
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, part, say

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@door(needs=Right.MANAGE_LOTS)
def new(request: HttpRequest, access: Access) -> HttpResponse:
    """Hand in a workbook, or paste its cells."""
    form = WorkbookForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            upload = form.cleaned_data["file"]
            if upload:
                row = read.read_file(access, data=files.received(upload), name=upload.name)
            else:
                row = read.read_cells(access, text=form.cleaned_data["text"], name=_("Cellules collées"))
            return redirect("import_show", slug=access.slug, import_id=row.id)
    status = 422 if form.errors else 200
    return page(
        request,
        "condominiums/import_new.html",
        status=status,
        form=form,
        before=queries.latest(access),
        may_export=access.may(Right.SEE_CONTACTS),
    )


@door(needs=Right.MANAGE_LOTS)
def show(request: HttpRequest, access: Access, import_id: UUID) -> HttpResponse:
    """Before: what the file would do, and its columns to correct. Afterwards: the control sheet."""
    row = queries.get(access, import_id=import_id)
    if row.state != row.State.READ:
        return _done(request, access, row)
    job = jobs.of_subject(access, subject_id=row.id, kind=take_in.IMPORT_WORKBOOK) if queries.is_large(row) else None
    if job is not None and job.state != job.State.FAILED:
        if request.headers.get("HX-Request"):
            return part(request, "condominiums/import_progress.html", row=row, job=job)
        return page(request, "condominiums/import_running.html", row=row, job=job)
    prepared = queries.prepared(access, row=row)
    columns = ColumnsForm(request.POST or None, columns=prepared.run.columns)
    if request.method == "POST" and prepared.run.layout is Layout.FLAT and columns.is_valid():
        read.choose_columns(access, import_id=row.id, columns=columns.meanings())
        return redirect("import_show", slug=access.slug, import_id=row.id)
    form = forms.Form()
    return _dry_run(request, row, prepared, columns, form, failed=job.problem if job else "")


def _dry_run(
    request: HttpRequest, row: Any, prepared: Prepared, columns: ColumnsForm, form: forms.Form, *, failed: str = ""
) -> HttpResponse:
    flat = prepared.run.layout is Layout.FLAT
    return page(
        request,
        "condominiums/import_show.html",
        status=422 if form.errors or columns.errors else 200,
        row=row,
        prepared=prepared,
        form=form,
        columns=columns,
        flat=flat,
        failed=failed,
        shown=words.SHOWN,
        counted=words.counted(prepared),
        counts=words.counts(prepared),
        changes=words.changes(prepared),
        lots=words.lots(prepared),
        keys=words.keys(prepared),
        identity=words.identity(prepared),
        refused=words.problems(prepared.refused),
        warnings=words.problems(prepared.settled.plan.warnings),
        linked=[] if flat else [guess for guess in prepared.run.columns if guess.meaning.value == "note"],
    )


@door(needs=Right.MANAGE_LOTS)
def do(request: HttpRequest, access: Access, import_id: UUID) -> HttpResponse:
    """Do the import; a large one is left to the worker."""
    row = queries.get(access, import_id=import_id)
    if request.method != "POST":
        return redirect("import_show", slug=access.slug, import_id=row.id)
    form = forms.Form(request.POST)
    if form.is_valid():
        with refusals_on(form):
            return _started(request, access, row)
    row = queries.get(access, import_id=import_id)
    if row.state != row.State.READ:
        return _done(request, access, row, form=form)
    prepared = queries.prepared(access, row=row)
    return _dry_run(request, row, prepared, ColumnsForm(columns=prepared.run.columns), form)


def _started(request: HttpRequest, access: Access, row: Any) -> HttpResponse:
    if queries.is_large(row):
        take_in.queue(access, import_id=row.id, lots=int(row.choices_made["lots"]))
    else:
        take_in.take_in(access, import_id=row.id)
        say(request, _("Le fichier « %(name)s » est importé.") % {"name": row.file_name})
    return redirect("import_show", slug=access.slug, import_id=row.id)


@door(needs=Right.MANAGE_LOTS)
def take_back(request: HttpRequest, access: Access, import_id: UUID) -> HttpResponse:
    """Undo the import in one step."""
    row = queries.get(access, import_id=import_id)
    if request.method != "POST":
        return redirect("import_show", slug=access.slug, import_id=row.id)
    form = forms.Form(request.POST)
    if form.is_valid():
        with refusals_on(form):
            undone = undo.undo(access, import_id=row.id)
            say(request, _("L’importation de « %(name)s » est annulée.") % {"name": undone.file_name})
            return redirect("import_show", slug=access.slug, import_id=row.id)
    return _done(request, access, queries.get(access, import_id=import_id), form=form)


def _done(request: HttpRequest, access: Access, row: Any, *, form: forms.Form | None = None) -> HttpResponse:
    undone = row.state == row.State.UNDONE
    prepared = None if undone else queries.prepared(access, row=row)
    response = page(
        request,
        "condominiums/import_done.html",
        status=422 if form is not None and form.errors else 200,
        form=form or forms.Form(),
        row=row,
        undone=undone,
        prepared=prepared,
        control=words.control(queries.control(prepared)) if prepared else [],
        result=row.result,
        shown=words.SHOWN,
        made=formats.moment(row.undone_at if undone else row.done_at),
    )
    if request.headers.get("HX-Request"):
        response.headers["HX-Redirect"] = request.path
    return response


@door(needs=Right.SEE_CONTACTS)
def export(request: HttpRequest, access: Access) -> HttpResponse:
    """Lots, keys, owners and their history as a workbook (xlsx), or as csv files in a zip (?format=csv)."""
    rows = export_rows(exported(access))
    name = f"{access.slug}-{access.today.isoformat()}"
    if request.GET.get("format") == "csv":
        return downloads.content(to_csv_zip(rows), f"{name}.zip", "application/zip")
    return downloads.content(to_xlsx(rows), f"{name}.xlsx", XLSX)
