"""Addresses of neighbours, inside a building: one list for each subject, in its own module."""

from django.urls import URLPattern

from koprogo.neighbours.pages import (
    codes,
    exchange,
    gifts,
    home,
    lending,
    moderation,
    modules,
    people,
    sheet,
    skills,
    wanted,
    welcome,
)

urlpatterns: list[URLPattern] = [
    *home.urlpatterns,
    *people.urlpatterns,
    *modules.urlpatterns,
    *codes.urlpatterns,
    *moderation.urlpatterns,
    *welcome.urlpatterns,
    *sheet.urlpatterns,
    *exchange.urlpatterns,
    *wanted.urlpatterns,
    *lending.urlpatterns,
    *gifts.urlpatterns,
    *skills.urlpatterns,
]

#: Outside any building: for whoever has no door yet.
outside: list[URLPattern] = codes.outside
