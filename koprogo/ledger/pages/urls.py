"""Addresses of the books, inside a building."""

from django.urls import path

from koprogo.ledger.pages import accounts, chart, entries, regime, simplified

_ENTRY = "argent/ecritures/<str:journal>-<str:year>-<int:number>/"

urlpatterns = [
    path("argent/comptes/", accounts.listing, name="accounts"),
    path("argent/comptes/partage", chart.sharing_table, name="accounts_sharing"),
    path("argent/comptes/partage/changer", chart.sharing_change, name="accounts_sharing_change"),
    path("argent/comptes/usuels", chart.offered, name="accounts_offered"),
    path("argent/comptes/plan.xlsx", chart.export_xlsx, name="chart_xlsx"),
    path("argent/comptes/plan.csv", chart.export_csv, name="chart_csv"),
    path("argent/comptes/importer", chart.import_new, name="chart_import_new"),
    path("argent/comptes/importer/<uuid:chart_file>", chart.import_show, name="chart_import"),
    path("argent/comptes/<str:cost_code>/partage", chart.sharing_of, name="account_sharing"),
    path("argent/comptes/<str:code>/", accounts.show, name="account"),
    path("argent/comptes/<str:code>/lignes.xlsx", accounts.xlsx, name="account_xlsx"),
    path("argent/comptes/<str:code>/lignes.csv", accounts.csv, name="account_csv"),
    path("argent/comptes/<str:code>/modifier", accounts.change, name="account_change"),
    path("argent/comptes/<str:code>/sous-compte", accounts.add, name="account_add"),
    path("argent/livre-simplifie", simplified.show, name="simplified"),
    path("argent/livre-simplifie.xlsx", simplified.xlsx, name="simplified_xlsx"),
    path("argent/livre-simplifie.csv", simplified.csv, name="simplified_csv"),
    path("argent/regime", regime.show, name="books_regime"),
    path("argent/regime/choisir", regime.choose, name="books_regime_choose"),
    path("argent/regime/note", regime.take_note, name="books_regime_noted"),
    path("argent/ecritures/nouvelle", entries.write, name="entry_new"),
    path(_ENTRY, entries.show, name="entry"),
    path(_ENTRY + "contre-passer", entries.reverse_entry, name="entry_reverse"),
    path("argent/journaux/", entries.journals, name="journals"),
    path("argent/journaux/<str:journal>-<str:year>/", entries.journal, name="journal"),
]
