"""The one shape every statement has: tables of rows, each row with its formula and the lines of the books behind it.

A page, a spreadsheet, a text with semicolons and a PDF are four ways to write the same shape, so no figure can differ.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import NAMESPACE_URL, UUID, uuid5

from koprogo.ledger.rules.selection import Selection

#: What a cell holds: words, whole cents, a day, or nothing.
Value = str | int | date | None


class Form(StrEnum):
    """What the cells of a column are."""

    CODE = "code"
    ENTRY = "entry"
    DAY = "day"
    WORDS = "words"
    CENTS = "cents"


class Kind(StrEnum):
    """What a row is among the others."""

    GROUP = "group"
    LINE = "line"
    SUM = "sum"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it is called, and what its cells are."""

    label: str
    form: Form = Form.CENTS


@dataclass(frozen=True, slots=True)
class Row:
    """One row. ``key`` names it in addresses and does not depend on the language; ``formula`` says in words how its
    figures are made, ``behind`` which lines of the books make them; ``party_id``: whose account it is about; ``see``:
    the statement that tells the same person by person."""

    key: str
    cells: tuple[Value, ...]
    kind: Kind = Kind.LINE
    formula: str = ""
    behind: Selection | None = None
    party_id: UUID | None = None
    see: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a statement. ``empty``: what stands in its place when it has no row."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One statement. ``dated``: its days in words; ``banner``: until when the books are up to date; ``notes``: how to
    read it. ``wide``: its paper lies on its side."""

    kind: str
    title: str
    dated: str
    banner: str
    from_on: date
    to_on: date
    tables: tuple[Table, ...]
    notes: tuple[str, ...] = ()
    wide: bool = False

    def row(self, key: str) -> Row | None:
        """The row of an address, or None."""
        return next((row for table in self.tables for row in table.rows if row.key == key), None)

    def fingerprint(self, org_id: UUID, until: date | None) -> UUID:
        """The name of these very figures: two sheets that say the same have the same one, in whatever language."""
        said: list[object] = [self.kind, self.from_on, self.to_on, until]
        for table in self.tables:
            for row in table.rows:
                said += [row.key, *(cell for cell in row.cells if isinstance(cell, int))]
        return uuid5(uuid5(NAMESPACE_URL, str(org_id)), "|".join(map(str, said)))
