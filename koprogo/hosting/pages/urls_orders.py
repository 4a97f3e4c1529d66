"""Addresses of the services: ``inside`` stand under i/<slug>/, ``outside`` at the top."""

from django.urls import URLPattern, path

from koprogo.hosting.pages import order_desk, orders

_ORDER = "asso/services/<str:service_order>/"
_MINE = "reglages/hebergement/services/"
inside: list[URLPattern] = [
    path("asso/services/", order_desk.listing, name="service_orders"),
    path("asso/services/prix", order_desk.price, name="service_price"),
    path(_ORDER, order_desk.show, name="service_order"),
    path(_ORDER + "pdf/<str:service_quote>", order_desk.paper, name="service_quote"),
    path(_ORDER + "<str:order_step>", order_desk.act, name="service_act"),
    path(_MINE, orders.mine, name="my_services"),
    path(_MINE + "demander/<str:service_code>", orders.ask_inside, name="my_service_ask"),
    path(_MINE + "<str:service_order>/devis", orders.my_quote, name="my_quote"),
    path(_MINE + "<str:service_order>/<str:order_step>", orders.answer, name="my_service_answer"),
]
outside: list[URLPattern] = [
    path("services", orders.catalogue, name="services"),
    path("services/<str:service_code>", orders.ask, name="service_ask"),
]
