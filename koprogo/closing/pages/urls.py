"""Addresses of closing, inside a building."""

from django.urls import path

from koprogo.closing.pages import accruals, takeover, years

_YEAR = "argent/cloture/<str:exercise>/"

urlpatterns = [
    path("argent/cloture/", years.listing, name="closings"),
    path(_YEAR, years.show, name="closing"),
    path(_YEAR + "verifier", years.prove, name="closing_prove"),
    path(_YEAR + "arreter", years.hold, name="closing_hold"),
    path(_YEAR + "rouvrir", years.reopen, name="closing_reopen"),
    path(_YEAR + "approuver", years.approve, name="closing_approve"),
    path(_YEAR + "cloturer", years.close, name="closing_close"),
    path(_YEAR + "dossier", years.dossier, name="closing_dossier"),
    path(_YEAR + "dossier/ecrire", years.write_dossier, name="closing_dossier_write"),
    path(_YEAR + "regularisations/", accruals.listing, name="closing_accruals"),
    path(_YEAR + "regularisations/nouvelle", accruals.new, name="closing_accrual_new"),
    path(_YEAR + "regularisations/enregistrer", accruals.book, name="closing_accrual_book"),
    path(_YEAR + "regularisations/<int:accrual>/annuler", accruals.undo, name="closing_accrual_undo"),
    path("argent/reprise", takeover.opening, name="opening"),
    path("argent/reprise/enregistrer", takeover.book, name="opening_book"),
    path("argent/reprise/abandonner", takeover.drop, name="opening_drop"),
    path("argent/reprise/annuler", takeover.undo, name="opening_undo"),
    path("argent/reprise/controle", takeover.sheet, name="opening_sheet"),
    path("argent/reprise/signature", takeover.sign, name="opening_sign"),
    path("argent/reprise/reclamer", takeover.call, name="opening_call"),
    path("argent/reprise/inventaire", takeover.inventory, name="opening_inventory"),
]
