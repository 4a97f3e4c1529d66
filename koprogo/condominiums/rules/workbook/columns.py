"""What each column is: guessed from its header, then from its cells, shown in words, changed by people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from koprogo.condominiums.rules.workbook import cells, vocabulary
from koprogo.condominiums.rules.workbook.cells import Cell
from koprogo.condominiums.rules.workbook.reading import Sheet
from koprogo.condominiums.rules.workbook.reasons import N_
from koprogo.condominiums.rules.workbook.vocabulary import IN_WORDS, REPEATABLE, Meaning
from koprogo.kernel import iban

Overrides = Mapping[tuple[str, str], Meaning]  # (sheet name, column letter) -> what a person says it is

NAMELESS_KEY = N_("Quotités")
_HEADER_WITHIN_ROWS = 30
_ROUND_TOTALS = frozenset({100, 1_000, 10_000, 100_000, 1_000_000})


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """One column: its place, its header, what it is taken for and how surely, in percent.

    `key_name` names the allocation key of a SHARES column; `sample` is its first filled cell.
    """

    sheet: str
    column: str
    header: str
    meaning: Meaning
    key_name: str = ""
    confidence: int = 0
    sample: str = ""

    @property
    def in_words(self) -> str:
        """What the column is taken for, in French ("le numéro du lot")."""
        return IN_WORDS[self.meaning]


@dataclass(frozen=True, slots=True)
class SheetGuess:
    """A sheet with its header row (-1 when it has none) and one guess per column that holds anything."""

    sheet: Sheet
    header_row: int
    columns: tuple[ColumnGuess, ...]

    def indexes(self, meaning: Meaning) -> list[int]:
        """The columns, from 0, taken for a meaning."""
        return [index for index, guess in enumerate(self.columns) if guess.meaning is meaning]

    def index(self, meaning: Meaning) -> int | None:
        """The first column taken for a meaning."""
        return next(iter(self.indexes(meaning)), None)

    @property
    def lists_lots(self) -> bool:
        """Whether the sheet gives lots with their shares or owners."""
        others = (Meaning.SHARES, Meaning.OWNER, Meaning.LAST_NAME, Meaning.OWNER_CODE, Meaning.KIND)
        return bool(self.indexes(Meaning.LOT)) and any(self.indexes(meaning) for meaning in others)

    @property
    def lists_owners(self) -> bool:
        """Whether the sheet is a directory: names with a way to reach them, and no lot."""
        named = any(self.indexes(meaning) for meaning in (Meaning.OWNER, Meaning.LAST_NAME))
        reached = (
            Meaning.EMAIL,
            Meaning.PHONE,
            Meaning.MOBILE,
            Meaning.STREET,
            Meaning.ADDRESS,
            Meaning.IBAN,
        )
        return named and not self.indexes(Meaning.LOT) and any(self.indexes(meaning) for meaning in reached)


def guess(sheet: Sheet, overrides: Overrides) -> SheetGuess:
    """The meaning of every column of a flat list, a person's word before any guess."""
    row = _header_row(sheet)
    if row < 0:
        row = _spoken_header_row(sheet, overrides)
    headers = [sheet.at(row, column).text for column in range(sheet.width)]
    lines = _data_rows(sheet, row)
    below = [[sheet.at(line, column) for line in lines] for column in range(len(headers))]
    chosen: list[tuple[Meaning | None, int]] = []
    for column, header in enumerate(headers):
        said = overrides.get((sheet.name, cells.column_letter(column)))
        chosen.append((said, 100) if said else _by_header(header, below[column]))
    _keep_one_of_each(chosen)
    _nom_beside_prenom(headers, chosen)
    _by_cells(headers, below, chosen)
    names: set[str] = set()
    guesses = []
    for column, (meaning, confidence) in enumerate(chosen):
        name = _key_name(headers[column], column, names) if meaning is Meaning.SHARES else ""
        sample = next((cell.text for cell in below[column] if cell), "")
        letter = cells.column_letter(column)
        guesses.append(
            ColumnGuess(sheet.name, letter, headers[column], meaning or Meaning.NOTE, name, confidence, sample)
        )
    return SheetGuess(sheet, row, tuple(guesses))


def _data_rows(sheet: Sheet, header_row: int) -> list[int]:
    """The rows below the header without totals and blank lines: only they say what a column holds."""
    rows = range(header_row + 1, len(sheet.rows))
    return [
        row
        for row in rows
        if any(sheet.rows[row]) and not any(vocabulary.is_total(cell.text) for cell in sheet.rows[row] if cell)
    ]


def _header_row(sheet: Sheet) -> int:
    """The row, among the first, with most different known meanings; two at least, else there is no header."""
    best, best_score = -1, 1
    for row in range(min(_HEADER_WITHIN_ROWS, len(sheet.rows))):
        meanings = set()
        for cell in sheet.rows[row]:
            if cell and cell.kind is cells.CellKind.TEXT and len(cell.text) <= 60:
                meaning, confidence = vocabulary.meaning_of(cell.text)
                if meaning is not None and (confidence > 90 or len(cell.text) <= 40):
                    meanings.add(meaning)
        if len(meanings) > best_score:
            best, best_score = row, len(meanings)
    return best


def _spoken_header_row(sheet: Sheet, overrides: Overrides) -> int:
    """The first filled row when people say that a column holds shares, and only this row holds something else."""
    filled = [row for row in range(len(sheet.rows)) if any(sheet.rows[row])][:2]
    for column in range(sheet.width):
        said = overrides.get((sheet.name, cells.column_letter(column)))
        if said is Meaning.SHARES and len(filled) == 2:
            first, second = (cells.parse_share(sheet.at(row, column)) for row in filled)
            if first is None and second is not None and sheet.at(filled[0], column):
                return filled[0]
    return -1


def _by_header(header: str, below: Sequence[Cell]) -> tuple[Meaning | None, int]:
    meaning, confidence = vocabulary.meaning_of(header)
    if meaning is not Meaning.SHARES and vocabulary.names_a_key(header) and _are_shares(below):
        return Meaning.SHARES, 85
    return meaning, confidence


def _keep_one_of_each(chosen: list[tuple[Meaning | None, int]]) -> None:
    """Of two columns for one meaning the surer stays, the first of equals; the other becomes a note."""
    holder: dict[Meaning, int] = {}
    for column, (meaning, confidence) in enumerate(chosen):
        if meaning is None or meaning in REPEATABLE:
            continue
        before = holder.get(meaning)
        if before is None:
            holder[meaning] = column
        elif confidence > chosen[before][1]:
            chosen[before] = (Meaning.NOTE, 50)
            holder[meaning] = column
        else:
            chosen[column] = (Meaning.NOTE, 50)


def _nom_beside_prenom(headers: list[str], chosen: list[tuple[Meaning | None, int]]) -> None:
    """Beside a first name, "nom" is the last name; but "propriétaire" stays the whole name."""
    meanings = [meaning for meaning, _ in chosen]
    if Meaning.FIRST_NAME in meanings and Meaning.LAST_NAME not in meanings:
        for column, (meaning, confidence) in enumerate(chosen):
            if meaning is Meaning.OWNER and cells.fold(headers[column]) in ("nom", "noms", "naam", "name"):
                chosen[column] = (Meaning.LAST_NAME, confidence)


def _by_cells(headers: list[str], below: list[list[Cell]], chosen: list[tuple[Meaning | None, int]]) -> None:
    """Give columns without a known header the meaning their cells show, the plainest signs first."""
    open_columns = [column for column, (meaning, _) in enumerate(chosen) if meaning is None and any(below[column])]
    taken = {meaning for meaning, _ in chosen}
    for column in list(open_columns):
        filled = [cell for cell in below[column] if cell]
        sign = _plain_sign(filled, headers[column], no_shares=Meaning.SHARES not in taken)
        if sign is not None:
            chosen[column] = (sign, 60)
            open_columns.remove(column)
            taken.add(sign)
    for column in list(open_columns):
        # Without shares a column of short codes may be anything: a list of banks is no list of lots.
        if Meaning.LOT not in taken and Meaning.SHARES in taken and _are_identifiers(below[column]):
            chosen[column] = (Meaning.LOT, 40)
            open_columns.remove(column)
            taken.add(Meaning.LOT)
    for column in open_columns:
        named = {Meaning.OWNER, Meaning.LAST_NAME, Meaning.OWNER_CODE} & taken
        if not named and _are_names(below[column]):
            chosen[column] = (Meaning.OWNER, 40)
            taken.add(Meaning.OWNER)


def _plain_sign(filled: list[Cell], header: str, *, no_shares: bool) -> Meaning | None:
    if _most(["@" in cell.text for cell in filled]):
        return Meaning.EMAIL
    if _most([iban.is_valid(cell.text) for cell in filled]):
        return Meaning.IBAN
    if not _are_shares(filled) or len(filled) < 2:
        return None
    shares = [share for share in map(cells.parse_share, filled) if share]
    over = _most([share.whole is not None for share in shares])
    adds_up = sum(share.parts for share in shares if share.scale == 1) in _ROUND_TOTALS
    return Meaning.SHARES if over or (adds_up and (header or no_shares)) else None


def _most(signs: list[bool]) -> bool:
    return bool(signs) and 5 * sum(signs) >= 4 * len(signs)


def _are_shares(below: Sequence[Cell]) -> bool:
    filled = [cell for cell in below if cell]
    return _most([cells.parse_share(cell) is not None for cell in filled])


def _are_identifiers(below: Sequence[Cell]) -> bool:
    """Short texts, nearly all filled, no two alike."""
    texts = [cells.identity(cell.text) for cell in below if cell]
    return (
        bool(texts)
        and 5 * len(texts) >= 4 * len(below)
        and len(set(texts)) == len(texts)
        and max(map(len, texts)) <= 14
    )


def _are_names(below: Sequence[Cell]) -> bool:
    texts = [cell.text for cell in below if cell]
    return _most([len(text.split()) >= 2 and not any(sign.isdigit() for sign in text) for text in texts])


def _key_name(header: str, column: int, names: set[str]) -> str:
    """The header is the key's name; a second one of the same name carries its column."""
    name = " ".join(header.split()) or NAMELESS_KEY
    if name in names:
        name = f"{name} ({cells.column_letter(column)})"
    names.add(name)
    return name
