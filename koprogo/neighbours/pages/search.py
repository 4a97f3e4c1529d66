"""Looking for something among the neighbours: one field, one list."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from koprogo.condominiums.rules.parties import sort_key
from koprogo.neighbours import labels
from koprogo.neighbours.pages.doors import room
from koprogo.neighbours.pages.frame import address, crumbs
from koprogo.neighbours.queries import search
from koprogo.neighbours.queries.residents import Here, Me
from koprogo.neighbours.queries.search import Found
from koprogo.neighbours.rules.modules import Module
from koprogo.platform.access import Access
from koprogo.platform.rendering import page

LONGEST = 80
#: As much as one page holds; who finds more writes another word.
MOST = 40


def row(access: Access, one: Found) -> tuple[str, str, str]:
    """One line of results: its title, what and whose it is, where it is."""
    detail = " · ".join(filter(None, (str(labels.MODULES[one.module]), one.who)))
    return one.title, detail, address(one.page, access, **({one.key: one.id} if one.key else {}))


@room(None)
def find(request: HttpRequest, access: Access, me: Me) -> HttpResponse:
    """What holds every word that was typed."""
    here: Here = request.here  # type: ignore[attr-defined]
    text = " ".join(request.GET.get("q", "").split())[:LONGEST]
    words = sort_key(text).split() if any(sign.isalnum() for sign in text) else []
    return page(
        request,
        "neighbours/search.html",
        crumbs=[*crumbs(access), (_("Chercher"), "")],
        text=text,
        may_ask=Module.LENDING in here.modules,
        rows=[row(access, one) for one in search.find(access, here, words=words, most=MOST)],
    )


urlpatterns: list[URLPattern] = [
    path("voisins/chercher", find, name="neighbours_search"),
]
