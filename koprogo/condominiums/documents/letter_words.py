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
def page(language: str) -> str:
    """The word before 1 / 2 at the foot."""
    return _("Page")
