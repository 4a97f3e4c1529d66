"""Addresses of meters, inside a building."""

from django.urls import path

from koprogo.meters.pages import co_owner, files, syndic

urlpatterns = [
    path("argent/compteurs/", syndic.listing, name="meters"),
    path("argent/compteurs/nouveau", syndic.new, name="meter_new"),
    path("argent/compteurs/tournee", syndic.note_round, name="meter_round"),
    path("argent/compteurs/importer", files.new, name="meter_import"),
    path("argent/compteurs/importer/<uuid:reading_file>", files.show, name="meter_import_show"),
    path("argent/compteurs/cle", syndic.new_key, name="meter_key_new"),
    path("argent/compteurs/cle/<slug:metered_key>", syndic.rule, name="meter_key_rule"),
    path("argent/compteurs/releves/<uuid:reading_id>", syndic.correct, name="meter_correct"),
    path("argent/compteurs/<uuid:meter_id>/", syndic.show, name="meter"),
    path("argent/compteurs/<uuid:meter_id>/remplacer", syndic.replace, name="meter_replace"),
    path("moi/compteurs", co_owner.my_meters, name="my_meters"),
]
