"""What each code and each refusal of neighbours is called before a person."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from koprogo.neighbours.labels import acts, effect, exchange, life, office, papers, things
from koprogo.neighbours.rules.moderation import Reason, State, Verdict
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
REASONS = {
    Reason.ILLEGAL: gettext_lazy("C’est contraire à la loi"),
    Reason.PRIVACY: gettext_lazy("La vie privée de quelqu’un y est écrite"),
    Reason.HURTFUL: gettext_lazy("C’est blessant ou menaçant"),
    Reason.MONEY: gettext_lazy("On y vend ou on y demande de l’argent"),
    Reason.DANGER: gettext_lazy("C’est dangereux"),
    Reason.OTHER: gettext_lazy("Autre raison"),
}
STATES = {
    State.OPEN: (gettext_lazy("À l’examen"), "att"),
    State.REMOVED: (pgettext_lazy("moderation", "Enlevé"), "ko"),
    State.KEPT: (pgettext_lazy("moderation", "Gardé"), "ok"),
}
VERDICTS = {Verdict.REMOVE: gettext_lazy("Retirer"), Verdict.KEEP: gettext_lazy("Garder")}
#: What each kind of thing that can be reported is called.
KINDS = {
    "voisin": gettext_lazy("Un voisin"),
    "carnet": gettext_lazy("Une page du carnet"),
    "service": gettext_lazy("Une annonce de l’échange"),
    "objet": gettext_lazy("Un objet prêté"),
    "recherche": gettext_lazy("Un objet cherché"),
    "don": gettext_lazy("Un don ou un troc"),
    "savoir-faire": gettext_lazy("Un savoir-faire"),
    "annonce": gettext_lazy("Une annonce"),
    "reponse": gettext_lazy("Une réponse à une annonce"),
    "sondage": gettext_lazy("Un sondage"),
    "message": gettext_lazy("Un message"),
}


def _calendar(reason: str) -> str:
    return {
        "too_large": _("Ce fichier est trop grand pour un calendrier de collectes. Rien n’a été repris."),
        "too_many": _("Ce fichier compte trop d’événements pour un calendrier de collectes. Rien n’a été repris."),
        "nothing_coming": _("Ce calendrier n’annonce rien à venir. Téléchargez celui de cette année."),
    }.get(reason, _("Ce n’est pas un calendrier : choisissez le fichier .ics de la commune. Rien n’a été repris."))


def former() -> str:
    """What somebody who left is called."""
    return _("Ancien voisin")


#: What the audit trail calls each act.
ACTIONS = {
    "neighbours.agreement_accepted": gettext_lazy("Texte accepté par un voisin"),
    "neighbours.animator_named": gettext_lazy("Animateur des voisins nommé"),
    "neighbours.group_founded": gettext_lazy("Groupe d’habitants fondé"),
    "neighbours.hall_code_ended": gettext_lazy("Code du hall retiré"),
    "neighbours.hall_code_renewed": gettext_lazy("Code du hall changé"),
    "neighbours.let_in": gettext_lazy("Un voisin est entré par un code"),
    "neighbours.letters_written": gettext_lazy("Lettres aux voisins préparées"),
    "neighbours.collections_read": gettext_lazy("Calendrier des collectes repris"),
    "neighbours.guide_dropped": gettext_lazy("Page du carnet retirée"),
    "neighbours.guide_written": gettext_lazy("Page du carnet écrite"),
    "neighbours.number_added": gettext_lazy("Numéro utile ajouté"),
    "neighbours.number_dropped": gettext_lazy("Numéro utile retiré"),
    "neighbours.moderator_named": gettext_lazy("Modérateur des voisins nommé"),
    "neighbours.module_switched_off": gettext_lazy("Module des voisins mis hors service"),
    "neighbours.opened_again": gettext_lazy("Module au repos ramené par un voisin"),
    "neighbours.module_woken": gettext_lazy("Module au repos montré à nouveau"),
    "neighbours.reply_received": gettext_lazy("Réponse par e-mail reçue"),
    "neighbours.module_switched_on": gettext_lazy("Module des voisins mis en service"),
    "neighbours.resident_changed": gettext_lazy("Un voisin a changé sa carte"),
    "neighbours.neighbour_blocked": gettext_lazy("Un voisin n’en lit plus un autre"),
    "neighbours.neighbour_unblocked": gettext_lazy("Un voisin en lit un autre à nouveau"),
    "neighbours.report_appealed": gettext_lazy("Décision sur un signalement contestée"),
    "neighbours.report_judged": gettext_lazy("Avis d’un modérateur"),
    "neighbours.reported": gettext_lazy("Signalement"),
    "neighbours.resident_left": gettext_lazy("Un voisin est parti"),
    "neighbours.resident_joined": gettext_lazy("Un voisin a pris un nom"),
}

#: Code of a refusal -> its sentence, from the facts.
REFUSALS: dict[str, Callable[[Facts], str]] = {
    "neighbours.already_decided": lambda f: _("Deux voisins ont déjà décidé. Relisez la décision."),
    "neighbours.already_reported": lambda f: _("Vous l’avez déjà signalé. Le suivi est sous « Signalements »."),
    "neighbours.already_said": lambda f: _("Vous avez déjà donné votre avis. Il en faut encore un autre."),
    "neighbours.calendar_refused": lambda f: _calendar(str(f["reason"])),
    "neighbours.code_wrong": lambda f: _(
        "Ce code ne correspond à rien, ou il n’est plus valable. Relisez l’affiche ; un nouveau code y est peut-être."
    ),
    "neighbours.last_animator": lambda f: _(
        "Vous êtes le seul animateur du groupe. Nommez d’abord quelqu’un d’autre, sous « Les voisins »."
    ),
    "neighbours.no_home": lambda f: _("Écrivez au moins un logement."),
    "neighbours.no_reason": lambda f: _("Écrivez pourquoi : la personne concernée le lira."),
    "neighbours.not_appealable": lambda f: _("Cette décision ne peut pas, ou plus, être contestée par vous."),
    "neighbours.own_report": lambda f: _("Vous l’avez écrit ou signalé : un autre modérateur en décide."),
    "neighbours.too_many_homes": lambda f: _("Au plus %(most)s logements à la fois.") % {"most": f["most"]},
    "neighbours.already_resident": lambda f: _("Vous avez déjà un nom parmi les voisins."),
    "neighbours.module_off": lambda f: (
        _("« %(name)s » n’est pas en service dans cet immeuble. Rien n’a été enregistré.")
        % {"name": MODULES[Module(f["module"])]}
    ),
    "neighbours.needs_decision": lambda f: _(
        "L’échange local commence par une décision de l’assemblée générale : choisissez-la. Sans elle, un groupe"
        " d’habitants peut le lancer de son côté."
    ),
    "neighbours.not_carried": lambda f: _(
        "Rien ne peut être transmis entre vous deux pour le moment. Votre message n’est pas parti, et personne n’en est"
        " averti."
    ),
    "neighbours.not_resident": lambda f: _("Prenez d’abord un nom parmi les voisins. Rien n’a été enregistré."),
    "neighbours.pseudonym_empty": lambda f: _("Choisissez un nom d’une lettre au moins."),
    "neighbours.pseudonym_taken": lambda f: (
        _("« %(name)s » est déjà le nom d’un voisin. Ajoutez une lettre ou un étage.") % {"name": f["name"]}
    ),
}

ACTIONS |= acts.ACTIONS | life.ACTIONS | office.ACTIONS | effect.ACTIONS | papers.ACTIONS
REFUSALS |= exchange.REFUSALS | things.REFUSALS | life.REFUSALS | office.REFUSALS
