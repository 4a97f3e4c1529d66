"""What writing for a neighbour who never signs in is called."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.neighbours.rules.office import How
from koprogo.platform import formats

Facts = Mapping[str, Any]

HOWS = {
    How.DOOR: gettext_lazy("à la porte"),
    How.PHONE: gettext_lazy("au téléphone"),
    How.PAPER: gettext_lazy("sur un billet"),
    How.DESK: gettext_lazy("à la permanence du hall"),
}


def ribbon(said: Any) -> str:
    """For whom the reader writes now, on whose word (queries.residents.Speaking)."""
    facts = {"who": said.me.pseudonym, "how": HOWS[said.how], "day": formats.day(said.said_on)}
    return _("Vous écrivez pour %(who)s, qui l’a dit %(how)s le %(day)s.") % facts


def end() -> str:
    """What stops it."""
    return _("Terminer")


def told(said: Any) -> str:
    """That a thing was written on a neighbour's word (queries.office.Said)."""
    return _("Écrit par %(recorder)s pour %(who)s, qui l’a dit %(how)s le %(day)s.") % {
        "recorder": said.recorder,
        "who": said.neighbour,
        "how": HOWS[said.how],
        "day": formats.day(said.said_on),
    }


ACTIONS = {
    "neighbours.hall_name_changed": gettext_lazy("Nom d’un voisin sans accès corrigé"),
    "neighbours.hall_name_given": gettext_lazy("Voisin sans accès inscrit"),
    "neighbours.hall_name_struck": gettext_lazy("Voisin sans accès retiré"),
    "neighbours.place_letter_written": gettext_lazy("Lettre pour reprendre sa place préparée"),
    "neighbours.place_taken": gettext_lazy("Un voisin a repris sa place"),
    "neighbours.spokesperson_allowed": gettext_lazy("Voisin autorisé à écrire pour un autre"),
    "neighbours.spokesperson_ended": gettext_lazy("Autorisation d’écrire pour un autre retirée"),
    "neighbours.word_begun": gettext_lazy("Parole d’un voisin notée"),
    "neighbours.word_ended": gettext_lazy("Fin de ce qui était noté pour un voisin"),
}

REFUSALS: dict[str, Callable[[Facts], str]] = {
    "neighbours.allowed_too_long": lambda f: _("Choisissez un jour d’ici à un an. Ensuite, on le redemande."),
    "neighbours.by_oneself": lambda f: _(
        "Cela, chacun le dit soi-même : un sondage, un message, une annonce. Terminez d’abord ce que vous écrivez pour"
        " un voisin."
    ),
    "neighbours.not_allowed_for": lambda f: _(
        "Cette personne ne vous a pas (ou plus) demandé d’écrire pour elle. Un animateur peut noter son accord."
    ),
    "neighbours.signs_in": lambda f: _("Cette personne se connecte elle-même : elle écrit pour elle."),
    "neighbours.word_over": lambda f: _(
        "Ce formulaire a été ouvert dans un autre moment : pour vous, ou pour un autre voisin. Rien n’est enregistré ;"
        " recommencez d’ici."
    ),
    "neighbours.word_wanting": lambda f: (
        _("Indiquez le jour où cela a été dit : aujourd’hui, ou dans les %(days)s jours passés.") % f
    ),
}
