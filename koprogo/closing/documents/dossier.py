"""The cover of the papers that the assembly reads before it approves a year (law 4.8), in the active language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from koprogo.closing import labels
from koprogo.closing.documents.paper import frame
from koprogo.closing.queries.year import Opening
from koprogo.closing.rules.closing import Bank, Item, Stage
from koprogo.closing.rules.retention import Retention
from koprogo.condominiums.queries.building import CondominiumHead
from koprogo.kernel import iban
from koprogo.platform.formats import amount, day
from koprogo.platform.pdf import render

TEMPLATE = Path(__file__).with_suffix(".typ")


@dataclass(frozen=True, slots=True)
class Dossier:
    """What the cover says of a year, in cents. ``annexes``: the titles of the statements behind it."""

    language: str
    code: str
    starts_on: date
    ends_on: date
    issued_on: date
    stage: Stage
    approved_on: date | None
    decision: str
    fingerprint: str
    result_cents: int
    result_words: str
    items: tuple[Item, ...]
    banks: tuple[Bank, ...]
    openings: tuple[Opening, ...]
    retention: Retention
    annexes: tuple[str, ...]


def render_dossier(head: CondominiumHead, dossier: Dossier) -> bytes:
    """The cover as PDF/UA-1. Raises IdentityMissing, PdfFailed."""
    return render(TEMPLATE, dossier_data(head, dossier), standard="ua-1")


def dossier_data(head: CondominiumHead, dossier: Dossier) -> dict[str, object]:
    """What dossier.typ reads: strings ready to print."""
    lang = dossier.language
    title = _("Dossier de clôture de l’exercice %(year)s") % {"year": dossier.code}
    until = {"from": day(dossier.starts_on, lang), "to": day(dossier.ends_on, lang)}
    return frame(head, language=lang, title=title, issued_on=dossier.issued_on) | {
        "dated": _("Du %(from)s au %(to)s") % until,
        "intro": _intro(dossier),
        "tables": [
            _checks(dossier.items),
            _banks(dossier.banks, lang),
            *([_openings(dossier.openings, lang)] if dossier.openings else []),
        ],
    }


def _intro(dossier: Dossier) -> list[str]:
    lang = dossier.language
    said = [str(labels.STAGES[dossier.stage])]
    if dossier.approved_on:
        facts = {"day": day(dossier.approved_on, lang), "decision": dossier.decision}
        said.append(_("Comptes approuvés le %(day)s : %(decision)s.") % facts)
    if dossier.fingerprint:
        said.append(_("Empreinte des soldes (SHA-256) : %(hash)s") % {"hash": _spaced(dossier.fingerprint)})
    said.append(
        _("Résultat laissé par le décompte : %(amount)s €. %(where)s")
        % {"amount": amount(dossier.result_cents, lang), "where": dossier.result_words}
    )
    said.append(
        _(
            "Les livres et les pièces se gardent au moins jusqu’au %(probative)s, les pièces purement internes "
            "jusqu’au %(internal)s."
        )
        % {
            "probative": day(dossier.retention.probative_on, lang),
            "internal": day(dossier.retention.internal_on, lang),
        }
    )
    said.append(_("Dans ce dossier : %(list)s.") % {"list": ", ".join(dossier.annexes)})
    return said


def _spaced(digest: str) -> str:
    return " ".join(digest[at : at + 16] for at in range(0, len(digest), 16))


def _checks(items: Sequence[Item]) -> dict[str, object]:
    return {
        "title": _("Ce qui a été vérifié"),
        "columns": [[_("Contrôle"), "w"], [_("Constat"), "w"]],
        "rows": [[labels.check_title(item.check), labels.check_sentence(item)] for item in items],
        "total": None,
        "note": "",
    }


def _banks(banks: Sequence[Bank], lang: str) -> dict[str, object]:
    return {
        "title": _("Les banques au dernier jour"),
        "columns": [[_("Compte"), "w"], [_("Livres (€)"), "m"], [_("Relevés (€)"), "m"]],
        "rows": [
            [
                f"{bank.label} · {iban.pretty(bank.iban)}",
                amount(bank.books_cents, lang),
                amount(bank.stated_cents, lang) if bank.stated_cents is not None else "—",
            ]
            for bank in banks
        ],
        "total": None,
        "note": "",
    }


def _openings(openings: Sequence[Opening], lang: str) -> dict[str, object]:
    return {
        "title": _("Soldes à nouveau de l’exercice suivant"),
        "columns": [[_("Compte"), ""], [_("Nom"), "w"], [_("Débit (€)"), "m"], [_("Crédit (€)"), "m"]],
        "rows": [
            [
                one.code,
                one.name,
                amount(one.cents, lang) if one.cents > 0 else "",
                amount(-one.cents, lang) if one.cents < 0 else "",
            ]
            for one in openings
        ],
        "total": [
            "",
            _("Total"),
            amount(sum(one.cents for one in openings if one.cents > 0), lang),
            amount(-sum(one.cents for one in openings if one.cents < 0), lang),
        ],
        "note": "",
    }
