"""The words of the homes: each task and each date as a sentence with a number, a day and one verb."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koprogo.people.labels import ROLES
from koprogo.platform import formats
from koprogo.platform.access import BRUSSELS, Access
from koprogo.site.pages import words_building, words_money
from koprogo.site.pages.task_words import Words, address
from koprogo.site.ruler import Date, Mark
from koprogo.site.today import Kind, Task


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


_TELLERS = words_building.TELLERS | words_money.TELLERS


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


def ruler_row(access: Access, one: Date) -> tuple[str, str, str]:
    """One date of the ruler: (day, words, address or nothing)."""
    # Next year's dates stand beside this year's: far away, a day alone would read as one that is past.
    day = formats.day_month(one.on) if (one.on - access.today).days < 180 else formats.day(one.on)
    match one.mark:
        case Mark.CALL:
            words = _("Échéance : %(title)s") % {"title": one.subject}
            return day, words, address(access, "fund_call", number=one.number)
        case Mark.DRAFT:
            words = _("Échéance prévue : %(title)s") % {"title": one.subject}
            return day, words, address(access, "fund_call", number=one.number)
        case Mark.MANDATE:
            role = str(ROLES.get(one.subject, one.subject))
            return day, _("Dernier jour d’un mandat : %(role)s") % {"role": role}, ""
        case Mark.ASSEMBLY_ITEMS:
            return day, _("Dernier jour pour demander un point à l’assemblée"), ""
        case Mark.SESSION:
            words = _("Assemblée générale à %(hour)s") % {"hour": one.subject}
            return day, words, address(access, "assembly", assembly=one.number)
        case Mark.ASSEMBLY:
            return day, _("Début de la quinzaine de l’assemblée"), ""
