"""The addresses of this context alone, with the one page above that its breadcrumbs name."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def elsewhere(request: HttpRequest, slug: str) -> HttpResponse:
    """A page of another context."""
    return HttpResponse(slug)


urlpatterns = [
    path("i/<slug:slug>/", include("koprogo.ledger.pages.urls")),
    path("i/<slug:slug>/argent/", elsewhere, name="money"),
]
