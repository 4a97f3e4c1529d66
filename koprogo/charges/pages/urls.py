"""Addresses of calls and of owners' accounts, inside a building."""

from django.urls import path

from koprogo.charges.pages import account_files, beside, co_owner, syndic

urlpatterns = [
    path("argent/appels/", syndic.listing, name="fund_calls"),
    path("argent/appels/nouveau", syndic.write, name="fund_call_new"),
    path("argent/appels/prive", beside.private, name="fund_call_private"),
    path("argent/appels/<str:number>/", syndic.show, name="fund_call"),
    path("argent/appels/<str:number>/contenu", syndic.write, name="fund_call_edit"),
    path("argent/appels/<str:number>/repartition", syndic.shares, name="fund_call_shares"),
    path("argent/appels/<str:number>/envoi", syndic.send, name="fund_call_send"),
    path("argent/appels/<str:number>/supprimer", syndic.drop, name="fund_call_drop"),
    path("argent/appels/<str:number>/rappeler", syndic.recall, name="fund_call_recall"),
    path("argent/appels/<str:number>/annuler", beside.cancel, name="fund_call_cancel"),
    path("argent/appels/<str:number>/avancement", syndic.progress, name="fund_call_progress"),
    path("argent/appels/<str:number>/reprendre", syndic.resume, name="fund_call_resume"),
    path("argent/appels/<str:number>/poste.pdf", syndic.post_batch, name="fund_call_post"),
    path("argent/appels/<str:number>/lettres/<uuid:party_id>.pdf", co_owner.letter, name="fund_call_letter"),
    path("personnes/<uuid:party_id>/releve/<int:year>", co_owner.statement, name="owner_statement"),
    path("moi/compte", co_owner.my_account, name="my_account"),
    path("moi/compte.xlsx", account_files.mine, {"table_format": "xlsx"}, name="my_account_xlsx"),
    path("moi/compte.csv", account_files.mine, {"table_format": "csv"}, name="my_account_csv"),
    path("personnes/<uuid:party_id>/compte", syndic.party_account, name="party_account"),
    path(
        "personnes/<uuid:party_id>/compte.xlsx",
        account_files.of_party,
        {"table_format": "xlsx"},
        name="party_account_xlsx",
    ),
    path(
        "personnes/<uuid:party_id>/compte.csv",
        account_files.of_party,
        {"table_format": "csv"},
        name="party_account_csv",
    ),
]
