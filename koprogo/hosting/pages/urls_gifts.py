"""Addresses of sponsors, grants, donations and funds: ``inside`` stand under i/<slug>/, ``outside`` at the top."""

from django.urls import URLPattern, path

from koprogo.hosting.pages import gifts, supporters

_GIFT = "asso/soutiens/<uuid:promise_id>"
inside: list[URLPattern] = [
    path("asso/soutiens/", gifts.listing, name="asso_gifts"),
    path("asso/soutiens/nouveau", gifts.write, name="asso_gift_new"),
    path("asso/soutiens/chercher", gifts.look, name="gifts_look"),
    path(_GIFT, gifts.show, name="asso_gift"),
    path(_GIFT + "/nom", gifts.name, name="gift_name"),
    path(_GIFT + "/suite", gifts.renew, name="gift_renew"),
    path(_GIFT + "/abandon", gifts.give_up, name="gift_give_up"),
    path(_GIFT + "/recu/<uuid:bank_movement>", gifts.receive, name="gift_receive"),
    path("asso/fonds/nouveau", gifts.fund_new, name="fund_new"),
    path("asso/fonds/<uuid:fund_id>", gifts.fund, name="fund"),
]
outside: list[URLPattern] = [
    path("soutiens", supporters.supporters, name="supporters"),
    path("soutiens/<uuid:promise_id>/logo", supporters.logo, name="supporter_logo"),
]
