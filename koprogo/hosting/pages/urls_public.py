"""Addresses of the simulators, the public pages, members and governance: ``inside`` stand under i/<slug>/,
``outside`` at the top."""

from django.urls import URLPattern, path

from koprogo.hosting.pages import association, debates, gathering, register, simulators, wishes

inside: list[URLPattern] = [
    path("association/", register.life, name="nonprofit_life"),
    path("association/membres/", register.register, name="members"),
    path("association/membres/nouveau", register.write, name="member_new"),
    path("association/membres/quitter", register.resign, name="member_resign"),
    path("association/membres/<uuid:member_id>/", register.show, name="member"),
    path("association/membres/<uuid:member_id>/fonction", register.office, name="member_office"),
    path("association/membres/<uuid:member_id>/<str:answer>", register.decide, name="member_decide"),
    path("association/fonctions/<uuid:term_id>/fin", register.end_office, name="office_end"),
    path("association/obligations/<str:duty>/<int:duty_year>", register.duty, name="duty_done"),
    path("association/propositions/", debates.listing, name="proposals"),
    path("association/propositions/nouvelle/<str:proposal_kind>", debates.write, name="proposal_new"),
    path("association/propositions/<str:proposal>/", debates.show, name="proposal"),
    path("association/propositions/<str:proposal>/avis", debates.comment, name="proposal_comment"),
    path("association/propositions/<str:proposal>/assemblee", debates.assembly, name="proposal_assembly"),
    path("association/propositions/<str:proposal>/vote/<str:step>", debates.act, name="proposal_act"),
    path("association/propositions/<str:proposal>/agenda", gathering.put, name="proposal_list"),
    path("association/propositions/<str:proposal>/agenda/oter", gathering.take_off, name="proposal_unlist"),
    path("association/assemblee", gathering.year, name="yearly_assembly"),
    path("association/feuille-de-route/", wishes.wishes, name="roadmap"),
    path("association/feuille-de-route/<uuid:wish_id>/soutien", wishes.support, name="wish_support"),
    path("association/feuille-de-route/<uuid:wish_id>/avancement", wishes.move, name="wish_move"),
    path("association/temoignages/", wishes.voices, name="voices"),
    path("association/temoignages/<uuid:voice_id>", wishes.hide, name="voice_hide"),
]
outside: list[URLPattern] = [
    path("prix", association.pricing, name="pricing"),
    path("prix/compter", association.count_in, name="count_in"),
    path("association/", association.association, name="association"),
    path("association/adherer", association.join, name="association_join"),
    path("association/propositions/<str:proposal>", association.proposal, name="public_proposal"),
    path("simulateur", simulators.growth, name="simulator"),
    path("simulateur/prix", simulators.projection, name="projection"),
    path("simulateur/economies", simulators.savings, name="savings"),
]
