"""The balance of the previous syndic as it comes: sheets of accounts and lists of owners or suppliers, row by row."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from koprogo.condominiums.rules.workbook import cells
from koprogo.condominiums.rules.workbook.cells import Cell
from koprogo.condominiums.rules.workbook.reading import Sheet

_WITHIN = 15  # a title and a few lines of address stand above the header at most
_CODE = re.compile(r"[0-9]{2,12}")
_SEPARATED = re.compile(r"[0-9][0-9. ]{1,14}")


class Column(StrEnum):
    """What a column of a balance can be."""

    CODE = "code"
    LABEL = "label"
    DEBIT = "debit"
    CREDIT = "credit"
    BALANCE = "balance"
    OWNER = "owner"
    LOT = "lot"
    SUPPLIER = "supplier"


#: The words of headers, folded (no accents), in the languages of the country and in English. The first fit counts.
_WORDS: tuple[tuple[Column, tuple[str, ...]], ...] = (
    (Column.DEBIT, ("debit", "debet", "debiteur", "soll", "solde debiteur", "debetsaldo")),
    (Column.CREDIT, ("credit", "crediteur", "haben", "solde crediteur", "creditsaldo", "kredit")),
    (Column.BALANCE, ("solde", "saldo", "balance", "montant", "bedrag", "betrag", "amount", "a payer", "du")),
    (Column.SUPPLIER, ("fournisseur", "leverancier", "lieferant", "supplier")),
    (Column.OWNER, ("coproprietaire", "proprietaire", "mede eigenaar", "eigenaar", "eigentumer", "owner", "co owner")),
    (Column.LOT, ("lot", "kavel", "appartement", "appart", "unit", "los")),
    (Column.CODE, ("code", "compte", "n compte", "no compte", "numero", "rekening", "konto", "account", "nr")),
    (Column.LABEL, ("libelle", "intitule", "omschrijving", "benaming", "bezeichnung", "label", "name", "nom", "naam")),
)


class Kind(StrEnum):
    """What a row of the balance is about."""

    ACCOUNT = "account"
    OWNER = "owner"
    SUPPLIER = "supplier"


@dataclass(frozen=True, slots=True)
class Row:
    """One amount of the balance. ``cents``: debit above zero. ``signed``: the file says on which side it is; where it
    does not (one column without any minus), the account it goes to says so. ``cell``: where the amount stands."""

    sheet: str
    cell: str
    kind: Kind
    code: str
    label: str
    lot: str
    cents: int
    signed: bool


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell that should hold an amount and does not."""

    sheet: str
    cell: str
    text: str


@dataclass(frozen=True, slots=True)
class Balance:
    """Everything that was read, in the order of the file. ``sheets`` without any known column are named."""

    rows: tuple[Row, ...]
    unread: tuple[Unread, ...]
    ignored: tuple[str, ...]


def read(sheets: Sequence[Sheet]) -> Balance:
    """The rows of every sheet that looks like a balance or a list of balances; zero amounts are left out."""
    rows: list[Row] = []
    unread: list[Unread] = []
    ignored: list[str] = []
    for sheet in sheets:
        head = _header(sheet)
        if head is None:
            if any(any(row) for row in sheet.rows):
                ignored.append(sheet.name)
            continue
        first, columns = head
        taken: list[Row] = []
        for index in range(first, len(sheet.rows)):
            _take(sheet, index, columns, taken, unread)
        rows += _without_subtotals(_signed(taken))
    return Balance(tuple(rows), tuple(unread), tuple(ignored))


def _signed(rows: list[Row]) -> list[Row]:
    """One column with a minus somewhere says the side of every row; without any, the accounts will say it."""
    said = any(row.cents < 0 for row in rows if row.kind is Kind.ACCOUNT)
    return [replace(row, signed=row.signed or (said and row.kind is Kind.ACCOUNT)) for row in rows]


def _without_subtotals(rows: list[Row]) -> list[Row]:
    """Rows that only add up those below them (410 above 4100 and 4101) would count twice."""
    kept = []
    for row in rows:
        below = [one.cents for one in rows if one.code != row.code and row.code and one.code.startswith(row.code)]
        if not (len(below) > 0 and sum(below) == row.cents):
            kept.append(row)
    return kept


def _header(sheet: Sheet) -> tuple[int, dict[Column, int]] | None:
    """The first row of amounts and the column of each thing; from the header, else from the first row of digits."""
    for index in range(min(_WITHIN, len(sheet.rows))):
        columns = _named(sheet.rows[index])
        amounts = columns.keys() & {Column.DEBIT, Column.CREDIT, Column.BALANCE}
        names = columns.keys() & {Column.CODE, Column.LABEL, Column.OWNER, Column.LOT, Column.SUPPLIER}
        if amounts and names:
            return index + 1, columns
    first = next((at for at in range(min(_WITHIN, len(sheet.rows))) if _starts_with_code(sheet.rows[at])), None)
    if first is None:
        return None
    guessed = _by_content(sheet.rows[first : first + _WITHIN])
    return (first, guessed) if guessed else None


def _named(row: Sequence[Cell]) -> dict[Column, int]:
    found: dict[Column, int] = {}
    for at, cell in enumerate(row):
        words = cells.fold(cell.text)
        meaning = next((column for column, names in _WORDS if _is(words, names)), None)
        if meaning is not None:
            found.setdefault(meaning, at)
    return found


def _is(words: str, names: tuple[str, ...]) -> bool:
    if not words or len(words) > 40:
        return False
    return any(f" {name} " in f" {words} " or words == f"{name}s" for name in names)


def _starts_with_code(row: Sequence[Cell]) -> bool:
    return bool(row) and plain_code(next((cell.text for cell in row if cell), "")) != ""


def _by_content(rows: Sequence[Sequence[Cell]]) -> dict[Column, int] | None:
    """Pasted without its header: an account number, some words, then a column of amounts or two."""
    code = next(at for at, cell in enumerate(rows[0]) if cell)
    amounts: set[int] = set()
    words: set[int] = set()
    for row in rows:
        for at, cell in list(enumerate(row))[code + 1 :]:
            if cell:
                (words if cells.parse_cents(cell) is None else amounts).add(at)
    sides = sorted(amounts - words)
    if not sides:
        return None
    found = {Column.CODE: code} | ({Column.LABEL: min(words)} if words else {})
    if len(sides) >= 2:
        return found | {Column.DEBIT: sides[0], Column.CREDIT: sides[1]}
    return found | {Column.BALANCE: sides[0]}


def plain_code(text: str) -> str:
    """An account number in digits alone: « 410.001 » is 410001; empty when it is none."""
    bare = text.strip()
    if _CODE.fullmatch(bare):
        return bare
    digits = bare.replace(".", "").replace(" ", "")
    return digits if _SEPARATED.fullmatch(bare) and _CODE.fullmatch(digits) else ""


def _take(sheet: Sheet, index: int, columns: dict[Column, int], rows: list[Row], unread: list[Unread]) -> None:
    def at(column: Column) -> Cell:
        return sheet.at(index, columns[column]) if column in columns else cells.BLANK

    amounts: dict[Column, int] = {}
    for column in (Column.DEBIT, Column.CREDIT, Column.BALANCE):
        cell = at(column)
        if not cell:
            continue
        cents = cells.parse_cents(cell)
        if cents is None:
            if _says_something(at):
                unread.append(Unread(sheet.name, cells.address(index, columns[column]), cell.text[:60]))
            return
        amounts[column] = cents
    code, label = plain_code(at(Column.CODE).text), at(Column.LABEL).text
    owner, lot, supplier = at(Column.OWNER).text, at(Column.LOT).text, at(Column.SUPPLIER).text
    kind = Kind.ACCOUNT if code else Kind.SUPPLIER if supplier else Kind.OWNER
    words = supplier or owner or label
    if not code and not (owner or lot or supplier):
        return  # a title, or a total at the foot
    if Column.DEBIT in amounts or Column.CREDIT in amounts:
        cents, signed, where = amounts.get(Column.DEBIT, 0) - amounts.get(Column.CREDIT, 0), True, Column.DEBIT
        where = Column.CREDIT if not amounts.get(Column.DEBIT) and Column.CREDIT in columns else where
    elif Column.BALANCE in amounts:
        cents, signed, where = amounts[Column.BALANCE], False, Column.BALANCE
    else:
        return
    if cents and not _is_total(words):
        place = cells.address(index, columns[where])
        rows.append(Row(sheet.name, place, kind, code, words[:200], lot[:40], cents, signed))


def _says_something(at: object) -> bool:
    assert callable(at)
    named = (Column.OWNER, Column.LOT, Column.SUPPLIER)
    return bool(plain_code(at(Column.CODE).text)) or any(at(column) for column in named)


def _is_total(words: str) -> bool:
    first = cells.fold(words).split(" ")[0]
    return first in ("total", "totaal", "totaux", "totalen", "summe", "somme", "soustotal", "subtotal")
