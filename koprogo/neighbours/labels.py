"""What each code and each refusal of neighbours is called before a person."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.neighbours.rules.modules import Module

Facts = Mapping[str, Any]

MODULES = {
    Module.EXCHANGE: gettext_lazy("Échange local"),
    Module.LENDING: gettext_lazy("Prêt d’objets"),
    Module.GIFTS: gettext_lazy("Dons et troc"),
    Module.SKILLS: gettext_lazy("Savoir-faire"),
    Module.NOTICES: gettext_lazy("Annonces et rendez-vous"),
    Module.POLLS: gettext_lazy("Sondages"),
    Module.BOOKINGS: gettext_lazy("Réservations"),
    Module.WELCOME: gettext_lazy("Bienvenue et vie pratique"),
}
ABOUT = {
    Module.EXCHANGE: gettext_lazy("Des coups de main comptés en heures, entre membres."),
    Module.LENDING: gettext_lazy("Une échelle, une foreuse, une table : demander, prêter, rendre."),
    Module.GIFTS: gettext_lazy("Donner ou troquer ce qui ne sert plus."),
    Module.SKILLS: gettext_lazy("Qui peut aider à quoi."),
    Module.NOTICES: gettext_lazy("Ce qui se dit dans le hall, avec une date de fin, et les rendez-vous."),
    Module.POLLS: gettext_lazy("Demander un avis. Ce n’est pas un vote de l’assemblée."),
    Module.BOOKINGS: gettext_lazy("La salle, la buanderie, le vélo cargo : chacun son créneau."),
    Module.WELCOME: gettext_lazy("La page de qui arrive, le carnet de l’immeuble, les numéros utiles, les collectes."),
}

#: What the audit trail calls each act.
ACTIONS = {
    "neighbours.agreement_accepted": gettext_lazy("Texte accepté par un voisin"),
    "neighbours.module_switched_off": gettext_lazy("Module des voisins mis hors service"),
    "neighbours.module_switched_on": gettext_lazy("Module des voisins mis en service"),
    "neighbours.resident_changed": gettext_lazy("Un voisin a changé sa carte"),
    "neighbours.resident_joined": gettext_lazy("Un voisin a pris un nom"),
}

#: Code of a refusal -> its sentence, from the facts.
REFUSALS: dict[str, Callable[[Facts], str]] = {
    "neighbours.already_resident": lambda f: _("Vous avez déjà un nom parmi les voisins."),
    "neighbours.module_off": lambda f: (
        _("« %(name)s » n’est pas en service dans cet immeuble. Rien n’a été enregistré.")
        % {"name": MODULES[Module(f["module"])]}
    ),
    "neighbours.needs_decision": lambda f: _(
        "L’échange local commence par une décision de l’assemblée générale : choisissez-la. Sans elle, un groupe"
        " d’habitants peut le lancer de son côté."
    ),
    "neighbours.not_resident": lambda f: _("Prenez d’abord un nom parmi les voisins. Rien n’a été enregistré."),
    "neighbours.pseudonym_empty": lambda f: _("Choisissez un nom d’une lettre au moins."),
    "neighbours.pseudonym_taken": lambda f: (
        _("« %(name)s » est déjà le nom d’un voisin. Ajoutez une lettre ou un étage.") % {"name": f["name"]}
    ),
}
