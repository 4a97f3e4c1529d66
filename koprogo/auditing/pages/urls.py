"""Addresses of the control of the accounts, inside a building."""

from django.urls import URLPattern, path

from koprogo.auditing.pages import report, workbook

_YEAR = "controle/<str:workbook_code>/"

urlpatterns: list[URLPattern] = [
    path("controle/", workbook.years, name="audits"),
    path(_YEAR, workbook.show, name="audit"),
    path(_YEAR + "tirage", workbook.draw, name="audit_draw"),
    path(_YEAR + "rapport", report.show, name="audit_report"),
    path(_YEAR + "rapport/commencer", report.begin, name="audit_report_begin"),
    path(_YEAR + "rapport/signer", report.sign, name="audit_sign"),
    path(_YEAR + "controles", report.checks, name="audit_checks"),
    path(_YEAR + "classeur.xlsx", report.export, name="audit_export"),
    path(_YEAR + "<int:sample>", workbook.entry, name="audit_entry"),
]
