"""What codes, refusals and acts of decisions in writing are called before a person."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.assemblies.rules.unanimity import Choice
from koprogo.assemblies.rules.written import AnswerChannel, WrittenState
from koprogo.platform import formats

Facts = Mapping[str, Any]

WRITTEN = {
    WrittenState.OPEN: gettext_lazy("En attente de réponses"),
    WrittenState.TAKEN: gettext_lazy("Décision prise"),
    WrittenState.REFUSED: gettext_lazy("Refusée"),
    WrittenState.WITHDRAWN: gettext_lazy("Retirée par le syndic"),
    WrittenState.LATE: gettext_lazy("Délai passé"),
}
ANSWER = {Choice.FOR: gettext_lazy("Accord"), Choice.AGAINST: gettext_lazy("Refus")}
ANSWERED_BY = {
    AnswerChannel.PHONE: gettext_lazy("en ligne"),
    AnswerChannel.LINK: gettext_lazy("par le lien de l’e-mail"),
    AnswerChannel.PAPER: gettext_lazy("sur papier"),
}

WRITTEN_ACTIONS = {
    "assemblies.written_sent": gettext_lazy("Décision par écrit envoyée à tous"),
    "assemblies.written_letter_made": gettext_lazy("Lettre d’une décision par écrit préparée"),
    "assemblies.written_batched": gettext_lazy("Lettres d’une décision par écrit réunies pour la poste"),
    "assemblies.written_asked_late": gettext_lazy("Décision par écrit envoyée aux nouveaux copropriétaires"),
    "assemblies.written_answered": gettext_lazy("Réponse à une décision par écrit"),
    "assemblies.written_answered_by_link": gettext_lazy("Réponse à une décision par écrit, par le lien de l’e-mail"),
    "assemblies.written_answer_recorded": gettext_lazy("Réponse sur papier à une décision par écrit notée"),
    "assemblies.written_concluded": gettext_lazy("Accord de tous constaté, décision par écrit"),
    "assemblies.written_taken": gettext_lazy("Décision par écrit prise"),
    "assemblies.written_refused": gettext_lazy("Décision par écrit refusée"),
    "assemblies.written_withdrawn": gettext_lazy("Décision par écrit retirée"),
}


def _over(facts: Facts) -> str:
    return _("Cette demande n’attend plus de réponse : %(state)s. Rien n’a changé.") % {
        "state": str(WRITTEN[WrittenState(facts["state"])]).lower()
    }


WRITTEN_REFUSALS: dict[str, Callable[[Facts], str]] = {
    "assemblies.written_answered": lambda f: _("%(name)s a déjà répondu.") % f,
    "assemblies.written_blanks": lambda f: _("Remplacez ce qui est entre crochets : chacun signe le texte tel quel."),
    "assemblies.written_everybody_asked": lambda f: _("Tous les copropriétaires d’aujourd’hui ont reçu ce texte."),
    "assemblies.written_not_complete": lambda f: (
        _("Il manque encore l’accord de %(names)s. Rien n’est décidé.") % {"names": ", ".join(f["names"])}
    ),
    "assemblies.written_over": _over,
    "assemblies.written_owners_only": lambda f: _(
        "Seule une copropriété décide par écrit ici. Une association se réunit en assemblée."
    ),
    "assemblies.written_signed_before": lambda f: _("La feuille a été signée entre l’envoi et aujourd’hui."),
    "assemblies.written_term": lambda f: (
        _("Choisissez un jour entre le %(first)s et le %(last)s.")
        % {"first": formats.day_long(f["first_on"]), "last": formats.day_long(f["last_on"])}
    ),
}
