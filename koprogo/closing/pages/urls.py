"""Addresses of closing, inside a building."""

from django.urls import path

from koprogo.closing.pages import takeover

urlpatterns = [
    path("argent/reprise", takeover.opening, name="opening"),
    path("argent/reprise/enregistrer", takeover.book, name="opening_book"),
    path("argent/reprise/abandonner", takeover.drop, name="opening_drop"),
    path("argent/reprise/annuler", takeover.undo, name="opening_undo"),
    path("argent/reprise/controle", takeover.sheet, name="opening_sheet"),
    path("argent/reprise/signature", takeover.sign, name="opening_sign"),
    path("argent/reprise/reclamer", takeover.call, name="opening_call"),
    path("argent/reprise/inventaire", takeover.inventory, name="opening_inventory"),
]
