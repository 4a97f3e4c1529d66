"""The neighbours' home: what is asked for, what is offered, and what the building does together."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from koprogo.condominiums.rules.rights import Right
from koprogo.neighbours import labels
from koprogo.neighbours.pages import tiles
from koprogo.neighbours.pages.doors import room
from koprogo.neighbours.pages.first_words import first_words
from koprogo.neighbours.queries.residents import Here, Me
from koprogo.neighbours.rules.modules import Module
from koprogo.platform.access import Access
from koprogo.platform.rendering import page


@room(None)
def home(request: HttpRequest, access: Access, me: Me) -> HttpResponse:
    """Two lists, and one tile for each module that is on."""
    here: Here = request.here  # type: ignore[attr-defined]
    shown = tiles.home(access, me, here.shown)
    return page(
        request,
        "neighbours/home.html",
        me=me,
        home=shown,
        first=[] if shown.asked or shown.offered else first_words(access, here.shown),
        modules=here.modules,
        resting=[labels.MODULES[module] for module in Module if module in here.resting],
        may_switch=access.may(Right.ANIMATE_NEIGHBOURS),
    )


urlpatterns: list[URLPattern] = [
    path("voisins/", home, name="neighbours"),
]
