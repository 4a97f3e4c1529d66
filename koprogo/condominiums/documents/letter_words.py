"""The words that every letter of a building carries, in the language of the letter."""

from django.utils.translation import gettext as _

from koprogo.platform.spoken import spoken


@spoken
def care_of(language: str, name: str) -> str:
    """The line of an address that names who receives for somebody else."""
    return _("Aux soins de %(name)s") % {"name": name}


@spoken
def board(language: str) -> str:
    """Who writes for a non-profit."""
    return _("L’organe d’administration")


@spoken
def syndic(language: str, name: str) -> str:
    """The line of the letterhead that names the syndic."""
    return _("Syndic\u00a0: %(name)s") % {"name": name}


@spoken
def enterprise(language: str, number: str) -> str:
    """The enterprise number with what it is."""
    return _("N°\u00a0d’entreprise\u00a0%(number)s") % {"number": number}


@spoken
def registered(language: str, number: str, court: str) -> str:
    """The enterprise number, and of a non-profit the register with the court of its seat (CSA 2:20, 4° and 5°)."""
    said = _("N°\u00a0d’entreprise\u00a0%(number)s") % {"number": number}
    return f"{said} · {_register(court)}" if court else said


def _register(court: str) -> str:
    return _("RPM %(court)s") % {"court": court}


@spoken
def page(language: str) -> str:
    """The word before 1 / 2 at the foot."""
    return _("Page")
