"""Addresses of the services: ``inside`` stand under i/<slug>/, ``outside`` at the top."""

from django.urls import URLPattern, path

from koprogo.hosting.pages import service_desk, services

_ORDER = "asso/services/<str:service_order>/"
_MINE = "reglages/hebergement/services/"
inside: list[URLPattern] = [
    path("asso/services/", service_desk.listing, name="service_orders"),
    path("asso/services/prix", service_desk.price, name="service_price"),
    path(_ORDER, service_desk.show, name="service_order"),
    path(_ORDER + "pdf/<str:service_quote>", service_desk.paper, name="service_quote"),
    path(_ORDER + "<str:order_step>", service_desk.act, name="service_act"),
    path(_MINE, services.mine, name="my_services"),
    path(_MINE + "demander/<str:service_code>", services.ask_inside, name="my_service_ask"),
    path(_MINE + "<str:service_order>/devis", services.my_quote, name="my_quote"),
    path(_MINE + "<str:service_order>/<str:order_step>", services.answer, name="my_service_answer"),
]
outside: list[URLPattern] = [
    path("services", services.catalogue, name="services"),
    path("services/<str:service_code>", services.ask, name="service_ask"),
]
