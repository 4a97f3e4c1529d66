"""One row of a flat list, read by what its columns mean."""

from dataclasses import dataclass

from koprogo.condominiums.rules.workbook.cells import BLANK, Cell
from koprogo.condominiums.rules.workbook.columns import SheetGuess
from koprogo.condominiums.rules.workbook.draft import Place
from koprogo.condominiums.rules.workbook.vocabulary import Meaning


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a flat list, its cells by meaning."""

    guess: SheetGuess
    row: int

    def place(self, column: int | None) -> Place:
        """Where a column's cell stands in this row; the first column for none."""
        at = column or 0
        return Place(self.guess.sheet.name, self.row, at, self.guess.columns[at].header)

    def cells(self, meaning: Meaning) -> list[tuple[Place, Cell]]:
        """Every filled cell of a meaning, with its place."""
        found = [(self.place(column), self.at(column)) for column in self.guess.indexes(meaning)]
        return [(place, cell) for place, cell in found if cell]

    def one(self, meaning: Meaning) -> tuple[Place, Cell]:
        """The cell of a meaning, blank when there is no such column."""
        column = self.guess.index(meaning)
        return self.place(column), BLANK if column is None else self.at(column)

    def text(self, meaning: Meaning) -> str:
        """The text of the cell of a meaning."""
        return self.one(meaning)[1].text

    def at(self, column: int) -> Cell:
        """The cell of a column."""
        return self.guess.sheet.at(self.row, column)

    def filled(self) -> list[int]:
        """The columns of the row that hold anything."""
        return [column for column in range(len(self.guess.columns)) if self.at(column)]
