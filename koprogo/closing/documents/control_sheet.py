"""The control sheet of a take-over as a paper to sign: the five totals that both syndics compare (law 4.1)."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from koprogo.closing import labels
from koprogo.closing.documents.paper import frame
from koprogo.closing.rules import handover
from koprogo.closing.rules.handover import Document
from koprogo.closing.rules.takeover import Totals
from koprogo.condominiums.queries.building import CondominiumHead
from koprogo.platform.formats import amount, day
from koprogo.platform.pdf import render

TEMPLATE = Path(__file__).with_suffix(".typ")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line that was booked, in cents: its account, its person, what the old books called it."""

    group: str
    code: str
    name: str
    person: str
    key: str
    said: str
    cents: int


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of the inventory."""

    document: Document
    received: bool
    note: str


@dataclass(frozen=True, slots=True)
class ControlSheet:
    """Everything the sheet shows; the totals are those of the opening entry."""

    language: str
    situation_on: date
    issued_on: date
    entry_number: str
    voucher: str
    previous_syndic: str
    mandate_ended_on: date | None
    totals: Totals
    entries: tuple[Entry, ...]
    gap_note: str
    inventory: tuple[Item, ...]


def render_sheet(head: CondominiumHead, sheet: ControlSheet) -> bytes:
    """The sheet as PDF/UA-1, in the active language. Raises IdentityMissing, PdfFailed."""
    return render(TEMPLATE, sheet_data(head, sheet), standard="ua-1")


def sheet_data(head: CondominiumHead, sheet: ControlSheet) -> dict[str, object]:
    """What control_sheet.typ reads: strings ready to print."""
    title = _("Contrôle de la reprise des soldes")
    until = day(sheet.situation_on, sheet.language)
    intro = [
        _("Écriture d’ouverture %(number)s. Pièce : %(voucher)s.")
        % {"number": sheet.entry_number, "voucher": sheet.voucher},
        _("Les montants sont en euros ; un montant négatif est une dette ou un fonds de l’association."),
    ]
    return frame(head, language=sheet.language, title=title, issued_on=sheet.issued_on) | {
        "dated": _("Situation à la fin du %(day)s") % {"day": until},
        "intro": intro,
        "tables": [_totals(sheet), *_details(sheet), _inventory(sheet)],
        "signing": [
            _("Les deux syndics ont comparé ces cinq totaux avec la balance et les extraits de compte remis."),
        ],
        "signatures": [
            {"who": _("Le syndic précédent"), "name": sheet.previous_syndic, "below": _("Date et signature")},
            {"who": _("Le syndic en fonction"), "name": head.syndic_name, "below": _("Date et signature")},
        ],
    }


def _totals(sheet: ControlSheet) -> dict[str, object]:
    totals = sheet.totals
    rows = [(str(labels.GROUPS[name]), getattr(totals, name)) for name in labels.FIVE]
    if totals.others:
        rows.append((str(labels.GROUPS["others"]), totals.others))
    note = ""
    if totals.suspense:
        note = _(
            "En attente : %(note)s. Ce montant n’est dans aucun fonds ; il reste au compte 499 jusqu’à ce qu’il "
            "soit expliqué."
        ) % {"note": sheet.gap_note}
    return {
        "title": _("Les cinq totaux"),
        "columns": [[_("Total"), "w"], [_("Montant (€)"), "m"]],
        "rows": [[words, amount(cents, sheet.language)] for words, cents in rows],
        "total": [_("Somme, égale à zéro"), amount(totals.sum_cents, sheet.language)],
        "note": note,
    }


def _details(sheet: ControlSheet) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for group, words in labels.GROUPS.items():
        rows = [one for one in sheet.entries if one.group == group]
        if rows:
            found.append(
                {
                    "title": str(words),
                    "columns": [
                        [_("Compte"), ""],
                        [_("Nom"), "w"],
                        [_("Balance remise"), "w"],
                        [_("Montant (€)"), "m"],
                    ],
                    "rows": [
                        [
                            one.code,
                            one.person or " · ".join(filter(None, (one.name, one.key))),
                            one.said,
                            amount(one.cents, sheet.language),
                        ]
                        for one in rows
                    ],
                    "total": ["", _("Total"), "", amount(sum(one.cents for one in rows), sheet.language)],
                    "note": "",
                }
            )
    return found


def _inventory(sheet: ControlSheet) -> dict[str, object]:
    note = ""
    if sheet.mandate_ended_on:
        note = _(
            "Tout le dossier se remet dans les trente jours de la fin du mandat, soit le %(day)s au plus tard "
            "(CC 3.89 § 5, 7°)."
        ) % {"day": day(handover.due_on(sheet.mandate_ended_on), sheet.language)}
    return {
        "title": _("Pièces remises"),
        "columns": [[_("Pièce"), "w"], [_("Remise"), ""], [_("Remarque"), "w"]],
        "rows": [
            [str(labels.DOCUMENTS[one.document]), _("oui") if one.received else _("non"), one.note]
            for one in sheet.inventory
        ],
        "total": None,
        "note": note,
    }
