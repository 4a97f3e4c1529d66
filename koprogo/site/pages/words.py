"""The words of the homes: each task and each date as a sentence with a number, a day and one verb."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import cast

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koprogo.ledger.rules.regime import Regime
from koprogo.people.labels import ROLES
from koprogo.platform import formats
from koprogo.platform.access import BRUSSELS, Access
from koprogo.site.ruler import Date, Mark
from koprogo.site.today import Kind, Task


@dataclass(frozen=True, slots=True)
class Words:
    """A task as the page shows it (parts/tasks.html). ``note_kind`` "att": a date that the law or a call sets."""

    title: str
    text: str
    label: str
    url: str
    note: str = ""
    note_kind: str = ""


def greeting(access: Access) -> str:
    """Good evening, and which day it is."""
    local: datetime = access.now.astimezone(BRUSSELS)
    name = access.person_name.split(" ")[0]
    day = formats.day_long(local.date(), weekday=True)
    if not name or "@" in name:  # an address is not a name: whoever gave none is greeted without
        hello = _("Bonsoir") if local.hour >= 18 else _("Bonjour")
        return _("%(hello)s. Nous sommes le %(day)s.") % {"hello": hello, "day": day}
    if local.hour >= 18:
        return _("Bonsoir %(name)s. Nous sommes le %(day)s.") % {"name": name, "day": day}
    return _("Bonjour %(name)s. Nous sommes le %(day)s.") % {"name": name, "day": day}


def headline(count: int) -> str:
    """How many things, in words."""
    if count == 0:
        return _("Rien à faire aujourd’hui")
    number = {1: _("Une"), 2: _("Deux"), 3: _("Trois")}[count]
    return ngettext("%(number)s chose à faire", "%(number)s choses à faire", count) % {"number": number}


def duration(minutes: int) -> str:
    """4 minutes."""
    return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}


def task(access: Access, one: Task) -> Words:
    """One task in words."""
    return _TELLERS[one.kind](access, one)


def short(access: Access, one: Task) -> tuple[str, str]:
    """The same on one line, for what can wait: (words, address)."""
    words = task(access, one)
    if one.kind is Kind.LATE:
        return words.text, words.url
    if one.kind is Kind.MANDATE and one.legal_on:
        return f"{words.title} ({words.note})", words.url
    return words.title, words.url


def _url(access: Access, name: str, **kwargs: object) -> str:
    return reverse(name, kwargs={"slug": access.slug, **kwargs})


def _failed_work(access: Access, one: Task) -> Words:
    return Words(
        _("Reprendre un travail interrompu"),
        ngettext(
            "%(n)s travail s’est arrêté en route. Rien n’est perdu : il reprend où il en était.",
            "%(n)s travaux se sont arrêtés en route. Rien n’est perdu : ils reprennent où ils en étaient.",
            one.count,
        )
        % {"n": one.count},
        _("Voir lequel"),
        _url(access, "works"),
        duration(one.minutes),
    )


def _failed_mail(access: Access, one: Task) -> Words:
    return Words(
        _("Écrire autrement à ceux que l’e-mail n’atteint pas"),
        ngettext(
            "%(n)s e-mail n’est pas arrivé. Vérifiez l’adresse, ou passez par la poste.",
            "%(n)s e-mails ne sont pas arrivés. Vérifiez les adresses, ou passez par la poste.",
            one.count,
        )
        % {"n": one.count},
        _("Voir à qui"),
        _url(access, "works"),
        duration(one.minutes),
    )


def _setup(access: Access, one: Task) -> Words:
    return Words(
        _("Finir la mise en place"),
        ngettext(
            "Il reste %(n)s étape avant le premier appel de fonds.",
            "Il reste %(n)s étapes avant le premier appel de fonds.",
            one.count,
        )
        % {"n": one.count},
        _("Continuer"),
        _url(access, "setup"),
        duration(one.minutes),
    )


def _setup_rest(access: Access, one: Task) -> Words:
    text = ngettext(
        "Compléter la mise en place : %(n)s étape", "Compléter la mise en place : %(n)s étapes", one.count
    ) % {"n": one.count}
    return Words(text, text, _("Continuer"), _url(access, "setup"))


def _mandate(access: Access, one: Task) -> Words:
    url = _url(access, "building")
    if one.legal_on is None:
        return Words(
            _("Indiquer le mandat du syndic"),
            _("Aucun mandat de syndic n’est en cours. Indiquez la décision de l’assemblée."),
            _("Ouvrir les mandats"),
            url,
            duration(one.minutes),
        )
    last = one.legal_on - timedelta(days=1)
    return Words(
        _("Mettre le mandat du syndic à l’ordre du jour"),
        _("Le mandat finit et ne se renouvelle pas tout seul. L’assemblée décide."),
        _("Ouvrir les mandats"),
        url,
        _("Jusqu’au %(day)s") % {"day": formats.day_near(last, access.today)},
        "att",
    )


def _listed(names: object) -> str:
    return ", ".join(str(name) for name in cast(tuple[str, ...], names))


def _holes(access: Access, one: Task) -> Words:
    lots = _listed(one.facts["lots"])
    text = ngettext(
        "Le lot %(lots)s reste sans propriétaire certains jours. Aucun appel ne peut partir pour lui.",
        "Les lots %(lots)s restent sans propriétaire certains jours. Aucun appel ne peut partir pour eux.",
        one.count,
    )
    return Words(
        _("Dire à qui appartient un lot") if one.count == 1 else _("Dire à qui appartiennent ces lots"),
        text % {"lots": lots},
        _("Ouvrir les lots"),
        _url(access, "lots"),
        duration(one.minutes),
    )


def _key(access: Access, one: Task) -> Words:
    text = ngettext(
        "Les parts de la clé %(keys)s ne font pas le total de l’acte : elle ne répartit rien d’ici là.",
        "Les parts des clés %(keys)s ne font pas le total de l’acte : elles ne répartissent rien d’ici là.",
        one.count,
    )
    return Words(
        _("Compléter une clé de répartition"),
        text % {"keys": _listed(one.facts["keys"])},
        _("Ouvrir les clés"),
        _url(access, "keys"),
        duration(one.minutes),
    )


def _enterprise_number(access: Access, one: Task) -> Words:
    return Words(
        _("Ajouter le numéro d’entreprise"),
        _("La loi le demande sur chaque lettre. Sans lui, aucun appel ne part."),
        _("L’ajouter"),
        _url(access, "building_change"),
        duration(one.minutes),
    )


def _bank_account(access: Access, one: Task) -> Words:
    return Words(
        _("Ajouter le compte bancaire de l’association"),
        _("Les copropriétaires ne paient que sur un compte au nom de l’association."),
        _("Ouvrir la banque"),
        _url(access, "bank"),
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
        _("Rapprocher la banque"), text, _("Ouvrir la banque"), _url(access, "bank"), duration(one.minutes)
    )


def _new_account(access: Access, one: Task) -> Words:
    text = ngettext(
        "Une facture demande d’être payée sur un compte jamais vu. Vérifiez-le avant de payer.",
        "%(n)s comptes jamais vus sont demandés par des factures. Vérifiez-les avant de payer.",
        one.count,
    ) % {"n": one.count}
    title = _("Vérifier un nouveau compte de fournisseur")
    return Words(title, text, _("Voir les factures"), _url(access, "invoices"), duration(one.minutes))


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
    address = _url(access, "invoices") + "?etat=draft"
    return Words(_("Contrôler les factures"), text, _("Voir les brouillons"), address, duration(one.minutes))


def _approve_invoices(access: Access, one: Task) -> Words:
    text = ngettext(
        "%(n)s facture de %(money)s attend votre accord avant d’être payée.",
        "%(n)s factures, %(money)s en tout, attendent votre accord avant d’être payées.",
        one.count,
    ) % {"n": one.count, "money": formats.money(one.cents)}
    note, kind = _due(access, one)
    address = _url(access, "invoices") + "?etat=checked"
    return Words(_("Approuver des factures"), text, _("Les lire"), address, note, kind)


def _pay_invoices(access: Access, one: Task) -> Words:
    text = ngettext(
        "%(n)s facture approuvée, %(money)s, attend son virement.",
        "%(n)s factures approuvées, %(money)s en tout, attendent leur virement.",
        one.count,
    ) % {"n": one.count, "money": formats.money(one.cents)}
    note, kind = _due(access, one)
    address = _url(access, "invoices_to_pay")
    return Words(_("Payer les factures"), text, _("Voir ce qui est à payer"), address, note, kind)


def _send_call(access: Access, one: Task) -> Words:
    number = str(one.facts["number"])
    assert one.legal_on is not None
    if one.legal_on < access.today:
        text = _("Son échéance est passée. Choisissez-en une autre avant de l’envoyer.")
        address = _url(access, "fund_call_edit", number=number)
    else:
        text = _("L’appel est écrit, personne ne l’a reçu. Son échéance est le %(day)s.") % {
            "day": formats.day_near(one.legal_on, access.today)
        }
        address = _url(access, "fund_call_send", number=number)
    title = _("Envoyer « %(title)s »") % {"title": one.facts["title"]}
    return Words(title, text, _("Relire et envoyer"), address, duration(one.minutes))


def _suspense(access: Access, one: Task) -> Words:
    title = _("Décider de %(amount)s mis en attente (compte 499)") % {"amount": formats.money(abs(one.cents))}
    return Words(title, title, _("Ouvrir le compte"), _url(access, "account", code="499"))


def _checks(access: Access, one: Task) -> Words:
    text = ngettext(
        "Le contrôle de la nuit a trouvé %(n)s point qui ne tombe pas juste. La page dit lequel.",
        "Le contrôle de la nuit a trouvé %(n)s points qui ne tombent pas juste. La page dit lesquels.",
        one.count,
    ) % {"n": one.count}
    return Words(
        _("Corriger ce que le contrôle a trouvé"), text, _("Voir"), _url(access, "checks"), duration(one.minutes)
    )


def _regime(access: Access, one: Task) -> Words:
    facts = {"n": one.count}
    if one.facts["regime"] == Regime.FULL:
        text = _("L’immeuble compte %(n)s lots : la comptabilité complète est obligatoire (CC 3.89 § 5 15°)") % facts
    else:
        text = _("L’immeuble compte %(n)s lots : la comptabilité simplifiée suffit (CC 3.89 § 5 15°)") % facts
    return Words(text, text, _("En prendre note"), _url(access, "books_regime"))


def _close_year(access: Access, one: Task) -> Words:
    year, on = str(one.facts["year"]), one.facts["on"]
    day = formats.day_long(on) if isinstance(on, date) else ""
    if one.facts["preclosed"]:
        title = _("Noter l’approbation des comptes %(year)s par l’assemblée") % {"year": year}
        text = _("L’exercice est arrêté. Une fois approuvé, il se clôture définitivement.")
    else:
        title = _("Clôturer l’exercice %(year)s, terminé le %(day)s") % {"year": year, "day": day}
        text = _("La page de clôture nomme ce qui manque, avec le chemin pour y remédier.")
    return Words(title, text, _("Ouvrir la clôture"), _url(access, "closing", exercise=year), duration(one.minutes))


def _sign_takeover(access: Access, one: Task) -> Words:
    return Words(
        _("Faire signer la feuille de contrôle de la reprise"),
        _("L’écriture d’ouverture n’a pas encore sa pièce : la feuille signée par les deux syndics."),
        _("Ouvrir la reprise"),
        _url(access, "opening"),
        duration(one.minutes),
    )
def _audit_questions(access: Access, one: Task) -> Words:
    year = str(one.facts["year"])
    text = ngettext(
        "Le commissaire aux comptes attend %(n)s réponse sur l’exercice %(year)s.",
        "Le commissaire aux comptes attend %(n)s réponses sur l’exercice %(year)s.",
        one.count,
    ) % {"n": one.count, "year": year}
    address = _url(access, "audit", workbook_code=year) + "?etat=asked"
    title = _("Répondre au commissaire aux comptes")
    return Words(title, text, _("Voir les questions"), address, duration(one.minutes))


def _audit_work(access: Access, one: Task) -> Words:
    year = str(one.facts["year"])
    text = ngettext(
        "Il reste %(n)s écriture à voir pour l’exercice %(year)s.",
        "Il reste %(n)s écritures à voir pour l’exercice %(year)s.",
        one.count,
    ) % {"n": one.count, "year": year}
    if one.facts["answered"]:
        text += " " + _("Le syndic a répondu.")
    address = _url(access, "audit", workbook_code=year)
    return Words(_("Continuer le contrôle des comptes"), text, _("Ouvrir le classeur"), address, duration(one.minutes))


def _arrivals(access: Access, one: Task) -> Words:
    text = ngettext(
        "%(n)s document reçu attend que vous le regardiez.",
        "%(n)s documents reçus attendent que vous les regardiez.",
        one.count,
    ) % {"n": one.count}
    return Words(_("Traiter les factures reçues"), text, _("Les voir"), _url(access, "arrivals"), duration(one.minutes))


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
    return Words(_("Relancer ce qui est échu"), text, _("Voir qui"), _url(access, "money"))


_TELLERS = {
    Kind.FAILED_WORK: _failed_work,
    Kind.FAILED_MAIL: _failed_mail,
    Kind.SETUP: _setup,
    Kind.SETUP_REST: _setup_rest,
    Kind.MANDATE: _mandate,
    Kind.HOLES: _holes,
    Kind.KEY: _key,
    Kind.ENTERPRISE_NUMBER: _enterprise_number,
    Kind.BANK_ACCOUNT: _bank_account,
    Kind.NEW_ACCOUNT: _new_account,
    Kind.BANK: _bank,
    Kind.CHECK_INVOICES: _check_invoices,
    Kind.APPROVE_INVOICES: _approve_invoices,
    Kind.PAY_INVOICES: _pay_invoices,
    Kind.SEND_CALL: _send_call,
    Kind.SUSPENSE: _suspense,
    Kind.LATE: _late,
    Kind.CLOSE_YEAR: _close_year,
    Kind.SIGN_TAKEOVER: _sign_takeover,
    Kind.CHECKS: _checks,
    Kind.REGIME: _regime,
    Kind.ARRIVALS: _arrivals,
    Kind.AUDIT_QUESTIONS: _audit_questions,
    Kind.AUDIT_WORK: _audit_work,
}


def ruler_row(access: Access, one: Date) -> tuple[str, str, str]:
    """One date of the ruler: (day, words, address or nothing)."""
    day = formats.day_month(one.on)
    match one.mark:
        case Mark.CALL:
            words = _("Échéance : %(title)s") % {"title": one.subject}
            return day, words, _url(access, "fund_call", number=one.number)
        case Mark.DRAFT:
            words = _("Échéance prévue : %(title)s") % {"title": one.subject}
            return day, words, _url(access, "fund_call", number=one.number)
        case Mark.MANDATE:
            role = str(ROLES.get(one.subject, one.subject))
            return day, _("Dernier jour d’un mandat : %(role)s") % {"role": role}, ""
        case Mark.ASSEMBLY_ITEMS:
            return day, _("Dernier jour pour demander un point à l’assemblée"), ""
        case Mark.ASSEMBLY:
            return day, _("Début de la quinzaine de l’assemblée"), ""
