"""Addresses of neighbours, inside a building: one list for each subject, in its own module."""

from django.urls import URLPattern

from koprogo.neighbours.pages import home, modules, people

urlpatterns: list[URLPattern] = [
    *home.urlpatterns,
    *people.urlpatterns,
    *modules.urlpatterns,
]
