"""Workbooks made for the tests: bytes of xlsx and ods, and plans compared whatever the cells' places."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from koprogo.condominiums.rules.workbook.dry_run import DryRun, dry_run
from koprogo.condominiums.rules.workbook.plan import ImportPlan
from koprogo.condominiums.rules.workbook.reading import read, read_pasted

Rows = Sequence[Sequence[Any]]


def xlsx(sheets: Mapping[str, Rows]) -> bytes:
    """An xlsx of plain values."""
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        dates = workbook.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, value in enumerate(row):
                    if hasattr(value, "year"):
                        sheet.write_datetime(at, column, value, dates)
                    elif value not in ("", None):
                        sheet.write(at, column, value)
    return packed.getvalue()


def ods(sheets: Mapping[str, Rows]) -> bytes:
    """An ods of plain values, with the million empty rows LibreOffice leaves below."""
    document = OpenDocumentSpreadsheet()
    for name, rows in sheets.items():
        table = Table(name=name)
        for row in rows:
            line = TableRow()
            for value in row:
                if isinstance(value, (int, float)):
                    cell = TableCell(valuetype="float", value=value)
                else:
                    cell = TableCell(valuetype="string") if value else TableCell()
                if value not in ("", None):
                    cell.addElement(P(text=str(value)))
                line.addElement(cell)
            line.addElement(TableCell(numbercolumnsrepeated=16_000))
            table.addElement(line)
        last = TableRow(numberrowsrepeated=1_048_000)
        last.addElement(TableCell(numbercolumnsrepeated=16_384))
        table.addElement(last)
        document.spreadsheet.addElement(table)
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def replaced(archive: bytes, name: str, content: bytes) -> bytes:
    """The same zip with one member's content replaced."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as before,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for info in before.infolist():
            after.writestr(info.filename, content if info.filename == name else before.read(info))
    return packed.getvalue()


def run(data: bytes | str, filename: str = "liste.csv", **options: Any) -> DryRun:
    """The dry run of a file's bytes, or of pasted text."""
    return dry_run(read_pasted(data) if isinstance(data, str) else read(data, filename), **options)


def flat(*rows: str) -> DryRun:
    """The dry run of a csv given as lines."""
    return run("\n".join(rows).encode())


def refusals(found: DryRun) -> list[tuple[str, str]]:
    """(cell, code) of every refusal."""
    return [(problem.cell, problem.code) for problem in found.plan.refused]


def warnings(found: DryRun) -> list[tuple[str, str]]:
    """(cell, code) of every warning."""
    return [(problem.cell, problem.code) for problem in found.plan.warnings]


def placeless(plan: ImportPlan) -> dict[str, Any]:
    """What a plan holds, without the addresses that move when columns do."""
    return {
        "owners": plan.owners,
        "lots": plan.lots,
        "keys": {key.name: (key.label, key.total, dict(key.weights)) for key in plan.keys},
        "ownerships": plan.ownerships,
        "balances": plan.balances,
        "notes": sorted((note.header, note.text, note.lot, note.owner) for note in plan.notes),
        "warnings": sorted((problem.code, tuple(problem.facts.items())) for problem in plan.warnings),
        "refused": sorted(problem.code for problem in plan.refused),
    }
