"""Addresses of the non-profit's books, bills, publication, services and sponsors: ``inside`` stand under i/<slug>/,
``outside`` at the top."""

from django.urls import URLPattern, path

from koprogo.hosting.pages import bills, my_bills, publishing, transparency

inside: list[URLPattern] = [
    path("asso/factures", bills.listing, name="hosting_bills"),
    path("asso/factures/lancer", bills.run, name="hosting_bills_run"),
    path("asso/factures/avancement", bills.progress, name="hosting_bills_progress"),
    path("asso/factures/<str:hosted_bill>", bills.show, name="hosting_bill"),
    path("asso/factures/<str:hosted_bill>/crediter", bills.credit, name="hosting_bill_credit"),
    path("asso/factures/<str:hosted_bill>/<str:bill_form>", bills.paper, name="hosting_bill_paper"),
    path("asso/identite", bills.describe, name="hosting_identity"),
    path("asso/publier", publishing.publish, name="hosting_publish"),
    path("asso/publier/<str:hosting_month>/<uuid:hosting_entry>", publishing.piece, name="hosting_piece"),
    path("reglages/hebergement/factures/", my_bills.listing, name="my_bills"),
    path("reglages/hebergement/adresse", my_bills.address, name="my_bills_address"),
    path("reglages/hebergement/factures/<str:hosted_bill>", my_bills.paper, name="my_bill_paper"),
]
outside: list[URLPattern] = [
    path("transparence/", transparency.months, name="transparency"),
    path("transparence/chaine.json", transparency.chain, name="transparency_chain"),
    path("transparence/pieces/<str:published_paper>", transparency.paper, name="transparency_paper"),
    path("transparence/<str:hosting_month>", transparency.month, name="transparency_month"),
    path("transparence/<str:hosting_month>/comptes.csv", transparency.table, name="transparency_csv"),
]
