"""The columns of a CODA line: text, amounts, dates and accounts. Nothing here raises."""

import re
from datetime import date

LINE_LENGTH = 128

_DIGITS = re.compile(r"[0-9]+")
# CODA is younger than 1990, so that two digits from 90 on are of the last century.
_CENTURY = 90


def lines_of(data: bytes) -> list[tuple[int, str]]:
    """The lines that are not blank, with their number from 1.

    UTF-8 when the bytes decode as such, else Windows-1252. Only real line ends cut a line:
    a form feed inside a name does not.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    lines = enumerate(re.split(r"\r\n|\n|\r", text), start=1)
    # Some banks still end the file with the end-of-file sign of old systems.
    return [(number, line) for number, line in lines if line.strip(" \t\x1a\x00")]


def text(line: str, first: int, last: int) -> str | None:
    """Columns `first` to `last` (from 1, both included) without padding; None when blank."""
    return line[first - 1 : last].strip() or None


def amount(line: str, *, sign: int, first: int) -> int | None:
    """Fifteen digits of thousandths from `first`, negative if column `sign` is 1; None if unreadable."""
    digits = line[first - 1 : first + 14]
    if line[sign - 1] not in "01" or len(digits) != 15 or not _DIGITS.fullmatch(digits):
        return None
    return -int(digits) if line[sign - 1] == "1" else int(digits)


def number(line: str, first: int, last: int) -> int | None:
    """Digits in columns `first` to `last`; None when there is anything else."""
    digits = line[first - 1 : last].strip()
    return int(digits) if _DIGITS.fullmatch(digits) else None


def has_day(line: str, first: int) -> bool:
    """Whether six columns hold something that should be a date."""
    return line[first - 1 : first + 5].strip() not in ("", "000000")


def day(line: str, first: int) -> date | None:
    """The date ddmmyy in six columns; None when absent (blank, zeroes) or impossible."""
    digits = line[first - 1 : first + 5]
    if not has_day(line, first) or not re.fullmatch(r"[0-9]{6}", digits):
        return None
    year = int(digits[4:])
    try:
        return date(year + (1900 if year >= _CENTURY else 2000), int(digits[2:4]), int(digits[:2]))
    except ValueError:
        return None


def own_account(line: str, first: int, structure: str) -> tuple[str | None, str | None]:
    """The account of the statement and its currency, by the structure code of record 1.

    Blank or 0: Belgian account of twelve digits; 1: foreign account; 2: Belgian IBAN; 3: foreign IBAN.
    """
    if structure in " 0":
        return _joined(line[first - 1 : first + 11]), text(line, first + 13, first + 15)
    return _joined(line[first - 1 : first + 33]), text(line, first + 34, first + 36)


def counterparty_account(line: str, version: str) -> str | None:
    """The account of the other side (record 23): an IBAN, twelve Belgian digits, or what the bank wrote."""
    if version == "1":
        account = _joined(line[10:22])
    else:
        belgian = re.match(r"[0-9]{12} (?:[A-Z]{3})? *$", line[10:44])
        account = _joined(line[10:22] if belgian else line[10:44])
    return None if account is None or not account.strip("0") else account


def _joined(piece: str) -> str | None:
    return "".join(piece.split()) or None
