"""What each code and each refusal of statements is called before a person, and until when the books hold."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from koprogo.banking.rules.up_to_date import UpToDate
from koprogo.platform.formats import day_long

#: Code of a refusal -> its sentence, from the facts.
REFUSALS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "statements.upside_down": lambda _f: _("La période finit avant de commencer. Corrigez l’une des deux dates."),
}

#: What the audit trail calls each act.
ACTIONS = {
    "statements.paper_asked": gettext_lazy("État demandé en PDF"),
    "statements.paper_written": gettext_lazy("État écrit en PDF"),
    "statements.account_asked": gettext_lazy("Compte demandé en PDF"),
    "statements.year_asked": gettext_lazy("Dossier de l’exercice demandé"),
    "statements.year_written": gettext_lazy("Dossier de l’exercice constitué"),
}


def banner(found: UpToDate) -> str:
    """« Les comptes sont à jour jusqu’au 24 octobre 2026 (compte à vue). »"""
    said = []
    if found.until is not None:
        facts = {"day": day_long(found.until), "account": found.label}
        said.append(_("Les comptes sont à jour jusqu’au %(day)s (%(account)s).") % facts)
    elif not found.silent:
        return _("Aucun compte bancaire n’est enregistré : rien ne prouve encore ce qu’il y a en banque.")
    if found.silent:
        names = ", ".join(found.silent)
        text = ngettext("Aucun relevé pour %(names)s.", "Aucun relevé pour : %(names)s.", len(found.silent))
        said.append(text % {"names": names})
    return " ".join(said)
