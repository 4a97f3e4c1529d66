"""The real twelve-sheet workbook of a small building imports whole."""

import datetime
import json

import pytest

from koprogo.condominiums.rules.lots import LotKind
from koprogo.condominiums.rules.workbook import inspection
from koprogo.condominiums.rules.workbook.dry_run import Layout, dry_run
from koprogo.condominiums.rules.workbook.export import export_rows, to_csv_zip, to_xlsx
from koprogo.condominiums.rules.workbook.plan import ImportPlan
from koprogo.condominiums.rules.workbook.reading import Sheet, read
from koprogo.condominiums.tests.rules.workbook.shapes import xlsx
from koprogo.testing.fixtures import fixtures_dir

FOLDER = fixtures_dir()
pytestmark = pytest.mark.skipif(FOLDER is None, reason="no ../shared/fixtures beside this repository")


def _data(name: str = "lots/condominium_import.xlsx") -> bytes:
    assert FOLDER is not None
    return (FOLDER / name).read_bytes()


def _plan() -> ImportPlan:
    return dry_run(read(_data(), "condominium_import.xlsx")).plan


def test_inspection_gives_the_verified_facts() -> None:
    assert FOLDER is not None
    facts = json.loads((FOLDER / "FACTS.json").read_text())["files"]["lots/condominium_import.xlsx"]
    report = inspection.inspect(_data(), "condominium_import.xlsx")
    assert report["owners"] == facts["owners"] == 5
    assert report["lots"] == facts["lots"] == 14
    assert report["keys"] == facts["sum_by_key"] == {"stat": 1000, "1": 1000}
    assert report["shares"] == facts["shares_by_owner"]
    assert report["shares"]["stat"]["4"] == 570
    assert report["refused"] == [] and not inspection.refused(report)
    assert json.loads(json.dumps(report)) == report


def test_everything_is_kept() -> None:
    plan = _plan()
    kinds = [lot.kind for lot in plan.lots]
    assert (kinds.count(LotKind.APARTMENT), kinds.count(LotKind.PARKING), kinds.count(LotKind.CELLAR)) == (
        7,
        2,
        5,
    )
    assert {lot.code for lot in plan.lots} - set(plan.keys[0].weights) == {"10", "11", "12", "13", "14"}
    assert [lot.primary_lot for lot in plan.lots[-5:]] == ["1", "2", "3", "4", "5"]
    assert len(plan.ownerships) == 14
    assert {row.from_on for row in plan.ownerships} == {datetime.date(2022, 7, 1)}
    assert dict(plan.preferences[2].channels)["fund_request"] == "email"
    assert plan.preferences[3].title == "Madame D'HONDT Dirk"
    assert [row.code for row in plan.entrances] == ["1"]
    assert [row.iban for row in plan.bank_accounts] == ["BE11068403182648", "BE54088336309297"]
    assert plan.suppliers == ("1003",)
    assert plan.condominium.fiscal_year_ends_on == datetime.date(2023, 6, 30)
    assert dict(plan.condominium.extra)["cadastral_number"] == "21392B0000/00T000"
    assert plan.notes == ()


def test_trailing_blanks_are_trimmed() -> None:
    owner = _plan().owners[0]
    assert (owner.last_name, owner.name, owner.emails) == ("DUMONT", "Anne DUMONT", ("owner1@example.org",))


def test_garages_called_apartments_and_the_owner_without_lot_are_pointed_out() -> None:
    said = [(one.sheet, one.cell, one.code) for one in _plan().warnings]
    assert said == [
        ("Lots", "C7", "kind_doubtful"),
        ("Lots", "C8", "kind_doubtful"),
        ("Owners", "A2", "owner_without_lot"),
    ]


def test_sheets_are_known_by_their_headers() -> None:
    sheets = read(_data(), "x")
    renamed = [Sheet(f"Feuil{at}", sheet.rows) for at, sheet in enumerate(sheets)]
    found = dry_run(renamed[::-1])
    assert found.layout is Layout.RELATIONAL
    assert found.plan.facts() == _plan().facts()


@pytest.mark.parametrize("write", [to_xlsx, to_csv_zip])
def test_the_export_reads_back_equal(write: object) -> None:
    assert callable(write)
    again = dry_run(read(write(export_rows(_plan())), "export")).plan
    assert again.facts() == _plan().facts()


@pytest.mark.parametrize(
    ("sheet", "row", "column", "value", "expected"),
    [
        ("Apport_shares", 2, 2, 999, [("Apport_keys", "C2", "sum_differs")]),
        ("Apport_shares", 2, 2, "16x", [("Apport_shares", "C3", "unreadable_shares")]),
        ("Apport_shares", 2, 1, 77, [("Apport_shares", "B3", "unknown_lot")]),
        (
            "Apport_shares",
            2,
            0,
            "autre",
            [("Apport_shares", "A3", "unknown_key"), ("Apport_keys", "C2", "sum_differs")],
        ),
        ("Apport_shares", 2, 1, 1, [("Apport_shares", "C3", "duplicate_share")]),
        ("Apport_keys", 1, 2, 1001, [("Apport_keys", "C2", "sum_differs")]),
        ("Ownerships_history", 3, 1, 9, [("Ownerships_history", "B4", "unknown_owner")]),
        ("Ownerships_history", 3, 0, 99, [("Ownerships_history", "A4", "unknown_lot")]),
        ("Ownerships_history", 3, 0, 1, [("Ownerships_history", "A4", "two_owners")]),
        ("Ownerships_history", 3, 2, "hier", [("Ownerships_history", "C4", "unreadable_date")]),
        (
            "Ownerships_history",
            3,
            3,
            datetime.date(2020, 1, 1),
            [("Ownerships_history", "D4", "dates_reversed")],
        ),
        ("Owners", 2, 0, 1, [("Owners", "A3", "duplicate_owner"), ("Ownerships", "B3", "unknown_owner")]),
        ("Lots", 5, 0, 4, [("Lots", "A6", "duplicate_lot")]),
        ("Apport_keys", 2, 0, "stat", [("Apport_keys", "A3", "duplicate_key")]),
    ],
)
def test_one_wrong_cell_is_refused_where_it_stands(
    sheet: str, row: int, column: int, value: object, expected: list[tuple[str, str, str]]
) -> None:
    tables = {one.name: [[cell.text for cell in line] for line in one.rows] for one in read(_data(), "x")}
    tables[sheet][row][column] = value  # type: ignore[call-overload]
    refused = dry_run(read(xlsx(tables), "x.xlsx")).plan.refused
    found = [(one.sheet, one.cell, one.code) for one in refused]
    assert all(problem in found for problem in expected), found
    assert all(one.sentence and "%(" not in one.sentence for one in refused)
