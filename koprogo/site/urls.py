"""The addresses: French nouns, one for each thing, no language in them (docs/decisions/0007-addresses.md)."""

from importlib import import_module

from django.urls import URLPattern, URLResolver, include, path

from koprogo.site.pages import bringing, start

#: Contexts with pages inside a building, named and not imported: a context is entered by its own doors.
INSIDE = (
    "site",
    "condominiums",
    "ledger",
    "meters",
    "charges",
    "purchases",
    "budgets",
    "settlements",
    "banking",
    "statements",
    "auditing",
    "closing",
    "assemblies",
    "neighbours",
    "hosting",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", start.start, name="start"),
    path("aide/", start.help_page, name="help"),
    path("confidentialite", start.privacy, name="privacy"),
    path("accessibilite", start.accessibility, name="accessibility"),
    path("source", start.source, name="source"),
    path("source.tar.gz", start.source_archive, name="source_archive"),
    path("style", start.style, name="style"),
    path("robots.txt", start.robots, name="robots"),
    path("sante", start.health, name="health"),
    path("immeubles/apporter", bringing.new, name="building_bring"),
    path("", include("koprogo.people.pages.urls")),
    path("", include(import_module("koprogo.condominiums.pages.urls").outside)),
    path("", include(import_module("koprogo.budgets.pages.urls").outside)),
    path("", include(import_module("koprogo.neighbours.pages.urls").outside)),
    path("", include(import_module("koprogo.hosting.pages.urls").outside)),
    *(path("i/<slug:slug>/", include(f"koprogo.{context}.pages.urls")) for context in INSIDE),
]

handler400 = "koprogo.site.pages.errors.bad_request"
handler403 = "koprogo.site.refusals.not_allowed"
handler404 = "koprogo.site.pages.errors.not_found"
handler500 = "koprogo.site.pages.errors.broken"
