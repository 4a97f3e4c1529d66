"""What each code and each refusal of meters is called before a person."""

from collections.abc import Callable, Mapping
from typing import Any, cast

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.meters.rules.consumption import Doubt
from koprogo.meters.rules.file import Row, Trouble
from koprogo.meters.rules.readings import MeterKind, ReadingKind
from koprogo.platform import formats

Facts = Mapping[str, Any]

KIND = {
    MeterKind.HEAT: gettext_lazy("Chauffage"),
    MeterKind.HOT_WATER: gettext_lazy("Eau chaude"),
    MeterKind.COLD_WATER: gettext_lazy("Eau froide"),
    MeterKind.ELECTRICITY: gettext_lazy("Électricité"),
    MeterKind.GAS: gettext_lazy("Gaz"),
}
READING = {
    ReadingKind.INDEX: gettext_lazy("Relevé"),
    ReadingKind.ESTIMATE: gettext_lazy("Estimation"),
    ReadingKind.START: gettext_lazy("Placement"),
    ReadingKind.END: gettext_lazy("Enlèvement"),
}
DOUBT = {
    Doubt.NO_READING: gettext_lazy("aucun relevé près du début ou de la fin de la période"),
    Doubt.ESTIMATED: gettext_lazy("valeur estimée : personne n’a lu le compteur ce jour-là"),
    Doubt.HANDOVER: gettext_lazy("pas de relevé au changement de propriétaire : partage selon les jours"),
    Doubt.BACKWARDS: gettext_lazy("l’index de fin est plus petit que celui du début"),
}


def index(value: int, lang: str | None = None) -> str:
    """An index or a consumption in thousandths, as people read it: 1 234,5."""
    whole, rest = divmod(abs(value), 1000)
    decimals = f"{rest:03d}".rstrip("0")
    mark = "." if lang == "en" or (lang is None and formats.amount(0).endswith(".00")) else ","
    text = formats.number(whole, lang) + (mark + decimals if decimals else "")
    return f"−{text}" if value < 0 else text


_TROUBLE = {
    Trouble.DATE: gettext_lazy("La date ne se lit pas (%(text)s). Écrivez-la comme 31/12/2026."),
    Trouble.FUTURE: gettext_lazy("La date est à venir (%(text)s)."),
    Trouble.INDEX: gettext_lazy("Ni index ni consommation ne se lisent (%(text)s)."),
    Trouble.UNKNOWN_METER: gettext_lazy(
        "Ce compteur n’est pas inscrit. Ajoutez son lot et son type dans le fichier, ou inscrivez-le d’abord."
    ),
    Trouble.UNKNOWN_LOT: gettext_lazy("Le lot « %(text)s » n’existe pas dans l’immeuble."),
    Trouble.OTHER_LOT: gettext_lazy("Ce compteur est inscrit pour un autre lot que « %(text)s »."),
    Trouble.KIND: gettext_lazy(
        "Le type « %(text)s » n’est pas connu : chauffage, eau chaude, eau froide, électricité, gaz."
    ),
    Trouble.BACK: gettext_lazy("L’index recule, ou dépasse un relevé plus récent (%(text)s)."),
    Trouble.GONE: gettext_lazy("Le compteur n’était pas en place ce jour-là (%(text)s)."),
    Trouble.TWICE: gettext_lazy("Un autre relevé existe déjà ce jour-là (%(text)s)."),
    Trouble.NO_START: gettext_lazy(
        "Le compteur n’a pas encore d’index : ajoutez une colonne « du » avec le premier jour de la consommation."
    ),
}


def trouble(row: Row) -> str:
    """Why one row of a file cannot be taken in, and what to do."""
    assert row.trouble is not None
    return str(_TROUBLE[row.trouble]) % {"text": row.text}


def _goes_back(facts: Facts) -> str:
    lowest, highest = cast(int, facts["lowest"]), cast(int, facts["highest"])
    value = index(cast(int, facts["value"]))
    if cast(int, facts["value"]) < lowest:
        return _(
            "L’index %(value)s est plus petit que le précédent (%(other)s) : un compteur ne recule pas. Relisez-le, "
            "ou indiquez un compteur remplacé."
        ) % {"value": value, "other": index(lowest)}
    return _("L’index %(value)s dépasse celui d’un relevé plus récent (%(other)s). Relisez-le.") % {
        "value": value,
        "other": index(highest),
    }


#: Code of a refusal -> its sentence, from the facts.
REFUSALS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "meters.index_goes_back": _goes_back,
    "meters.unreadable_index": lambda f: _("Écrivez l’index comme 1 234,567 : des chiffres, trois décimales au plus."),
    "meters.reading_after_end": lambda f: _("Ce compteur n’était pas en place ce jour-là. Vérifiez la date."),
    "meters.serial_taken": lambda f: _("Le compteur %(serial)s est déjà inscrit. Rien n’a été ajouté.") % f,
    "meters.replaced_already": lambda f: _("Ce compteur a déjà été remplacé. Ouvrez celui qui le remplace."),
    "meters.corrected_already": lambda f: _("Ce relevé est déjà corrigé. Corrigez le plus récent."),
    "meters.unusable_percent": lambda f: _("La part fixe va de 0 à 100 %."),
    "meters.nothing_read": lambda f: _("Aucun index n’est indiqué. Remplissez au moins une ligne."),
    "meters.reason_missing": lambda f: _("Dites pourquoi la valeur est estimée : le copropriétaire le lira."),
    "meters.reading_in_future": lambda f: _("Cette date est à venir. Un relevé se note le jour même ou plus tard."),
    "meters.file_not_understood": lambda f: _(
        "Ce fichier n’a pas de colonne pour le compteur, la date et l’index (ou la consommation). Rien n’a été ajouté "
        ": donnez un titre à ces trois colonnes."
    ),
    "meters.file_has_problems": lambda f: _("Le fichier a des lignes à corriger : rien n’a été ajouté."),
    "meters.key_metered_already": lambda f: _("Cette clé suit déjà des compteurs à partir de ce jour."),
}

#: What the audit trail calls each act.
ACTIONS = {
    "meters.meter_added": gettext_lazy("Compteur ajouté"),
    "meters.meter_replaced": gettext_lazy("Compteur remplacé"),
    "meters.round_noted": gettext_lazy("Relevés notés"),
    "meters.reading_corrected": gettext_lazy("Relevé corrigé"),
    "meters.file_kept": gettext_lazy("Fichier de relevés déposé"),
    "meters.file_imported": gettext_lazy("Relevés importés"),
    "meters.key_metered": gettext_lazy("Clé liée à des compteurs"),
}
