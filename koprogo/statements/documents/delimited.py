"""A statement as text with semicolons: UTF-8 with its mark, decimals as the reader's spreadsheet expects them."""

import csv
import io
from datetime import date

from koprogo.statements.documents.sheet import Sheet, Value

MEDIA_TYPE = "text/csv; charset=utf-8"
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
_POINT = {"en": "."}


def neutral(text: str) -> str:
    """The text with an apostrophe before what a spreadsheet would run."""
    return f"'{text}" if text.lstrip("'").startswith(_DANGEROUS) else text


def decimal(cents: int, point: str) -> str:
    """Signed cents as euros, nothing between the thousands: -1243,18."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}{point}{abs(cents) % 100:02d}"


def write(sheet: Sheet, *, owner: str, language: str) -> bytes:
    """The statement as bytes: who, what and when, then each table under its title, then how to read it."""
    point = _POINT.get(language, ",")
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")

    def put(*cells: Value) -> None:
        writer.writerow([_cell(cell, point) for cell in cells])

    put(owner)
    put(sheet.title, sheet.dated)
    put(sheet.banner)
    for table in sheet.tables:
        put()
        if table.title:
            put(table.title)
        put(*(column.label for column in table.columns))
        for row in table.rows:
            put(*row.cells)
        if not table.rows and table.empty:
            put(table.empty)
    put()
    for note in sheet.notes:
        put(note)
    return text.getvalue().encode("utf-8-sig")


def _cell(value: Value, point: str) -> str:
    if isinstance(value, int):
        return decimal(value, point)
    if isinstance(value, date):
        return value.isoformat()
    return neutral(value or "")
