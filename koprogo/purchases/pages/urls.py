"""Addresses of purchases, inside a building."""

from django.urls import URLPattern, path

from koprogo.purchases.pages import acts, arrivals, entry, invoices, series, suppliers

urlpatterns: list[URLPattern] = [
    # Documents that come in, before anybody made an invoice of them; they stand before the addresses of invoices.
    path("argent/factures/recues/", arrivals.listing, name="arrivals"),
    path("argent/factures/recues/adresse", arrivals.renew, name="arrival_address"),
    path("argent/factures/recues/<uuid:arrival_id>", arrivals.show, name="arrival"),
    path("argent/factures/recues/<uuid:arrival_id>/document", arrivals.document, name="arrival_document"),
    path("argent/factures/", invoices.listing, name="invoices"),
    path("argent/factures/nouvelle", entry.write, name="invoice_new"),
    path("argent/factures/piece", entry.upload, name="invoice_upload"),
    path("argent/factures/lignes", entry.lines, name="invoice_lines"),
    path("argent/factures/repartition", entry.shares, name="invoice_shares"),
    path("argent/factures/a-payer", invoices.to_pay, name="invoices_to_pay"),
    path("argent/factures/recurrentes", series.listing, name="recurring_invoices"),
    path("argent/factures/recurrentes/<uuid:recurring>/arreter", series.stop, name="recurring_stop"),
    path("argent/factures/approbation", series.rule, name="approval_rule"),
    path("argent/factures/pieces/<uuid:piece>", invoices.piece, name="invoice_piece"),
    path("argent/factures/<str:invoice>/", invoices.show, name="invoice"),
    path("argent/factures/<str:invoice>/contenu", entry.write, name="invoice_edit"),
    path("argent/factures/<str:invoice>/qui-paie", invoices.shares, name="invoice_split"),
    path("argent/factures/<str:invoice>/controler", acts.check, name="invoice_check"),
    path("argent/factures/<str:invoice>/approuver", acts.approve, name="invoice_approve"),
    path("argent/factures/<str:invoice>/contester", acts.refuse, name="invoice_refuse"),
    path("argent/factures/<str:invoice>/repondre", acts.resubmit, name="invoice_resubmit"),
    path("argent/factures/<str:invoice>/annuler", acts.cancel, name="invoice_cancel"),
    path("argent/factures/<str:invoice>/joindre", acts.attach, name="invoice_attach"),
    path("argent/factures/<str:invoice>/dettes", acts.debts, name="invoice_debts"),
    path("argent/factures/<str:invoice>/deduire", acts.offset, name="invoice_offset"),
    path("argent/factures/<str:invoice>/deduire/<uuid:offset>/annuler", acts.undo_offset, name="invoice_offset_undo"),
    path("argent/factures/<str:invoice>/repeter", series.repeat, name="invoice_repeat"),
    path("argent/fournisseurs/", suppliers.listing, name="suppliers"),
    path("argent/fournisseurs/<uuid:supplier>/", suppliers.show, name="supplier"),
    path("argent/fournisseurs/<uuid:supplier>/fiche", suppliers.change, name="supplier_edit"),
    path("argent/fournisseurs/<uuid:supplier>/comptes", suppliers.add_iban, name="supplier_iban_new"),
    path(
        "argent/fournisseurs/<uuid:supplier>/comptes/<uuid:supplier_account>/confirmer",
        suppliers.confirm_iban,
        name="supplier_iban_confirm",
    ),
    path(
        "argent/fournisseurs/<uuid:supplier>/comptes/<uuid:supplier_account>/retirer",
        suppliers.end_iban,
        name="supplier_iban_end",
    ),
]
