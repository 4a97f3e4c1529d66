"""Words of sponsors, grants, donations and earmarked funds."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.hosting.rules.gifts import Kind, State
from koprogo.platform import formats

KINDS = {
    Kind.SPONSOR.value: gettext_lazy("Sponsor"),
    Kind.GRANT.value: gettext_lazy("Subside"),
    Kind.DONATION.value: gettext_lazy("Don"),
}
STATES = {
    State.PROMISED.value: gettext_lazy("Promis"),
    State.PART.value: gettext_lazy("Reçu en partie"),
    State.RECEIVED.value: gettext_lazy("Reçu"),
    State.GIVEN_UP.value: gettext_lazy("Abandonné"),
}
STAMPS = {"promised": "att", "part": "att", "received": "ok", "given_up": ""}

REFUSALS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "hosting.gift_not_promised": lambda _f: _("Cette promesse est reçue en entier, ou abandonnée. Rien n’a changé."),
    "hosting.gift_not_a_credit": lambda _f: _(
        "Ce mouvement n’est plus à classer, ou n’est pas une entrée d’argent. Relisez la banque."
    ),
    "hosting.sponsor_not_to_renew": lambda f: (
        _("Cette année de sponsor a déjà sa suite, ou se renouvelle dès le %(day)s.")
        % {"day": formats.day(f["from_on"])}
        if f["from_on"]
        else _("Seule une année de sponsor se renouvelle.")
    ),
    "hosting.gift_of_nothing": lambda _f: _("Une promesse vaut au moins un centime."),
    "hosting.fund_spent": lambda f: (
        _("Il reste %(left)s dans ce fonds. Écrivez au plus ce montant.") % {"left": formats.money(f["left_cents"])}
    ),
    "hosting.fund_no_such_cost": lambda f: (
        _("De ce coût, %(left)s peuvent encore être pris sur un fonds.") % {"left": formats.money(f["left_cents"])}
    ),
    "hosting.gift_consent_missing": lambda _f: _(
        "Un nom paraît avec l’accord daté de qui donne. Un accord retiré ne revient pas : il se redemande pour un"
        " autre don."
    ),
}
ACTIONS: dict[str, Any] = {
    "hosting.fund_opened": gettext_lazy("Fonds affecté ouvert"),
    "hosting.fund_used": gettext_lazy("Fonds affecté employé"),
    "hosting.gift_promised": gettext_lazy("Don, subside ou sponsor promis"),
    "hosting.gift_named": gettext_lazy("Donateur nommé avec son accord"),
    "hosting.gift_unnamed": gettext_lazy("Accord d’un donateur retiré"),
    "hosting.sponsor_renewed": gettext_lazy("Année de sponsor renouvelée"),
    "hosting.sponsor_ends": gettext_lazy("Année de sponsor qui s’arrête"),
    "hosting.sponsor_year_over": gettext_lazy("Année de copropriété sponsor échue"),
    "hosting.gift_given_up": gettext_lazy("Promesse abandonnée"),
    "hosting.gift_received": gettext_lazy("Don, subside ou sponsor reçu"),
    "hosting.gifts_looked_for": gettext_lazy("Dons cherchés à la banque"),
}
