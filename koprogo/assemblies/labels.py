"""What each code and each refusal of assemblies is called before a person."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.assemblies.rules.agenda import ItemState, Origin, RequestState
from koprogo.assemblies.rules.convocation import Channel
from koprogo.assemblies.rules.majorities import Majority
from koprogo.assemblies.rules.states import Kind, Session, State
from koprogo.platform import formats

KIND = {
    Kind.ORDINARY: gettext_lazy("Assemblée générale ordinaire"),
    Kind.EXTRAORDINARY: gettext_lazy("Assemblée générale extraordinaire"),
    Kind.WRITTEN: gettext_lazy("Décision par écrit"),
}
SESSION = {
    Session.FIRST: gettext_lazy("Première séance"),
    Session.SECOND: gettext_lazy("Deuxième séance"),
    Session.RETRY: gettext_lazy("Nouvelle assemblée pour l’unanimité"),
}
STATE = {
    State.PLANNED: gettext_lazy("En préparation"),
    State.CONVENED: gettext_lazy("Convoquée"),
    State.OPEN: gettext_lazy("En séance"),
    State.CLOSED: gettext_lazy("Séance levée"),
    State.MINUTED: gettext_lazy("Procès-verbal signé"),
    State.ADJOURNED: gettext_lazy("Quorum non atteint"),
    State.CANCELLED: gettext_lazy("Annulée"),
}
MAJORITY = {
    Majority.ABSOLUTE: gettext_lazy("Majorité absolue"),
    Majority.TWO_THIRDS: gettext_lazy("Majorité des deux tiers"),
    Majority.THREE_QUARTERS: gettext_lazy("Majorité des trois quarts"),
    Majority.FOUR_FIFTHS: gettext_lazy("Majorité des quatre cinquièmes"),
    Majority.UNANIMITY: gettext_lazy("Unanimité de tous les copropriétaires"),
}
ORIGIN = {
    Origin.SYNDIC: gettext_lazy("Syndic"),
    Origin.OWNER: gettext_lazy("Copropriétaire"),
    Origin.COUNCIL: gettext_lazy("Conseil de copropriété"),
    Origin.LEGAL: gettext_lazy("Point demandé par la loi"),
}
ITEM_STATE = {
    ItemState.LISTED: gettext_lazy("À l’ordre du jour"),
    ItemState.WITHDRAWN: gettext_lazy("Retiré"),
    ItemState.LATE: gettext_lazy("Prochaine assemblée"),
}
REQUEST_STATE = {
    RequestState.WAITING: gettext_lazy("En attente d’une assemblée"),
    RequestState.LISTED: gettext_lazy("À l’ordre du jour"),
    RequestState.LATE: gettext_lazy("Prochaine assemblée"),
    RequestState.WITHDRAWN: gettext_lazy("Retirée par son auteur"),
}
CHANNEL = {
    Channel.REGISTERED: gettext_lazy("Recommandé"),
    Channel.POST: gettext_lazy("Poste"),
    Channel.EMAIL: gettext_lazy("E-mail"),
    Channel.HAND: gettext_lazy("En main propre"),
}

Facts = Mapping[str, Any]


def _not_now(facts: Facts) -> str:
    return _("L’assemblée est dans l’état « %(state)s » : ceci n’est plus possible. Rien n’a changé.") % {
        "state": STATE[State(facts["state"])]
    }


def _not_covered(facts: Facts) -> str:
    return _("La loi ne règle cette décision que depuis le %(day)s. Choisissez un autre sujet ou une autre date.") % {
        "day": formats.day_long(facts["since_on"])
    }


#: Code of a refusal -> its sentence, from the facts.
REFUSALS: dict[str, Callable[[Facts], str]] = {
    "assemblies.bad_tally_file": lambda f: _("Ce fichier de vote ne se lit pas, à l’endroit %(place)s.") % f,
    "assemblies.clause_missing": lambda f: _(
        "Indiquez la clause des statuts qui demande cette majorité plus stricte que la loi."
    ),
    "assemblies.fortnight_unreadable": lambda f: _(
        "La quinzaine annuelle ne se lit pas. Écrivez son premier jour à la page Immeuble, mois et jour."
    ),
    "assemblies.impossible_attendance": lambda f: _(
        "Plus de voix sont présentes qu’il n’en existe. Vérifiez la liste des présences : rien n’a été compté."
    ),
    "assemblies.needs_deed": lambda f: _(
        "Cette décision demande un acte authentique : elle se prend en assemblée, pas par écrit."
    ),
    "assemblies.negative_votes": lambda f: _("Un nombre de voix ne peut pas être négatif. Rien n’a été compté."),
    "assemblies.not_now": _not_now,
    "assemblies.nothing_proposed": lambda f: _(
        "Écrivez ce que l’assemblée doit décider : sans texte, rien ne peut être voté."
    ),
    "assemblies.notice_too_short": lambda f: (
        _("Le délai de convocation est de %(least)s jours au moins. Le règlement peut l’allonger, pas le raccourcir.")
        % f
    ),
    "assemblies.reason_missing": lambda f: _(
        "Écrivez la raison : le point reste visible de tous, et chacun pourra la lire."
    ),
    "assemblies.subject_not_covered": _not_covered,
}
