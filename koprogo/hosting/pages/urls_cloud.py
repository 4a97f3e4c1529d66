"""Addresses of the cloud itself: ``inside`` stand under i/<slug>/, ``outside`` at the top."""

from django.urls import URLPattern, path

from koprogo.hosting.pages import usage

inside: list[URLPattern] = [
    path("reglages/consommation", usage.usage_page, name="usage"),
    path("reglages/carbone", usage.carbon_page, name="carbon"),
]
outside: list[URLPattern] = [
    path("transparence/carbone", usage.public_carbon, name="public_carbon"),
]
