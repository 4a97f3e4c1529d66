"""The addresses of this context alone, with the pages above that it leads to."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from koprogo.condominiums.pages.invitations import welcome
from koprogo.condominiums.pages.urls import outside
from koprogo.people.rules.links import Kind
from koprogo.platform.doors import Door


def elsewhere(request: HttpRequest, slug: str = "") -> HttpResponse:
    """A page of another context."""
    return HttpResponse(slug)


HANDLERS = {Kind.INVITATION: welcome}
elsewhere.door = Door("public")  # type: ignore[attr-defined]

urlpatterns = [
    path("", include("koprogo.people.pages.urls")),
    *outside,
    path("i/<slug:slug>/", elsewhere, name="home"),
    path("i/<slug:slug>/", include("koprogo.condominiums.pages.urls")),
]
