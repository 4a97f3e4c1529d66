"""From sheets to what an import would do, whichever of the two layouts they are in."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass

from koprogo.condominiums.rules.workbook import cells, flat, relational
from koprogo.condominiums.rules.workbook.columns import ColumnGuess, Overrides
from koprogo.condominiums.rules.workbook.plan import ImportPlan
from koprogo.condominiums.rules.workbook.reading import Sheet
from koprogo.condominiums.rules.workbook.tables import recognise
from koprogo.condominiums.rules.workbook.vocabulary import Meaning


class Layout(enum.StrEnum):
    """How a workbook is arranged."""

    RELATIONAL = "relational"
    FLAT = "flat"


@dataclass(frozen=True, slots=True)
class DryRun:
    """The plan, the layout found, and what each column was taken for."""

    layout: Layout
    plan: ImportPlan
    columns: tuple[ColumnGuess, ...]


def dry_run(sheets: Sequence[Sheet], overrides: Overrides | None = None) -> DryRun:
    """What importing the sheets into an empty condominium would do. Nothing is written, nothing raises.

    `overrides` gives the meaning of columns of flat lists, by sheet name and column letter; any makes
    the sheets be read as flat lists.
    """
    if not overrides and relational.is_relational(sheets):
        guesses = tuple(guess for sheet in sheets for guess in _fields(sheet))
        return DryRun(Layout.RELATIONAL, relational.plan(sheets), guesses)
    plan, guesses = flat.plan(sheets, overrides or {})
    return DryRun(Layout.FLAT, plan, guesses)


def _fields(sheet: Sheet) -> list[ColumnGuess]:
    table = recognise(sheet)
    taken = {} if table is None else {column: name for name, column in table.columns.items()}
    header_row = 0 if table is None else table.header_row
    guesses = []
    for column in range(sheet.width):
        header = sheet.at(header_row, column).text
        below = (sheet.at(row, column) for row in range(header_row + 1, len(sheet.rows)))
        sample = next((cell.text for cell in below if cell), "")
        meaning, confidence = (Meaning.FIELD, 100) if column in taken else (Meaning.NOTE, 50)
        if header or sample:
            letter = cells.column_letter(column)
            guesses.append(ColumnGuess(sheet.name, letter, header, meaning, "", confidence, sample))
    return guesses
