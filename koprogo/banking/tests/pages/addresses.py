"""The addresses of this context, with the pages of others that it leads to."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from koprogo.platform.doors import Door


def elsewhere(request: HttpRequest, slug: str = "") -> HttpResponse:
    """A page of another context."""
    return HttpResponse(slug)


elsewhere.door = Door("public")  # type: ignore[attr-defined]

urlpatterns = [
    path("", include("koprogo.people.pages.urls")),
    path("i/<slug:slug>/", elsewhere, name="home"),
    path("i/<slug:slug>/argent/", elsewhere, name="money"),
    path("i/<slug:slug>/", include("koprogo.ledger.pages.urls")),
    path("i/<slug:slug>/", include("koprogo.banking.pages.urls")),
]
