"""One cell as text, its address, and the figures, dates and amounts written in it.

A spreadsheet hands over binary floats. They become decimal text here, at the door, and nothing
further in ever sees a float.
"""

import datetime
import enum
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from koprogo.kernel import shares


class CellKind(enum.StrEnum):
    """How the file itself typed the cell."""

    BLANK = "blank"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Cell:
    """The trimmed text of a cell; numbers as plain decimals ("163", "0.3"), dates as ISO text."""

    text: str
    kind: CellKind = CellKind.TEXT

    def __bool__(self) -> bool:
        return self.text != ""


BLANK = Cell("", CellKind.BLANK)

# Characters nobody sees: blanks of every width, marks of direction, byte-order marks.
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ARMOURED = re.compile(r"'+[=+\-@\t\r]")
_SNAP = Decimal("0.000001")  # a formula leaves noise far below this


def text_cell(raw: str) -> Cell:
    """A cell of text: control characters become spaces, blanks around go, export armour comes off."""
    text = _CONTROL.sub(" ", raw.replace("\r\n", "\n").replace("\r", "\n")).strip()
    text = text.strip(_INVISIBLE).strip()
    if _ARMOURED.match(text):
        text = text[1:].strip()
    return Cell(text, CellKind.TEXT) if text else BLANK


def number_cell(value: int | float) -> Cell:
    """A cell of a number, in decimal digits: 163.0 gives "163", 162.99999999999997 gives "163"."""
    try:
        exact = Decimal(repr(value))
        snapped = exact.quantize(_SNAP)
    except InvalidOperation:
        return Cell(repr(value), CellKind.TEXT)  # infinite, or longer than any figure of a building
    return Cell(plain(snapped), CellKind.NUMBER)


def plain(value: Decimal) -> str:
    """A decimal without exponent and without trailing zeros."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def date_cell(value: datetime.date) -> Cell:
    """A cell of a date; the hour is kept only when there is one."""
    if isinstance(value, datetime.datetime):
        if value.time() == datetime.time():
            value = value.date()
        else:
            return Cell(value.isoformat(sep=" "), CellKind.DATE)
    return Cell(value.isoformat(), CellKind.DATE)


def column_letter(index: int) -> str:
    """The letters of a column counted from 0: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """The address of a cell, row and column counted from 0: (6, 2) is C7."""
    return f"{column_letter(column)}{row + 1}"


def fold(text: str) -> str:
    """Text for comparing words: lower case, no accents, anything but letters and digits is one space."""
    flat = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe"))
    flat = "".join(sign for sign in flat if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[^0-9a-z]+", " ", flat).split())


def identity(text: str) -> str:
    """Text for telling identifiers apart: case and inner blanks do not matter, signs do."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


# "1.250" and "1 250 000", also "1,250,000"; a lone "1,250" may be either thing and is refused.
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(?:(?:([. '\u00a0\u202f\u2019])\d{3})(?:\1\d{3})*|(?:,\d{3}){2,})", re.ASCII)
_ENGLISH = re.compile(r"([+-]?[1-9]\d{0,2}(?:,\d{3})+)\.(\d+)", re.ASCII)
_EITHER = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?", re.ASCII)
_NOT_FIGURE = re.compile(r"[^0-9+-]")


def parse_decimal(cell: Cell) -> Decimal | None:
    """The figure in a cell, or None. Text follows the Belgian use: 1.250 is 1250, 1.250,50 is 1250.50.

    "1,250" in text is None: it is 1250 to an English hand and 1.25 to a Belgian one.
    """
    text = cell.text.replace("\u2212", "-").strip()
    if len(text) > 40:
        return None
    if cell.kind is CellKind.NUMBER:
        return Decimal(text)
    english = _ENGLISH.fullmatch(text)
    if english:
        return Decimal(f"{_NOT_FIGURE.sub('', english[1])}.{english[2]}")
    if _GROUPED.fullmatch(text):
        return Decimal(_NOT_FIGURE.sub("", text))
    if _EITHER.fullmatch(text):
        return None
    whole, comma, decimals = text.rpartition(",")
    if comma and _GROUPED.fullmatch(whole):
        text = f"{_NOT_FIGURE.sub('', whole)}.{decimals}"
    return Decimal(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None


_ORDINAL = re.compile(r"\s*(?:[eè]+(?:me)?s?|mes?|sten?|den?)$", re.IGNORECASE)
_MAX_SHARES = 10**12
_LONGEST_FIGURE = 60  # longer text is no figure, and would only be slow to look at


def parse_share(cell: Cell) -> shares.Share | None:
    """The shares in a cell ("150", "150/10000", "12,5 %"), or None when they cannot be read.

    "1.250" alone is 1250 here: in a Belgian workbook the point stands between thousands.
    """
    if cell.kind is CellKind.NUMBER:
        return _share_of(Decimal(cell.text), None)
    if len(cell.text) > _LONGEST_FIGURE:
        return None
    text = _ORDINAL.sub("", cell.text)
    if text.endswith("%"):
        value = parse_decimal(Cell(text[:-1].strip()))
        return None if value is None or value > 100 else _share_of(value, 100)
    try:
        share = shares.parse(text)
    except shares.UnreadableShare as refusal:
        value = parse_decimal(Cell(text)) if refusal.facts["reason"] == "ambiguous" else None
        return None if value is None else _share_of(value, None)
    return share if share.parts <= _MAX_SHARES and (share.whole or 0) <= _MAX_SHARES else None


def _share_of(value: Decimal, whole: int | None) -> shares.Share | None:
    if not 0 <= value <= _MAX_SHARES:
        return None
    _, _, exponent = value.as_tuple()
    scale = 10 ** max(0, -int(exponent))
    return shares.Share(int(value * scale), whole and whole * scale, scale)


def parse_cents(cell: Cell) -> int | None:
    """An amount in cents ("1.243,18 €", "-12,5", "(40,00)"), or None; more than two decimals is None."""
    if len(cell.text) > _LONGEST_FIGURE:
        return None
    text = cell.text.replace("€", "").replace("EUR", "").replace("\u2212", "-").strip()
    if text.startswith("(") and text.endswith(")"):
        text = f"-{text[1:-1].strip()}"
    if re.fullmatch(r"-\s+.*|.*\d\s*-", text):  # "- 12,50" and the "12,50-" of bookkeeping programs
        text = f"-{text.strip('- ')}"
    value = parse_decimal(Cell(text, cell.kind))
    if value is None or abs(value) > _MAX_SHARES:
        return None
    cents = value * 100
    return int(cents) if cents == int(cents) else None


_EUROPEAN_DATE = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T].*)?")


def parse_date(cell: Cell) -> datetime.date | None:
    """The day in a cell ("1/7/2022", "2022-07-01", a date cell), or None."""
    european, iso = _EUROPEAN_DATE.fullmatch(cell.text), _ISO_DATE.fullmatch(cell.text)
    try:
        if european:
            return datetime.date(int(european[3]), int(european[2]), int(european[1]))
        if iso:
            return datetime.date(int(iso[1]), int(iso[2]), int(iso[3]))
    except ValueError:
        return None
    return None


def parse_part(cell: Cell) -> Fraction | None:
    """A part of a right ("1", "0,5", "1/3"), or None."""
    written = re.fullmatch(r"([0-9]{1,9})/([1-9][0-9]{0,8})", cell.text)
    if written:
        return Fraction(int(written[1]), int(written[2]))
    share = parse_share(cell)
    return None if share is None else Fraction(share.parts, share.whole or share.scale)
