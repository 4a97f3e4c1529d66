"""The sheet for the hall: what is asked for and offered, on paper, for those who read no screen."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from koprogo.neighbours.pages import tiles
from koprogo.neighbours.pages.doors import room
from koprogo.neighbours.pages.frame import address
from koprogo.neighbours.queries.residents import Me
from koprogo.neighbours.rules.modules import Module
from koprogo.platform import qr
from koprogo.platform.access import Access
from koprogo.platform.rendering import page


@room(None)
def sheet(request: HttpRequest, access: Access, me: Me) -> HttpResponse:
    """One page to print and pin up: the two lists, what each module says, and the way in."""
    modules: frozenset[Module] = request.modules  # type: ignore[attr-defined]
    where = f"{settings.KOPROGO_PUBLIC_URL}{address('neighbours', access)}"
    return page(
        request,
        "neighbours/sheet.html",
        home=tiles.home(access, me, modules),
        plate_of=access.plate,
        where=where,
        code=qr.svg(where),
    )


urlpatterns: list[URLPattern] = [
    path("voisins/feuille", sheet, name="neighbours_sheet"),
]
