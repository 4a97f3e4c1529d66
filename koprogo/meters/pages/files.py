"""A file of readings: handed in, looked at in words, taken in all or nothing."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koprogo.condominiums.rules.rights import Right
from koprogo.meters import labels
from koprogo.meters.operations import readings
from koprogo.meters.pages.forms import FileForm
from koprogo.meters.queries import files as queries
from koprogo.meters.rules.file import Outcome, problems
from koprogo.platform import files
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say

#: More rows than these would make a page nobody reads; the counts say the rest.
SHOWN = 60


@door(needs=Right.READ_METERS)
def new(request: HttpRequest, access: Access) -> HttpResponse:
    """Hand in a file."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            upload = form.cleaned_data["file"]
            stored = readings.keep_file(access, data=files.received(upload), name=upload.name)
            return redirect("meter_import_show", slug=access.slug, reading_file=stored.id)
    return page(request, "meters/import_new.html", status=422 if form.errors else 200, form=form)


@door(needs=Right.READ_METERS)
def show(request: HttpRequest, access: Access, reading_file: UUID) -> HttpResponse:
    """What the file would do; posting does it."""
    stored = queries.stored(access, file_id=reading_file)
    form = forms.Form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            count = readings.import_file(access, file_id=reading_file)
            words = ngettext("%(n)s relevé a été ajouté.", "%(n)s relevés ont été ajoutés.", count) % {"n": count}
            say(request, words if count else _("Rien de nouveau : tous ces relevés étaient déjà notés."))
            return redirect("meters", slug=access.slug)
    rows, _lots = queries.planned(access, sheets=queries.sheets(stored))
    wrong = problems(rows)
    new_rows = [row for row in rows if row.outcome in (Outcome.ADD, Outcome.NEW_METER)]
    return page(
        request,
        "meters/import_show.html",
        status=422 if form.errors else 200,
        form=form,
        stored=stored,
        wrong=wrong[:SHOWN],
        wrong_count=len(wrong),
        rows=new_rows[:SHOWN],
        new_count=len(new_rows),
        known_count=len(rows) - len(wrong) - len(new_rows),
        meter_count=len({(row.serial, row.kind) for row in new_rows if row.outcome is Outcome.NEW_METER}),
        kinds=labels.KIND,
        readings=labels.READING,
        trouble=labels.trouble,
        index=labels.index,
    )
