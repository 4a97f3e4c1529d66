"""The workbook of a year as a spreadsheet: the sample with what was said of it, and how it was drawn."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import xlsxwriter

Cell = str | int | date | datetime | None


def written(sheets: Sequence[tuple[str, Sequence[str], Sequence[Sequence[Cell]], frozenset[int]]]) -> bytes:
    """The file. A sheet: its name, its headings, its rows, the columns that hold cents."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold, money = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0.00"})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for name, headings, rows, cents in sheets:
        sheet = book.add_worksheet(name[:31])
        sheet.freeze_panes(1, 0)
        for column, heading in enumerate(headings):
            sheet.write_string(0, column, heading, bold)
            sheet.set_column(column, column, max(12, min(48, len(heading) + 4)))
        for line, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                if value is None or value == "":
                    continue
                if isinstance(value, date):
                    plain = value.date() if isinstance(value, datetime) else value
                    sheet.write_datetime(line, column, datetime(plain.year, plain.month, plain.day), day)  # noqa: DTZ001
                elif isinstance(value, int) and column in cents:
                    sheet.write_number(line, column, Decimal(value).scaleb(-2), money)
                elif isinstance(value, int):
                    sheet.write_number(line, column, value)
                else:
                    sheet.write_string(line, column, value)
    book.close()
    return out.getvalue()
