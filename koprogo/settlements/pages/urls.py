"""Addresses of settlements, inside a building."""

from django.urls import path

from koprogo.settlements.pages import co_owner, syndic

urlpatterns = [
    path("argent/decomptes/", syndic.listing, name="settlements"),
    path("argent/decomptes/nouveau", syndic.new, name="settlement_new"),
    path("argent/decomptes/vente/<str:sold_lot>", syndic.sale, name="settlement_sale"),
    path("argent/decomptes/<str:settlement>/", syndic.show, name="settlement"),
    path("argent/decomptes/<str:settlement>/annuler", syndic.cancel, name="settlement_cancel"),
    path("argent/decomptes/<str:settlement>/avancement", syndic.progress, name="settlement_progress"),
    path("argent/decomptes/<str:settlement>/reprendre", syndic.resume, name="settlement_resume"),
    path("argent/decomptes/<str:settlement>/poste.pdf", syndic.post_batch, name="settlement_post"),
    path("argent/decomptes/<str:settlement>/lettres/<uuid:party_id>.pdf", co_owner.letter, name="settlement_letter"),
    path(
        "argent/decomptes/<str:settlement>/occupant/<uuid:party_id>.pdf",
        co_owner.tenant_letter,
        name="settlement_tenant_letter",
    ),
    path("moi/decompte", co_owner.mine, name="my_settlement"),
]
