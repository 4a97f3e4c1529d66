"""The words of a closing: its stages, its checks and what each found, accruals, refusals and acts."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from koprogo.closing.rules.accruals import Kind
from koprogo.closing.rules.closing import Bank, Check, Fund, Item, ResultRule, Stage
from koprogo.platform import formats

Facts = Mapping[str, Any]

STAGES = {
    Stage.OPEN: gettext_lazy("Exercice ouvert."),
    Stage.PRECLOSED: gettext_lazy("Exercice arrêté, en attente de l’assemblée."),
    Stage.APPROVED: gettext_lazy("Comptes approuvés, exercice pas encore clôturé."),
    Stage.CLOSED: gettext_lazy("Exercice clôturé définitivement."),
}
RULES = {
    ResultRule.RESULT: gettext_lazy("Reporté au compte 14, résultat à répartir."),
    ResultRule.CARRIED: gettext_lazy("Reporté au compte 489 par le 693, valeurs à reporter."),
}
KINDS = {
    Kind.INVOICES_TO_RECEIVE: gettext_lazy("Facture à recevoir (444)"),
    Kind.DEFERRED_COST: gettext_lazy("Charge à reporter (490)"),
    Kind.ACCRUED_INCOME: gettext_lazy("Produit acquis (491)"),
    Kind.ACCRUED_COST: gettext_lazy("Charge à imputer (492)"),
    Kind.DEFERRED_INCOME: gettext_lazy("Produit à reporter (493)"),
}
#: The statements behind the cover of a closing, by the word that names them.
ANNEXES = {
    "bilan": gettext_lazy("bilan"),
    "charges-et-produits": gettext_lazy("charges et produits comparés à l’exercice précédent"),
    "fonds": gettext_lazy("mouvements des fonds"),
    "fournisseurs": gettext_lazy("dettes aux fournisseurs"),
}
_TITLES = {
    Check.YEAR_OVER: gettext_lazy("L’exercice est terminé"),
    Check.EARLIER_YEAR: gettext_lazy("L’exercice précédent est clôturé"),
    Check.BANKS: gettext_lazy("Chaque banque dit la même chose que ses relevés"),
    Check.INVOICES: gettext_lazy("Toutes les factures sont traitées"),
    Check.ACCRUALS: gettext_lazy("Les charges sont dans le bon exercice"),
    Check.SUSPENSE: gettext_lazy("Rien n’attend au compte 499"),
    Check.TRANSFERS: gettext_lazy("Les virements internes sont complets (58)"),
    Check.SETTLEMENT: gettext_lazy("Le décompte couvre tout l’exercice"),
    Check.FUNDS: gettext_lazy("Aucun fonds n’est négatif"),
    Check.BOOKS: gettext_lazy("Les livres sont prouvés"),
    Check.TAKEOVER: gettext_lazy("La reprise a sa feuille signée"),
    Check.AUDITOR: gettext_lazy("Le commissaire a signé son rapport"),
}


def check_title(check: Check) -> str:
    """What is looked at."""
    return str(_TITLES[check])


def check_sentence(item: Item) -> str:
    """What was found: done, or what is missing by name."""
    if item.done:
        return _("En ordre.")
    return _SAYERS[item.check](item)


def _banks(item: Item) -> str:
    said = []
    for bank in item.missing:
        assert isinstance(bank, Bank)
        facts = {"name": bank.label, "books": formats.money(bank.books_cents)}
        if bank.until is None or bank.stated_cents is None:
            said.append(_("%(name)s : aucun relevé.") % facts)
        elif bank.pending:
            text = ngettext(
                "%(name)s : %(n)s mouvement à confirmer.", "%(name)s : %(n)s mouvements à confirmer.", bank.pending
            )
            said.append(text % (facts | {"n": bank.pending}))
        elif bank.stated_cents != bank.books_cents:
            facts["stated"] = formats.money(bank.stated_cents)
            said.append(_("%(name)s : les livres disent %(books)s, les relevés %(stated)s.") % facts)
        else:
            facts["day"] = formats.day(bank.until)
            said.append(_("%(name)s : le dernier relevé s’arrête au %(day)s.") % facts)
    return " ".join(said)


def _funds(item: Item) -> str:
    named = [formats.labelled(fund.name, formats.money(fund.cents)) for fund in item.missing if isinstance(fund, Fund)]
    return ", ".join(named) + "."


def _amount(item: Item) -> str:
    (cents,) = item.missing
    assert isinstance(cents, int)
    return _("Il reste %(amount)s à expliquer.") % {"amount": formats.money(cents)}


def _days(item: Item) -> str:
    first, last = item.missing
    return _("Aucun décompte du %(from)s au %(to)s.") % {
        "from": formats.day(first),  # type: ignore[arg-type]
        "to": formats.day(last),  # type: ignore[arg-type]
    }


def _books(item: Item) -> str:
    (faults,) = item.missing
    if not isinstance(faults, int):
        return _("Pas encore prouvés depuis le dernier changement.")
    text = ngettext("%(n)s faute trouvée.", "%(n)s fautes trouvées.", faults)
    return text % {"n": faults}


def _accruals(item: Item) -> str:
    (count,) = item.missing
    assert isinstance(count, int)
    text = ngettext("%(n)s proposition attend une décision.", "%(n)s propositions attendent une décision.", count)
    return text % {"n": count}


_SAYERS: dict[Check, Callable[[Item], str]] = {
    Check.YEAR_OVER: lambda item: (
        _("Il se termine le %(day)s.") % {"day": formats.day(item.missing[0])}  # type: ignore[arg-type]
    ),
    Check.EARLIER_YEAR: lambda item: _("L’exercice %(year)s est encore ouvert.") % {"year": item.missing[0]},
    Check.BANKS: _banks,
    Check.INVOICES: lambda item: _("À terminer : %(list)s.") % {"list": ", ".join(map(str, item.missing[:12]))},
    Check.ACCRUALS: _accruals,
    Check.SUSPENSE: _amount,
    Check.TRANSFERS: _amount,
    Check.SETTLEMENT: _days,
    Check.FUNDS: _funds,
    Check.BOOKS: _books,
    Check.TAKEOVER: lambda _item: _("La feuille de contrôle de la reprise n’est pas signée."),
    Check.AUDITOR: lambda _item: _("Pas encore de rapport signé."),
}


def _not_ready(facts: Facts) -> str:
    named = ", ".join(check_title(Check(code)) for code in facts.get("codes", ()))
    return _("L’exercice ne peut pas encore être arrêté. Il manque : %(list)s. Rien n’a changé.") % {"list": named}


REFUSALS: dict[str, Callable[[Facts], str]] = {
    "closing.year_not_ready": _not_ready,
    "closing.not_approved": lambda _f: _(
        "L’assemblée n’a pas encore approuvé ces comptes. Notez d’abord sa décision, puis clôturez."
    ),
    "closing.approved_too_early": lambda _f: _(
        "L’assemblée approuve un exercice après sa fin, et au plus tard aujourd’hui. Corrigez la date."
    ),
    "closing.nothing_proposed": lambda _f: _(
        "Cette proposition n’est plus dans les livres, ou quelqu’un l’a déjà traitée. Rien n’a été écrit."
    ),
    "closing.reason_missing": lambda _f: _("Dites pourquoi : le commissaire le lira."),
    "closing.amount_needed": lambda _f: _("Écrivez un montant plus grand que zéro."),
}

#: What a proof found, by its code, and what holds when it finds nothing.
FINDINGS = {
    "closing.closed_years.drifted": gettext_lazy(
        "Exercice clôturé %(year)s : le compte %(account)s ne donne plus le solde figé."
    ),
    "closing.closed_years.hash": gettext_lazy(
        "Exercice clôturé %(year)s : ses soldes figés n’ont plus leur empreinte."
    ),
}
PROOFS = {
    "closing.closed_years": gettext_lazy("Les exercices clôturés donnent toujours les soldes figés à leur clôture."),
}

ACTIONS = {
    "closing.accrual_booked": gettext_lazy("Régularisation enregistrée"),
    "closing.accrual_written": gettext_lazy("Régularisation écrite"),
    "closing.accrual_dismissed": gettext_lazy("Régularisation écartée"),
    "closing.accrual_undone": gettext_lazy("Régularisation annulée"),
    "closing.year_proved": gettext_lazy("Exercice vérifié"),
    "closing.year_preclosed": gettext_lazy("Exercice arrêté pour l’assemblée"),
    "closing.year_reopened": gettext_lazy("Exercice arrêté, puis rouvert"),
    "closing.year_approved": gettext_lazy("Approbation des comptes notée"),
    "closing.year_closed": gettext_lazy("Exercice clôturé, soldes figés"),
    "closing.dossier_asked": gettext_lazy("Dossier de clôture demandé"),
    "closing.dossier_written": gettext_lazy("Dossier de clôture écrit"),
}
