"""How large a workbook may be, and the refusal that says a file cannot be read at all."""

from typing import ClassVar

from koprogo.condominiums.rules.workbook.reasons import Problem
from koprogo.kernel.refusals import Refused

MAX_FILE_BYTES = 5_000_000
MAX_UNPACKED_BYTES = 60_000_000
MAX_UNPACKING_RATIO = 200  # a real workbook packs about 10 to 1; a bomb 1000 to 1
MAX_MEMBERS = 2_000
MAX_SHEETS = 60
MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_CELLS = 1_000_000  # over all sheets, empty ones inside the used rectangle included
MAX_CELL_TEXT = 32_000  # just under what a spreadsheet can hold in one cell
MAX_TEXT = 60_000_000  # characters over all cells, a shared text counted each time it is shown


class UnreadableWorkbook(Refused):
    """A file cannot be read as a table; `facts["reason"]` is a `file_…` or `too_many_…` code of `reasons`."""

    code: ClassVar[str] = "workbook.unreadable"

    @property
    def problem(self) -> Problem:
        """The refusal as a line of the dry run."""
        facts = {name: str(value) for name, value in self.facts.items() if name != "reason"}
        return Problem("", "", str(self.facts["reason"]), facts)


def check_rectangle(rows: int, columns: int) -> None:
    """Refuse a sheet whose used rectangle is beyond the limits. Raises `UnreadableWorkbook`."""
    if rows > MAX_ROWS:
        raise UnreadableWorkbook(reason="too_many_rows", limit=MAX_ROWS)
    if columns > MAX_COLUMNS:
        raise UnreadableWorkbook(reason="too_many_columns", limit=MAX_COLUMNS)
