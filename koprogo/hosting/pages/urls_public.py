"""Addresses of the simulators, the public pages, members and governance: ``inside`` stand under i/<slug>/,
``outside`` at the top."""

from django.urls import URLPattern, path

from koprogo.hosting.pages import simulators

inside: list[URLPattern] = []
outside: list[URLPattern] = [
    path("simulateur", simulators.growth, name="simulator"),
    path("simulateur/prix", simulators.projection, name="projection"),
    path("simulateur/economies", simulators.savings, name="savings"),
]
