"""What the building did together, and what several buildings did: each figure with its formula, nobody in it."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from koprogo.condominiums.rules.rights import Right
from koprogo.kernel.refusals import NotAllowed
from koprogo.neighbours.labels import effect as labels
from koprogo.neighbours.operations import effect as operations
from koprogo.neighbours.pages.doors import room
from koprogo.neighbours.pages.frame import crumbs, to
from koprogo.neighbours.queries import effect
from koprogo.neighbours.queries.residents import Me
from koprogo.neighbours.rules.effect import LEAST_BUILDINGS, LEAST_PEOPLE, Figure
from koprogo.platform import doors
from koprogo.platform.access import Access
from koprogo.platform.rendering import page, say


@room(None)
def show(request: HttpRequest, access: Access, me: Me) -> HttpResponse:
    """The figures of the building, and whether they are added to those of others."""
    may_animate = access.may(Right.ANIMATE_NEIGHBOURS)
    if request.method == "POST":
        if not may_animate:
            raise NotAllowed(needs=Right.ANIMATE_NEIGHBOURS)
        if request.POST.get("act") == "withdraw":
            operations.withdraw(access)
            say(request, _("Les chiffres de l’immeuble ne sont plus partagés."))
        else:
            operations.share(access)
            say(request, _("Les chiffres de l’immeuble s’ajoutent à ceux des autres, sans son nom."))
        return to("neighbours_effect", access)
    period, found = effect.figures(access)
    return page(
        request,
        "neighbours/effect.html",
        crumbs=[*crumbs(access), (_("Ce que l’immeuble a fait ensemble"), "")],
        rows=[(found[figure].shown, *labels.FIGURES[figure]) for figure in Figure],
        first=period.first,
        last=period.until - timedelta(days=1),
        least=LEAST_PEOPLE,
        buildings=LEAST_BUILDINGS,
        sharing=effect.sharing(access),
        may_animate=may_animate,
    )


@doors.public
def together(request: HttpRequest) -> HttpResponse:
    """The figures of all buildings that share theirs, for anybody."""
    found = effect.together()
    return page(
        request,
        "neighbours/effect_public.html",
        rows=[(*found.figures[figure], *labels.FIGURES[figure]) for figure in Figure if figure in found.figures],
        last=found.until - timedelta(days=1) if found.until else None,
        least=LEAST_PEOPLE,
        buildings=LEAST_BUILDINGS,
    )


urlpatterns: list[URLPattern] = [
    path("voisins/ensemble", show, name="neighbours_effect"),
]

outside: list[URLPattern] = [
    path("ensemble", together, name="effect_public"),
]
