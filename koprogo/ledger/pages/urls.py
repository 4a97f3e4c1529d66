"""Addresses of the books, inside a building."""

from django.urls import path

from koprogo.ledger.pages import accounts, entries

_ENTRY = "argent/ecritures/<str:journal>-<str:year>-<int:number>/"

urlpatterns = [
    path("argent/comptes/", accounts.listing, name="accounts"),
    path("argent/comptes/<str:code>/", accounts.show, name="account"),
    path("argent/comptes/<str:code>/modifier", accounts.change, name="account_change"),
    path("argent/comptes/<str:code>/sous-compte", accounts.add, name="account_add"),
    path("argent/ecritures/nouvelle", entries.write, name="entry_new"),
    path(_ENTRY, entries.show, name="entry"),
    path(_ENTRY + "contre-passer", entries.reverse_entry, name="entry_reverse"),
    path("argent/journaux/", entries.journals, name="journals"),
    path("argent/journaux/<str:journal>-<str:year>/", entries.journal, name="journal"),
]
