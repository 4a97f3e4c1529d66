"""The words of the books: names of journals, natures and accounts, and the sentences of refusals."""

from collections.abc import Callable, Mapping
from datetime import date

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from koprogo.ledger.rules import chart
from koprogo.ledger.rules.chart_account import Nature
from koprogo.ledger.rules.journals import JournalKind
from koprogo.platform import formats

Facts = Mapping[str, object]

#: What other owners are called on the pages of somebody who may not see their accounts (SETTLED 12).
MASKED = gettext_lazy("Un copropriétaire")

_JOURNALS = {
    JournalKind.PURCHASES: gettext_lazy("Achats"),
    JournalKind.BANK: gettext_lazy("Banque"),
    JournalKind.CALLS: gettext_lazy("Appels aux copropriétaires"),
    JournalKind.SETTLEMENTS: gettext_lazy("Décomptes"),
    JournalKind.MISCELLANEOUS: gettext_lazy("Opérations diverses"),
    JournalKind.OPENING: gettext_lazy("Ouverture"),
}

_CLASSES = {
    "1": gettext_lazy("Fonds et dettes à plus d’un an"),
    "2": gettext_lazy("Immobilisations"),
    "3": gettext_lazy("Stocks"),
    "4": gettext_lazy("Créances et dettes à un an au plus"),
    "5": gettext_lazy("Banque et caisse"),
    "6": gettext_lazy("Charges"),
    "7": gettext_lazy("Produits"),
}


NATURES = {
    Nature.ASSET: gettext_lazy("Actif"),
    Nature.LIABILITY: gettext_lazy("Passif"),
    Nature.COST: gettext_lazy("Charge"),
    Nature.INCOME: gettext_lazy("Produit"),
}

#: Why a line of a chart handed in is refused.
CHART_FAULTS = {
    "code": gettext_lazy("« %(text)s » n’est pas un code de compte. Écrivez 1 à 12 chiffres."),
    "twice": gettext_lazy("Le compte %(code)s figure déjà en %(first)s. Gardez une seule ligne."),
    "long": gettext_lazy("Ce libellé dépasse 120 signes. Raccourcissez-le."),
    "key": gettext_lazy("« %(text)s » n’est le code d’aucune clé de l’immeuble. Prenez un code de la page des clés."),
    "percent": gettext_lazy("« %(text)s » n’est pas une part. Écrivez un nombre entier de 0 à 100."),
    "moved": gettext_lazy("Le compte %(code)s est sous %(parent)s et y reste. Corrigez cette cellule ou videz-la."),
    "not_a_cost": gettext_lazy("Le compte %(code)s n’est pas un compte de charges : il n’a ni clé ni part. Videz-les."),
    "no_parent": gettext_lazy("Le compte %(code)s n’a aucun compte au-dessus de lui (%(parent)s). Ajoutez-le d’abord."),
    "no_label": gettext_lazy("Le nouveau compte %(code)s n’a pas de libellé. Donnez-lui un nom."),
}


def chart_fault(reason: str, facts: Mapping[str, str]) -> str:
    """Why a line of a chart is refused, in a sentence."""
    return str(CHART_FAULTS[reason]) % facts


def account_name(label: str, chart_code: str, language: str | None = None) -> str:
    """An account's own name, or the chart's in the reader's language."""
    return label or chart.label(chart_code, (language or get_language() or "fr")[:2])


def journal_name(kind: str, label: str = "") -> str:
    """A journal's own name, or that of its kind."""
    return label or str(_JOURNALS[JournalKind(kind)])


def class_name(code: str) -> str:
    """The heading of a class of the chart: the first digit of a code."""
    return str(_CLASSES.get(code[:1], ""))


def year_name(starts_on: date, ends_on: date) -> str:
    """2026, or 2025-2026 for a year that is not the calendar's."""
    if starts_on.year == ends_on.year:
        return str(starts_on.year)
    return f"{starts_on.year}-{ends_on.year}"


def _difference(facts: Facts) -> str:
    cents = facts.get("difference_cents")
    if not isinstance(cents, int):
        return _("Le débit et le crédit ne sont pas égaux. Corrigez les montants.")
    side = _("débit") if cents > 0 else _("crédit")
    return _("Il y a %(amount)s de trop au %(side)s. Corrigez les montants pour que l’écriture soit en équilibre.") % {
        "amount": formats.money(abs(cents)),
        "side": side,
    }


def _closed(facts: Facts) -> str:
    on = facts.get("on")
    day = formats.day_long(on) if isinstance(on, date) else ""
    return _(
        "Le %(day)s appartient à une période clôturée. Choisissez une date dans l’exercice ouvert : "
        "une correction s’écrit après la clôture, jamais avant."
    ) % {"day": day}


def _held(facts: Facts) -> str:
    on = facts.get("on")
    day = formats.day_long(on) if isinstance(on, date) else ""
    return _(
        "Le %(day)s appartient à un exercice arrêté, qui attend l’assemblée. Rouvrez-le dans sa page de clôture, "
        "ou choisissez une date dans l’exercice ouvert."
    ) % {"day": day}


def _before_opening(facts: Facts) -> str:
    opening = facts.get("opening_on")
    day = formats.day_long(opening) if isinstance(opening, date) else ""
    return _(
        "Les livres commencent le %(day)s, avec les soldes du syndic précédent. Choisissez cette date ou une "
        "suivante : ce qui est plus ancien et manque à la reprise s’écrit à partir de ce jour."
    ) % {"day": day}


def _too_early(facts: Facts) -> str:
    on = facts["entry_on"]
    assert isinstance(on, date)
    return _("L’écriture date du %(day)s. Choisissez cette date ou une date suivante pour la contre-passer.") % {
        "day": formats.day_long(on)
    }


def _wrong_state(facts: Facts) -> str:
    year = facts.get("year", "")
    match facts.get("state"):
        case "closed":
            text = _("L’exercice %(year)s est clôturé pour toujours. Une correction s’écrit dans l’exercice suivant.")
        case "preclosed":
            text = _("L’exercice %(year)s est déjà arrêté. Rouvrez-le d’abord si quelque chose doit changer.")
        case _:
            text = _("L’exercice %(year)s est encore ouvert. Arrêtez-le avant de le clôturer.")
    return text % {"year": year}


REFUSALS: dict[str, Callable[[Facts], str]] = {
    "ledger.unbalanced_entry": _difference,
    "ledger.empty_entry": lambda _f: _("Une écriture compte au moins deux lignes avec un montant. Ajoutez-en."),
    "ledger.period_closed": _closed,
    "ledger.before_opening": _before_opening,
    "ledger.period_held": _held,
    "ledger.unusable_allocation": lambda _f: _(
        "La part de l’occupant va de 0 à 100 %, et une période finit après avoir commencé. Corrigez l’un ou l’autre."
    ),
    "ledger.sealed_entry": lambda _f: _(
        "Une écriture enregistrée ne change plus. Contre-passez-la, puis écrivez la bonne."
    ),
    "ledger.already_reversed": lambda _f: _("Cette écriture est déjà contre-passée. Rien n’a été ajouté."),
    "ledger.counter_entry": lambda _f: _(
        "Une contre-passation ne se contre-passe pas. Écrivez de nouveau la première écriture."
    ),
    "ledger.reversed_too_early": _too_early,
    "ledger.unknown_account": lambda _f: _(
        "Une ligne ne désigne aucun compte de l’immeuble. Choisissez un compte du plan."
    ),
    "ledger.unknown_journal": lambda _f: _("Ce journal n’existe pas dans cet immeuble. Choisissez-en un autre."),
    "ledger.party_missing": lambda f: (
        _("Le compte %(code)s est tenu par copropriétaire. Indiquez de qui il s’agit sur chaque ligne.")
        % {"code": f.get("account_code", "")}
    ),
    "ledger.code_taken": lambda f: (
        _("Le code %(code)s est déjà celui d’un autre compte. Choisissez-en un autre.")
        % {"code": f.get("account_code", "")}
    ),
    "ledger.unusable_code": lambda _f: _("Un code de compte compte 1 à 12 chiffres, sans lettre ni espace."),
    "ledger.wrong_year_state": _wrong_state,
    "ledger.decision_missing": lambda _f: _(
        "Une comptabilité complète sous 20 lots se décide en assemblée. Indiquez la décision et sa date."
    ),
    "ledger.unreadable_chart": lambda _f: _(
        "Aucune ligne de titres avec un code et un libellé n’a été trouvée, ou le fichier a plus de 2 000 comptes. "
        "Rien n’a changé."
    ),
    "ledger.chart_refused": lambda _f: _("Des lignes sont refusées : rien n’est importé. Corrigez-les d’abord."),
    "ledger.unusable_bank_role": lambda _f: _(
        "Un compte bancaire se range sous 550, 551 ou 552. Choisissez l’un des trois."
    ),
}

#: What the nightly check proves, and what it says of each thing that is off. Facts ending in ``cents`` are shown as
#: money, ``day`` and ``…_on`` as days.
PROOFS = {
    "ledger.entries": gettext_lazy("Chaque écriture est en équilibre, scellée et datée dans son exercice."),
    "ledger.numbers": gettext_lazy("Les numéros se suivent sans trou dans chaque journal et chaque exercice."),
    "ledger.total": gettext_lazy("La balance générale est à zéro."),
    "ledger.owners": gettext_lazy("Les comptes individuels des copropriétaires font les comptes 4100, 4101 et 415."),
    "ledger.funds": gettext_lazy("Aucun fonds n’est négatif."),
    "ledger.chain": gettext_lazy("La chaîne des empreintes est intacte : aucune écriture n’a été changée ni retirée."),
}
FINDINGS = {
    "ledger.entries.unsealed": gettext_lazy("L’écriture %(entry)s n’a jamais été scellée."),
    "ledger.entries.short": gettext_lazy("L’écriture %(entry)s n’a que %(lines)s ligne."),
    "ledger.entries.unbalanced": gettext_lazy("L’écriture %(entry)s n’est pas en équilibre : écart de %(cents)s."),
    "ledger.entries.outside_year": gettext_lazy("L’écriture %(entry)s est datée du %(day)s, hors de son exercice."),
    "ledger.numbers.gap": gettext_lazy(
        "Journal %(journal)s, exercice %(year)s : %(count)s écritures numérotées de %(first)s à %(last)s."
    ),
    "ledger.total.unbalanced": gettext_lazy("La balance générale a un écart de %(cents)s."),
    "ledger.owners.nameless": gettext_lazy(
        "Compte %(account)s : %(lines)s ligne(s) pour %(cents)s sans copropriétaire."
    ),
    "ledger.funds.negative": gettext_lazy("Le fonds du compte %(account)s est dépassé de %(cents)s."),
    "ledger.chain.altered": gettext_lazy(
        "L’écriture %(entry)s (place %(position)s de la chaîne) ne correspond plus à son empreinte."
    ),
    "ledger.chain.gone": gettext_lazy("L’écriture à la place %(position)s de la chaîne n’existe plus."),
    "ledger.chain.unlinked": gettext_lazy("L’écriture %(entry)s n’est pas dans la chaîne des empreintes."),
    "ledger.chain.cut": gettext_lazy("La chaîne compte %(links)s empreintes au lieu de %(given)s."),
    "ledger.chain.head": gettext_lazy(
        "L’empreinte gardée le %(day)s (place %(position)s) n’est plus celle de la chaîne."
    ),
}

#: What the audit trail calls each act.
ACTIONS = {
    "ledger.account_allocated": gettext_lazy("Clé ou part de l’occupant d’un compte changée"),
    "ledger.account_added": gettext_lazy("Compte ajouté au plan"),
    "ledger.bank_opened": gettext_lazy("Journal de banque ouvert"),
    "ledger.books_opened": gettext_lazy("Comptabilité ouverte"),
    "ledger.books_checked": gettext_lazy("Contrôle des livres demandé"),
    "ledger.chart_read": gettext_lazy("Plan comptable reçu"),
    "ledger.chart_taken_in": gettext_lazy("Plan comptable importé"),
    "ledger.code_changed": gettext_lazy("Numéro de compte changé"),
    "ledger.day_sealed": gettext_lazy("Empreinte du jour gardée"),
    "ledger.regime_chosen": gettext_lazy("Comptabilité complète ou simplifiée : choix enregistré"),
    "ledger.regime_noted": gettext_lazy("Comptabilité complète ou simplifiée : pris note"),
    "ledger.entry_posted": gettext_lazy("Écriture enregistrée"),
    "ledger.entry_reversed": gettext_lazy("Écriture contre-passée"),
    "ledger.year_closed": gettext_lazy("Exercice clôturé"),
    "ledger.year_held": gettext_lazy("Exercice arrêté"),
    "ledger.year_reopened": gettext_lazy("Exercice rouvert"),
}
