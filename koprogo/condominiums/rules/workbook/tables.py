"""The sheets of the relational workbook, told apart by their headers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from koprogo.condominiums.rules.workbook import cells
from koprogo.condominiums.rules.workbook.cells import Cell
from koprogo.condominiums.rules.workbook.draft import Place
from koprogo.condominiums.rules.workbook.plan import Extra
from koprogo.condominiums.rules.workbook.reading import Sheet

_ADDRESS = ("street", "zip", "city", "country")
_HEADER_WITHIN_ROWS = 10


@dataclass(frozen=True, slots=True)
class Form:
    """What a sheet of one kind looks like: all of `required`, one of `marks`, and what else it may have."""

    name: str
    required: frozenset[str]
    marks: frozenset[str]
    others: frozenset[str] = frozenset()

    @property
    def fields(self) -> frozenset[str]:
        """Every header that belongs to this kind of sheet."""
        return self.required | self.marks | self.others


def _form(name: str, required: str, marks: str, others: str = "") -> Form:
    return Form(name, frozenset(required.split()), frozenset(marks.split()), frozenset(others.split()))


_PERSON = "lastname firstname name title type street zip city country lang members registration_number"
FORMS = (
    _form(
        "condominium",
        "name",
        "fiscal_year_start fiscal_year_end fiscal_period expense_mode",
        "code registration_number street zip city country lang cadastral_number has_vat vat_number "
        "manager_code accountant_code chart_accounts_code",
    ),
    _form("bank_accounts", "iban", "is_primary type description"),
    _form("persons", "code", "lastname name", f"{_PERSON} date_of_birth citizen_identification vat_number"),
    _form(
        "ownerships",
        "code owner_code",
        "shares_full_property shares_bare_property shares_usufruct representative_owner_code",
        "external_representative_code extref",
    ),
    _form(
        "preferences",
        "ownership_code",
        "general_assembly_call general_assembly_minutes expense_statement fund_request technical_communication",
        "ownership_title",
    ),
    _form("entrances", "code name street", "zip city", "country"),
    _form(
        "lots",
        "code",
        "nature entrance_code primary_lot_code letterbox",
        "ref floor column area cadastral_number",
    ),
    _form("history", "lot_code ownership_code", "date_from date_to"),
    _form("keys", "code total_shares", "description total_shares"),
    _form("shares", "apport_key_code lot_code lot_shares", "lot_shares"),
    _form("suppliers", "supplier_code", "supplier_code"),
    _form("balances", "owner_code balance_cents", "lot_code balance_cents"),
    _form("notes", "sheet cell text", "header", "lot owner"),
    _form("control", "control value", "value"),
)
# The names such sheets have in the files of syndic programs, and in our own exports.
SHEET_NAMES = {
    "condominium": "Condominium",
    "bank_accounts": "Bank_accounts",
    "outsiders": "External_representatives",
    "persons": "Owners",
    "ownerships": "Ownerships",
    "preferences": "Ownerships_com_prefs",
    "entrances": "Entrances",
    "lots": "Lots",
    "history": "Ownerships_history",
    "keys": "Apport_keys",
    "shares": "Apport_shares",
    "suppliers": "Supplierships",
    "balances": "Balances",
    "notes": "Notes",
    "control": "Control",
}
_NUMBERED = re.compile(r"(?:phone|mobile|email|iban)_\d{1,3}")
_OUTSIDERS = re.compile(r"extern|represent|mandat|vertegenwoord")


def normal(header: str) -> str:
    """A header as a field name: "Owner code" and "owner_code" are one."""
    return cells.fold(header).replace(" ", "_")


@dataclass(frozen=True, slots=True)
class Record:
    """One filled row of a table."""

    table: "Table"
    row: int

    def cell(self, name: str) -> Cell:
        """The cell of a field, blank when the table has no such column."""
        column = self.table.columns.get(name)
        return self.table.sheet.at(self.row, column) if column is not None else cells.BLANK

    def text(self, name: str) -> str:
        """The trimmed text of a field."""
        return self.cell(name).text

    def place(self, name: str) -> Place:
        """Where the field stands; the first column when the table has no such field."""
        column = self.table.columns.get(name, 0)
        header = self.table.sheet.at(self.table.header_row, column).text
        return Place(self.table.sheet.name, self.row, column, header)

    def others(self, *taken: str) -> Extra:
        """The filled cells of the row that no field in `taken` took, with their headers, sorted by header."""
        sheet = self.table.sheet
        pairs = [(name, self.text(name)) for name in self.table.columns if name not in taken]
        for column in self.table.loose():
            pairs.append((sheet.at(self.table.header_row, column).text, sheet.at(self.row, column).text))
        return tuple(sorted((header, text) for header, text in pairs if text))

    def numbered(self, stem: str) -> list[str]:
        """The names of the fields "stem_1", "stem_2" … that the table has, in order of number."""
        names = [name for name in self.table.columns if re.fullmatch(rf"{stem}_\d{{1,3}}", name)]
        return sorted(names, key=lambda name: int(name.rpartition("_")[2]))


@dataclass(frozen=True, slots=True)
class Table:
    """A recognised sheet: where its header is, and the column of each field."""

    form: Form
    sheet: Sheet
    header_row: int
    columns: dict[str, int]

    def records(self) -> Iterator[Record]:
        """The rows below the header that hold anything."""
        for row in range(self.header_row + 1, len(self.sheet.rows)):
            if any(self.sheet.rows[row]):
                yield Record(self, row)

    def loose(self) -> list[int]:
        """The columns no field takes but that have a header of their own: kept with their row."""
        headers: set[str] = set()
        found = []
        for column in self._untaken():
            header = self.sheet.at(self.header_row, column).text
            if header and header not in headers and normal(header) not in self.columns:
                headers.add(header)
                found.append(column)
        return found

    def stray(self) -> list[int]:
        """The columns without a header, or under one already used: their cells can only be notes."""
        loose = set(self.loose())
        return [column for column in self._untaken() if column not in loose]

    def _untaken(self) -> list[int]:
        taken = set(self.columns.values())
        return [column for column in range(self.sheet.width) if column not in taken]

    @property
    def of_outsiders(self) -> bool:
        """Whether the sheet's name says its people are not owners but represent them."""
        return bool(_OUTSIDERS.search(cells.fold(self.sheet.name)))


def recognise(sheet: Sheet) -> Table | None:
    """The table a sheet is, by the first rows; None when no form fits more than half of its headers."""
    for row in range(min(_HEADER_WITHIN_ROWS, len(sheet.rows))):
        if not any(sheet.rows[row]):
            continue
        columns: dict[str, int] = {}
        for column, cell in enumerate(sheet.rows[row]):
            if cell:
                columns.setdefault(normal(cell.text), column)
        fits = {form: _fit(form, columns, normal(sheet.name)) for form in FORMS}
        best = max(fits, key=lambda form: fits[form])
        if fits[best][0]:
            known = {name: at for name, at in columns.items() if name in best.fields or _NUMBERED.fullmatch(name)}
            return Table(best, sheet, row, known)
    return None


def _fit(form: Form, columns: dict[str, int], sheet_name: str) -> tuple[int, int]:
    """How many headers a form knows, 0 when they do not make it; the smaller form wins a tie."""
    names = {name for name in columns if form.name == "persons" or not _NUMBERED.fullmatch(name)}
    known = {name for name in names if name in form.fields or _NUMBERED.fullmatch(name)}
    if not form.required <= names or not form.marks & names:
        return 0, 0
    if 2 * len(known) <= len(names) and sheet_name != SHEET_NAMES.get(form.name, "").lower():
        return 0, 0
    return len(known), -len(form.fields)
