"""Words of the services: what each is, how its price is said, where an order stands."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.hosting.rules.orders import Per, Price, Service, State
from koprogo.platform import formats

SERVICES = {
    Service.DEPLOYMENT.value: gettext_lazy("Mise en route assistée"),
    Service.TRAINING.value: gettext_lazy("Formation du syndic"),
    Service.PREMIUM.value: gettext_lazy("Support premium"),
    Service.ACCOUNTING.value: gettext_lazy("Liaison avec une comptabilité"),
    Service.API.value: gettext_lazy("Liaison par l’API"),
    Service.SPONSOR.value: gettext_lazy("Copropriété sponsor"),
}
GLOSSES = {
    Service.DEPLOYMENT.value: gettext_lazy(
        "Installation sur votre serveur ou chez nous, reprise du tableur, premier appel de fonds avec vous."
    ),
    Service.TRAINING.value: gettext_lazy("Une journée, sur place ou en ligne, avec votre immeuble."),
    Service.PREMIUM.value: gettext_lazy("Vos questions reçoivent une réponse dans les 24 heures."),
    Service.ACCOUNTING.value: gettext_lazy("Vos écritures reprises par le logiciel de votre comptable."),
    Service.API.value: gettext_lazy("Votre application lit ou écrit dans votre immeuble, avec vos droits."),
    Service.SPONSOR.value: gettext_lazy(
        "Votre nom sur la page publique si vous le voulez, réponse dans les 24 heures, une voix comme chaque membre."
    ),
}
STATES = {
    State.ASKED.value: gettext_lazy("Demandé"),
    State.QUOTED.value: gettext_lazy("Devis envoyé"),
    State.ACCEPTED.value: gettext_lazy("Commandé"),
    State.DELIVERED.value: gettext_lazy("Rendu"),
    State.BILLED.value: gettext_lazy("Facturé"),
    State.DECLINED.value: gettext_lazy("Décliné"),
    State.WITHDRAWN.value: gettext_lazy("Repris"),
}
STAMPS = {
    "asked": "att",
    "quoted": "",
    "accepted": "vif",
    "delivered": "",
    "billed": "ok",
    "declined": "ko",
    "withdrawn": "",
}
PERS = {
    Per.ONCE.value: gettext_lazy("une fois"),
    Per.MONTH.value: gettext_lazy("par mois"),
    Per.YEAR.value: gettext_lazy("par an"),
}


def price(one: Price) -> str:
    """« de 200,00 € à 500,00 €, une fois » or « 800,00 €, une fois »."""
    facts = {
        "least": formats.money(one.least_cents),
        "most": formats.money(one.most_cents),
        "per": PERS[one.per.value],
    }
    if one.fixed:
        return _("%(least)s, %(per)s") % facts
    return _("de %(least)s à %(most)s, %(per)s") % facts


REFUSALS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "hosting.order_not_that_step": lambda f: (
        _("Cette demande est à l’étape « %(state)s ». Relisez-la ; rien n’a changé.") % {"state": STATES[f["state"]]}
    ),
    "hosting.quote_expired": lambda f: (
        _("Ce devis valait jusqu’au %(day)s. Demandez-en un autre : rien n’est commandé.")
        % {"day": formats.day_long(f["until_on"])}
    ),
    "hosting.quote_outside_catalogue": lambda f: (
        _("Le catalogue annonce de %(least)s à %(most)s. Restez entre les deux, ou changez d’abord le catalogue.")
        % {"least": formats.money(f["least_cents"]), "most": formats.money(f["most_cents"])}
    ),
    "hosting.quote_validity": lambda _f: _("Un devis vaut dès aujourd’hui, et six mois au plus."),
    "hosting.service_price_too_late": lambda f: (
        _("Un prix vaut pour l’avenir. Choisissez un jour après le %(day)s.") % {"day": formats.day_long(f["after_on"])}
    ),
    "hosting.service_price_impossible": lambda _f: _("Le second montant est au moins le premier."),
    "hosting.too_many_requests": lambda _f: _(
        "Trop de demandes attendent une réponse. Réessayez dans quelques jours ; rien n’a été enregistré."
    ),
    "hosting.service_of_hosted": lambda _f: _("Ce service se demande depuis l’immeuble hébergé, page « Hébergement »."),
    "hosting.service_asked_already": lambda _f: _(
        "Vous avez déjà demandé ce service. Sa réponse paraît sur la page « Services »."
    ),
}
ACTIONS: dict[str, Any] = {
    "hosting.service_priced": gettext_lazy("Prix d’un service publié"),
    "hosting.service_asked": gettext_lazy("Service demandé"),
    "hosting.service_quoted": gettext_lazy("Devis établi"),
    "hosting.quote_written": gettext_lazy("Devis écrit en PDF"),
    "hosting.quote_copied": gettext_lazy("Devis remis à la copropriété"),
    "hosting.quote_accepted": gettext_lazy("Devis accepté"),
    "hosting.service_withdrawn": gettext_lazy("Demande de service reprise"),
    "hosting.service_declined": gettext_lazy("Demande de service déclinée"),
    "hosting.service_delivered": gettext_lazy("Service rendu"),
    "hosting.service_billed": gettext_lazy("Service facturé"),
}
