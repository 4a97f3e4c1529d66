"""Addresses of statements, inside a building."""

from django.urls import URLPattern, path

from koprogo.statements.pages import account_papers, papers, reading, vouchers, years

urlpatterns: list[URLPattern] = [
    path("argent/etats/", reading.index, name="statements"),
    path("argent/etats/exercices/<str:year>/", years.show, name="statement_year"),
    path("argent/etats/exercices/<str:year>/avancement", years.progress, name="statement_year_progress"),
    path("argent/etats/exercices/<str:year>/fec", years.flat, name="statement_year_flat"),
    path("argent/etats/exercices/<str:year>/beancount", years.plain, name="statement_year_plain"),
    path("argent/etats/<str:statement>", reading.show, name="statement"),
    path("argent/etats/<str:statement>/excel", reading.excel, name="statement_xlsx"),
    path("argent/etats/<str:statement>/csv", reading.text, name="statement_csv"),
    path("argent/etats/<str:statement>/pdf", papers.show, name="statement_pdf"),
    path("argent/comptes/<str:code>/pdf", account_papers.show, name="account_pdf"),
    path("argent/pieces/<uuid:voucher>", vouchers.show, name="voucher"),
]
