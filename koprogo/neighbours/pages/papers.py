"""Papers to print: asked for, waited for, opened by who asked."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotFound
from koprogo.neighbours.labels.papers import PAPERS
from koprogo.neighbours.operations import papers as operations
from koprogo.neighbours.pages.frame import address, to
from koprogo.neighbours.queries import papers
from koprogo.neighbours.queries.papers import WRITE, PaperRow
from koprogo.neighbours.rules.papers import PaperKind
from koprogo.platform import downloads, jobs
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.rendering import page, part


@door(needs=Right.ENTER)
def ask(request: HttpRequest, access: Access) -> HttpResponse:
    """Ask for a paper (posting)."""
    if request.method != "POST":
        return to("home", access)
    wanted = request.POST.get("kind", "")
    if wanted not in set(PaperKind):
        raise NotFound(what="paper")
    row = operations.ask(access, kind=PaperKind(wanted), neighbour_id=_id(request.POST.get("neighbour", "")))
    return to("neighbours_paper", access, neighbours_paper=row.id)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError as problem:
        raise NotFound(what="neighbour") from problem


@door(needs=Right.ENTER)
def show(request: HttpRequest, access: Access, neighbours_paper: UUID) -> HttpResponse:
    """How far a paper is, then the way to it."""
    row = papers.one(access, paper_id=neighbours_paper)
    facts: dict[str, Any] = {
        "row": row,
        "title": PAPERS[row.kind],
        "job": None if row.written else jobs.of_subject(access, subject_id=row.id, kind=WRITE),
        "here": request.path,
        "crumbs": [_back(access, row), (PAPERS[row.kind], "")],
    }
    if request.headers.get("HX-Request"):
        return part(request, "neighbours/paper_state.html", **facts)
    return page(request, "neighbours/paper.html", **facts)


def _back(access: Access, row: PaperRow) -> tuple[str, str]:
    if row.neighbour_id is not None:
        return _("Écrire pour un voisin"), address("neighbours_office_one", access, hall_neighbour=row.neighbour_id)
    if row.kind is PaperKind.SHEET:
        return _("Voisins"), address("neighbours", access)
    return _("Faire entrer les voisins"), address("neighbours_codes", access)


@door(needs=Right.ENTER)
def content(request: HttpRequest, access: Access, neighbours_paper: UUID) -> HttpResponse:
    """The PDF."""
    row = papers.one(access, paper_id=neighbours_paper)
    data = papers.content(access, paper_id=row.id)
    return downloads.content(data, f"{row.kind.value}-{access.today}.pdf", "application/pdf")


urlpatterns: list[URLPattern] = [
    path("voisins/papiers/", ask, name="neighbours_papers"),
    path("voisins/papiers/<uuid:neighbours_paper>", show, name="neighbours_paper"),
    path("voisins/papiers/<uuid:neighbours_paper>/pdf", content, name="neighbours_paper_pdf"),
]
