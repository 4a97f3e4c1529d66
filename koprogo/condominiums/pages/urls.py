"""Addresses of the building's own things; ``urlpatterns`` stand under i/<slug>/, ``outside`` at the top."""

from django.urls import URLPattern, path

from koprogo.condominiums.pages import (
    building,
    imports,
    invitations,
    keys,
    lots,
    mandates,
    members,
    mine,
    occupants,
    people,
    transfers,
)

#: Lot numbers are people's own words and may hold a slash, hence ``path:number``; the longer addresses come first.
urlpatterns: list[URLPattern] = [
    path("lots/", lots.listing, name="lots"),
    path("lots/nouveau", lots.new, name="lot_new"),
    path("lots/importer", imports.new, name="import_new"),
    path("lots/importer/<uuid:import_id>", imports.show, name="import_show"),
    path("lots/importer/<uuid:import_id>/importer", imports.do, name="import_do"),
    path("lots/importer/<uuid:import_id>/annuler", imports.take_back, name="import_undo"),
    path("lots/exporter", imports.export, name="export"),
    path("lots/<path:number>/changer", lots.change, name="lot_change"),
    path("lots/<path:number>/retirer", lots.remove, name="lot_remove"),
    path("lots/<path:number>/mutation", transfers.transfer, name="lot_transfer"),
    path("lots/<path:number>/mutation/annuler", transfers.undo, name="lot_transfer_undo"),
    path("lots/<path:number>/occupants", occupants.occupants, name="lot_occupants"),
    path("lots/<path:number>/occupants/<uuid:occupancy_id>", occupants.move_out, name="lot_move_out"),
    path("lots/<path:number>", lots.lot, name="lot"),
    path("personnes/", people.listing, name="parties"),
    path("personnes/nouvelle", people.new, name="party_new"),
    path("personnes/<uuid:party_id>", people.party, name="party"),
    path("personnes/<uuid:party_id>/changer", people.change, name="party_change"),
    path("personnes/<uuid:party_id>/membres", members.members, name="party_members"),
    path("personnes/<uuid:party_id>/representant", members.representative, name="party_representative"),
    path("personnes/<uuid:party_id>/invitation", invitations.invite, name="party_invite"),
    path("personnes/<uuid:party_id>/invitation/annuler", invitations.take_back, name="party_invite_undo"),
    path("personnes/<uuid:party_id>/acces/<uuid:person_id>", invitations.unlink, name="party_unlink"),
    path("argent/cles/", keys.listing, name="keys"),
    path("argent/cles/nouvelle", keys.new, name="key_new"),
    path("argent/cles/<slug:code>", keys.key, name="key"),
    path("argent/cles/<slug:code>/changer", keys.change, name="key_change"),
    path("argent/cles/<slug:code>/version", keys.version, name="key_version"),
    path("argent/cles/<slug:code>/fermer", keys.close, name="key_close"),
    path("immeuble/", building.card, name="building"),
    path("immeuble/changer", building.change, name="building_change"),
    path("immeuble/batiments/nouveau", building.add, name="building_add"),
    path("immeuble/batiments/<uuid:building_id>", building.rename, name="building_rename"),
    path("immeuble/batiments/<uuid:building_id>/retirer", building.remove, name="building_remove"),
    path("immeuble/mandats/nouveau", mandates.new, name="mandate_new"),
    path("immeuble/mandats/<uuid:mandate_id>", mandates.change, name="mandate_change"),
    path("immeuble/mandats/<uuid:mandate_id>/fin", mandates.end, name="mandate_end"),
    path("reglages/", building.settings, name="settings"),
]

outside: list[URLPattern] = [
    path("immeubles/", mine.buildings, name="buildings"),
    path("immeubles/nouveau", mine.new, name="building_new"),
]
