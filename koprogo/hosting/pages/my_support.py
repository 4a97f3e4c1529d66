"""A condominium's questions to its host: asked, followed, answered in the thread; support let in from there."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from koprogo.condominiums.rules.rights import Right
from koprogo.hosting.labels import cloud
from koprogo.hosting.labels import service as words
from koprogo.hosting.operations import support as operations
from koprogo.hosting.pages.doors import hosted
from koprogo.hosting.pages.support_forms import AskForm, MessageForm
from koprogo.hosting.queries import instances, prices
from koprogo.hosting.queries import support as queries
from koprogo.hosting.rules.catalogue import Plan
from koprogo.hosting.rules.promises import Side
from koprogo.platform import doors, downloads, files
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import refusals_on
from koprogo.platform.rendering import page, say


def _promised(access: Access) -> dict[str, Any]:
    """The plan of today and the hours that go with it."""
    known = instances.of(org_id=access.org_id)
    plan = known.plan if known else Plan.CLOUD
    return {"hours": prices.on(access.today).of(plan).answer_hours, "plan": cloud.PLANS[plan]}


@hosted
@doors.door(needs=Right.SETTINGS)
def listing(request: HttpRequest, access: Access) -> HttpResponse:
    """Every question of this condominium, and what is promised."""
    rows = queries.of_building(access)
    return page(request, "hosting/questions.html", rows=rows, now=access.now, words=words, **_promised(access))


@hosted
@doors.door(needs=Right.SETTINGS)
def ask(request: HttpRequest, access: Access) -> HttpResponse:
    """Ask a question."""
    form = AskForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            row = operations.ask(
                access,
                subject=form.cleaned_data["subject"],
                text=form.cleaned_data["text"],
                language=(get_language() or "fr")[:2],
                papers=form.papers(),
            )
            say(request, _("Votre question %(number)s est enregistrée.") % {"number": row.number})
            return redirect("support_question", slug=access.slug, support_question=row.number)
    status = 422 if form.errors else 200
    return page(request, "hosting/question_new.html", status=status, form=form, **_promised(access))


@hosted
@doors.door(needs=Right.SETTINGS)
def show(request: HttpRequest, access: Access, support_question: str) -> HttpResponse:
    """One thread, and what to say next."""
    found = queries.one_of_building(access, number=support_question)
    form = MessageForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            operations.follow(access, number=support_question, text=form.cleaned_data["text"], papers=form.papers())
            say(request, _("Votre message est envoyé."))
            return redirect("support_question", slug=access.slug, support_question=support_question)
    return page(
        request,
        "hosting/question.html",
        status=422 if form.errors else 200,
        asked=found,
        form=form,
        now=access.now,
        held=found.row.held,  # type: ignore[attr-defined]
        words=words,
    )


@hosted
@doors.door(needs=Right.SETTINGS)
def close(request: HttpRequest, access: Access, support_question: str) -> HttpResponse:
    """The question is settled."""
    if request.method == "POST":
        operations.close(access, number=support_question, by=Side.CLIENT)
        say(request, _("La question est close. Un nouveau message la rouvre."))
    return redirect("support_question", slug=access.slug, support_question=support_question)


@hosted
@doors.door(needs=Right.SETTINGS)
def grant(request: HttpRequest, access: Access, support_question: str, support_message: UUID) -> HttpResponse:
    """Let in whoever asked in this message."""
    if request.method == "POST":
        operations.grant(access, number=support_question, message_id=support_message)
        say(request, _("L’accès est ouvert. Vous pouvez y mettre fin à tout moment, sous « Hébergement »."))
    return redirect("support_question", slug=access.slug, support_question=support_question)


@hosted
@doors.door(needs=Right.SETTINGS)
def paper(request: HttpRequest, access: Access, support_question: str, support_file: UUID) -> HttpResponse:
    """One file that this condominium joined."""
    row = queries.attachment(access, number=support_question, attachment_id=support_file)
    stored = files.get(access, file_id=row.file_id)
    if stored is None:
        raise Http404
    return downloads.answer(stored)
