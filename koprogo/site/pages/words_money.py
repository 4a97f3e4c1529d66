"""The words of the tasks about money: bank, invoices, calls, books, the year and its control."""

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koprogo.ledger.rules.regime import Regime
from koprogo.platform import formats
from koprogo.platform.access import Access
from koprogo.site.pages.task_words import Words, address, duration
from koprogo.site.today import Kind, Task


def _bank_account(access: Access, one: Task) -> Words:
    return Words(
        _("Ajouter le compte bancaire de l’association"),
        _("Les copropriétaires ne paient que sur un compte au nom de l’association."),
        _("Ouvrir la banque"),
        address(access, "bank"),
        duration(one.minutes),
    )


def _bank(access: Access, one: Task) -> Words:
    since = one.facts["since"]
    certain = one.facts["certain"]
    assert isinstance(certain, int)
    text = ngettext(
        "%(n)s mouvement attend depuis le %(day)s.", "%(n)s mouvements attendent depuis le %(day)s.", one.count
    ) % {"n": one.count, "day": formats.day_near(since, access.today) if isinstance(since, date) else ""}
    if certain:
        text += " " + ngettext(
            "%(n)s est certain : un seul clic le confirme.",
            "%(n)s sont certains : un seul clic les confirme.",
            certain,
        ) % {"n": certain}
    return Words(
        _("Rapprocher la banque"), text, _("Ouvrir la banque"), address(access, "bank"), duration(one.minutes)
    )


def _new_account(access: Access, one: Task) -> Words:
    text = ngettext(
        "Une facture demande d’être payée sur un compte jamais vu. Vérifiez-le avant de payer.",
        "%(n)s comptes jamais vus sont demandés par des factures. Vérifiez-les avant de payer.",
        one.count,
    ) % {"n": one.count}
    title = _("Vérifier un nouveau compte de fournisseur")
    return Words(title, text, _("Voir les factures"), address(access, "invoices"), duration(one.minutes))


def _due(access: Access, one: Task) -> tuple[str, str]:
    """When the first of these invoices is due, and whether that is past."""
    due_on = one.facts["due_on"]
    if not isinstance(due_on, date):
        return duration(one.minutes), ""
    words = _("Échéance du %(day)s") % {"day": formats.day_near(due_on, access.today)}
    return words, "att" if due_on < access.today else ""


def _check_invoices(access: Access, one: Task) -> Words:
    text = ngettext(
        "%(n)s brouillon attend d’être comparé à sa pièce et comptabilisé.",
        "%(n)s brouillons attendent d’être comparés à leur pièce et comptabilisés.",
        one.count,
    ) % {"n": one.count}
    where = address(access, "invoices") + "?etat=draft"
    return Words(_("Contrôler les factures"), text, _("Voir les brouillons"), where, duration(one.minutes))


def _approve_invoices(access: Access, one: Task) -> Words:
    text = ngettext(
        "%(n)s facture de %(money)s attend votre accord avant d’être payée.",
        "%(n)s factures, %(money)s en tout, attendent votre accord avant d’être payées.",
        one.count,
    ) % {"n": one.count, "money": formats.money(one.cents)}
    note, kind = _due(access, one)
    where = address(access, "invoices") + "?etat=checked"
    return Words(_("Approuver des factures"), text, _("Les lire"), where, note, kind)


def _pay_invoices(access: Access, one: Task) -> Words:
    text = ngettext(
        "%(n)s facture approuvée, %(money)s, attend son virement.",
        "%(n)s factures approuvées, %(money)s en tout, attendent leur virement.",
        one.count,
    ) % {"n": one.count, "money": formats.money(one.cents)}
    note, kind = _due(access, one)
    where = address(access, "invoices_to_pay")
    return Words(_("Payer les factures"), text, _("Voir ce qui est à payer"), where, note, kind)


def _send_call(access: Access, one: Task) -> Words:
    number = str(one.facts["number"])
    assert one.legal_on is not None
    if one.legal_on < access.today:
        text = _("Son échéance est passée. Choisissez-en une autre avant de l’envoyer.")
        where = address(access, "fund_call_edit", number=number)
    else:
        text = _("L’appel est écrit, personne ne l’a reçu. Son échéance est le %(day)s.") % {
            "day": formats.day_near(one.legal_on, access.today)
        }
        where = address(access, "fund_call_send", number=number)
    title = _("Envoyer « %(title)s »") % {"title": one.facts["title"]}
    return Words(title, text, _("Relire et envoyer"), where, duration(one.minutes))


def _suspense(access: Access, one: Task) -> Words:
    title = _("Décider de %(amount)s mis en attente (compte 499)") % {"amount": formats.money(abs(one.cents))}
    return Words(title, title, _("Ouvrir le compte"), address(access, "account", code="499"))


def _checks(access: Access, one: Task) -> Words:
    text = ngettext(
        "Le contrôle de la nuit a trouvé %(n)s point qui ne tombe pas juste. La page dit lequel.",
        "Le contrôle de la nuit a trouvé %(n)s points qui ne tombent pas juste. La page dit lesquels.",
        one.count,
    ) % {"n": one.count}
    return Words(
        _("Corriger ce que le contrôle a trouvé"), text, _("Voir"), address(access, "checks"), duration(one.minutes)
    )


def _regime(access: Access, one: Task) -> Words:
    facts = {"n": one.count}
    if one.facts["regime"] == Regime.FULL:
        text = _("L’immeuble compte %(n)s lots : la comptabilité complète est obligatoire (CC 3.89 § 5 15°)") % facts
    else:
        text = ngettext(
            "L’immeuble compte %(n)s lot : la comptabilité simplifiée suffit (CC 3.89 § 5 15°)",
            "L’immeuble compte %(n)s lots : la comptabilité simplifiée suffit (CC 3.89 § 5 15°)",
            one.count,
        ) % facts
    return Words(text, text, _("En prendre note"), address(access, "books_regime"))


def _close_year(access: Access, one: Task) -> Words:
    year, on = str(one.facts["year"]), one.facts["on"]
    day = formats.day_long(on) if isinstance(on, date) else ""
    if one.facts["preclosed"]:
        title = _("Noter l’approbation des comptes %(year)s par l’assemblée") % {"year": year}
        text = _("L’exercice est arrêté. Une fois approuvé, il se clôture définitivement.")
    else:
        title = _("Clôturer l’exercice %(year)s, terminé le %(day)s") % {"year": year, "day": day}
        text = _("La page de clôture nomme ce qui manque, avec le chemin pour y remédier.")
    return Words(title, text, _("Ouvrir la clôture"), address(access, "closing", exercise=year), duration(one.minutes))


def _budget(access: Access, one: Task) -> Words:
    first = one.facts["from"]
    if one.facts["missing"]:
        title = _("Préparer le budget de l’exercice en cours")
        text = _("Aucun budget ne le couvre. Sans vote, les appels suivent les douzièmes provisoires.")
    else:
        title = _("Préparer le budget de l’exercice suivant")
        day = formats.day_long(first) if isinstance(first, date) else ""
        text = _("Il commence le %(day)s. Les chiffres de l’année servent de départ, l’assemblée vote.") % {"day": day}
    return Words(title, text, _("Ouvrir le budget"), address(access, "budgets"), duration(one.minutes))


def _settle(access: Access, one: Task) -> Words:
    on = one.facts["on"]
    facts = {"year": one.facts["year"], "day": formats.day_long(on) if isinstance(on, date) else ""}
    return Words(
        _("Faire le décompte de l’exercice %(year)s, terminé le %(day)s") % facts,
        _("Il partage les frais de l’année entre les lots et rend ou demande la différence. La clôture vient ensuite."),
        _("Ouvrir les décomptes"),
        address(access, "settlements"),
        duration(one.minutes),
    )


def _sign_takeover(access: Access, one: Task) -> Words:
    return Words(
        _("Faire signer la feuille de contrôle de la reprise"),
        _("L’écriture d’ouverture n’a pas encore sa pièce : la feuille signée par les deux syndics."),
        _("Ouvrir la reprise"),
        address(access, "opening"),
        duration(one.minutes),
    )
def _audit_questions(access: Access, one: Task) -> Words:
    year = str(one.facts["year"])
    text = ngettext(
        "Le commissaire aux comptes attend %(n)s réponse sur l’exercice %(year)s.",
        "Le commissaire aux comptes attend %(n)s réponses sur l’exercice %(year)s.",
        one.count,
    ) % {"n": one.count, "year": year}
    where = address(access, "audit", workbook_code=year) + "?etat=asked"
    title = _("Répondre au commissaire aux comptes")
    return Words(title, text, _("Voir les questions"), where, duration(one.minutes))


def _audit_work(access: Access, one: Task) -> Words:
    year = str(one.facts["year"])
    text = ngettext(
        "Il reste %(n)s écriture à voir pour l’exercice %(year)s.",
        "Il reste %(n)s écritures à voir pour l’exercice %(year)s.",
        one.count,
    ) % {"n": one.count, "year": year}
    if one.facts["answered"]:
        text += " " + _("Le syndic a répondu.")
    where = address(access, "audit", workbook_code=year)
    return Words(_("Continuer le contrôle des comptes"), text, _("Ouvrir le classeur"), where, duration(one.minutes))


def _arrivals(access: Access, one: Task) -> Words:
    text = ngettext(
        "%(n)s document reçu attend que vous le regardiez.",
        "%(n)s documents reçus attendent que vous les regardiez.",
        one.count,
    ) % {"n": one.count}
    where = address(access, "arrivals")
    return Words(_("Traiter les factures reçues"), text, _("Les voir"), where, duration(one.minutes))


def _late(access: Access, one: Task) -> Words:
    since = one.facts["since"]
    text = ngettext(
        "Il manque %(amount)s d’un copropriétaire, échus depuis le %(day)s.",
        "Il manque %(amount)s de %(n)s copropriétaires, échus depuis le %(day)s.",
        one.count,
    ) % {
        "amount": formats.money(one.cents),
        "n": one.count,
        "day": formats.day_near(since, access.today) if isinstance(since, date) else "",
    }
    return Words(_("Relancer ce qui est échu"), text, _("Voir qui"), address(access, "money"))


TELLERS: dict[Kind, Callable[[Access, Task], Words]] = {
    Kind.BANK_ACCOUNT: _bank_account,
    Kind.NEW_ACCOUNT: _new_account,
    Kind.BANK: _bank,
    Kind.CHECK_INVOICES: _check_invoices,
    Kind.APPROVE_INVOICES: _approve_invoices,
    Kind.PAY_INVOICES: _pay_invoices,
    Kind.SEND_CALL: _send_call,
    Kind.SUSPENSE: _suspense,
    Kind.LATE: _late,
    Kind.BUDGET: _budget,
    Kind.SETTLE: _settle,
    Kind.CLOSE_YEAR: _close_year,
    Kind.SIGN_TAKEOVER: _sign_takeover,
    Kind.CHECKS: _checks,
    Kind.REGIME: _regime,
    Kind.ARRIVALS: _arrivals,
    Kind.AUDIT_QUESTIONS: _audit_questions,
    Kind.AUDIT_WORK: _audit_work,
}
