"""One sheet in its three files: the same figures to the cent, nothing that runs, a paper that a screen reader reads."""

import csv
import io
import re
import zipfile
from datetime import date

import pytest
import python_calamine
from django.utils.translation import override

from koprogo.platform import pdf
from koprogo.statements.documents import delimited, paper, spreadsheet
from koprogo.statements.documents.paper import Identity
from koprogo.statements.documents.sheet import Column, Form, Kind, Row, Sheet, Table

DAY = date(2026, 12, 31)
IDENTITY = Identity(
    legal_name="Association des copropriétaires Les Tilleuls",
    name="Les Tilleuls",
    address="Avenue des Tilleuls 12, 1000 Bruxelles",
    number="0403.170.701",
    syndic="Nadia Haddad",
    streets=("Avenue des Tilleuls", "Lindenlaan"),
    house_number="12",
)


def sheet(*rows: Row, wide: bool = False) -> Sheet:
    columns = (Column("Compte", Form.CODE), Column("Nom", Form.WORDS), Column("Jour", Form.DAY), Column("Montant"))
    kept = rows or (
        Row("g", ("", "Actif", None, None), Kind.GROUP),
        Row("551", ("551", "=HYPERLINK(1)", DAY, 1_341_632)),
        Row("552", ("552", "@cmd", None, -5)),
        Row("total", ("", "Total", None, 1_341_627), Kind.TOTAL),
    )
    tables = (Table("a", "Actif : tout", columns, kept), Table("b", "Passif", columns, (), "Rien à cette date."))
    return Sheet(
        "bilan", "Bilan", "au 31 décembre 2026", "Les comptes sont à jour.", DAY, DAY, tables, ("Note.",), wide
    )


#: Amounts whose binary neighbours show when a float comes in: 0.29 × 100 is 28.999….
HARD = (0, 1, -1, 29, 57, 115, 1_010, 1_341_632, -43_632, 999_999_999_999, 10**13 + 1, -(10**13) - 7)


def test_numbers_are_numbers_and_exact() -> None:
    rows = tuple(Row(str(place), (str(place), "x", None, cents)) for place, cents in enumerate(HARD))
    data = spreadsheet.write(sheet(*rows), owner="ACP", written_on=DAY)
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        xml = book.read("xl/worksheets/sheet1.xml").decode()
    written = re.findall(r'<c r="D\d+" s="\d+"><v>([^<]*)</v>', xml)
    assert [text_cents(text) for text in written] == list(HARD)


def text_cents(text: str) -> int:
    """What an XML number says, read as text: a rounding trace would be a third decimal."""
    sign = -1 if text.startswith("-") else 1
    euros, _point, rest = text.lstrip("-").partition(".")
    assert len(rest) <= 2 and "E" not in text, text
    return sign * (int(euros) * 100 + int(rest.ljust(2, "0") or 0))


def test_the_spreadsheet_has_a_sheet_for_each_table_and_runs_nothing() -> None:
    data = spreadsheet.write(sheet(), owner="ACP Les Tilleuls", written_on=DAY)
    book = python_calamine.load_workbook(io.BytesIO(data))
    assert book.sheet_names == ["Actif tout", "Passif"]
    rows = book.get_sheet_by_name("Actif tout").to_python()
    assert rows[0][0] == "Bilan – Actif : tout"
    assert rows[1][0] == "ACP Les Tilleuls, au 31 décembre 2026"
    assert rows[6] == ["551", "=HYPERLINK(1)", DAY, 13_416.32]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not [name for name in archive.namelist() if b"<f>" in archive.read(name)]


@pytest.mark.parametrize(("language", "wanted"), [("fr", "13416,32"), ("nl", "13416,32"), ("en", "13416.32")])
def test_the_text_has_the_readers_decimals(language: str, wanted: str) -> None:
    data = delimited.write(sheet(), owner="ACP", language=language)
    assert data.startswith("\ufeff".encode())
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    line = next(row for row in rows if row[:1] == ["551"])
    assert line == ["551", "'=HYPERLINK(1)", "2026-12-31", wanted]
    assert next(row for row in rows if row[:1] == ["552"])[1] == "'@cmd"


@pytest.mark.parametrize("wide", [False, True])
def test_the_paper_says_who_what_when_and_can_be_read_aloud(wide: bool) -> None:
    with override("fr"):
        found = pdf.gate(paper.write(sheet(wide=wide), identity=IDENTITY, language="fr", written_on=DAY))
    assert (found.standard, found.lang, found.tagged) == ("ua-1", "fr-BE", True)
    assert found.title == "Bilan au 31 décembre 2026 – Association des copropriétaires Les Tilleuls"
    said = " ".join(found.text.split())
    for words in ("Association des copropriétaires Les Tilleuls", "0403.170.701", "Avenue des Tilleuls 12"):
        assert words in said
    assert "13 416,32" in said.replace("\u202f", " ")
    assert "Les comptes sont à jour." in said and "Rien à cette date." in said


def test_a_long_statement_goes_over_pages() -> None:
    rows = tuple(Row(str(n), (str(n), f"Compte {n}", None, n * 100)) for n in range(120))
    with override("fr"):
        found = pdf.gate(paper.write(sheet(*rows, wide=True), identity=IDENTITY, language="fr", written_on=DAY))
    assert len(found.pages) > 3
    assert all("Montant" in page for page in found.pages[:-1])  # the header comes back


def test_the_same_figures_have_the_same_name_in_any_language() -> None:
    from uuid import UUID

    org = UUID(int=1)
    first = sheet().fingerprint(org, DAY)
    other = Sheet("bilan", "Balans", "op 31", "x", DAY, DAY, sheet().tables)
    assert other.fingerprint(org, DAY) == first
    assert sheet(Row("551", ("551", "x", None, 1))).fingerprint(org, DAY) != first
    assert sheet().fingerprint(org, None) != first
    assert sheet().fingerprint(UUID(int=2), DAY) != first
