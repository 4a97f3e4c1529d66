"""Addresses of assemblies, inside a building."""

from django.urls import URLPattern, path

from koprogo.assemblies.pages import item_parts, items, listing, plan, proposals, session_urls

urlpatterns: list[URLPattern] = [
    *session_urls.urlpatterns,
    path("ag/", listing.listing, name="assemblies"),
    path("ag/nouvelle", plan.new, name="assembly_new"),
    path("ag/propositions/nouvelle", proposals.propose, name="agenda_propose"),
    path("ag/propositions/recue", proposals.letter, name="agenda_letter"),
    path("ag/propositions/<uuid:agenda_request>/retirer", proposals.take_back, name="agenda_take_back"),
    path("ag/<str:assembly>/", listing.show, name="assembly"),
    path("ag/<str:assembly>/modifier", plan.change, name="assembly_edit"),
    path("ag/<str:assembly>/annuler", plan.cancel, name="assembly_cancel"),
    path("ag/<str:assembly>/points/ajouter", items.add, name="agenda_add"),
    path("ag/<str:assembly>/points/<int:item>", items.show, name="agenda_item"),
    path("ag/<str:assembly>/points/<int:item>/modifier", items.edit, name="agenda_item_edit"),
    path("ag/<str:assembly>/points/<int:item>/ordre", items.move, name="agenda_item_move"),
    path("ag/<str:assembly>/points/<int:item>/retirer", items.withdraw, name="agenda_item_withdraw"),
    path("ag/<str:assembly>/points/<int:item>/remettre", items.list_again, name="agenda_item_list"),
    path("ag/<str:assembly>/points/<int:item>/document", item_parts.attach, name="agenda_item_document"),
    path("ag/<str:assembly>/points/<int:item>/documents/<uuid:document>", items.document, name="agenda_item_file"),
    path("ag/<str:assembly>/points/<int:item>/devis", item_parts.quote, name="agenda_item_quote"),
    path("ag/<str:assembly>/points/<int:item>/exclusion", item_parts.exclude, name="agenda_item_exclude"),
    path("ag/<str:assembly>/points/<int:item>/enlever", item_parts.drop, name="agenda_item_drop"),
]
