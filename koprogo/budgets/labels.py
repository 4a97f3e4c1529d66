"""What each code and each refusal of budgets is called before a person."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.budgets.rules.lines import Nature, State
from koprogo.budgets.rules.plan import Method, Rhythm
from koprogo.condominiums.labels import month
from koprogo.platform import formats

NATURE = {
    Nature.ORDINARY: gettext_lazy("Ordinaire"),
    Nature.EXTRAORDINARY: gettext_lazy("Extraordinaire, à appeler"),
    Nature.FROM_RESERVE: gettext_lazy("Extraordinaire, payé par la réserve"),
}
STATE = {State.DRAFT: gettext_lazy("En préparation"), State.PROPOSED: gettext_lazy("Soumis à l’assemblée")}
RHYTHM = {
    Rhythm.MONTHLY: gettext_lazy("Chaque mois"),
    Rhythm.QUARTERLY: gettext_lazy("Chaque trimestre"),
    Rhythm.YEARLY: gettext_lazy("Une fois par an"),
    Rhythm.CUSTOM: gettext_lazy("À des dates choisies"),
}
METHOD = {
    Method.CATCH_UP: gettext_lazy("Rattraper : les appels qui restent compensent la différence"),
    Method.KEEP: gettext_lazy("Garder ce qui est appelé : seuls les appels qui restent suivent le nouveau budget"),
    Method.RETROACTIVE: gettext_lazy("Refaire l’année : annuler les appels envoyés et tout rappeler au nouveau budget"),
}
_QUARTER = (
    gettext_lazy("Appel du 1er trimestre %(year)s"),
    gettext_lazy("Appel du 2e trimestre %(year)s"),
    gettext_lazy("Appel du 3e trimestre %(year)s"),
    gettext_lazy("Appel du 4e trimestre %(year)s"),
)


class PlanLike(Protocol):
    """What a title needs of a plan."""

    year: str
    rhythm: str


class StepLike(Protocol):
    """What a title needs of a step."""

    position: int
    period_from: date | None
    provisional: bool


def _month(on: date) -> str:
    return f"{month(on.month)} {on.year}"


def title(plan: PlanLike, step: StepLike, steps: int) -> str:
    """What a step's call is called, in the active language."""
    start = step.period_from
    if start is not None and step.provisional:
        return _("Douzième provisoire de %(month)s") % {"month": _month(start)}
    if start is not None and plan.rhythm == Rhythm.MONTHLY:
        return _("Appel de %(month)s") % {"month": _month(start)}
    if start is not None and plan.rhythm == Rhythm.QUARTERLY:
        return str(_QUARTER[(start.month - 1) // 3]) % {"year": start.year}
    if steps == 1:
        return _("Appel de l’exercice %(year)s") % {"year": plan.year}
    return _("Appel %(n)s sur %(all)s, exercice %(year)s") % {"n": step.position, "all": steps, "year": plan.year}


def decided(on: date, item: str) -> str:
    """The decision a call is made from, as its letter cites it."""
    facts = {"day": formats.day_long(on), "item": item}
    return _("Budget voté le %(day)s, point %(item)s") % facts if item else _("Budget voté le %(day)s") % facts


def reason(on: date) -> str:
    """Why a call of the old budget is cancelled."""
    return _("Nouveau budget voté le %(day)s : l’année est appelée à nouveau") % {"day": formats.day_long(on)}


Facts = Mapping[str, Any]

#: Code of a refusal -> its sentence, from the facts.
REFUSALS: dict[str, Callable[[Facts], str]] = {
    "budgets.empty_budget": lambda f: _("Ce budget n’a pas de ligne. Indiquez au moins un montant."),
    "budgets.line_twice": lambda f: _(
        "Le même compte figure deux fois avec la même clé et la même nature. Réunissez les deux montants."
    ),
    "budgets.unusable_line": lambda f: _("Un montant est négatif, ou une part n’est pas entre 0 et 100 %."),
    "budgets.unusable_change": lambda f: _("Choisissez une variation entre −100 et +100 %."),
    "budgets.reserve_below_floor": lambda f: (
        _(
            "La loi demande au moins %(floor)s pour la réserve (5 %% des charges ordinaires de l’an passé, "
            "CC 3.86 § 3). Augmentez la contribution, ou inscrivez la décision des quatre cinquièmes qui en dispense."
        )
        % {"floor": formats.money(f["floor_cents"])}
    ),
    "budgets.waiver_not_carried": lambda f: _(
        "Il faut quatre cinquièmes des voix exprimées pour se passer de la réserve : cette décision ne les a pas."
    ),
    "budgets.nothing_to_revoke": lambda f: _("Aucune dispense n’est en cours : il n’y a rien à lever."),
    "budgets.decided_later": lambda f: _("Cette date est à venir : une décision s’inscrit une fois prise."),
    "budgets.unusable_dates": lambda f: _(
        "Indiquez une à vingt-quatre dates différentes, toutes dans l’exercice, une par ligne."
    ),
    "budgets.no_budget": lambda f: _(
        "Aucun budget n’est voté pour cet exercice ni pour le précédent : faites voter un budget d’abord."
    ),
    "budgets.already_written": lambda f: _("L’appel %(number)s existe déjà pour cette échéance.") % f,
    "budgets.nothing_left_to_call": lambda f: _("Tous les appels de l’exercice sont partis."),
    "budgets.under_way": lambda f: _("Le budget %(year)s est déjà en préparation : ouvrez-le.") % f,
    "budgets.no_figures": lambda f: (
        _("L’exercice %(year)s n’a laissé ni chiffres ni budget. Partez d’un budget vide.") % f
    ),
    "budgets.not_proposed": lambda f: (
        _("L’état du budget %(year)s ne le permet pas : reprenez-le pour l’écrire, soumettez-le pour l’inscrire voté.")
        % f
    ),
    "budgets.no_key": lambda f: _("Une des clés choisies ne vaut plus aujourd’hui. Choisissez-en une autre."),
    "budgets.key_gone": lambda f: (
        _(
            "La clé « %(key)s » du budget ne vaut plus aujourd’hui. Faites voter un budget modifié avec une clé "
            "actuelle."
        )
        % f
    ),
}

#: What the audit trail calls each act.
ACTIONS = {
    "budgets.bulk_send_asked": gettext_lazy("Envoi groupé demandé"),
    "budgets.bulk_sent": gettext_lazy("Appel envoyé avec d’autres immeubles"),
    "budgets.budget_dropped": gettext_lazy("Projet de budget supprimé"),
    "budgets.budget_proposed": gettext_lazy("Budget soumis à l’assemblée"),
    "budgets.budget_started": gettext_lazy("Projet de budget commencé"),
    "budgets.budget_taken_back": gettext_lazy("Projet de budget repris"),
    "budgets.budget_voted": gettext_lazy("Budget voté inscrit"),
    "budgets.budget_written": gettext_lazy("Projet de budget écrit"),
    "budgets.call_prepared": gettext_lazy("Appel de l’année préparé"),
    "budgets.calls_planned": gettext_lazy("Appels de l’année planifiés"),
    "budgets.calls_rebased": gettext_lazy("Appels de l’année suivant un nouveau budget"),
    "budgets.calls_written": gettext_lazy("Projets d’appel préparés"),
    "budgets.reserve_resumed": gettext_lazy("Dispense de réserve levée"),
    "budgets.reserve_waived": gettext_lazy("Dispense de réserve inscrite"),
}
