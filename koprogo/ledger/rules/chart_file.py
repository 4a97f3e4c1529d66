"""A chart of accounts handed in as a table: what it would create and change, and what it may not, cell by cell. Pure.

Code, name, parent, usual key and the occupant's part. An account that stands keeps its place and its role; a new one
goes under the nearest account above it, or under the one the file names.
"""

import enum
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from koprogo.condominiums.rules.workbook import cells
from koprogo.condominiums.rules.workbook.reading import Sheet
from koprogo.kernel.refusals import Refused
from koprogo.ledger.rules import chart


class Column(enum.StrEnum):
    """What a column of the file may hold."""

    CODE = "code"
    LABEL = "label"
    PARENT = "parent"
    KEY = "key"
    PERCENT = "percent"


#: Words above the columns, folded, in the four languages; the export writes some of them.
_WORDS = {
    Column.CODE: "code,compte,numero,no compte,n compte,rekening,rekeningnummer,konto,kontonummer,account,account code",
    Column.LABEL: "libelle,nom,intitule,naam,omschrijving,bezeichnung,name,label,description",
    Column.PARENT: "parent,compte superieur,bovenliggende rekening,ubergeordnetes konto,parent account",
    Column.KEY: "cle,cle de repartition,sleutel,verdeelsleutel,schlussel,verteilungsschlussel,key,allocation key",
    Column.PERCENT: "part de l occupant,part occupant,occupant,deel van de bewoner,bewoner,anteil des bewohners,"
    "bewohner,occupant s part,locataire,huurder,mieter,tenant",
}
_HEADER_WITHIN = 10
MOST = 2_000


class UnreadableChart(Refused):
    """No row of headings with a code and a name was found, or the file has too many lines."""

    code = "ledger.unreadable_chart"


class ChartRefused(Refused):
    """Some lines are refused: nothing of the file is taken in."""

    code = "ledger.chart_refused"


@dataclass(frozen=True, slots=True)
class Known:
    """One account that stands: its name as shown, its parent, whether it is a cost, how it is usually shared."""

    code: str
    name: str
    parent: str
    is_cost: bool
    key: str
    percent: int


@dataclass(frozen=True, slots=True)
class Created:
    """An account to open. ``offered``: the chart's own, with the chart's name when ``label`` is empty."""

    code: str
    label: str
    parent: str
    offered: bool
    key: str | None
    percent: int | None


@dataclass(frozen=True, slots=True)
class Changed:
    """An account that changes: (before, after) of what does."""

    code: str
    label: tuple[str, str] | None = None
    key: tuple[str, str] | None = None
    percent: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a line is refused: the cell, a code of ``labels.CHART_FAULTS``, its facts."""

    cell: str
    reason: str
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class ChartPlan:
    """What a file would do."""

    created: list[Created] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    refused: list[Fault] = field(default_factory=list)
    same: int = 0


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    columns: Mapping[Column, int]
    sheet: Sheet

    def text(self, column: Column) -> str:
        return self.sheet.at(self.number, self.columns[column]).text if column in self.columns else ""

    def fault(self, column: Column, reason: str, **facts: str) -> Fault:
        at = self.columns.get(column, self.columns[Column.CODE])
        return Fault(cells.address(self.number, at), reason, facts)


def plan(sheet: Sheet, *, known: Mapping[str, Known], keys: Collection[str]) -> ChartPlan:
    """Read one sheet against what stands. ``keys``: the codes of the building's keys. Raises UnreadableChart."""
    first, columns = _headings(sheet)
    found = ChartPlan()
    seen: dict[str, str] = {}
    parents = {code: one.is_cost for code, one in known.items()}
    for number in range(first + 1, len(sheet.rows)):
        row = _Row(number, columns, sheet)
        if not any(row.text(column) for column in columns):
            continue
        if len(seen) >= MOST:
            raise UnreadableChart(limit=MOST)
        fault = _code_fault(row, seen) or _share_fault(row, keys)
        if fault is None:
            code = row.text(Column.CODE)
            seen[code] = cells.address(number, columns[Column.CODE])
            fault = _change(found, row, known[code]) if code in known else _create(found, row, parents)
        if fault is not None:
            found.refused.append(fault)
    return found


def _headings(sheet: Sheet) -> tuple[int, dict[Column, int]]:
    words = {word: column for column, text in _WORDS.items() for word in text.split(",")}
    for number in range(min(_HEADER_WITHIN, len(sheet.rows))):
        found: dict[Column, int] = {}
        for at, cell in enumerate(sheet.rows[number]):
            column = words.get(cells.fold(cell.text))
            if column is not None:
                found.setdefault(column, at)
        if Column.CODE in found and len(found) > 1:
            return number, found
    raise UnreadableChart()


def _code_fault(row: _Row, seen: Mapping[str, str]) -> Fault | None:
    code = row.text(Column.CODE)
    if not (code.isascii() and code.isdigit() and len(code) <= 12):
        return row.fault(Column.CODE, "code", text=code)
    if code in seen:
        return row.fault(Column.CODE, "twice", code=code, first=seen[code])
    if len(row.text(Column.LABEL)) > 120:
        return row.fault(Column.LABEL, "long")
    return None


def _share_fault(row: _Row, keys: Collection[str]) -> Fault | None:
    key, percent = row.text(Column.KEY), row.text(Column.PERCENT)
    if key and key not in keys:
        return row.fault(Column.KEY, "key", text=key)
    if percent and _percent(percent) is None:
        return row.fault(Column.PERCENT, "percent", text=percent)
    return None


def _percent(text: str) -> int | None:
    plain = text.removesuffix("%").strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= 3 and int(plain) <= 100 else None


def _shared(row: _Row) -> tuple[str | None, int | None]:
    key, percent = row.text(Column.KEY) or None, row.text(Column.PERCENT)
    return key, _percent(percent) if percent else None


def _change(found: ChartPlan, row: _Row, before: Known) -> Fault | None:
    parent, label = row.text(Column.PARENT), row.text(Column.LABEL)
    key, percent = _shared(row)
    if parent and parent != before.parent:
        return row.fault(Column.PARENT, "moved", code=before.code, parent=before.parent or "—")
    if (key is not None or percent is not None) and not before.is_cost:
        return row.fault(Column.KEY if key else Column.PERCENT, "not_a_cost", code=before.code)
    one = Changed(
        before.code,
        label=(before.name, label) if label and label != before.name else None,
        key=(before.key, key) if key is not None and key != before.key else None,
        percent=(before.percent, percent) if percent is not None and percent != before.percent else None,
    )
    if one.label or one.key or one.percent:
        found.changed.append(one)
    else:
        found.same += 1
    return None


def _create(found: ChartPlan, row: _Row, parents: dict[str, bool]) -> Fault | None:
    code, label, parent = row.text(Column.CODE), row.text(Column.LABEL), row.text(Column.PARENT)
    offered = chart.offered(code) is not None
    key, percent = _shared(row)
    above = parent or next((code[:size] for size in range(len(code) - 1, 0, -1) if code[:size] in parents), "")
    if above not in parents or above == code:
        return row.fault(Column.PARENT, "no_parent", code=code, parent=parent or "—")
    if not label and not offered:
        return row.fault(Column.LABEL, "no_label", code=code)
    if (key is not None or percent is not None) and not parents[above]:
        return row.fault(Column.KEY if key else Column.PERCENT, "not_a_cost", code=code)
    parents[code] = parents[above]
    own = "" if offered and label == chart.label(code, "fr") else label
    found.created.append(Created(code, own, above, offered, key, percent))
    return None
