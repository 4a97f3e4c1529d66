"""The relational workbook: one sheet per kind of thing, tied together by codes."""

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from koprogo.condominiums.rules.workbook import cells, kinds
from koprogo.condominiums.rules.workbook import draft as contact
from koprogo.condominiums.rules.workbook.checks import unheld
from koprogo.condominiums.rules.workbook.draft import Draft, Place
from koprogo.condominiums.rules.workbook.persons import persons
from koprogo.condominiums.rules.workbook.plan import (
    BankAccountRow,
    CondominiumFacts,
    EntranceRow,
    ImportPlan,
    LotRow,
    Note,
    PreferenceRow,
)
from koprogo.condominiums.rules.workbook.reading import Sheet
from koprogo.condominiums.rules.workbook.relations import Known, balances, holdings, keys, ownerships
from koprogo.condominiums.rules.workbook.tables import Record, Table, recognise

_BOOLEANS = frozenset({"1", "true", "yes", "oui", "ja", "x", "vrai", "waar"})


@dataclass(slots=True)
class _Workbook:
    """The recognised tables by form, and the sheets nothing was recognised in."""

    tables: dict[str, list[Table]] = field(default_factory=dict)
    strangers: list[Sheet] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)

    def records(self, form: str) -> Iterator[Record]:
        """The filled rows of all tables of a form."""
        for table in self.tables.get(form, []):
            yield from table.records()


def is_relational(sheets: Sequence[Sheet]) -> bool:
    """Whether the sheets hold lots apart from their shares or owners: the layout of syndic programs."""
    forms = {table.form.name for table in map(recognise, sheets) if table is not None}
    return "lots" in forms and bool(forms & {"shares", "history", "keys"})


def plan(sheets: Sequence[Sheet]) -> ImportPlan:
    """The plan of a relational workbook for an empty condominium. Nothing raises: the plan says it all."""
    book, draft = _Workbook(), Draft()
    for sheet in sheets:
        table = recognise(sheet)
        if table is None:
            book.strangers.append(sheet)
        else:
            book.tables.setdefault(table.form.name, []).append(table)
    _read_notes(draft, book)
    condominium = _condominium(draft, book)
    entrances = _entrances(draft, book)
    spoken_of = {record.text("owner_code") for record in book.records("ownerships")}
    owners, representatives = persons(draft, book.tables.get("persons", []), spoken_of, book.places)
    lots = _lots(draft, book, {row.code for row in entrances})
    known = Known({lot.code for lot in lots}, {owner.code for owner in owners})
    held = holdings(draft, book.records("ownerships"), known, declared="ownerships" in book.tables)
    result = ImportPlan(
        condominium=condominium,
        owners=owners,
        lots=lots,
        keys=keys(draft, book.records("keys"), book.records("shares"), known),
        holdings=held,
        ownerships=ownerships(draft, book.records("history"), known, held),
        preferences=_preferences(book),
        entrances=entrances,
        representatives=representatives,
        bank_accounts=_bank_accounts(draft, book),
        suppliers=tuple(filter(None, (record.text("supplier_code") for record in book.records("suppliers")))),
        balances=balances(draft, book.records("balances"), known),
    )
    _keep_rest(draft, book)
    unheld(draft, result, book.places)
    if not lots and not draft.refused:
        draft.refuse(Place(book.tables["lots"][0].sheet.name, 0, 0), "nothing_found")
    return dataclasses.replace(
        result, notes=tuple(draft.notes), warnings=tuple(draft.warnings), refused=tuple(draft.refused)
    )


# Sheets whose rows have a place for columns of their own; elsewhere such cells become notes.
_WITH_EXTRA = frozenset({"condominium", "bank_accounts", "persons", "ownerships", "entrances", "lots", "preferences"})


def _keep_rest(draft: Draft, book: _Workbook) -> None:
    """Every filled cell nothing took becomes a note: unknown sheets, cells beside and above the tables."""
    draft.about()
    for sheet in book.strangers:
        for row, line in enumerate(sheet.rows):
            for column, cell in enumerate(line):
                if cell:
                    draft.note(Place(sheet.name, row, column, sheet.at(0, column).text if row else ""), cell.text)
    for tables in book.tables.values():
        for table in tables:
            if table.form.name != "control":
                _keep_beside(draft, table)


def _keep_beside(draft: Draft, table: Table) -> None:
    sheet = table.sheet
    below = table.stray() + ([] if table.form.name in _WITH_EXTRA else table.loose())
    for row in range(len(sheet.rows)):
        columns = range(sheet.width) if row < table.header_row else below if row > table.header_row else ()
        for column in columns:
            if sheet.at(row, column):
                header = sheet.at(table.header_row, column).text if row > table.header_row else ""
                draft.note(Place(sheet.name, row, column, header), sheet.at(row, column).text)


def _read_notes(draft: Draft, book: _Workbook) -> None:
    for record in book.records("notes"):
        texts = {name: record.text(name) for name in ("sheet", "cell", "header", "text", "lot", "owner")}
        draft.notes.append(Note(**texts))


def _condominium(draft: Draft, book: _Workbook) -> CondominiumFacts:
    taken = ("code", "name", "registration_number", "street", "zip", "city", "country", "lang")
    for record in book.records("condominium"):
        return CondominiumFacts(
            code=record.text("code"),
            name=record.text("name"),
            enterprise_number=contact.enterprise(
                draft, record.place("registration_number"), record.cell("registration_number")
            ),
            street=record.text("street"),
            postcode=contact.postcode(draft, record.place("zip"), record.cell("zip"), record.text("country")),
            city=record.text("city"),
            country=record.text("country"),
            language=record.text("lang"),
            fiscal_year_starts_on=contact.day(
                draft, record.place("fiscal_year_start"), record.cell("fiscal_year_start")
            ),
            fiscal_year_ends_on=contact.day(draft, record.place("fiscal_year_end"), record.cell("fiscal_year_end")),
            extra=record.others(*taken, "fiscal_year_start", "fiscal_year_end"),
        )
    return CondominiumFacts()


def _entrances(draft: Draft, book: _Workbook) -> tuple[EntranceRow, ...]:
    taken = ("code", "name", "street", "zip", "city", "country")
    return tuple(
        EntranceRow(
            code=record.text("code"),
            name=record.text("name"),
            street=record.text("street"),
            postcode=contact.postcode(draft, record.place("zip"), record.cell("zip"), record.text("country")),
            city=record.text("city"),
            country=record.text("country"),
            extra=record.others(*taken),
        )
        for record in book.records("entrances")
    )


def _lots(draft: Draft, book: _Workbook, entrances: set[str]) -> tuple[LotRow, ...]:
    rows: dict[str, LotRow] = {}
    parents: list[tuple[Record, LotRow]] = []
    for record in book.records("lots"):
        code = record.text("code") or record.text("ref")
        if not code:
            draft.refuse(record.place("code"), "lot_without_identifier")
            continue
        same = cells.identity(code)
        if same in rows:
            draft.refuse(record.place("code"), "duplicate_lot", lot=code, first=book.places["lot " + rows[same].code])
            continue
        draft.about(lot=code)
        rows[same] = _lot(draft, record, code, entrances)
        book.places["lot " + code] = record.place("code")
        parents.append((record, rows[same]))
    for record, lot in parents:
        if lot.primary_lot and cells.identity(lot.primary_lot) not in rows:
            draft.about(lot=lot.code)
            draft.warn(record.place("primary_lot_code"), "unknown_primary_lot", lot=lot.primary_lot)
    draft.about()
    return tuple(rows.values())


def _lot(draft: Draft, record: Record, code: str, entrances: set[str]) -> LotRow:
    label = record.text("ref") or code
    kind, kind_text = kinds.stated(draft, record.place("nature"), record.text("nature"), label)
    entrance = record.text("entrance_code")
    if entrance and entrances and entrance not in entrances:
        draft.warn(record.place("entrance_code"), "unknown_entrance", entrance=entrance)
    taken = ("code", "ref", "nature", "floor", "entrance_code", "primary_lot_code")
    return LotRow(
        code,
        label,
        kind,
        kind_text,
        record.text("floor"),
        entrance,
        record.text("primary_lot_code"),
        record.others(*taken),
    )


def _preferences(book: _Workbook) -> tuple[PreferenceRow, ...]:
    return tuple(
        PreferenceRow(
            record.text("ownership_code"),
            record.text("ownership_title"),
            record.others("ownership_code", "ownership_title"),
        )
        for record in book.records("preferences")
    )


def _bank_accounts(draft: Draft, book: _Workbook) -> tuple[BankAccountRow, ...]:
    return tuple(
        BankAccountRow(
            label=record.text("description"),
            kind=record.text("type"),
            iban="".join(contact.ibans(draft, record.place("iban"), record.cell("iban"))),
            primary=record.text("is_primary").casefold() in _BOOLEANS,
            extra=record.others("description", "type", "iban", "is_primary"),
        )
        for record in book.records("bank_accounts")
    )
