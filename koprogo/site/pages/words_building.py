"""The words of the tasks about the building itself: its set-up, its lots, its offices, work that stopped."""

from collections.abc import Callable
from datetime import timedelta
from typing import cast

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koprogo.platform import formats
from koprogo.platform.access import Access
from koprogo.site.pages.task_words import Words, address, duration
from koprogo.site.today import Kind, Task


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
        address(access, "works"),
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
        address(access, "works"),
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
        address(access, "setup"),
        duration(one.minutes),
    )


def _setup_rest(access: Access, one: Task) -> Words:
    text = ngettext(
        "Compléter la mise en place : %(n)s étape", "Compléter la mise en place : %(n)s étapes", one.count
    ) % {"n": one.count}
    return Words(text, text, _("Continuer"), address(access, "setup"))


def _mandate(access: Access, one: Task) -> Words:
    url = address(access, "building")
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


def _decisions(access: Access, one: Task) -> Words:
    text = ngettext(
        "%(n)s décision adoptée attend sa suite : mandat, budget, appel, clé ou acte.",
        "%(n)s décisions adoptées attendent leur suite : mandat, budget, appel, clé ou acte.",
        one.count,
    ) % {"n": one.count}
    due = _("Avant le %(day)s") % {"day": formats.day_near(one.legal_on, access.today)} if one.legal_on else ""
    return Words(
        _("Mettre en œuvre ce que l’assemblée a décidé"),
        text,
        _("Voir les décisions"),
        address(access, "assembly", assembly=one.facts["assembly"]),
        due or duration(one.minutes),
        "att" if due else "",
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
        address(access, "lots"),
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
        address(access, "keys"),
        duration(one.minutes),
    )


def _enterprise_number(access: Access, one: Task) -> Words:
    return Words(
        _("Ajouter le numéro d’entreprise"),
        _("La loi le demande sur chaque lettre. Sans lui, aucun appel ne part."),
        _("L’ajouter"),
        address(access, "building_change"),
        duration(one.minutes),
    )


TELLERS: dict[Kind, Callable[[Access, Task], Words]] = {
    Kind.FAILED_WORK: _failed_work,
    Kind.FAILED_MAIL: _failed_mail,
    Kind.SETUP: _setup,
    Kind.SETUP_REST: _setup_rest,
    Kind.MANDATE: _mandate,
    Kind.DECISIONS: _decisions,
    Kind.HOLES: _holes,
    Kind.KEY: _key,
    Kind.ENTERPRISE_NUMBER: _enterprise_number,
}
