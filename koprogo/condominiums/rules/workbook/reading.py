"""Bytes or pasted text to sheets of cells. The only errors that come out are `UnreadableWorkbook`."""

import datetime
import io
from dataclasses import dataclass
from pathlib import PurePath

import python_calamine

from koprogo.condominiums.rules.workbook import archives, cells, delimited, limits
from koprogo.condominiums.rules.workbook.cells import BLANK, Cell
from koprogo.condominiums.rules.workbook.limits import UnreadableWorkbook
from koprogo.condominiums.rules.workbook.reasons import N_

PASTED_NAME = N_("Cellules collées")
_OLE = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"
# What people send instead of a table; the first bytes say so.
_NOT_TABLES = (
    b"%PDF",
    b"<",
    b"{\\rtf",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"Rar!",
    b"7z\xbc",
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, and its rows from A1 on; rows may have different lengths."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]

    def at(self, row: int, column: int) -> Cell:
        """The cell at a place counted from 0; blank outside the sheet."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return BLANK

    @property
    def width(self) -> int:
        """Number of columns of the longest row."""
        return max((len(row) for row in self.rows), default=0)


def read(data: bytes, filename: str) -> tuple[Sheet, ...]:
    """The sheets of an xlsx, ods or csv, recognised by its bytes; the file's name only names a csv's sheet.

    Raises `UnreadableWorkbook`. Old binary .xls is refused with the way out: its cells cannot be
    measured before they are unpacked.
    """
    if len(data) > limits.MAX_FILE_BYTES:
        raise UnreadableWorkbook(reason="file_too_large", limit="5 Mo")
    if not data.strip():
        raise UnreadableWorkbook(reason="file_empty")
    if data.startswith(_OLE):
        raise UnreadableWorkbook(reason="file_old_or_locked")
    if data.startswith(_ZIP):
        return _checked(_packed(archives.members(data)))
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(_NOT_TABLES):
        raise UnreadableWorkbook(reason="file_not_a_table")
    return _checked((_delimited(delimited.decode(data), PurePath(filename).stem or filename),))


def read_pasted(text: str) -> tuple[Sheet, ...]:
    """The one sheet of cells pasted from a spreadsheet: tabs between columns. Raises `UnreadableWorkbook`."""
    if len(text) > limits.MAX_FILE_BYTES:
        raise UnreadableWorkbook(reason="file_too_large", limit="5 Mo")
    if not text.strip():
        raise UnreadableWorkbook(reason="file_empty")
    return _checked((_delimited(text.replace("\x00", " "), PASTED_NAME, prefer="\t"),))


def _packed(members: dict[str, bytes]) -> tuple[Sheet, ...]:
    """The sheets of a spreadsheet, or of a zip of csv files such as our own export."""
    if members and all(name.lower().endswith(".csv") for name in members):
        if len(members) > limits.MAX_SHEETS:
            raise UnreadableWorkbook(reason="too_many_sheets", limit=limits.MAX_SHEETS)
        return tuple(_delimited(delimited.decode(content), PurePath(name).stem) for name, content in members.items())
    return _spreadsheet(archives.measured(members))


def _checked(sheets: tuple[Sheet, ...]) -> tuple[Sheet, ...]:
    filled = sum(len(row) for sheet in sheets for row in sheet.rows)
    if filled > limits.MAX_CELLS:
        raise UnreadableWorkbook(reason="file_unpacks_too_large")
    if any(len(cell.text) > limits.MAX_CELL_TEXT for sheet in sheets for row in sheet.rows for cell in row):
        raise UnreadableWorkbook(reason="cell_too_long", limit=limits.MAX_CELL_TEXT)
    return sheets


def _delimited(text: str, name: str, *, prefer: str | None = None) -> Sheet:
    table = delimited.rows(text, prefer=prefer)
    return Sheet(name, tuple(tuple(cells.text_cell(field) for field in row) for row in table))


def _spreadsheet(archive: bytes) -> tuple[Sheet, ...]:
    try:
        return _sheets(archive)
    except (UnreadableWorkbook, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        raise UnreadableWorkbook(reason="file_damaged") from error


def _sheets(archive: bytes) -> tuple[Sheet, ...]:
    workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(archive))
    kinds = {meta.name: meta.typ for meta in workbook.sheets_metadata}
    found = []
    for name in workbook.sheet_names:
        if kinds.get(name, python_calamine.SheetTypeEnum.WorkSheet) != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = workbook.get_sheet_by_name(name)
        limits.check_rectangle(sheet.total_height, sheet.total_width)
        table = sheet.to_python(skip_empty_area=False)
        found.append(Sheet(cells.text_cell(name).text, tuple(tuple(_cell(v) for v in row) for row in table)))
    return tuple(found)


def _cell(value: object) -> Cell:
    if isinstance(value, str):
        return cells.text_cell(value) if value else BLANK
    if isinstance(value, bool):
        return Cell(str(int(value)), cells.CellKind.NUMBER)
    if isinstance(value, (int, float)):
        return cells.number_cell(value)
    if isinstance(value, datetime.date):
        return cells.date_cell(value)
    return cells.text_cell(str(value))
