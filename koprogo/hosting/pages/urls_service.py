"""Addresses of the measured service, the support desk and the front of the console: ``inside`` stand under i/<slug>/,
``outside`` at the top."""

from django.urls import URLPattern, path

from koprogo.hosting.pages import desk, front, incidents, my_support, status, watch

inside: list[URLPattern] = [
    path("reglages/support/", my_support.listing, name="support_questions"),
    path("reglages/support/nouvelle", my_support.ask, name="support_ask"),
    path("reglages/support/<str:support_question>", my_support.show, name="support_question"),
    path("reglages/support/<str:support_question>/clore", my_support.close, name="support_close"),
    path(
        "reglages/support/<str:support_question>/acces/<uuid:support_message>", my_support.grant, name="support_grant"
    ),
    path("reglages/support/<str:support_question>/piece/<uuid:support_file>", my_support.paper, name="support_paper"),
]
outside: list[URLPattern] = [
    path("asso/", front.console, name="console"),
    path("asso/support", desk.listing, name="desk"),
    path("asso/support/<str:support_question>", desk.show, name="desk_question"),
    path("asso/support/<str:support_question>/piece/<uuid:support_file>", desk.paper, name="desk_paper"),
    path("asso/etat", incidents.listing, name="incidents"),
    path("asso/etat/<uuid:incident_id>", incidents.show, name="incident"),
    path("etat", status.status, name="service_status"),
    path("etat/sonde", watch.report, name="service_watch"),
    path("etat.json", status.as_json, name="service_json"),
    path("etat.csv", status.as_csv, name="service_csv"),
]
