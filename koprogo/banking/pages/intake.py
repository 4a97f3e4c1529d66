"""Handing in the files of the bank, what became of them, and adding a bank account."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from koprogo.banking import labels
from koprogo.banking.operations import accounts as operations
from koprogo.banking.operations import importing
from koprogo.banking.pages.forms import AccountForm, ImportForm
from koprogo.banking.queries import accounts, imports
from koprogo.banking.rules.intake import ImportState
from koprogo.banking.rules.purposes import Purpose
from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.identifiers import uuid7
from koprogo.platform import doors, files, jobs
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, part, say


@doors.door(needs=Right.USE_BANK)
def open_account(request: HttpRequest, access: Access) -> HttpResponse:
    """Add a bank account of the building."""
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        with refusals_on(form):
            row = operations.open_account(
                access, iban=facts["iban"], purpose=Purpose(facts["purpose"]), label=facts["label"]
            )
            say(request, _("Le compte %(label)s est ajouté. Importez son premier relevé.") % {"label": row.label})
            return redirect(reverse("bank_import", kwargs={"slug": access.slug}))
    return page(request, "banking/account_form.html", form=form, status=422 if form.errors else 200)


@doors.door(needs=Right.USE_BANK)
def hand_in(request: HttpRequest, access: Access) -> HttpResponse:
    """Drop one or several files. Small ones are taken in at once, large ones by the worker."""
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            batch_id = _take_in(access, form)
            return redirect(reverse("bank_imported", kwargs={"slug": access.slug, "batch_id": batch_id}))
    return page(
        request,
        "banking/import.html",
        form=form,
        accounts=accounts.overview(access),
        latest=imports.latest(access),
        labels=labels,
        status=422 if form.errors else 200,
    )


def _take_in(access: Access, form: ImportForm) -> UUID:
    batch_id = uuid7()
    for upload in form.cleaned_data["statements"]:
        data = files.received(upload, field="statements")
        name = upload.name or _("relevé")
        if len(data) > importing.IN_PAGE_BYTES:
            importing.queue_file(access, data=data, name=name, batch_id=batch_id)
        else:
            importing.import_file(access, data=data, name=name, batch_id=batch_id)
    return batch_id


@doors.door(needs=Right.USE_BANK)
def result(request: HttpRequest, access: Access, batch_id: UUID) -> HttpResponse:
    """What became of the files handed in at once; while some wait, the piece that asks again by itself."""
    rows = imports.of_batch(access, batch_id=batch_id)
    queued = [row for row in rows if row.state == ImportState.QUEUED]
    job = jobs.get(access, job_id=queued[0].job_id) if queued and queued[0].job_id else None
    failed = job is not None and job.state == "failed"
    context: dict[str, Any] = {
        "batch_id": batch_id,
        "rows": rows,
        "queued": queued,
        "done": len(rows) - len(queued),
        "failed": failed,
        "added": sum(row.added for row in rows),
        "known": sum(row.known for row in rows),
        "movements": sum(row.movements for row in rows),
        "refused": [row for row in rows if row.state == ImportState.REFUSED],
        "problem": labels.problem,
    }
    if request.headers.get("HX-Request"):
        response = part(request, "banking/imported_progress.html", **context)
        if failed or not queued:
            response.headers["HX-Redirect"] = request.path
        return response
    return page(request, "banking/imported.html", **context)
