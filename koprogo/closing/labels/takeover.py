"""The words of a take-over: totals, documents, what stops it, its refusals and its acts."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.closing.rules.handover import Document
from koprogo.closing.rules.mapping import Reason
from koprogo.closing.rules.takeover import Problem
from koprogo.platform import formats

Facts = Mapping[str, Any]

#: The five totals of the control sheet, and what stands beside them.
FIVE = ("banks", "owners", "suppliers", "funds", "suspense")
GROUPS = {
    "banks": gettext_lazy("Banques et caisse"),
    "owners": gettext_lazy("Copropriétaires"),
    "suppliers": gettext_lazy("Fournisseurs"),
    "funds": gettext_lazy("Fonds"),
    "suspense": gettext_lazy("En attente (499)"),
    "others": gettext_lazy("Autres comptes"),
}

REASONS = {
    Reason.IBAN: gettext_lazy("par son IBAN"),
    Reason.CODE: gettext_lazy("même numéro"),
    Reason.PREFIX: gettext_lazy("par le début du numéro"),
    Reason.WORDS: gettext_lazy("par son nom"),
    Reason.LIST: gettext_lazy("par la liste"),
}

DOCUMENTS = {
    Document.DEED: gettext_lazy("Acte de base et règlement de copropriété"),
    Document.HOUSE_RULES: gettext_lazy("Règlement d’ordre intérieur"),
    Document.MINUTES: gettext_lazy("Procès-verbaux des assemblées"),
    Document.DECISIONS: gettext_lazy("Registre des décisions"),
    Document.OWNERS: gettext_lazy("Liste des copropriétaires et de leurs adresses"),
    Document.ACCOUNTS: gettext_lazy("Comptes annuels et décomptes"),
    Document.VOUCHERS: gettext_lazy("Factures et pièces comptables des sept dernières années"),
    Document.BANK: gettext_lazy("Extraits de compte et pouvoirs bancaires"),
    Document.CALLS: gettext_lazy("Appels de fonds et soldes par copropriétaire"),
    Document.CONTRACTS: gettext_lazy("Contrats en cours"),
    Document.INSURANCE: gettext_lazy("Polices d’assurance"),
    Document.CLAIMS: gettext_lazy("Sinistres en cours"),
    Document.LITIGATION: gettext_lazy("Procédures en cours"),
    Document.LATER_WORKS: gettext_lazy("Dossier d’intervention ultérieure"),
    Document.INSPECTIONS: gettext_lazy("Contrôles et attestations (ascenseur, électricité, chaudière, incendie)"),
    Document.KEYS: gettext_lazy("Clés, badges et codes"),
}

_PROBLEMS: dict[str, Any] = {
    "account_missing": gettext_lazy("« %(words)s » : choisissez le compte où ce montant va."),
    "supplier_missing": gettext_lazy(
        "« %(words)s » : écrivez dans le libellé de quel fournisseur il s’agit, une ligne pour chacun."
    ),
    "party_missing": gettext_lazy("« %(words)s » : indiquez de quel copropriétaire il s’agit."),
    "bank_without_iban": gettext_lazy(
        "« %(words)s » : choisissez le compte bancaire par son IBAN. S’il n’y est pas, ajoutez-le d’abord à la banque."
    ),
    "bank_unstated": gettext_lazy(
        "%(account)s : écrivez le solde de l’extrait papier à cette date, ou importez le premier relevé."
    ),
    "control_differs": gettext_lazy(
        "Le compte collectif dit %(a)s, la liste des personnes fait %(b)s. Corrigez l’un des deux."
    ),
    "nothing": gettext_lazy("Aucune ligne ne porte de montant. Ajoutez-en, ou envoyez un autre fichier."),
}


def problem(one: Problem) -> str:
    """Why the take-over cannot be booked yet, and what to do."""
    facts = {name: formats.money(value) if isinstance(value, int) else value for name, value in one.facts.items()}
    return str(_PROBLEMS[one.code]) % facts


#: Code of a refusal -> its sentence, from the facts.
REFUSALS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "closing.takeover_not_ready": lambda _f: _(
        "La reprise n’est pas prête : corrigez les points signalés. Rien n’a été écrit."
    ),
    "closing.gap_unnamed": lambda _f: _(
        "La balance a un écart. Corrigez un montant, ou donnez un nom à l’écart : il attendra au compte 499."
    ),
    "closing.opening_stands": lambda _f: _(
        "L’écriture d’ouverture est déjà dans les comptes. Annulez-la d’abord si elle doit changer."
    ),
    "closing.something_stands": lambda f: (
        _("L’écriture %(reference)s s’appuie sur cette reprise : elle ne s’annule plus. Corrigez par une écriture.") % f
        if f.get("reference")
        else _("Les soldes repris sont réclamés aux copropriétaires : la reprise ne s’annule plus.")
        if f.get("called")
        else _("La feuille de contrôle est signée : la reprise ne change plus. Corrigez par une écriture.")
    ),
    "closing.balances_called": lambda _f: _("Les soldes repris sont déjà réclamés. Personne n’a rien reçu deux fois."),
    "closing.owner_without_lot": lambda f: (
        _("%(name)s n’a plus de lot : son solde se tient au compte 415. Annulez la reprise pour l’y mettre.") % f
    ),
    "closing.no_balance": lambda _f: _(
        "Aucune balance n’a été trouvée. Il faut une colonne de comptes ou de noms, et une colonne de montants."
    ),
    "closing.sheet_not_written": lambda _f: _(
        "La feuille de contrôle n’est pas encore écrite. Attendez-la, puis faites-la signer."
    ),
    "closing.identity_missing": lambda _f: _(
        "Il manque le numéro d’entreprise de l’association ou son syndic : la loi les demande sur chaque document. "
        "Ajoutez-les à la page Immeuble."
    ),
}

#: What the audit trail calls each act.
ACTIONS = {
    "closing.takeover_started": gettext_lazy("Reprise des soldes préparée"),
    "closing.takeover_corrected": gettext_lazy("Reprise des soldes corrigée"),
    "closing.takeover_dropped": gettext_lazy("Projet de reprise abandonné"),
    "closing.takeover_booked": gettext_lazy("Reprise des soldes enregistrée"),
    "closing.takeover_undone": gettext_lazy("Reprise des soldes annulée"),
    "closing.handover_noted": gettext_lazy("Inventaire de remise noté"),
    "closing.balances_called": gettext_lazy("Soldes repris réclamés"),
    "closing.sheet_asked": gettext_lazy("Feuille de contrôle demandée"),
    "closing.sheet_written": gettext_lazy("Feuille de contrôle écrite"),
    "closing.sheet_signed": gettext_lazy("Feuille de contrôle signée"),
}
