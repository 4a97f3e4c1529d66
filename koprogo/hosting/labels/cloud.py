"""Words of the cloud itself: price lists, meters, quotas, hosted condominiums."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.hosting.rules.catalogue import Plan
from koprogo.platform import formats

PLANS = {
    Plan.CLOUD: gettext_lazy("Cloud"),
    Plan.FREE_FOR_LIFE: gettext_lazy("Gratuit à vie"),
    Plan.SPONSOR: gettext_lazy("Copropriété sponsor"),
    Plan.PREMIUM: gettext_lazy("Support premium"),
}
STATES = {
    "active": gettext_lazy("En service"),
    "suspended": gettext_lazy("Suspendu, en lecture seule"),
    "closing": gettext_lazy("En cours de fermeture"),
}

REFUSALS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "hosting.terms_too_late": lambda f: (
        _("Un tarif ne vaut pas pour le passé. Choisissez un jour après le %(day)s.")
        % {"day": formats.day_long(f["after_on"])}
    ),
    "hosting.terms_without_decision": lambda _f: _(
        "Les membres décident du tarif. Indiquez la décision de l’assemblée générale qui l’a voté."
    ),
    "hosting.terms_impossible": lambda _f: _(
        "Ce tarif n’est pas possible. Chaque formule a un prix de 0 € ou plus, chaque quota vaut 1 ou plus."
    ),
    "hosting.keys_incomplete": lambda f: (
        _("Les parts du surplus font %(total)s pour cent. Elles doivent faire cent.") % {"total": f["total"]}
    ),
    "hosting.loss": lambda _f: _(
        "Une perte ne se répartit pas : elle se prend sur la réserve, par une décision des membres."
    ),
    "hosting.nobody_hosted": lambda _f: _("Indiquez au moins une copropriété dans le cloud, et aucun nombre négatif."),
    "hosting.nothing_to_compare": lambda _f: _("Indiquez ce que vous payez aujourd’hui, au-dessus de zéro."),
    "hosting.no_price_list": lambda f: (
        _("Aucun tarif ne vaut ce jour-là. Choisissez un jour à partir du %(day)s.")
        % {"day": formats.day_long(f["since_on"])}
    ),
}
ACTIONS: dict[str, Any] = {
    "hosting.founded": gettext_lazy("Association fondée"),
    "hosting.prices_published": gettext_lazy("Tarif publié"),
}
