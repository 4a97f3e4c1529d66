"""A statement as a PDF: one click asks for it, shows how far it is, and opens it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from koprogo.condominiums.rules.rights import Right
from koprogo.platform import doors, downloads
from koprogo.platform.access import Access
from koprogo.platform.rendering import page, part
from koprogo.statements.documents import words
from koprogo.statements.operations import compose, papers
from koprogo.statements.operations.papers import Paper
from koprogo.statements.pages.reading import asked_days, named


@doors.door(needs=Right.SEE_BOOKS)
def show(request: HttpRequest, access: Access, statement: str) -> HttpResponse:
    """The paper when it is written, else how far it is; a button asks for it (posting)."""
    kind = named(statement)
    _form, from_on, to_on = asked_days(request, kind)
    if from_on is None or to_on is None:
        sheet, _until, _known = compose.of_days(access, kind, from_on=from_on, to_on=to_on)
        from_on, to_on = sheet.from_on, sheet.to_on
    here = f"{reverse('statement_pdf', kwargs={'slug': access.slug, 'statement': kind.value})}?du={from_on}&au={to_on}"
    if request.method == "POST":
        papers.ask(access, statement=kind, from_on=from_on, to_on=to_on)
        return redirect(here)
    back = f"{reverse('statement', kwargs={'slug': access.slug, 'statement': kind.value})}?du={from_on}&au={to_on}"
    found = papers.find(access, statement=kind, from_on=from_on, to_on=to_on)
    return progress(request, found, here=here, back=back, title=words.TITLES[kind], above="statements")


def progress(request: HttpRequest, found: Paper, *, here: str, back: str, title: object, above: str) -> HttpResponse:
    """The paper, or how far it is; nothing asked for yet: back to the page it is of, below the list ``above``."""
    script = bool(request.headers.get("HX-Request"))
    if found.stored is not None and not script:
        return downloads.answer(found.stored)
    facts: dict[str, Any] = {"job": found.job, "here": here, "back": back, "title": title, "above": above}
    if script:
        response = part(request, "statements/paper_progress.html", **facts)
        if found.stored is not None:
            response.headers["HX-Redirect"] = here
        return response
    if found.job is None:
        return redirect(back)
    return page(request, "statements/paper.html", **facts)
