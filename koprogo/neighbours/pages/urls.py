"""Addresses of neighbours, inside a building: one list for each subject, in its own module."""

from django.urls import URLPattern

from koprogo.neighbours.pages import codes, home, moderation, modules, people, sheet, welcome

urlpatterns: list[URLPattern] = [
    *home.urlpatterns,
    *people.urlpatterns,
    *modules.urlpatterns,
    *codes.urlpatterns,
    *moderation.urlpatterns,
    *welcome.urlpatterns,
    *sheet.urlpatterns,
]

#: Outside any building: for whoever has no door yet.
outside: list[URLPattern] = codes.outside
