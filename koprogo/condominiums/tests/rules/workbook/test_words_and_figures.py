"""Cells, kinds of lots, names and comparison: the small rules the import stands on."""

import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from koprogo.condominiums.rules import lots
from koprogo.condominiums.rules.lots import LotKind
from koprogo.condominiums.rules.workbook import cells, kinds, people
from koprogo.condominiums.rules.workbook.cells import Cell, CellKind
from koprogo.condominiums.rules.workbook.comparison import Change, compare
from koprogo.condominiums.rules.workbook.plan import ImportPlan, OwnerKind
from koprogo.condominiums.rules.workbook.relations import Known
from koprogo.condominiums.tests.rules.workbook.shapes import flat, run, xlsx
from koprogo.kernel.shares import Share


@pytest.mark.parametrize(
    ("kinds_of_lots", "counted", "compulsory"),
    [
        ([LotKind.APARTMENT] * 15 + [LotKind.CELLAR] * 15 + [LotKind.PARKING] * 20, 15, False),
        ([LotKind.APARTMENT] * 19, 19, False),
        ([LotKind.APARTMENT] * 20, 20, True),
        ([LotKind.APARTMENT] * 19 + [LotKind.GARAGE], 19, False),
        ([LotKind.APARTMENT] * 18 + [LotKind.SHOP, LotKind.OTHER], 20, True),
        ([LotKind.HOUSE] * 10 + [LotKind.OFFICE] * 10, 20, True),
        ([], 0, False),
    ],
)
def test_lots_counted_for_the_council(kinds_of_lots: list[LotKind], counted: int, compulsory: bool) -> None:
    assert lots.counted(kinds_of_lots) == counted
    assert lots.council_is_compulsory(kinds_of_lots) is compulsory


@pytest.mark.parametrize(
    ("cell", "share"),
    [
        (Cell("150"), Share(150, None)),
        (Cell("150/10000"), Share(150, 10000)),
        (Cell("150 / 10.000èmes"), Share(150, 10000)),
        (Cell("1.250"), Share(1250, None)),
        (Cell("1 250"), Share(1250, None)),
        (Cell("12,5"), Share(125, None, 10)),
        (Cell("12.5", CellKind.NUMBER), Share(125, None, 10)),
        (Cell("1.125", CellKind.NUMBER), Share(1125, None, 1000)),
        (Cell("1,250"), None),
        (Cell("-5"), None),
        (Cell("-5", CellKind.NUMBER), None),
        (Cell("11/10"), None),
        (Cell("5/0"), None),
        (Cell("٣"), None),
        (Cell("1" * 30), None),
        (Cell("101 %"), None),
    ],
)
def test_shares_as_written(cell: Cell, share: Share | None) -> None:
    assert cells.parse_share(cell) == share


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("1.243,18 €", 124318),
        ("€ 1.243,18", 124318),
        ("1 243,18", 124318),
        ("1,243.18", 124318),
        ("1.243", 124300),
        ("-0,05", -5),
        ("\u221212,5", -1250),
        ("(40,00)", -4000),
        ("12,50-", -1250),
        ("12,345", None),
        ("1,250", None),
        ("abc", None),
        ("1-2", None),
    ],
)
def test_amounts_as_written(text: str, cents: int | None) -> None:
    assert cells.parse_cents(Cell(text)) == cents


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1/7/2022", datetime.date(2022, 7, 1)),
        ("01-07-2022", datetime.date(2022, 7, 1)),
        ("2022-07-01", datetime.date(2022, 7, 1)),
        ("31/2/2022", None),
        ("07/2022", None),
    ],
)
def test_dates_as_written(text: str, day: datetime.date | None) -> None:
    assert cells.parse_date(Cell(text)) == day


def test_parts_and_addresses() -> None:
    assert cells.parse_part(Cell("1/3")) == Fraction(1, 3)
    assert cells.parse_part(Cell("0.5", CellKind.NUMBER)) == Fraction(1, 2)
    assert cells.parse_part(Cell("moitié")) is None
    assert [cells.address(6, 2), cells.address(0, 26), cells.address(9, 701)] == ["C7", "AA1", "ZZ10"]
    assert cells.plain(Decimal("0.10")) == "0.1"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Appartement 2 ch.", LotKind.APARTMENT),
        ("Rez commercial", LotKind.SHOP),
        ("kantoor", LotKind.OFFICE),
        ("Garage fermé", LotKind.GARAGE),
        ("autostaanplaats", LotKind.PARKING),
        ("BASEMENT", LotKind.CELLAR),
        ("Villa", LotKind.HOUSE),
        ("piscine", None),
    ],
)
def test_kinds_in_three_languages(text: str, kind: LotKind | None) -> None:
    assert kinds.kind_of(text) is kind


@pytest.mark.parametrize(
    ("name", "kind", "members"),
    [
        ("Jean Dupont et Marie Durand", OwnerKind.JOINT, ("Jean Dupont", "Marie Durand")),
        ("Jan Peeters en An Maes", OwnerKind.JOINT, ("Jan Peeters", "An Maes")),
        ("Dupont & Durand", OwnerKind.JOINT, ("Dupont", "Durand")),
        ("M. et Mme Dupont", OwnerKind.JOINT, ("M. Dupont", "Mme Dupont")),
        ("De heer en mevrouw De Smet", OwnerKind.JOINT, ("De heer De Smet", "mevrouw De Smet")),
        ("Dupont & Fils SPRL", OwnerKind.COMPANY, ()),
        ("Immo Soleil", OwnerKind.COMPANY, ()),
        ("Peeters N.V.", OwnerKind.COMPANY, ()),
        ("Anne-Marie Henri", OwnerKind.PERSON, ()),
        ("da Sa", OwnerKind.PERSON, ()),
    ],
)
def test_names_of_parties(name: str, kind: OwnerKind, members: tuple[str, ...]) -> None:
    assert people.kind_of_name(name) == (kind, members)


RELATIONAL: dict[str, list[list[Any]]] = {
    "Lots": [["code", "nature"], ["A", "flat"], ["B", "flat"]],
    "Owners": [["code", "lastname", "firstname"], ["1", "Ray", "Eve"], ["2", "Roux", "Frank"]],
    "Ownerships": [
        ["code", "owner_code", "shares_full_property", "shares_bare_property", "shares_usufruct"],
        ["x", "1", 0.5, "", ""],
        ["x", "2", 0.5, "", ""],
        ["y", "1", "", 1, ""],
        ["y", "2", "", "", 1],
    ],
    "History": [
        ["lot_code", "ownership_code", "date_from", "date_to"],
        ["A", "x", "", ""],
        ["B", "y", "", ""],
    ],
    "Keys": [["code", "total_shares"], ["k", 10]],
    "Shares": [["apport_key_code", "lot_code", "lot_shares"], ["k", "A", 4], ["k", "B", 6]],
}


def test_several_owners_of_one_holding_are_a_joint_or_split_party() -> None:
    plan = run(xlsx(RELATIONAL), "a.xlsx").plan
    assert plan.refused == ()
    # The same two people hold both lots, once together and once as bare owner and usufructuary.
    assert [row.owner for row in plan.ownerships] == ["1+2", "1+2:y"]
    assert [(group.code, group.kind) for group in plan.groups()] == [
        ("1+2", OwnerKind.JOINT),
        ("1+2:y", OwnerKind.SPLIT),
    ]
    assert plan.shares() == {"k": {"1+2": 4, "1+2:y": 6}}
    assert len(plan.owners) == 2


def test_a_lot_changes_hands_on_one_day() -> None:
    table = dict(RELATIONAL)
    table["History"] = [
        ["lot_code", "ownership_code", "date_from", "date_to"],
        ["A", "x", "01/01/2020", "01/07/2022"],
        ["A", "y", "01/07/2022", ""],
        ["B", "x", "", "01/01/2021"],
    ]
    plan = run(xlsx(table), "a.xlsx").plan
    assert plan.refused == ()
    assert plan.holders() == {"A": "1+2:y", "B": "1+2"}
    assert len(plan.ownerships) == 3


def test_codes_are_found_whatever_their_case() -> None:
    table = dict(RELATIONAL)
    table["Shares"] = [["apport_key_code", "lot_code", "lot_shares"], ["k", "a", 4], ["k", "B ", 6]]
    assert run(xlsx(table), "a.xlsx").plan.keys[0].weights == {"A": 4, "B": 6}
    assert Known(["A"], ["Ann"]).owners == ["Ann"]


def test_cells_beside_and_above_the_tables_are_notes() -> None:
    table = dict(RELATIONAL)
    table["Keys"] = [["Clés de l’immeuble"], ["code", "total_shares", "remarque"], ["k", 10, "voir acte"]]
    table["Divers"] = [["Chaudière"], ["1998"]]
    table["Lots"] = [["code", "nature", "Peinture"], ["A", "flat", "bleu"], ["B", "flat", ""]]
    plan = run(xlsx(table), "a.xlsx").plan
    assert {note.text for note in plan.notes} == {"Clés de l’immeuble", "voir acte", "Chaudière", "1998"}
    assert plan.lots[0].extra == (("Peinture", "bleu"),)


def test_a_second_import_says_what_is_new_and_what_changes() -> None:
    before = flat("Lot;Nom;E-mail;Quotités;Étage", "A;Ann;a@example.org;600;1", "B;Bob;;400;2").plan
    after = flat("Lot;Nom;E-mail;Quotités;Étage", "A;Ann;;600;3", "B;Bob;;300;2", "C;Cid;;100;2").plan
    found = compare(after, before)
    assert found.created == {"owner": ("Cid",), "lot": ("C",), "key": ()}
    assert found.unchanged == {"owner": ("Ann", "Bob"), "lot": ("B",), "key": ()}
    weights = Change("key", "Quotités", "weights", {"A": 600, "B": 400}, {"A": 600, "B": 300, "C": 100})
    assert found.changed == (Change("lot", "A", "floor", "1", "3"), weights)
    assert compare(before, ImportPlan()).created["lot"] == ("A", "B")
