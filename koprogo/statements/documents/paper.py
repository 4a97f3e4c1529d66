"""A statement on paper: the association's identity (CC 3.86 § 1), the tables, how to read them. PDF/UA-1."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from koprogo.platform.formats import amount, day, day_long
from koprogo.platform.pdf import render
from koprogo.statements.documents.sheet import Form, Kind, Row, Sheet, Table

TEMPLATE = Path(__file__).with_suffix(".typ")
MEDIA_TYPE = "application/pdf"


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the statement is of: names as they print; ``number``: the enterprise number, pretty, or empty."""

    legal_name: str
    name: str
    address: str
    number: str
    syndic: str
    streets: tuple[str, ...]
    house_number: str


def write(sheet: Sheet, *, identity: Identity, language: str, written_on: date) -> bytes:
    """The statement as bytes, in the language that is set. Raises PdfFailed."""
    return render(TEMPLATE, data(sheet, identity=identity, language=language, written_on=written_on), standard="ua-1")


def data(sheet: Sheet, *, identity: Identity, language: str, written_on: date) -> Mapping[str, object]:
    """What paper.typ reads: strings ready to print."""
    number = _("N°\u00a0d’entreprise\u00a0%(number)s") % {"number": identity.number} if identity.number else ""
    syndic = _("Syndic\u00a0: %(name)s") % {"name": identity.syndic} if identity.syndic else ""
    who = " · ".join(filter(None, (identity.address, number)))
    return {
        "lang": language,
        "title": f"{sheet.title} {sheet.dated} – {identity.legal_name}",
        "author": identity.legal_name,
        "date": [written_on.year, written_on.month, written_on.day],
        "wide": sheet.wide,
        "plate": {"streets": list(identity.streets), "number": identity.house_number},
        "sender": {
            "name": identity.legal_name,
            "lines": [line for line in (identity.address, number, syndic) if line],
        },
        "heading": sheet.title,
        "dated": sheet.dated,
        "banner": sheet.banner,
        "written": _("Établi le %(day)s") % {"day": day_long(written_on)},
        "tables": [_table(table) for table in sheet.tables],
        "notes": list(sheet.notes),
        "running": {"left": identity.name, "right": f"{sheet.title}, {sheet.dated}"},
        "foot": {"first": identity.legal_name, "second": who},
        "page": _("Page"),
        # A statement has no address and no figure to pay; the common paper lays both out where it is read.
        "window": {"left": 110, "top": 50, "width": 80},
        "summary": {"label": "", "figure": "", "when": "", "note": ""},
    }


def _table(table: Table) -> Mapping[str, object]:
    return {
        "title": table.title,
        "columns": [
            {"label": column.label, "words": column.form is Form.WORDS, "right": column.form is Form.CENTS}
            for column in table.columns
        ],
        "rows": [{"kind": str(row.kind), "cells": _cells(row)} for row in table.rows],
        "empty": table.empty,
    }


def _cells(row: Row) -> list[str]:
    out = []
    for value in row.cells:
        if isinstance(value, int):
            out.append(amount(value) if value or row.kind is not Kind.LINE else "")
        elif isinstance(value, date):
            out.append(day(value))
        else:
            out.append(value or "")
    return out
