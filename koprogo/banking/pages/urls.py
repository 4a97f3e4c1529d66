"""Addresses of the bank, inside a building."""

from django.urls import path

from koprogo.banking.pages import inbox, intake, statements

_ACCOUNT = "argent/banque/<str:iban>/"

urlpatterns = [
    path("argent/banque/", inbox.bank, name="bank"),
    path("argent/banque/compte", intake.open_account, name="bank_account_new"),
    path("argent/banque/importer", intake.hand_in, name="bank_import"),
    path("argent/banque/importer/<uuid:batch_id>", intake.result, name="bank_imported"),
    path("argent/banque/annuler/<uuid:batch_id>", inbox.undo, name="bank_undo"),
    path("argent/banque/annuler/un/<uuid:reconciliation_id>", inbox.undo_one, name="bank_undo_one"),
    path(_ACCOUNT, inbox.bank, name="bank_inbox"),
    path(_ACCOUNT + "confirmer", inbox.confirm_certain, name="bank_confirm_certain"),
    path(_ACCOUNT + "mouvements/<uuid:transaction_id>", inbox.decide, name="bank_decide"),
    path(_ACCOUNT + "journal", statements.journal, name="bank_journal"),
    path(_ACCOUNT + "releves", statements.listing, name="bank_statements"),
    path(_ACCOUNT + "releves/<str:key>", statements.show, name="bank_statement"),
]
