"""The words of imports: problems of a workbook, meanings of columns, figures of the control sheet, refusals."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from koprogo.condominiums.rules.workbook import control, reasons
from koprogo.condominiums.rules.workbook.reasons import Problem
from koprogo.condominiums.rules.workbook.vocabulary import IN_WORDS, Meaning

Facts = Mapping[str, object]

#: What one field of a party, a lot or a key is called, as the dry run lists its changes.
FIELDS = {
    "name": gettext_lazy("Nom"),
    "label": gettext_lazy("Nom"),
    "kind": gettext_lazy("Type"),
    "last_name": gettext_lazy("Nom de famille"),
    "first_name": gettext_lazy("Prénom"),
    "street": gettext_lazy("Rue et numéro"),
    "postcode": gettext_lazy("Code postal"),
    "city": gettext_lazy("Localité"),
    "country": gettext_lazy("Pays"),
    "language": gettext_lazy("Langue"),
    "phones": gettext_lazy("Téléphone"),
    "emails": gettext_lazy("E-mail"),
    "ibans": gettext_lazy("Compte bancaire"),
    "enterprise_number": gettext_lazy("Numéro d’entreprise"),
    "floor": gettext_lazy("Étage"),
    "total": gettext_lazy("Total"),
    "weights": gettext_lazy("Parts"),
    "description": gettext_lazy("Description"),
    "note": gettext_lazy("Note"),
    "general_assembly_call": gettext_lazy("Convocation"),
    "email_consent_on": gettext_lazy("Accord pour l’e-mail"),
    "representative_owner_code": gettext_lazy("Représentant"),
    "representative_note": gettext_lazy("Désignation écrite"),
}
THINGS = {
    "owner": gettext_lazy("Copropriétaire"),
    "lot": gettext_lazy("Lot"),
    "key": gettext_lazy("Clé"),
}
MANY = {
    "owner": gettext_lazy("Personnes et indivisions"),
    "lot": gettext_lazy("Lots"),
    "key": gettext_lazy("Clés"),
}
#: What may stand on an import, by model or by context.
STANDING = {
    "charges": gettext_lazy("appels de fonds"),
    "ledger": gettext_lazy("écritures"),
    "banking": gettext_lazy("opérations bancaires"),
    "purchases": gettext_lazy("factures"),
    "assemblies": gettext_lazy("assemblées"),
    "condominiums.ownership": gettext_lazy("changements de propriétaire"),
    "condominiums.occupancy": gettext_lazy("occupants"),
    "condominiums.mandate": gettext_lazy("mandats"),
    "condominiums.partyperson": gettext_lazy("accès de personnes invitées"),
    "condominiums.partymember": gettext_lazy("indivisions"),
    "condominiums.party": gettext_lazy("représentants"),
}


def problem(one: Problem) -> str:
    """What is wrong with a cell, in the active language."""
    template = reasons.REFUSALS.get(one.code) or reasons.WARNINGS[one.code]
    return _(template) % one.facts


def meaning(value: Meaning) -> str:
    """What a column is taken for, in the active language."""
    return _(IN_WORDS[value])


def control_line(what: str, *, key: str, party: str) -> str:
    """What one figure of the control sheet is."""
    texts = {
        "owners": control.OWNERS,
        "lots": control.LOTS,
        "counted_lots": control.COUNTED_LOTS,
        "key_sum": control.KEY_SUM,
        "key_total": control.KEY_TOTAL,
        "key_owner": control.KEY_OWNER,
    }
    return _(texts[what]) % {"key": key, "owner": party}


def standing(kinds: object) -> str:
    """What stands on an import, as words in a row."""
    assert isinstance(kinds, list)
    words = [STANDING.get(kind) or STANDING.get(kind.partition(".")[0]) or _("autres données") for kind in kinds]
    return ", ".join(dict.fromkeys(map(str, words)))


def _unreadable(facts: Facts) -> str:
    said = {name: str(value) for name, value in facts.items() if name != "reason"}
    return problem(Problem("", "", str(facts["reason"]), said))


def _refused(facts: Facts) -> str:
    count = facts["count"]
    assert isinstance(count, int)
    return ngettext(
        "Un point du fichier est à corriger. Rien n’a été importé.",
        "%(n)s points du fichier sont à corriger. Rien n’a été importé.",
        count,
    ) % {"n": count}


REFUSALS: dict[str, Callable[[Facts], str]] = {
    "workbook.unreadable": _unreadable,
    "condominiums.import_closed": lambda _f: _(
        "Cette importation est déjà terminée. Envoyez le fichier à nouveau pour une autre."
    ),
    "condominiums.import_refused": _refused,
    "condominiums.import_not_done": lambda _f: _("Cette importation n’est pas en place. Il n’y a rien à annuler."),
    "condominiums.later_import": lambda f: (
        _("Le fichier « %(name)s » a été importé après celui-ci. Annulez-le d’abord.") % {"name": f["name"]}
    ),
    "condominiums.import_in_use": lambda f: (
        _(
            "Cette importation ne peut plus être annulée en une fois, elle est utilisée : %(kinds)s."
            " Corrigez les lots un à un."
        )
        % {"kinds": standing(f["kinds"])}
    ),
}
