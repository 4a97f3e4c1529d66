"""Text with separators: a csv of any dialect and encoding, or cells pasted from a spreadsheet."""

import csv
import io
import re
from collections import Counter

from koprogo.condominiums.rules.workbook import limits
from koprogo.condominiums.rules.workbook.limits import UnreadableWorkbook

SEPARATORS = (";", "\t", ",", "|")  # in the order a Belgian spreadsheet would choose them
_SAMPLE_ROWS = 60
#: A first field in quotation marks says by itself what comes between fields, whatever the cells hold.
_QUOTED_FIRST = re.compile(r'"(?:[^"]|"")*"([;\t,|])')


def decode(data: bytes) -> str:
    """The text of a csv: UTF-8 or UTF-16 by their marks, else UTF-8 when it is, else Windows-1252.

    Raises `UnreadableWorkbook` for bytes that are no text at all.
    """
    marks = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
    marked = [encoding for mark, encoding in marks if data.startswith(mark)]
    for encoding in marked or ["utf-8", "cp1252"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise UnreadableWorkbook(reason="file_not_a_table")


def rows(text: str, *, prefer: str | None = None) -> list[list[str]]:
    """The rows of the text, one list of raw fields each. Raises `UnreadableWorkbook`.

    `prefer` is the separator taken when the text holds it at all, the tab for pasted cells.
    """
    separator = None
    if text[:5].lower().startswith("sep=") and len(text) > 4:
        separator = text[4]  # Excel's own hint, alone on the first line
        text = text[5:] if separator not in "\r\n" else text[4:]
    if separator not in SEPARATORS:
        separator = prefer if prefer and prefer in text else _separator(text)
    found: list[list[str]] = []
    cells = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            found.append(row)
            cells += len(row)
            limits.check_rectangle(len(found), len(row))
            if cells > limits.MAX_CELLS:
                raise UnreadableWorkbook(reason="file_unpacks_too_large")
    except csv.Error as error:
        raise UnreadableWorkbook(reason="file_not_a_table") from error
    return found


def _separator(text: str) -> str:
    """The separator that cuts most rows into the same number of fields, and into most of them."""
    if quoted := _QUOTED_FIRST.match(text):
        return quoted[1]
    best, best_score = SEPARATORS[0], (0, 0)
    for separator in SEPARATORS:
        widths: Counter[int] = Counter()
        try:
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
                if len(row) > 1:
                    widths[len(row)] += 1
                if widths.total() >= _SAMPLE_ROWS:
                    break
        except csv.Error:
            continue
        if widths:
            width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
            if (count, width) > best_score:
                best, best_score = separator, (count, width)
    return best
