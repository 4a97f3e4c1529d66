"""Tables of the books as files: xlsx with real amounts and days, csv as a Belgian spreadsheet opens it."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import xlsxwriter

from koprogo.condominiums.rules.workbook.export import neutral


@dataclass(frozen=True, slots=True)
class Cents:
    """An amount, so that no count is taken for one."""

    cents: int


Value = str | int | date | Cents | None

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
_WIDTHS = {Cents: 14, date: 12, int: 10}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: a short name (31 signs at most), its headings, its rows."""

    name: str
    header: tuple[str, ...]
    rows: Sequence[tuple[Value, ...]]


def to_xlsx(sheets: Sequence[Sheet]) -> bytes:
    """The tables as one workbook. No cell can run: text that looks like a formula is written armoured."""
    packed = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(packed, options) as workbook:
        bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        money = workbook.add_format({"num_format": "#,##0.00"})
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for sheet in sheets:
            out = workbook.add_worksheet(sheet.name[:31])
            out.freeze_panes(1, 0)
            for column, header in enumerate(sheet.header):
                out.write_string(0, column, neutral(header), bold)
                out.set_column(column, column, _width(sheet, column))
            for at, row in enumerate(sheet.rows, start=1):
                for column, value in enumerate(row):
                    if isinstance(value, Cents):
                        out.write_number(at, column, Decimal(value.cents).scaleb(-2), money)
                    elif isinstance(value, date):
                        out.write_datetime(at, column, value, day)
                    elif isinstance(value, int):
                        out.write_number(at, column, value)
                    elif value:
                        out.write_string(at, column, neutral(value))
    return packed.getvalue()


def _width(sheet: Sheet, column: int) -> int:
    first = next((row[column] for row in sheet.rows if row[column] is not None), "")
    longest = max([len(sheet.header[column]), *(len(str(row[column])) for row in sheet.rows[:200])], default=10)
    return max(_WIDTHS.get(type(first), min(longest + 2, 48)), 8)


def to_csv(sheets: Sequence[Sheet]) -> bytes:
    """The tables one below the other, each under its name: UTF-8 with its mark, semicolons, decimal commas."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    for place, sheet in enumerate(sheets):
        if len(sheets) > 1:
            writer.writerows([[]] if place else [])
            writer.writerow([neutral(sheet.name)])
        writer.writerow([neutral(one) for one in sheet.header])
        writer.writerows([_plain(value) for value in row] for row in sheet.rows)
    return text.getvalue().encode("utf-8-sig")


def _plain(value: Value) -> str | int:
    if isinstance(value, Cents):
        euros, rest = divmod(abs(value.cents), 100)
        return f"{'-' if value.cents < 0 else ''}{euros},{rest:02d}"
    if isinstance(value, date):
        return value.isoformat()
    return neutral(value) if isinstance(value, str) else "" if value is None else value
