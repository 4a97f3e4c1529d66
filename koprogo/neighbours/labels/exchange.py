"""What the local exchange calls things. Its words are those of neighbours (belgian-law 10): no word of trade, ever."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.neighbours.rules.exchange import Category, Side, State, TransferKind

Facts = Mapping[str, Any]

SIDES = {Side.OFFER: gettext_lazy("On propose"), Side.REQUEST: gettext_lazy("On demande")}
CATEGORIES = {
    Category.HANDS: gettext_lazy("Bricolage"),
    Category.GARDEN: gettext_lazy("Plantes et jardin"),
    Category.ERRANDS: gettext_lazy("Courses"),
    Category.ANIMALS: gettext_lazy("Animaux"),
    Category.SCREENS: gettext_lazy("Ordinateur et téléphone"),
    Category.PAPERS: gettext_lazy("Papiers et formulaires"),
    Category.LANGUAGES: gettext_lazy("Langues"),
    Category.KITCHEN: gettext_lazy("Cuisine"),
    Category.SEWING: gettext_lazy("Couture"),
    Category.COMPANY: gettext_lazy("Compagnie"),
    Category.MOVING: gettext_lazy("Porter, déplacer"),
    Category.OTHER: gettext_lazy("Autre"),
}
#: State -> (words, kind of stamp).
STATES = {
    State.PROPOSED: (gettext_lazy("Proposé"), "att"),
    State.AGREED: (gettext_lazy("Convenu"), "vif"),
    State.TOLD: (gettext_lazy("À confirmer"), "att"),
    State.DONE: (gettext_lazy("Fait"), "ok"),
    State.DECLINED: (gettext_lazy("Pas donné suite"), ""),
    State.WITHDRAWN: (gettext_lazy("Retiré"), ""),
}
TRANSFERS = {
    TransferKind.HELP: gettext_lazy("Coup de main"),
    TransferKind.CORRECTION: gettext_lazy("Écriture contraire"),
    TransferKind.EXIT: gettext_lazy("Départ : repris par le compte commun"),
}
#: The text that is accepted once before anything else (belgian-law 10, its sample word for word, and what it names).
DISCLAIMERS = (
    gettext_lazy("Les échanges sont des coups de main bénévoles et occasionnels entre membres."),
    gettext_lazy("L’unité est une unité de compte sans valeur monétaire, non convertible."),
    gettext_lazy(
        "L’ACP, le syndic et la plateforme ne sont pas parties à l’échange, ne garantissent ni la qualité ni le"
        " résultat et n’assument pas les obligations fiscales ou sociales des membres."
    ),
    gettext_lazy(
        "Ce que vous faites par métier, souvent ou de façon organisée n’est plus un coup de main : cela reste en"
        " dehors. Au chômage ou en incapacité, prévenez d’abord l’ONEM ou votre mutuelle."
    ),
    gettext_lazy(
        "Pas d’activité réglementée : gaz, contrôle électrique, ascenseur, soins médicaux, garde d’enfants"
        " professionnelle, transport de personnes, avis juridique."
    ),
    gettext_lazy("Vérifiez que votre assurance familiale couvre l’aide entre voisins."),
    gettext_lazy(
        "Le solde reste entre un plancher et un plafond. Qui part ne reçoit rien et ne doit plus rien : le compte"
        " commun reprend son solde."
    ),
    gettext_lazy("Information générale, pas un avis juridique."),
)


def duration(quarters: int) -> str:
    """Quarters of an hour as one says them: 45 min, 1 h, 2 h 30, −1 h 15."""
    hours, rest = divmod(abs(quarters) * 15, 60)
    sign = "−" if quarters < 0 else ""
    if rest and not hours:
        return _("%(sign)s%(minutes)s min") % {"sign": sign, "minutes": rest}
    if not rest:
        return _("%(sign)s%(hours)s h") % {"sign": sign, "hours": hours}
    return _("%(sign)s%(hours)s h %(minutes)s") % {"sign": sign, "hours": hours, "minutes": f"{rest:02d}"}


REFUSALS: dict[str, Callable[[Facts], str]] = {
    "neighbours.own_ad": lambda f: _("C’est votre annonce : attendez la réponse d’un voisin, ou retirez-la."),
    "neighbours.ad_closed": lambda f: _("Cette annonce n’est plus affichée. Regardez les autres."),
    "neighbours.already_proposed": lambda f: _("Vous avez déjà répondu à cette annonce : votre proposition attend."),
    "neighbours.deal_decided": lambda f: _(
        "L’échange a avancé entre-temps, ou un autre a été accepté d’abord. Rechargez la page : rien n’est perdu."
    ),
    "neighbours.below_floor": lambda f: (
        _("Le solde de la personne aidée passerait sous %(floor)s : il reste %(left)s. Rendre service le remonte.")
        % {"floor": duration(f["floor"]), "left": duration(f["left"])}
    ),
    "neighbours.above_ceiling": lambda f: (
        _("Le solde de la personne qui aide dépasserait %(ceiling)s : il reste %(left)s. C’est son tour de demander.")
        % {"ceiling": duration(f["ceiling"]), "left": duration(f["left"])}
    ),
    "neighbours.too_long": lambda f: (
        _("Indiquez une durée de %(shortest)s à %(longest)s. Ce qui dure plus se convient en plusieurs fois.")
        % {"shortest": duration(f["shortest"]), "longest": duration(f["longest"])}
    ),
    "neighbours.speaks_of_money": lambda f: _(
        "Les échanges se comptent en heures, sans équivalent dans une monnaie. Retirez ces mots ; le reste est gardé."
    ),
    "neighbours.has_left": lambda f: _("Cette personne a quitté l’échange : son compte ne bouge plus."),
}
