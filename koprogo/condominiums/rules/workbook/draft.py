"""The plan while it is being filled: places, problems and notes, and the readers of contact cells."""

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from koprogo.condominiums.rules.workbook import cells
from koprogo.condominiums.rules.workbook.cells import Cell
from koprogo.condominiums.rules.workbook.plan import Note
from koprogo.condominiums.rules.workbook.reasons import Problem
from koprogo.kernel import enterprise_number, iban


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cell stands: sheet, row and column from 0, the header above it."""

    sheet: str
    row: int
    column: int
    header: str = ""

    @property
    def cell(self) -> str:
        """The address a person knows, like "C7"."""
        return cells.address(self.row, self.column)

    def __str__(self) -> str:
        return f"{self.sheet} {self.cell}"


@dataclass(slots=True)
class Draft:
    """What was said so far. `lot` and `owner` are those of the row being read, for the notes."""

    refused: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    lot: str = ""
    owner: str = ""

    def refuse(self, place: Place, code: str, **facts: object) -> None:
        """Keep the row out, and say why."""
        self.refused.append(_problem(place, code, facts))

    def warn(self, place: Place, code: str, **facts: object) -> None:
        """Say something without keeping anything out."""
        self.warnings.append(_problem(place, code, facts))

    def note(self, place: Place, text: str) -> None:
        """Keep a text no field takes."""
        self.notes.append(Note(place.sheet, place.cell, place.header, text, self.lot, self.owner))

    def keep(self, place: Place, code: str, text: str) -> None:
        """Warn about a text no field can take, and keep it as a note."""
        self.warn(place, code, text=text)
        self.note(place, text)

    def about(self, *, lot: str = "", owner: str = "") -> None:
        """Say which lot and owner the next cells belong to."""
        self.lot, self.owner = lot, owner


def _problem(place: Place, code: str, facts: dict[str, object]) -> Problem:
    return Problem(place.sheet, place.cell, code, {name: _short(str(value)) for name, value in facts.items()})


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}…"


_LONGEST_QUOTE = 80  # of a cell in a sentence; the note keeps it all
_LONGEST_LIST = 600  # of a cell of e-mail addresses


_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})\.)+[A-Za-z]{2,63}")
_BETWEEN = re.compile(r"[;,\s]+")


def emails(draft: Draft, place: Place, cell: Cell) -> tuple[str, ...]:
    """The e-mail addresses of a cell, several when ";", "," or a blank parts them."""
    found: list[str] = []
    if len(cell.text) > _LONGEST_LIST:
        draft.keep(place, "bad_email", cell.text)
        return ()
    for text in filter(None, _BETWEEN.split(cell.text.removeprefix("mailto:"))):
        text = text.strip("<>")
        if _EMAIL.fullmatch(text) and ".." not in text and len(text) <= 254:
            found.append(text)
        else:
            draft.keep(place, "bad_email", text)
    return tuple(found)


def ibans(draft: Draft, place: Place, cell: Cell) -> tuple[str, ...]:
    """The IBAN of a cell, compact, as a tuple of none or one."""
    if not cell:
        return ()
    if iban.is_valid(cell.text):
        return (iban.compact(cell.text),)
    draft.keep(place, "bad_iban", cell.text)
    return ()


def postcode(draft: Draft, place: Place, cell: Cell, country: str) -> str:
    """The postcode: four digits from 1000 in Belgium ("B-1080" too), as written elsewhere."""
    if not cell or cells.fold(country) not in _BELGIUM:
        return cell.text
    text = re.sub(r"^(?:B|BE)[\s-]*", "", cell.text, flags=re.IGNORECASE)
    if re.fullmatch(r"[1-9][0-9]{3}", text):
        return text
    draft.keep(place, "bad_postcode", cell.text)
    return ""


_BELGIUM = frozenset({"", "be", "bel", "belgique", "belgie", "belgium", "belgien"})


def enterprise(draft: Draft, place: Place, cell: Cell) -> str:
    """The ten digits of an enterprise number, "" when it is none."""
    if not cell:
        return ""
    if enterprise_number.is_valid(cell.text):
        return enterprise_number.parse(cell.text)
    draft.keep(place, "bad_enterprise_number", cell.text)
    return ""


_Value = TypeVar("_Value")


def kept(draft: Draft, place: Place, cell: Cell, read: Callable[[Cell], _Value | None], code: str) -> _Value | None:
    """What `read` finds in the cell; None for a blank one, and for one kept as a note with a warning."""
    if not cell:
        return None
    value = read(cell)
    if value is None:
        draft.keep(place, code, cell.text)
    return value


def day(draft: Draft, place: Place, cell: Cell) -> datetime.date | None:
    """The date of a cell, or None with a warning and a note."""
    return kept(draft, place, cell, cells.parse_date, "bad_date")
