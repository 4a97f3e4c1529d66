"""How a fact elsewhere names the decision behind it, and how the register names the fact."""

from datetime import date

from django.utils.translation import gettext as _

from koprogo.people.labels import ROLES
from koprogo.platform import formats
from koprogo.platform.spoken import spoken


@spoken
def decision(language: str, held_on: date, number: int, title: str) -> str:
    """« AG du 10 juin 2026, décision 4 : Budget »: at most what a fact keeps."""
    said = _("AG du %(day)s, décision %(n)s : %(title)s") % {
        "day": formats.day(held_on),
        "n": number,
        "title": title,
    }
    return said[:200]


@spoken
def office(language: str, role: str, name: str, starts_on: date, last_on: date | None) -> str:
    """A mandate that was given."""
    facts = {"role": str(ROLES[role]), "name": name, "from": formats.day(starts_on)}
    if last_on is None:
        return _("%(role)s : %(name)s, depuis le %(from)s") % facts
    facts["to"] = formats.day(last_on)
    return _("%(role)s : %(name)s, du %(from)s au %(to)s") % facts


@spoken
def office_ends(language: str, name: str, last_on: date) -> str:
    """A mandate that was ended."""
    return _("Mandat de syndic de %(name)s terminé le %(day)s") % {"name": name, "day": formats.day(last_on)}


@spoken
def budget(language: str, year: str, version: int) -> str:
    """A budget that was kept as voted."""
    return _("Budget %(year)s voté, version %(n)s") % {"year": year, "n": version}


@spoken
def waiver(language: str) -> str:
    """A waiver of the reserve's contribution."""
    return _("Dispense de contribution au fonds de réserve, inscrite")


@spoken
def call(language: str, number: str) -> str:
    """A call that was prepared."""
    return _("Appel de fonds %(number)s, préparé") % {"number": number}


@spoken
def accounts(language: str, year: str) -> str:
    """A year whose accounts were approved."""
    return _("Comptes %(year)s approuvés, inscrits à la clôture") % {"year": year}


@spoken
def key(language: str, label: str) -> str:
    """A key that was changed."""
    return _("Clé « %(label)s » mise à jour") % {"label": label}


@spoken
def deed(language: str, on: date, note: str) -> str:
    """An authentic deed that was signed."""
    facts = {"day": formats.day(on), "note": note}
    return _("Acte authentique du %(day)s, %(note)s") % facts


@spoken
def house_rules(language: str, on: date) -> str:
    """A new version of the house rules."""
    return _("Règlement d’ordre intérieur, version du %(day)s") % {"day": formats.day(on)}
