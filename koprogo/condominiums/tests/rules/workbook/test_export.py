"""What is exported reads back the same, and no cell of it can run."""

import datetime
import io
import string
import zipfile
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koprogo.condominiums.rules.lots import LotKind
from koprogo.condominiums.rules.workbook.dry_run import dry_run
from koprogo.condominiums.rules.workbook.export import ExportSheet, export_rows, neutral, to_csv_zip, to_xlsx
from koprogo.condominiums.rules.workbook.plan import (
    BalanceRow,
    BankAccountRow,
    CondominiumFacts,
    EntranceRow,
    HoldingRow,
    ImportPlan,
    KeyRow,
    LotRow,
    Note,
    OwnerKind,
    OwnerRow,
    OwnershipRow,
    PreferenceRow,
    groups,
)
from koprogo.condominiums.rules.workbook.reading import read
from koprogo.condominiums.tests.rules.workbook.shapes import flat
from koprogo.testing.fixtures import fixtures_dir

# Texts a cell can hold once trimmed, dangerous beginnings, quotes, separators and line ends included.
SIGNS = string.ascii_letters + string.digits + "éÏß日😀 ;,\"'=+-@|\n\t/&.<>_"
texts = st.text(SIGNS, max_size=12).map(str.strip).filter(lambda text: not text.startswith("'") and "\t\n" not in text)
names = texts.filter(bool)
days = st.none() | st.dates(datetime.date(1950, 1, 1), datetime.date(2090, 1, 1))
extras = st.dictionaries(st.sampled_from(["area", "Chauffe-eau", "=x"]), names, max_size=2).map(
    lambda pairs: tuple(sorted(pairs.items()))
)
mails = st.lists(st.from_regex(r"[a-z]{1,8}@[a-z]{1,8}\.be", fullmatch=True), max_size=2, unique=True).map(tuple)
parts = st.fractions(0, 3, max_denominator=60)


@st.composite
def plans(draw: st.DrawFn) -> ImportPlan:
    """A valid plan: codes unique, every reference known, sums equal to totals."""
    codes = st.integers(1, 999).map(str) | st.sampled_from(["A1", "=2+3", "+B", "-c", "@d", "x;y", 'q"r', "é è"])
    lots = draw(st.lists(codes, min_size=1, max_size=5, unique_by=str.casefold))
    people = draw(st.lists(codes, min_size=1, max_size=4, unique_by=str.casefold))
    owners = tuple(
        OwnerRow(
            code=code,
            name=draw(names),
            kind=draw(st.sampled_from(list(OwnerKind))),
            last_name=draw(texts),
            title=draw(texts),
            street=draw(texts),
            postcode=draw(st.sampled_from(["", "1000", "9990"])),
            city=draw(texts),
            phones=draw(st.lists(names, max_size=2).map(tuple)),
            emails=draw(mails),
            ibans=draw(st.sampled_from([(), ("BE11068403182648",)])),
            members=draw(st.sampled_from([(), ("Eve", "Frank Roux")])),
            enterprise_number=draw(st.sampled_from(["", "0800000174"])),
            extra=draw(extras),
        )
        for code in people
    )
    holdings = tuple(HoldingRow(code, code, draw(parts) or Fraction(1), draw(parts), draw(parts)) for code in people)
    if len(people) > 1:
        holdings += tuple(HoldingRow("pair", code, Fraction(1, 2), representative=people[0]) for code in people[:2])
    codes_of_groups = dict.fromkeys(["pair"], "".join(group.code for group in groups(holdings)))
    ways = draw(st.lists(st.sampled_from([row.code for row in holdings]), min_size=len(lots), max_size=len(lots)))
    weights = draw(st.dictionaries(st.sampled_from(lots), st.integers(0, 10**9), max_size=5))
    kinds = [
        draw(st.sampled_from([(LotKind.GARAGE, ""), (LotKind.OTHER, ""), (LotKind.CELLAR, "Kelder")])) for _ in lots
    ]
    return ImportPlan(
        condominium=CondominiumFacts(code=draw(texts), name=draw(names), fiscal_year_starts_on=draw(days)),
        owners=owners,
        lots=tuple(
            LotRow(code, draw(names), *kind, floor=draw(texts), extra=draw(extras))
            for code, kind in zip(lots, kinds, strict=True)
        ),
        keys=(KeyRow("k", draw(names), sum(weights.values()), weights),),
        holdings=holdings,
        ownerships=tuple(
            OwnershipRow(lot, codes_of_groups.get(way, way), draw(days), None, way)
            for lot, way in zip(lots, ways, strict=True)
        ),
        preferences=(PreferenceRow(people[0], draw(texts), (("fund_request", "email"),)),),
        entrances=(EntranceRow("1", draw(texts), draw(texts)),),
        representatives=(OwnerRow("r", draw(names)),),
        bank_accounts=(BankAccountRow(draw(texts), "bank_current", "BE54088336309297", draw(st.booleans())),),
        suppliers=tuple(draw(st.lists(names, max_size=2))),
        balances=(BalanceRow(people[0], lots[0], draw(st.integers(-(10**9), 10**9))),),
        notes=(Note("Feuille", "C7", draw(texts), draw(names), lots[0], people[0]),),
    )


@pytest.mark.parametrize("write", [to_xlsx, to_csv_zip])
@settings(max_examples=60, deadline=None)
@given(plan=plans())
def test_an_export_reads_back_equal(write: object, plan: ImportPlan) -> None:
    assert callable(write)
    again = dry_run(read(write(export_rows(plan)), "export")).plan
    assert again.refused == ()
    assert again.facts() == plan


@pytest.mark.parametrize("write", [to_xlsx, to_csv_zip])
def test_a_flat_list_exported_reads_back_equal(write: object) -> None:
    assert callable(write)
    rows = [
        "Lot;Propriétaire;Quotités;Lift;Solde;Divers;Type",
        "A;Ann et Bob;1/3;5;-1,25;=1+1;Commerce",
        "B;Zoé SA;2/3;;;;cave",
    ]
    plan = flat(*rows).plan
    assert plan.refused == () and plan.keys[0].total == 3
    assert dry_run(read(write(export_rows(plan)), "x")).plan.facts() == plan.facts()


def test_no_exported_cell_can_run() -> None:
    payloads = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "'=1", "=cmd|' /C calc'!A0", "''+x", "sain"]
    folder = fixtures_dir()
    if folder is not None:
        payloads += (folder / "hardening/csv-injection-payloads.txt").read_text().splitlines()
    sheet = ExportSheet("x", ("=h", "b"), tuple((text, -5) for text in payloads))
    with zipfile.ZipFile(io.BytesIO(to_csv_zip([sheet]))) as archive:
        lines = archive.read("x.csv").decode("utf-8-sig").splitlines()
    assert not any(line.startswith(('"=', '"+', '"-', '"@', '"\t')) for line in lines)
    with zipfile.ZipFile(io.BytesIO(to_xlsx([sheet]))) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
        shared = archive.read("xl/sharedStrings.xml").decode()
    for sign in "=+-@":
        assert f"<t>{sign}" not in shared


@pytest.mark.parametrize(("text", "safe"), [("=1", "'=1"), ("'=1", "''=1"), ("'été", "'été"), ("a=1", "a=1"), ("", "")])
def test_neutral_text(text: str, safe: str) -> None:
    assert neutral(text) == safe


def test_the_control_sheet_closes_the_export() -> None:
    plan = flat("Lot;Nom;Quotités;Type", "A;Ann;600;appartement", "B;Ann;400;cave").plan
    last = export_rows(plan)[-1]
    assert last.name == "Control"
    assert last.rows == (
        ("Copropriétaires", 1),
        ("Lots", 2),
        ("Lots sans caves, garages ni parkings", 1),
        ("Clé Quotités, somme des lots", 1000),
        ("Clé Quotités, total annoncé", 1000),
        ("Clé Quotités, quotités de Ann", 1000),
    )


def test_the_same_plan_gives_the_same_csv_bytes() -> None:
    plan = flat("Lot;Nom;Quotités", "A;Ann;600").plan
    assert to_csv_zip(export_rows(plan)) == to_csv_zip(export_rows(plan))
