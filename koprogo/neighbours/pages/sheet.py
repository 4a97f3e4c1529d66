"""The sheet for the hall on a page: what is asked for and offered, the collections, for those who read no screen."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from koprogo.neighbours.documents import paper_words
from koprogo.neighbours.documents.paper_parts import House
from koprogo.neighbours.pages.doors import room
from koprogo.neighbours.pages.frame import address
from koprogo.neighbours.queries import papers
from koprogo.neighbours.queries.residents import Me
from koprogo.platform import qr
from koprogo.platform.access import Access
from koprogo.platform.rendering import page


@room(None)
def sheet(request: HttpRequest, access: Access, me: Me) -> HttpResponse:
    """One page to print and pin up, with the words of the PDF: nothing of it is about who prints it."""
    where = f"{settings.KOPROGO_PUBLIC_URL}{address('neighbours', access)}"
    house = House(access.org_name, access.plate, access.today)
    return page(
        request,
        "neighbours/sheet.html",
        sheet=paper_words.hall(papers.hall(access), house, access.language),
        plate_of=access.plate,
        where=where,
        code=qr.svg(where),
    )


urlpatterns: list[URLPattern] = [
    path("voisins/feuille", sheet, name="neighbours_sheet"),
]
