"""What decisions become, in words: the heading of what is left to do, the button, the page where it is then read."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.assemblies.rules.effects import Effect

#: What is left to do.
TODO = {
    Effect.SYNDIC: gettext_lazy("Inscrire le mandat du syndic"),
    Effect.SYNDIC_ENDS: gettext_lazy("Mettre fin au mandat du syndic"),
    Effect.COUNCIL: gettext_lazy("Inscrire le membre du conseil"),
    Effect.AUDITOR: gettext_lazy("Inscrire le commissaire aux comptes"),
    Effect.ACCOUNTS: gettext_lazy("Inscrire l’approbation à la clôture"),
    Effect.BUDGET: gettext_lazy("Garder le budget voté"),
    Effect.WAIVER: gettext_lazy("Inscrire la dispense de réserve"),
    Effect.CALL: gettext_lazy("Préparer l’appel de fonds"),
    Effect.KEY: gettext_lazy("Indiquer la clé mise à jour"),
    Effect.DEED: gettext_lazy("Noter l’acte du notaire"),
    Effect.HOUSE_RULES: gettext_lazy("Ajouter le règlement mis à jour"),
}
#: What doing it means, before the button.
MEANS = {
    Effect.SYNDIC: gettext_lazy("Le mandat commence et finit aux dates du vote ; l’accès à l’immeuble suit."),
    Effect.SYNDIC_ENDS: gettext_lazy("L’accès du syndic à l’immeuble finit avec son mandat."),
    Effect.COUNCIL: gettext_lazy("Le membre du conseil reçoit l’accès aux documents du conseil."),
    Effect.AUDITOR: gettext_lazy("Le commissaire aux comptes reçoit l’accès aux comptes à vérifier."),
    Effect.ACCOUNTS: gettext_lazy("L’exercice arrêté porte la décision ; il peut ensuite être clôturé."),
    Effect.BUDGET: gettext_lazy(
        "Le budget proposé devient le budget voté. Il ne change plus ; une modification est un nouveau vote."
    ),
    Effect.WAIVER: gettext_lazy("La décision s’inscrit avec ses voix, telles que comptées."),
    Effect.CALL: gettext_lazy(
        "Un brouillon d’appel est préparé, avec le montant et la clé du vote. Vous le relisez avant l’envoi."
    ),
    Effect.KEY: gettext_lazy("Changez la clé à sa page, puis indiquez ici laquelle : la décision reste liée."),
    Effect.DEED: gettext_lazy("La décision se passe devant notaire. Notez l’acte quand il est signé."),
    Effect.HOUSE_RULES: gettext_lazy(
        "La nouvelle version est gardée et se lit depuis la décision, par les occupants aussi."
    ),
}
#: Page that shows what became of it.
SEEN_AT = {
    Effect.SYNDIC: "building",
    Effect.SYNDIC_ENDS: "building",
    Effect.COUNCIL: "building",
    Effect.AUDITOR: "building",
    Effect.ACCOUNTS: "closings",
    Effect.BUDGET: "budgets",
    Effect.WAIVER: "budgets",
    Effect.CALL: "fund_calls",
    Effect.KEY: "keys",
}

Facts = Mapping[str, Any]

EFFECT_REFUSALS: dict[str, Callable[[Facts], str]] = {
    "assemblies.carried_out_already": lambda f: (
        _("Cette décision a déjà sa suite : %(label)s. Rien n’est écrit deux fois.") % f
    ),
    "assemblies.nobody_elected": lambda f: _(
        "Choisissez la personne élue. Si elle n’est pas dans la liste, ajoutez-la d’abord à la page Personnes."
    ),
    "assemblies.called_too_much": lambda f: _(
        "Les copropriétaires ne paient pas plus que le coût : corrigez le montant à appeler."
    ),
    "assemblies.no_year": lambda f: _("Choisissez l’exercice dont parle cette décision."),
    "assemblies.other_part_refused": lambda f: (
        _(
            "Le budget de %(year)s a été voté en plusieurs points, et « %(title)s » est rejeté : le budget proposé "
            "n’est pas celui que l’assemblée a voté. Reprenez-le, ôtez ce qui est rejeté et proposez-le de nouveau."
        )
        % f
    ),
    "assemblies.no_syndic_to_revoke": lambda f: _(
        "Aucun mandat de syndic ne court ce jour-là. Choisissez un autre jour."
    ),
    "assemblies.day_missing": lambda f: _("Indiquez le jour : la décision ne le dit pas."),
    "assemblies.house_rules_missing": lambda f: _("Choisissez le fichier du règlement mis à jour."),
}
