"""The neighbours' home: what is asked for, what is offered, and what the building does together."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from koprogo.condominiums.rules.rights import Right
from koprogo.neighbours.pages import tiles
from koprogo.neighbours.pages.doors import room
from koprogo.neighbours.queries.residents import Me
from koprogo.neighbours.rules.modules import Module
from koprogo.platform.access import Access
from koprogo.platform.rendering import page


@room(None)
def home(request: HttpRequest, access: Access, me: Me) -> HttpResponse:
    """Two lists, and one tile for each module that is on."""
    modules: frozenset[Module] = request.modules  # type: ignore[attr-defined]
    return page(
        request,
        "neighbours/home.html",
        me=me,
        home=tiles.home(access, me, modules),
        modules=modules,
        may_switch=access.may(Right.ANIMATE_NEIGHBOURS),
    )


urlpatterns: list[URLPattern] = [
    path("voisins/", home, name="neighbours"),
]
