"""The support desk on the operator's side: who waits, until when, and what they wrote. Nothing else of a building."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from koprogo.hosting.labels import service as words
from koprogo.hosting.operations import hosted as operations
from koprogo.hosting.operations import support
from koprogo.hosting.pages.doors import staffed
from koprogo.hosting.pages.support_forms import AnswerForm
from koprogo.hosting.queries import support as queries
from koprogo.hosting.rules import promises
from koprogo.platform import downloads, files
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say


@staffed
def listing(request: HttpRequest, access: Access) -> HttpResponse:
    """Those that wait, the most urgent first; those that were answered; the last ones that were closed."""
    waiting, answered = queries.desk()
    return page(
        request,
        "hosting/desk.html",
        waiting=waiting,
        answered=answered,
        closed=queries.closed(),
        kept=promises.kept(queries.turns(since=queries.a_year_before(access.now)), access.now),
        now=access.now,
        asso=access.slug,
        words=words,
    )


@staffed
def show(request: HttpRequest, access: Access, support_question: str) -> HttpResponse:
    """One thread, and its answer: written in the building's own trail, without reading anything there."""
    asked = queries.get(number=support_question)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        assert access.person_id is not None
        with (
            refusals_on(form),
            operations.inside(org_id=asked.row.org_id, operator_id=access.person_id, now=access.now) as inside,
        ):
            support.answer(
                inside,
                number=support_question,
                text=form.cleaned_data["text"],
                asks_days=form.cleaned_data["asks_days"],
                closes=form.cleaned_data["closes"],
            )
        if not form.errors:
            say(request, _("La réponse est dans le fil et part par e-mail."))
            return redirect("desk_question", support_question=support_question)
    return page(
        request,
        "hosting/desk_question.html",
        status=422 if form.errors else 200,
        asked=asked,
        form=form,
        now=access.now,
        asso=access.slug,
        words=words,
    )


@staffed
def paper(request: HttpRequest, access: Access, support_question: str, support_file: UUID) -> HttpResponse:
    """The association's copy of a file that the client joined."""
    row = queries.copy_of(number=support_question, attachment_id=support_file)
    stored = files.get(access, file_id=row.copy_id) if row.copy_id else None
    if stored is None:
        raise Http404
    return downloads.answer(stored)
