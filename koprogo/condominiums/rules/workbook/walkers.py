"""Measuring the cells of a spreadsheet's XML, before anything allocates them."""

import re
from collections import Counter
from xml.parsers import expat

from koprogo.condominiums.rules.workbook import limits
from koprogo.condominiums.rules.workbook.limits import UnreadableWorkbook

_REFERENCE = re.compile(r"([A-Za-z]{1,7})([0-9]{1,9})")


class _Walker:
    """Base of the two walks: a parser that takes no document type, and the sums over the whole file."""

    def __init__(self) -> None:
        self.cells = 0
        self.text = 0

    def parse(self, content: bytes) -> None:
        """Walk one member. Raises `UnreadableWorkbook` when it is no XML, declares entities or is too large."""
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = lambda name, attributes: self.start(name.rpartition(":")[2], attributes)
        parser.EndElementHandler = lambda name: self.end(name.rpartition(":")[2])
        parser.CharacterDataHandler = self.characters
        parser.buffer_text = True
        try:
            parser.Parse(content, True)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise UnreadableWorkbook(reason="file_damaged") from error

    def _doctype(self, *_: object) -> None:
        raise UnreadableWorkbook(reason="file_declares_entities")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element opens; `name` is without its prefix."""
        raise NotImplementedError

    def end(self, name: str) -> None:
        """An element closes."""
        raise NotImplementedError

    def characters(self, text: str) -> None:
        """Text inside the open element."""
        raise NotImplementedError

    def add_rectangle(self, rows: int, columns: int) -> None:
        """Count the cells of one sheet, empty ones included."""
        limits.check_rectangle(rows, columns)
        self.cells += rows * columns
        if self.cells > limits.MAX_CELLS:
            raise UnreadableWorkbook(reason="file_unpacks_too_large")

    def add_text(self, length: int) -> None:
        """Count characters that cells will show."""
        self.text += length
        if self.text > limits.MAX_TEXT:
            raise UnreadableWorkbook(reason="file_unpacks_too_large")


class XlsxWalker(_Walker):
    """Measures worksheets and shared texts. Cells without content do not count: Excel leaves many."""

    def __init__(self) -> None:
        super().__init__()
        self.lengths: list[int] = []
        self.uses: Counter[int] = Counter()
        self._row = self._column = self._last_row = self._last_column = 0
        self._shared = self._filled = False
        self._value = ""
        self._item: int | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element opens; `name` is without its prefix."""
        if name == "sheetData":
            self._row = self._last_row = self._last_column = 0
        elif name == "row":
            number = attributes.get("r", "")
            self._row = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else self._row + 1
            self._column = 0
        elif name == "c":
            self._place(attributes.get("r", ""))
            self._shared, self._filled, self._value = attributes.get("t") == "s", False, ""
        elif name in ("v", "is", "f"):
            self._filled, self._value = True, ""
        elif name == "si":
            self._item = 0

    def _place(self, reference: str) -> None:
        match = _REFERENCE.fullmatch(reference)
        if match is None:
            self._column += 1
            return
        self._column = 0
        for letter in match[1].upper():
            self._column = self._column * 26 + ord(letter) - 64
        self._row = int(match[2])

    def end(self, name: str) -> None:
        """An element closes."""
        if name == "v" and self._shared and self._value.strip().isdigit() and len(self._value) < 12:
            self.uses[int(self._value)] += 1
        elif name == "c" and self._filled:
            self._last_row = max(self._last_row, self._row)
            self._last_column = max(self._last_column, self._column)
            limits.check_rectangle(self._last_row, self._last_column)
        elif name == "sheetData":
            self.add_rectangle(self._last_row, self._last_column)
        elif name == "si" and self._item is not None:
            self.lengths.append(self._item)
            self._item = None

    def characters(self, text: str) -> None:
        """Text inside the open element."""
        if self._item is not None:
            self._item += len(text)
        elif len(self._value) < 12:
            self._value += text

    def add_shared_text(self) -> None:
        """Count each shared text as often as cells show it, once every member was walked."""
        for index, times in self.uses.items():
            if index < len(self.lengths):
                self.add_text(times * self.lengths[index])


class OdsWalker(_Walker):
    """Measures tables, where one element may stand for a million cells ("repeated")."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets = 0
        self._rows = self._row_times = self._columns = self._cell_times = 0
        self._last_row = self._last_column = self._row_last = 0
        self._length = 0
        self._filled = self._in_cell = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element opens; `name` is without its prefix."""
        if name == "table":
            self.sheets += 1
            self._rows = self._last_row = self._last_column = 0
        elif name == "table-row":
            self._row_times = _times(attributes, "number-rows-repeated")
            self._columns = self._row_last = 0
        elif name in ("table-cell", "covered-table-cell"):
            self._cell_times = _times(attributes, "number-columns-repeated")
            self._in_cell, self._length = True, 0
            self._filled = any(key.rpartition(":")[2] in ("value-type", "formula", "value") for key in attributes)
            self._length += sum(len(value) for value in attributes.values())
        elif name == "s" and self._in_cell:
            self._length += _times(attributes, "c")
            self.add_text(self._length if self._length > limits.MAX_TEXT else 0)

    def end(self, name: str) -> None:
        """An element closes."""
        if name in ("table-cell", "covered-table-cell"):
            self._in_cell = False
            self._columns += self._cell_times
            if self._filled:
                self._row_last = self._columns
                limits.check_rectangle(0, self._row_last)
                self.add_text(self._length * self._cell_times * self._row_times)
        elif name == "table-row":
            self._rows += self._row_times
            if self._row_last:
                self._last_row = self._rows
                self._last_column = max(self._last_column, self._row_last)
                limits.check_rectangle(self._last_row, self._last_column)
        elif name == "table":
            self.add_rectangle(self._last_row, self._last_column)

    def characters(self, text: str) -> None:
        """Text inside the open element."""
        if self._in_cell:
            self._length += len(text)
            self._filled = self._filled or not text.isspace()


def _times(attributes: dict[str, str], wanted: str) -> int:
    for key, value in attributes.items():
        if key.rpartition(":")[2] == wanted:
            return int(value) if value.isascii() and value.isdigit() and len(value) < 12 else 1
    return 1
