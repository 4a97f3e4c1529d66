"""Addresses of neighbours, inside a building: one list for each subject, in its own module."""

from django.urls import URLPattern

from koprogo.neighbours.pages import (
    booking_books,
    bookings,
    codes,
    deposits,
    effect,
    exchange,
    facilities,
    gifts,
    home,
    lending,
    moderation,
    modules,
    notices,
    office,
    papers,
    people,
    polls,
    search,
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
    *search.urlpatterns,
    *sheet.urlpatterns,
    *office.urlpatterns,
    *effect.urlpatterns,
    *papers.urlpatterns,
    *exchange.urlpatterns,
    *wanted.urlpatterns,
    *lending.urlpatterns,
    *gifts.urlpatterns,
    *skills.urlpatterns,
    *notices.urlpatterns,
    *polls.urlpatterns,
    *bookings.urlpatterns,
    *facilities.urlpatterns,
    *booking_books.urlpatterns,
    *deposits.urlpatterns,
]

#: Outside any building: for whoever has no door yet, and for everybody.
outside: list[URLPattern] = [*codes.outside, *effect.outside]
