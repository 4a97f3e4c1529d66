"""Words and units of the cloud itself: price lists, meters, quotas, hosted condominiums."""

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.hosting.rules.catalogue import Plan
from koprogo.hosting.rules.quotas import Gauge, Meter
from koprogo.hosting.rules.rounding import half_up
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

#: Where the factors of the carbon page come from.
SOURCES = {
    "watts_2025": gettext_lazy(
        "Hypothèse de calcul : 10 W pour un serveur loué, refroidissement compris, de 5 à 20 W. À remplacer par la"
        " mesure de l’hébergeur."
    ),
    "network_2025": gettext_lazy(
        "Aslan et al., Journal of Industrial Ecology 22(4), 2018 : 0,06 kWh par Go en 2015 (haut), divisé par deux"
        " tous les deux ans : 0,002 en 2025 (bas). 0,01 est retenu."
    ),
    "grid_2025": gettext_lazy(
        "Hypothèse de calcul : 60 g retenus pour un hébergement bas carbone en France, 30 g pour ses meilleures années,"
        " 170 g pour l’électricité belge."
    ),
}
METERS = {
    Meter.STORAGE: gettext_lazy("Stockage"),
    Meter.USERS: gettext_lazy("Personnes avec un accès"),
    Meter.REQUESTS: gettext_lazy("Pages et documents servis"),
}


def size(count: int) -> str:
    """Bytes as people read them, decimal: 512 octets, 12,4 Mo, 1,2 Go."""
    for unit, name in ((1_000_000_000, _("Go")), (1_000_000, _("Mo")), (1_000, _("Ko"))):
        if count >= unit:
            return f"{tenths(count * 10 // unit)}{formats.NBSP}{name}"
    return _("%(n)s octets") % {"n": formats.number(count)}


def tenths(count: int) -> str:
    """A number of tenths with one decimal: 53 is 5,3."""
    return formats.decimal(count, 1, least=1)


def grams(milligrams: Fraction) -> str:
    """Carbon as people read it: 5,3 g, 1,2 kg, 0,4 mg."""
    for unit, name in ((1_000_000, "kg"), (1_000, "g")):
        if milligrams >= unit:
            return f"{tenths(half_up(milligrams * Fraction(10, unit)))}{formats.NBSP}{name}"
    return f"{tenths(half_up(milligrams * 10))}{formats.NBSP}mg"


def watthours(energy: Fraction) -> str:
    """Energy as people read it: 85,2 Wh, 1,3 kWh."""
    if energy >= 1_000:
        return f"{tenths(half_up(energy * Fraction(1, 100)))}{formats.NBSP}kWh"
    return f"{tenths(half_up(energy * 10))}{formats.NBSP}Wh"


def figure(meter: Meter, count: int) -> str:
    """What a meter shows, in its own unit."""
    return size(count) if meter == Meter.STORAGE else formats.number(count)


def gauge_sentence(gauge: Gauge, today: date) -> str:
    """One meter in one sentence: how far, and when it passes."""
    facts = {
        "meter": METERS[gauge.meter],
        "used": figure(gauge.meter, gauge.used),
        "quota": figure(gauge.meter, gauge.quota),
        "percent": gauge.percent,
        "day": formats.day_long(gauge.over_on) if gauge.over_on else "",
    }
    if gauge.over:
        return _("%(meter)s : %(used)s pour un quota de %(quota)s, soit %(percent)s %%.") % facts
    if gauge.over_on and gauge.over_on >= today:
        return (
            _("%(meter)s : %(used)s sur %(quota)s (%(percent)s %%). À ce rythme, le quota est dépassé le %(day)s.")
            % facts
        )
    return _("%(meter)s : %(used)s sur %(quota)s (%(percent)s %%).") % facts


REFUSALS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "hosting.reason_missing": lambda _f: _("Indiquez la raison : l’immeuble la lira."),
    "hosting.access_too_long": lambda f: (
        _("Un accès de support dure de 1 à %(most)s jours. Choisissez un nombre de jours.") % {"most": f["most"]}
    ),
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
    "hosting.plan_changed": gettext_lazy("Formule d’hébergement changée"),
    "hosting.state_changed": gettext_lazy("Hébergement suspendu, repris ou en fermeture"),
    "hosting.support_let_in": gettext_lazy("Accès de support ouvert"),
    "hosting.support_let_out": gettext_lazy("Accès de support terminé"),
    "hosting.terms_accepted": gettext_lazy("Conditions d’hébergement acceptées"),
    "hosting.quota_told": gettext_lazy("Quota : syndic averti"),
    "hosting.prices_published": gettext_lazy("Tarif publié"),
}
