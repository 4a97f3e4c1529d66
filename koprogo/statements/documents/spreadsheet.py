"""A statement as an xlsx file: one sheet for each table, amounts as numbers, no cell that can run."""

import io
from datetime import date, datetime, time
from decimal import Decimal

import xlsxwriter

from koprogo.statements.documents.sheet import Form, Kind, Row, Sheet, Table

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDTHS = {Form.CODE: 10, Form.ENTRY: 16, Form.DAY: 12, Form.WORDS: 44, Form.CENTS: 16}
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class _Book:
    """A workbook with its formats."""

    def __init__(self, packed: io.BytesIO, sheet: Sheet, *, owner: str, written_on: date) -> None:
        self.sheet, self.owner = sheet, owner
        self.book = xlsxwriter.Workbook(packed, _OPTIONS)
        moment = datetime.combine(written_on, time(12, 0))
        self.book.set_properties({"title": sheet.title, "author": owner, "created": moment})
        self.formats = {(kind, form): self.book.add_format(_format(kind, form)) for kind in Kind for form in Form}
        self.title = self.book.add_format({"bold": True, "font_size": 14})
        self.quiet = self.book.add_format({"font_color": "#4A5163"})
        self.head = self.book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.head_right = self.book.add_format(
            {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "align": "right"}
        )
        self.taken: set[str] = set()

    def name(self, table: Table) -> str:
        """A name that the format accepts, at most 31 signs, each once."""
        base = " ".join((table.title or self.sheet.title).translate(_FORBIDDEN).split())[:28] or table.key[:28]
        name, number = base, 2
        while name.casefold() in self.taken:
            name, number = f"{base} {number}", number + 1
        self.taken.add(name.casefold())
        return name

    def add(self, table: Table) -> None:
        """One table on its own sheet: who, what, when, until when; the rows; how to read it."""
        page = self.book.add_worksheet(self.name(table))
        heading = self.sheet.title if not table.title else f"{self.sheet.title} – {table.title}"
        page.write_string(0, 0, heading, self.title)
        page.write_string(1, 0, f"{self.owner}, {self.sheet.dated}", self.quiet)
        page.write_string(2, 0, self.sheet.banner, self.quiet)
        for place, column in enumerate(table.columns):
            page.set_column(place, place, _WIDTHS[column.form])
            page.write_string(4, place, column.label, self.head_right if column.form is Form.CENTS else self.head)
        page.freeze_panes(5, 0)
        page.repeat_rows(4)
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        if self.sheet.wide:
            page.set_landscape()
        line = 5
        for row in table.rows:
            self._row(page, line, table, row)
            line += 1
        for note in (*((table.empty,) if not table.rows and table.empty else ()), *self.sheet.notes):
            line += 1
            page.write_string(line, 0, note, self.quiet)

    def _row(self, page: "xlsxwriter.worksheet.Worksheet", line: int, table: Table, row: Row) -> None:
        for place, (column, value) in enumerate(zip(table.columns, row.cells, strict=True)):
            form = self.formats[row.kind, column.form]
            if isinstance(value, int):
                # Whole cents moved two places: the number written is the exact decimal, 13416.32 and nothing beside it.
                page.write_number(line, place, Decimal(value).scaleb(-2), form)
            elif isinstance(value, date):
                page.write_datetime(line, place, datetime.combine(value, time()), form)
            else:
                page.write_string(line, place, value or "", form)


def _format(kind: Kind, form: Form) -> dict[str, object]:
    look: dict[str, object] = {"valign": "top"}
    if form is Form.CENTS:
        look["num_format"] = "#,##0.00"
    if form is Form.DAY:
        look["num_format"] = "dd/mm/yyyy"
    if form is Form.WORDS:
        look["text_wrap"] = True
    if kind is not Kind.LINE:
        look["bold"] = True
    if kind is Kind.SUM:
        look["top"] = 1
    if kind is Kind.TOTAL:
        look |= {"top": 1, "bottom": 6}
    return look


def write(sheet: Sheet, *, owner: str, written_on: date) -> bytes:
    """The statement as bytes. ``owner``: the association's name with its legal form."""
    packed = io.BytesIO()
    made = _Book(packed, sheet, owner=owner, written_on=written_on)
    for table in sheet.tables:
        made.add(table)
    made.book.close()
    return packed.getvalue()
