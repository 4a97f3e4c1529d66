"""What each code and each refusal of settlements is called before a person."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.settlements.rules.costs import Kind
from koprogo.settlements.rules.settlements import State

Facts = Mapping[str, Any]

STATE = {
    State.ISSUED: gettext_lazy("Émis"),
    State.CANCELLED: gettext_lazy("Annulé"),
}
KIND = {
    Kind.COST: gettext_lazy("Charges communes"),
    Kind.METERED: gettext_lazy("Selon les compteurs"),
    Kind.PRIVATE: gettext_lazy("Frais privatifs"),
    Kind.PROVISION: gettext_lazy("Provisions appelées"),
    Kind.SPECIAL: gettext_lazy("Appels pour travaux"),
}

#: Code of a refusal -> its sentence, from the facts.
REFUSALS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "settlements.settled_already": lambda f: (
        _("Le décompte %(number)s compte déjà ces jours. Annulez-le d’abord s’il faut le refaire.") % f
    ),
    "settlements.period_not_over": lambda f: _(
        "Cette période n’est pas finie : un décompte compte ce qui a été dépensé. Choisissez un dernier jour passé."
    ),
    "settlements.period_outside": lambda f: _(
        "Ces jours ne tiennent pas dans un seul exercice. Choisissez un exercice, ou une partie d’un exercice."
    ),
    "settlements.not_ready": lambda f: _(
        "Le décompte ne peut pas encore partir : la liste dit ce qu’il faut corriger. Rien n’a été enregistré."
    ),
    "settlements.nothing_to_settle": lambda f: _("Il n’y a ni dépense ni provision à compter dans cette période."),
    "settlements.cancelled_already": lambda f: _("Le décompte %(number)s est déjà annulé.") % f,
    "settlements.due_too_soon": lambda f: _("Cette date est passée. Choisissez une échéance à venir."),
    "settlements.transfer_settled_already": lambda f: _(
        "Les fonds de ce changement de propriétaire sont déjà réglés. Rien n’a été ajouté."
    ),
}

#: What is proved, and what each finding is called before a person.
PROOFS = {
    "settlements.distributions": gettext_lazy(
        "Chaque décompte répartit exactement ce que les comptes ont porté, et ce que son écriture a mis chez chacun."
    ),
}
FINDINGS = {
    "settlements.distributions.lines": gettext_lazy(
        "Décompte %(settlement)s, compte %(what)s : les lignes font %(found_cents)s, le total %(said_cents)s."
    ),
    "settlements.distributions.entry": gettext_lazy(
        "Décompte %(settlement)s, compte %(what)s : son écriture porte %(found_cents)s, %(said_cents)s sont répartis."
    ),
    "settlements.distributions.owners": gettext_lazy(
        "Décompte %(settlement)s, %(what)s : les comptes portent %(found_cents)s, la lettre dit %(said_cents)s."
    ),
    "settlements.distributions.costs": gettext_lazy(
        "Décompte %(settlement)s, compte %(what)s : %(found_cents)s dépensés dans ces jours, %(said_cents)s répartis. "
        "Annulez-le et émettez-le à nouveau."
    ),
}

#: What the audit trail calls each act.
ACTIONS = {
    "settlements.settlement_issued": gettext_lazy("Décompte émis"),
    "settlements.settlement_cancelled": gettext_lazy("Décompte annulé"),
    "settlements.letter_written": gettext_lazy("Lettre de décompte écrite"),
    "settlements.transfer_settled": gettext_lazy("Fonds réglés entre vendeur et acquéreur"),
}
