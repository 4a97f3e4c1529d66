"""What no field of the building takes: lines of text for the notes of lots and parties, and what is never kept."""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from koprogo.condominiums.rules.workbook import cells
from koprogo.condominiums.rules.workbook.plan import Extra, Note

NOTE = "note"
LONGEST_NOTE = 20_000  # under what one cell of an export can hold; the received file keeps the rest

_REGISTER_WORDS = re.compile(
    r"\b(?:registre national|rijksregister\w*|niss|insz|nrn|rrn|numero national|n national"
    r"|national (?:register )?number|nationaal nummer|citizen identification)\b"
)
_ELEVEN = re.compile(r"(?<!\d)(\d{2})[ .-]?(\d{2})[ .-]?(\d{2})[ .-]?(\d{3})[ .-]?(\d{2})(?!\d)")


def is_register_number(header: str, text: str) -> bool:
    """Whether a cell gives a national register number: by its header, or by its eleven digits and their check.

    Nobody needs it to run a building, and the law reserves its use (act of 8 August 1983, art. 8).
    """
    if _REGISTER_WORDS.search(cells.fold(header[:200])):
        return any(sign.isdigit() for sign in text)
    return any(_checks(*found.groups()) for found in _ELEVEN.finditer(text[:2_000]))


def _checks(year: str, month: str, day: str, serial: str, check: str) -> bool:
    number = int(year + month + day + serial)
    plausible = int(month) % 20 <= 12 and int(day) <= 31
    return plausible and int(check) in (97 - number % 97, 97 - (2_000_000_000 + number) % 97)


@dataclass(slots=True)
class Margins:
    """Lines for each lot and each party, by the codes of the building; ``withheld`` counts what is never kept."""

    lots: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    parties: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    loose: list[Note] = field(default_factory=list)
    withheld: int = 0

    def line(self, lines: list[str], header: str, text: str) -> None:
        """Add one line, unless it says nothing, is there already, or is a national register number."""
        if not text:
            return
        if is_register_number(header, text):
            self.withheld += 1
            return
        written = f"{header} : {text}" if header else text
        if written not in lines:
            lines.append(written)

    def own_columns(self, lines: list[str], extra: Extra, *, known: frozenset[str]) -> dict[str, str]:
        """Put the columns of a row's own into lines, and return those that are ``known``."""
        for header, text in extra:
            if header not in known:
                self.line(lines, header, text)
        return {header: text for header, text in extra if header in known}

    def keep(self, note: Note) -> None:
        """Keep a text that stands on no lot and no owner."""
        if is_register_number(note.header, note.text):
            self.withheld += 1
        else:
            self.loose.append(note)


def joined(before: str, lines: list[str]) -> str:
    """A note with further lines: what it says already is not said twice."""
    said = before.split("\n") if before else []
    more = [line for line in "\n".join(lines).split("\n") if line and line not in said]
    return "\n".join([*([before] if before else []), *dict.fromkeys(more)])[:LONGEST_NOTE].strip()


def cut(text: str, longest: int, header: str, lines: list[str]) -> str:
    """One line of at most ``longest`` characters; a longer text is also written whole among the lines."""
    flat = " ".join(text.split())
    if len(flat) > longest:
        lines.append(f"{header} : {flat}")
    return flat[:longest].strip()
