"""Addresses of the cloud itself: ``inside`` stand under i/<slug>/, ``outside`` at the top."""

from django.urls import URLPattern, path

from koprogo.hosting.pages import console, legal, usage

inside: list[URLPattern] = [
    path("reglages/consommation", usage.usage_page, name="usage"),
    path("reglages/carbone", usage.carbon_page, name="carbon"),
    path("reglages/hebergement", legal.host, name="host"),
    path("reglages/hebergement/accepter", legal.accept, name="terms_accept"),
    path("reglages/hebergement/support/<uuid:support_id>/terminer", legal.let_out, name="support_let_out"),
]
outside: list[URLPattern] = [
    path("asso/instances", console.listing, name="instances"),
    path("asso/instances/<slug:hosted>", console.instance, name="instance"),
    path("conditions/<str:legal_text>", legal.text, name="legal"),
    path("transparence/carbone", usage.public_carbon, name="public_carbon"),
]
