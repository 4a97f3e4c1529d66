"""The tables of a statement as a page writes them: each cell its words, its side, and where it leads."""

from dataclasses import dataclass
from datetime import date

from koprogo.ledger.rules.selection import Selection
from koprogo.platform.access import Access
from koprogo.platform.formats import amount, day
from koprogo.platform.rendering import url
from koprogo.statements.documents.sheet import Form, Kind, Row, Table, Value

#: Rows of one table on one page.
ROWS = 100
_KINDS = {Kind.GROUP: "inter", Kind.SUM: "inter", Kind.TOTAL: "", Kind.LINE: ""}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: what is written, its class, the name of its column, and an address or nothing."""

    text: str
    side: str
    label: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One row. ``heading`` alone spans the whole row of a group."""

    css: str
    cells: tuple[Cell, ...]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """One table, or the part of it that this page shows."""

    key: str
    title: str
    columns: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    foot: tuple[Cell, ...]
    empty: str


def pages(tables: tuple[Table, ...]) -> int:
    """How many pages the longest table takes."""
    return max(1, *(-(-len(table.rows) // ROWS) for table in tables)) if tables else 1


def shown(access: Access, table: Table, *, number: int, here: str) -> Shown:
    """The rows of one page; the total stays below whatever is shown. ``here``: the address without the detail."""
    last = table.rows[-1] if table.rows and table.rows[-1].kind is Kind.TOTAL else None
    body = table.rows[:-1] if last else table.rows
    rows = body[(number - 1) * ROWS : number * ROWS]
    columns = tuple((column.label, "m" if column.form is Form.CENTS else "") for column in table.columns)
    lines = tuple(_line(access, table, row, here) for row in rows)
    foot = _line(access, table, last, here).cells if last else ()
    return Shown(table.key, table.title, columns, lines, foot, table.empty)


def _line(access: Access, table: Table, row: Row, here: str) -> Line:
    if row.kind is Kind.GROUP:
        words = " ".join(cell for cell in row.cells if isinstance(cell, str) and cell)
        return Line("inter", (), words)
    opens = _opens(table, row)
    cells = []
    for place, (column, value) in enumerate(zip(table.columns, row.cells, strict=True)):
        href = f"{here}&detail={row.key}#detail" if place == opens else _leads(access, column.form, place, row)
        side = "m" if column.form is Form.CENTS else ""
        cells.append(Cell(_text(value, row), side, column.label, href))
    return Line(_KINDS[row.kind], tuple(cells))


def _opens(table: Table, row: Row) -> int:
    """The cell that opens the formula and the lines: what the row is called, or its last figure for a person's row."""
    if not row.formula and row.behind is None:
        return -1
    wanted = Form.CENTS if row.party_id else Form.WORDS
    places = [place for place, column in enumerate(table.columns) if column.form is wanted and row.cells[place]]
    return (places[-1] if row.party_id else places[0]) if places else len(table.columns) - 1


def _leads(access: Access, form: Form, place: int, row: Row) -> str:
    match form, row:
        case Form.CODE, Row(behind=Selection(codes=(code,)) as chosen):
            return ledger_address(access, code, chosen)
        case Form.ENTRY, Row(cells=cells) if cells[place]:
            return entry_address(access, str(cells[place]))
        case Form.WORDS, Row(party_id=party_id) if party_id and place == 0:
            if party_id in access.party_ids:
                return url("my_account", slug=access.slug)
            return url("party_account", slug=access.slug, party_id=party_id)
    return ""


def ledger_address(access: Access, code: str, chosen: Selection) -> str:
    """The page of an account over the days of a selection."""
    days = [f"{name}={value}" for name, value in (("du", chosen.from_on), ("au", chosen.to_on)) if value]
    return f"{url('account', slug=access.slug, code=code)}?{'&'.join(days)}"


def entry_address(access: Access, reference: str) -> str:
    """The page of an entry, from its number as people write it: OD-2026-7."""
    journal, year, number = reference.split("-")
    return url("entry", slug=access.slug, journal=journal, year=year, number=int(number))


def _text(value: Value, row: Row) -> str:
    if isinstance(value, int):
        return amount(value) if value or row.kind is not Kind.LINE else ""
    if isinstance(value, date):
        return day(value)
    return value or ""
