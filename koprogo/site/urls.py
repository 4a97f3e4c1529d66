"""The addresses: French nouns, one for each thing, no language in them (docs/decisions/0007-addresses.md)."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("koprogo.people.pages.urls")),
]
