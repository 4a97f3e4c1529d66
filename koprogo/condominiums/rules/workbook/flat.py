"""The flat list: one row per lot, as volunteers keep it, with titles above and totals below."""

import dataclasses
from collections.abc import Sequence

from koprogo.condominiums.rules.workbook import cells, columns, kinds, vocabulary
from koprogo.condominiums.rules.workbook import draft as contact
from koprogo.condominiums.rules.workbook.cells import Cell
from koprogo.condominiums.rules.workbook.checks import repeated_balances, unheld
from koprogo.condominiums.rules.workbook.columns import ColumnGuess, Overrides, SheetGuess
from koprogo.condominiums.rules.workbook.draft import Draft, Place
from koprogo.condominiums.rules.workbook.keys import KeyDraft
from koprogo.condominiums.rules.workbook.lines import Line
from koprogo.condominiums.rules.workbook.owners import Directory
from koprogo.condominiums.rules.workbook.plan import BalanceRow, HoldingRow, ImportPlan, LotRow, OwnershipRow
from koprogo.condominiums.rules.workbook.reading import Sheet
from koprogo.condominiums.rules.workbook.vocabulary import Meaning

_LOT_EXTRAS = (Meaning.AREA, Meaning.LETTERBOX, Meaning.CADASTRAL)


def plan(sheets: Sequence[Sheet], overrides: Overrides) -> tuple[ImportPlan, tuple[ColumnGuess, ...]]:
    """The plan of flat lists and what each column was taken for. Nothing raises: problems are in the plan."""
    guesses = [columns.guess(sheet, overrides) for sheet in sheets]
    reader = _Reader()
    # Directories first: the lists of lots then name people who are already known.
    for guess in sorted(guesses, key=lambda guess: guess.lists_lots):
        if guess.lists_lots or guess.lists_owners:
            reader.read(guess)
        else:
            reader.keep_all(guess.sheet)
    shown = tuple(column for guess in guesses for column in guess.columns if column.header or column.sample)
    return reader.plan(sheets), shown


class _Reader:
    def __init__(self) -> None:
        self.draft = Draft()
        self.directory = Directory(self.draft)
        self.lots: dict[str, LotRow] = {}
        self.keys: dict[str, KeyDraft] = {}
        self.ownerships: list[OwnershipRow] = []
        self.balances: list[BalanceRow] = []
        self.places: dict[str, Place] = {}
        self.balance_places: dict[tuple[str, str], Place] = {}

    def read(self, guess: SheetGuess) -> None:
        """One sheet: keys from its headers, then its rows."""
        for column in guess.indexes(Meaning.SHARES):
            self._open_key(guess, column)
        if guess.lists_lots and not guess.indexes(Meaning.SHARES):
            self.draft.warn(Place(guess.sheet.name, max(guess.header_row, 0), 0), "no_shares_column")
        for row in range(len(guess.sheet.rows)):
            line = Line(guess, row)
            self.draft.about()
            if row == guess.header_row or not line.filled() or self._repeats_header(line):
                continue
            if row < guess.header_row:
                self._keep_title(line)
            elif not self._total(line):
                self._line(line)
        self.draft.about()

    def keep_all(self, sheet: Sheet) -> None:
        """A sheet nothing was understood of: every cell becomes a note."""
        for row, line in enumerate(sheet.rows):
            for column, cell in enumerate(line):
                if cell:
                    self.draft.note(Place(sheet.name, row, column), cell.text)

    def plan(self, sheets: Sequence[Sheet]) -> ImportPlan:
        """The plan, with the checks that need the whole."""
        if not self.lots and not self.draft.refused:
            self.draft.refuse(Place(sheets[0].name if sheets else "", 0, 0), "nothing_found")
        owners = self.directory.rows()
        result = ImportPlan(
            owners=owners,
            lots=tuple(self.lots.values()),
            keys=tuple(key.close(self.draft) for key in self.keys.values()),
            holdings=tuple(HoldingRow(owner.code, owner.code) for owner in owners),
            ownerships=tuple(self.ownerships),
            balances=tuple(self.balances),
        )
        unheld(self.draft, result, {**self.places, **self.directory.places})
        repeated_balances(self.draft, result, self.balance_places)
        said = self.draft
        return dataclasses.replace(
            result, notes=tuple(said.notes), warnings=tuple(said.warnings), refused=tuple(said.refused)
        )

    def _open_key(self, guess: SheetGuess, column: int) -> None:
        name = guess.columns[column].key_name
        place = Place(guess.sheet.name, max(guess.header_row, 0), column, guess.columns[column].header)
        key = self.keys.setdefault(name, KeyDraft(name, name, place))
        stated = vocabulary.total_in(name)
        if stated and not key.stated:
            key.state(self.draft, place, Cell(stated))

    def _repeats_header(self, line: Line) -> bool:
        header = line.guess.header_row
        return header >= 0 and line.row > header and line.guess.sheet.rows[line.row] == line.guess.sheet.rows[header]

    def _keep(self, line: Line) -> None:
        for column in line.filled():
            self.draft.note(line.place(column), line.at(column).text)

    def _keep_title(self, line: Line) -> None:
        """A line above the header stands under no header."""
        for column in line.filled():
            place = dataclasses.replace(line.place(column), header="")
            self.draft.note(place, line.at(column).text)

    def _total(self, line: Line) -> bool:
        """Take a line of totals: a grand total is compared with the sums, a subtotal is only kept."""
        lot = line.text(Meaning.LOT)
        if not line.guess.lists_lots or (lot and not vocabulary.is_total(lot)):
            return False
        shares = line.guess.indexes(Meaning.SHARES)
        words = [line.at(column).text for column in line.filled() if column not in shares]
        announced = [text for text in words if vocabulary.is_total(text)]
        if not announced and (words or not line.cells(Meaning.SHARES) or not self._adds_up(line, shares)):
            return False
        if announced and not vocabulary.is_grand_total(announced[0]):
            self._keep(line)
            return True
        for column in line.filled():
            if column in shares:
                self.keys[line.guess.columns[column].key_name].state(self.draft, line.place(column), line.at(column))
            elif line.at(column).text not in announced:
                self.draft.note(line.place(column), line.at(column).text)
        return True

    def _adds_up(self, line: Line, shares: list[int]) -> bool:
        """Whether figures alone on a line are the sums of what stands above: then they are totals."""
        for column in shares:
            share = cells.parse_share(line.at(column)) if line.at(column) else None
            if share and self.keys[line.guess.columns[column].key_name].running != share.parts:
                return False
        return True

    def _line(self, line: Line) -> None:
        place, cell = line.one(Meaning.LOT)
        if not cell:
            self._line_without_lot(line, place)
            return
        if line.filled() == [place.column] and len(line.guess.columns) > 1:
            self.draft.keep(place, "lone_text", cell.text)
            return
        code, same = " ".join(cell.text.split()), cells.identity(cell.text)
        if same in self.lots:
            self.draft.refuse(place, "duplicate_lot", lot=code, first=self.places[f"lot {self.lots[same].code}"])
            for column in line.guess.indexes(Meaning.SHARES):
                self.keys[line.guess.columns[column].key_name].broken = True
            return
        self.places[f"lot {code}"] = place
        self.draft.about(lot=code)
        owner = self.directory.take(line)
        self.draft.about(lot=code, owner=owner)
        self.lots[same] = self._lot(line, code)
        for column in line.guess.indexes(Meaning.SHARES):
            key = self.keys[line.guess.columns[column].key_name]
            key.add(self.draft, line.place(column), line.at(column), code)
        self._held(line, code, owner)
        self._rest(line)

    def _line_without_lot(self, line: Line, place: Place) -> None:
        """An owner alone is taken, shares without a lot are refused, any other text is a note."""
        if line.cells(Meaning.SHARES) or (line.guess.lists_lots and line.cells(Meaning.KIND)):
            self.draft.refuse(place, "lot_without_identifier")
            for column in line.guess.indexes(Meaning.SHARES):
                self.keys[line.guess.columns[column].key_name].broken = True
            return
        owner = self.directory.take(line) if len(line.filled()) > 1 else ""
        if not owner:
            self._keep(line)
            return
        self.draft.about(owner=owner)
        self._balance(line, "", owner)
        self._rest(line)
        for meaning in (*_LOT_EXTRAS, Meaning.FLOOR, Meaning.ENTRANCE, Meaning.HELD_FROM, Meaning.HELD_TO):
            for at, cell in line.cells(meaning):
                self.draft.note(at, cell.text)

    def _lot(self, line: Line, code: str) -> LotRow:
        place, cell = line.one(Meaning.KIND)
        kind, kind_text = kinds.stated(self.draft, place, cell.text, code)
        extra = sorted((meaning.value, line.text(meaning)) for meaning in _LOT_EXTRAS if line.text(meaning))
        floor, entrance = line.text(Meaning.FLOOR), line.text(Meaning.ENTRANCE)
        return LotRow(code, code, kind, kind_text, floor, entrance, extra=tuple(extra))

    def _held(self, line: Line, lot: str, owner: str) -> None:
        from_on = contact.day(self.draft, *line.one(Meaning.HELD_FROM))
        to_on = contact.day(self.draft, *line.one(Meaning.HELD_TO))
        if from_on and to_on and to_on < from_on:
            self.draft.refuse(line.one(Meaning.HELD_TO)[0], "dates_reversed")
        elif owner:
            self.ownerships.append(OwnershipRow(lot, owner, from_on, to_on, owner))
        self._balance(line, lot, owner)

    def _balance(self, line: Line, lot: str, owner: str) -> None:
        place, cell = line.one(Meaning.BALANCE)
        cents = contact.kept(self.draft, place, cell, cells.parse_cents, "bad_amount")
        if cents is None:
            return
        if owner:
            self.balances.append(BalanceRow(owner, lot, cents))
            self.balance_places[owner, lot] = place
        else:
            self.draft.note(place, cell.text)

    def _rest(self, line: Line) -> None:
        for place, cell in line.cells(Meaning.NOTE):
            self.draft.note(place, cell.text)
