"""Whatever is sent, a file is read or refused; nothing else comes out, and memory stays small."""

import io
import random
import time
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koprogo.condominiums.rules.workbook import inspection, limits
from koprogo.condominiums.rules.workbook.dry_run import dry_run
from koprogo.condominiums.rules.workbook.limits import UnreadableWorkbook
from koprogo.condominiums.rules.workbook.reading import read, read_pasted
from koprogo.condominiums.tests.rules.workbook.shapes import ods, replaced, xlsx
from koprogo.testing.fixtures import fixtures_dir

SHEET = "xl/worksheets/sheet1.xml"
NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
GOOD = xlsx({"x": [["Lot", "Nom", "Quotités"], ["A", "Ann", 1000]]})


def _sheet(rows: str) -> bytes:
    return replaced(GOOD, SHEET, f"<worksheet {NS}><sheetData>{rows}</sheetData></worksheet>".encode())


def _reason(data: bytes) -> object:
    with pytest.raises(UnreadableWorkbook) as caught:
        read(data, "x.xlsx")
    assert caught.value.problem.sentence
    return caught.value.facts["reason"]


def _packed(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


DOCTYPE = b'<!DOCTYPE a [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'
EXTERNAL = b'<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>'


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "file_empty"),
        (b" \n ", "file_empty"),
        (b"a" * (limits.MAX_FILE_BYTES + 1), "file_too_large"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "file_old_or_locked"),
        (b"%PDF-1.7\n", "file_not_a_table"),
        (b"<html><table><tr><td>Lot</td></tr></table></html>", "file_not_a_table"),
        (b"Lot;Nom\n\x00;\x01", "file_not_a_table"),
        (b"PK\x03\x04 not a zip", "file_damaged"),
        (_packed({"a.txt": b"hello"}), "file_not_a_table"),
        (_packed({"bomb.xml": bytes(61_000_000)}), "file_unpacks_too_large"),
        (_packed({f"{at}.xml": b"" for at in range(2_001)}), "file_unpacks_too_large"),
        (replaced(GOOD, SHEET, DOCTYPE), "file_declares_entities"),
        (replaced(GOOD, "xl/sharedStrings.xml", EXTERNAL), "file_declares_entities"),
        (replaced(GOOD, SHEET, b"<worksheet><sheetData>"), "file_damaged"),
        (_sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "too_many_rows"),
        (_sheet('<row r="1"><c r="XFD1"><v>1</v></c></row>'), "too_many_columns"),
        (_sheet('<row r="1048576"><c><v>1</v></c></row>'), "too_many_rows"),
        (
            _sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="19999"><c r="GR19999"><v>1</v></c></row>'),
            "file_unpacks_too_large",
        ),
        (xlsx({f"s{at}": [["a"]] for at in range(61)}), "too_many_sheets"),
        (b"a\n" * 20_001, "too_many_rows"),
        (b";" * 201, "too_many_columns"),
        (b'"' + b"a" * 200_000, "file_not_a_table"),
        (b"Lot;" + b"a" * 40_000, "cell_too_long"),
        (ods({"x": [["a"]]}).replace(b"PK\x05\x06", b"PK\x05\x07"), "file_damaged"),
    ],
)
def test_hostile_files_are_refused_with_their_reason(data: bytes, reason: str) -> None:
    assert _reason(data) == reason


def test_cells_repeated_a_million_times_are_refused() -> None:
    good = ods({"x": [["Lot", "Nom"], ["A", "Ann"]]})
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        content = archive.read("content.xml")
    wide = content.replace(
        b'<table:table-cell office:value-type="string">',
        b'<table:table-cell office:value-type="string" table:number-columns-repeated="99999999">',
    )
    assert wide != content
    assert _reason(replaced(good, "content.xml", wide)) == "too_many_columns"
    tall = content.replace(b"<table:table-row>", b'<table:table-row table:number-rows-repeated="99999999">')
    assert tall != content
    assert _reason(replaced(good, "content.xml", tall)) == "file_unpacks_too_large"


def test_one_long_text_shown_everywhere_is_refused() -> None:
    text = "x" * 30_000
    shared = f"<sst {NS}><si><t>{text}</t></si></sst>".encode()
    cells = "".join('<c t="s"><v>0</v></c>' for _ in range(100))
    data = replaced(_sheet("".join(f"<row>{cells}</row>" for _ in range(100))), "xl/sharedStrings.xml", shared)
    assert _reason(data) == "file_unpacks_too_large"


def test_empty_formatted_cells_far_away_are_no_reason_to_refuse() -> None:
    data = _sheet('<row r="1"><c r="A1"><v>5</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>')
    assert read(data, "x.xlsx")[0].at(0, 0).text == "5"


def test_formulas_are_read_as_values_and_their_errors_as_text() -> None:
    data = _sheet('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>')
    row = read(data, "x.xlsx")[0].rows[0]
    assert [cell.text for cell in row] == ["2", "#DIV/0!"]


def test_whole_numbers_never_show_a_point() -> None:
    rows: list[list[Any]] = [["Lot", "n"], ["A", 163.0], ["B", 0.1 + 0.2], ["C", 162.99999999999997], ["D", 1e15]]
    cells = [row[1].text for row in read(xlsx({"x": rows}), "x.xlsx")[0].rows[1:]]
    assert cells == ["163", "0.3", "163", "1000000000000000"]


@pytest.mark.skipif(fixtures_dir() is None, reason="no ../shared/fixtures beside this repository")
def test_the_hardening_fixtures_are_read_or_refused() -> None:
    folder = fixtures_dir()
    assert folder is not None
    files = [path for path in (folder / "hardening").rglob("*") if path.is_file()]
    assert len(files) > 10
    for path in files:
        report = inspection.inspect(path.read_bytes(), path.name)
        assert report["refused"], path  # none of them lists lots and owners


@pytest.mark.skipif(fixtures_dir() is None, reason="no ../shared/fixtures beside this repository")
def test_naughty_strings_survive_in_cells() -> None:
    folder = fixtures_dir()
    assert folder is not None
    naughty = [line for line in (folder / "hardening/blns.txt").read_text().splitlines() if line.strip()]
    rows = [
        ["Lot", "Propriétaire", "E-mail", "Quotités", "Solde"],
        *[[f"L{at}", one, one, one, one] for at, one in enumerate(naughty)],
    ]
    plan = dry_run(read(xlsx({"x": rows}), "x.xlsx")).plan
    # Lines of invisible characters leave the lot alone on its row: a note, not a lot.
    alone = [problem for problem in plan.warnings if problem.code == "lone_text"]
    assert len(plan.lots) + len(alone) == len(naughty) and len(alone) < 10
    for name in ("rules/x", "x.csv", "../../etc/passwd", ""):
        inspection.inspect("\n".join(naughty).encode(), name)


def _read_or_refuse(data: bytes) -> None:
    try:
        sheets = read(data, "x")
    except UnreadableWorkbook:
        return
    dry_run(sheets)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_random_bytes_never_raise_anything_else(data: bytes) -> None:
    _read_or_refuse(data)
    _read_or_refuse(b"PK\x03\x04" + data)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300), st.sampled_from(["utf-8", "utf-16"]))
def test_random_text_never_raises_anything_else(text: str, encoding: str) -> None:
    _read_or_refuse(text.encode(encoding, "surrogatepass"))
    try:
        sheets = read_pasted(text)
    except UnreadableWorkbook:
        return
    dry_run(sheets)


@pytest.mark.parametrize("seed", range(40))
def test_damaged_spreadsheets_never_raise_anything_else(seed: int) -> None:
    dice = random.Random(seed)
    data = bytearray(GOOD if seed % 2 else ods({"x": [["Lot", "Nom"], ["A", "Ann"]]}))
    for _ in range(dice.randint(1, 12)):
        data[dice.randrange(4, len(data))] = dice.randrange(256)
    _read_or_refuse(bytes(data))


@pytest.mark.parametrize("seed", range(40))
def test_damaged_xml_never_raises_anything_else(seed: int) -> None:
    dice = random.Random(seed)
    good = GOOD if seed % 2 else ods({"x": [["Lot", "Nom"], ["A", 5]]})
    name = dice.choice([SHEET, "xl/workbook.xml", "xl/styles.xml"] if seed % 2 else ["content.xml", "mimetype"])
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        content = bytearray(archive.read(name))
    for _ in range(dice.randint(1, 4)):
        content[dice.randrange(len(content))] = dice.choice(b'0123456789<>"/aZ')
    _read_or_refuse(replaced(good, name, bytes(content)))


def test_an_unreadable_file_is_a_refused_report() -> None:
    report = inspection.inspect(b"%PDF-1.4", "x.pdf")
    assert inspection.refused(report)
    assert (report["owners"], report["lots"], report["keys"], report["shares"]) == (0, 0, {}, {})
    assert "n’est pas un tableau" in report["refused"][0]["reason"]


@pytest.mark.parametrize(
    "text", [" " * 31_000 + ".", "1 " * 15_000, "a & " * 7_000, "@ " * 15_000, "1" * 31_000, "- " * 15_000]
)
def test_long_texts_are_not_slow(text: str) -> None:
    header = [
        "Lot",
        "Propriétaire",
        "Adresse",
        "E-mail",
        "Quotités",
        "Solde",
        "Code postal",
        "Depuis",
        f"Parts {text}"[:31_000],
    ]
    rows = [header, *[[f"L{at}", *[f"x{text}y"[:31_500]] * 7, "1"] for at in range(5)]]
    started = time.process_time()
    plan = dry_run(read("\n".join(";".join(row) for row in rows).encode(), "x")).plan
    assert time.process_time() - started < 5
    assert len(plan.lots) == 5
    assert all(len(problem.sentence) < 300 for problem in (*plan.warnings, *plan.refused))


def test_long_lists_are_not_slow() -> None:
    lines = ["Lot;Nom;E-mail;Quotités;Lift"]
    lines += [f"L{at};Ann;a{at}@example.org;1;1" for at in range(4_000)] + [";;;7;7"] * 4_000
    started = time.process_time()
    plan = dry_run(read("\n".join(lines).encode(), "x")).plan
    assert time.process_time() - started < 10
    assert len(plan.refused) == 4_000 and len(plan.owners[0].emails) == 4_000
