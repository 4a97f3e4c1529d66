"""Flat lists as volunteers keep them: one row per lot, in any dialect."""

import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koprogo.condominiums.rules.lots import LotKind
from koprogo.condominiums.rules.workbook import delimited
from koprogo.condominiums.rules.workbook.plan import OwnerKind
from koprogo.condominiums.rules.workbook.vocabulary import Meaning
from koprogo.condominiums.tests.rules.workbook.shapes import (
    flat,
    ods,
    placeless,
    refusals,
    run,
    warnings,
    xlsx,
)

HEADER = [
    "Lot",
    "Propriétaire",
    "E-mail",
    "Adresse",
    "Quotités",
    "Clé ascenseur",
    "Étage",
    "Type",
    "Solde",
    "Locataire",
]
# The reference building of the law pages (section 0.2): 1000 parts, a lift key of 700.
TILLEULS: list[list[Any]] = [
    [
        "A",
        "Alice Martin ",
        "alice@example.org",
        "Rue Haute 1, 1000 Bruxelles",
        180,
        "",
        0,
        "Commerce",
        -12.5,
        "Bar",
    ],
    ["B", "Bruno Lenoir", "", "", 120, "", 0, "Appartement", 1243.18, ""],
    ["C", "Chloé Dupont", "c@example.org", "", 150, 150, 1, "Appartement", "", ""],
    ["D", "CHLOÉ  DUPONT", "", "", 150, 150, 1, "Appartement", "", "Zoé"],
    ["E", "David Roy", "", "", 120, 120, 2, "Appartement", "", ""],
    ["F", "Eve Ray et Frank Roux", "", "", 130, 130, 2, "Studio", "", ""],
    ["G", "Greta SA", "", "", 80, 80, 3, "Bureau", "", ""],
    ["H", "M. & Mme De Smet", "", "", 70, 70, 3, "Appartement", "", ""],
]
TOTAL = ["Total", "", "", "", 1000, 700, "", "", "", ""]
TITLED: list[list[Any]] = [
    ["Résidence Les Tilleuls"],
    ["Liste au 1/1/2026"],
    [],
    HEADER,
    *TILLEULS[:4],
    [],
    *TILLEULS[4:],
    TOTAL,
]


@pytest.mark.parametrize(("make", "name"), [(xlsx, "a.xlsx"), (ods, "a.ods")])
def test_a_french_list_with_titles_and_totals(make: object, name: str) -> None:
    assert callable(make)
    found = run(make({"Copropriétaires": TITLED}), name)
    plan = found.plan
    assert plan.refused == ()
    assert [lot.code for lot in plan.lots] == list("ABCDEFGH")
    assert {key.name: key.total for key in plan.keys} == {"Quotités": 1000, "Clé ascenseur": 700}
    assert len(plan.owners) == 7
    assert plan.shares()["Quotités"]["Chloé Dupont"] == 300
    assert plan.lots[0].kind is LotKind.SHOP and plan.lots[5].kind is LotKind.APARTMENT
    alice = plan.owners[0]
    assert (alice.street, alice.postcode, alice.city) == ("Rue Haute 1", "1000", "Bruxelles")
    assert [row.balance_cents for row in plan.balances] == [-1250, 124318]
    assert ("Locataire", "Zoé", "D") in [(note.header, note.text, note.lot) for note in plan.notes]
    assert "Résidence Les Tilleuls" in [note.text for note in plan.notes]


def test_several_people_and_companies_are_told_apart() -> None:
    owners = {owner.name: owner for owner in run(xlsx({"x": TITLED}), "a.xlsx").plan.owners}
    joint = owners["Eve Ray et Frank Roux"]
    assert (joint.kind, joint.members) == (OwnerKind.JOINT, ("Eve Ray", "Frank Roux"))
    assert owners["M. & Mme De Smet"].members == ("M. De Smet", "Mme De Smet")
    assert owners["Greta SA"].kind is OwnerKind.COMPANY
    assert owners["Alice Martin"].kind is OwnerKind.PERSON


def test_a_dutch_csv_with_semicolons_and_decimal_commas() -> None:
    text = (
        "Kavel;Naam;Voornaam;Straat;Postcode;Gemeente;Aandelen;Verdieping;Soort;Saldo;Eigenaar sinds\n"
        "1;Peeters;Jan;Kerkstraat 1;9000;Gent;62,50;0;appartement;1.250,75;01/02/2020\n"
        "2;Maes;Lïn;Kerkstraat 2;9000;Gent;37,5;1;kelder;-0,05;\n"
        "Totaal;;;;;;100,00;;;;\n"
    )
    found = run(text.encode("cp1252"))
    plan = found.plan
    assert plan.refused == ()
    assert plan.keys[0].weights == {"1": 625, "2": 375} and plan.keys[0].total == 1000
    assert ("G1", "shares_scaled") in warnings(found)
    assert [row.balance_cents for row in plan.balances] == [125075, -5]
    assert plan.owners[1].name == "Lïn Maes" and plan.owners[1].last_name == "Maes"
    assert plan.ownerships[0].from_on == datetime.date(2020, 2, 1)
    assert [lot.kind for lot in plan.lots] == [LotKind.APARTMENT, LotKind.CELLAR]


def test_english_headers_with_commas_and_a_mark() -> None:
    text = '\ufeffUnit,Owner,Shares,Floor\n1A,"Doe, Jane",150/1000,1\n1B,Rick Roe,850/1000,2\n'
    plan = run(text.encode()).plan
    assert plan.refused == () and plan.keys[0].total == 1000
    assert plan.shares() == {"Shares": {"Doe, Jane": 150, "Rick Roe": 850}}


def test_pasted_cells_without_header() -> None:
    found = run("A1\tAlice Martin\t600\nA2\tBruno Lenoir\t400\n")
    assert found.plan.refused == ()
    assert found.plan.shares() == {"Quotités": {"Alice Martin": 600, "Bruno Lenoir": 400}}
    assert [guess.meaning for guess in found.columns] == [Meaning.LOT, Meaning.OWNER, Meaning.SHARES]


def test_two_sheets_a_directory_and_a_list() -> None:
    lots: list[list[Any]] = [["lot", "code propriétaire", "quotités"], ["A", "12", 40], ["B", "7", 60]]
    people = [
        ["code propriétaire", "nom", "e-mail"],
        ["7", "Zoé Bay", "z@example.org"],
        ["12", "Ali Bey", ""],
    ]
    plan = run(xlsx({"Lots": lots, "Adresses": people}), "a.xlsx").plan
    assert plan.refused == ()
    assert plan.shares() == {"quotités": {"12": 40, "7": 60}}
    assert plan.owners[0].emails == ("z@example.org",)


def test_a_person_changes_what_a_column_is() -> None:
    rows = ["Lot;Propriétaire;Colonne D;Quotités", "A;Ann;3;60", "B;Bob;9;40"]
    guessed = run("\n".join(rows).encode())
    assert [note.text for note in guessed.plan.notes] == ["3", "9"]
    changed = run("\n".join(rows).encode(), overrides={("liste", "C"): Meaning.FLOOR, ("liste", "D"): Meaning.NOTE})
    assert [lot.floor for lot in changed.plan.lots] == ["3", "9"]
    assert changed.plan.keys == () and ("A1", "no_shares_column") in warnings(changed)


def test_the_guess_is_told_in_words() -> None:
    found = flat("Kavel;Eigenaar;Aandelen;Lift", "1;Jan;50;100", "2;An;50;")
    said = [(guess.column, guess.in_words, guess.key_name) for guess in found.columns]
    assert said == [
        ("A", "le numéro du lot", ""),
        ("B", "le nom du copropriétaire", ""),
        ("C", "les quotités d’une clé", "Aandelen"),
        ("D", "les quotités d’une clé", "Lift"),
    ]


def test_a_list_in_which_nothing_is_a_lot_keeps_its_cells() -> None:
    found = flat("bonjour", "monde")
    assert refusals(found) == [("A1", "nothing_found")]
    assert [note.text for note in found.plan.notes] == ["bonjour", "monde"]


def test_a_list_of_suppliers_is_no_list_of_lots() -> None:
    found = flat("legal_name,zip,email_1,vat_number", "Un SRL,1120,a@example.org,BE1", "Deux,1160,,BE2")
    assert [code for _, code in refusals(found)] == ["nothing_found"]
    assert found.plan.lots == () and "Un SRL" in {note.text for note in found.plan.notes} | {
        owner.name for owner in found.plan.owners
    }


@settings(max_examples=40, deadline=None)
@given(order=st.permutations(range(len(HEADER))))
def test_the_order_of_columns_does_not_matter(order: list[int]) -> None:
    def shuffled(row: list[Any]) -> str:
        texts = [str(row[at]).replace(".", ",") if isinstance(row[at], float) else str(row[at]) for at in order]
        return ";".join(texts)

    usual = run(
        "\n".join(";".join(map(str, row)).replace("-12.5", "-12,5") for row in [HEADER, *TILLEULS, TOTAL]).encode()
    )
    moved = run("\n".join(shuffled(row) for row in [HEADER, *TILLEULS, TOTAL]).encode())
    assert placeless(moved.plan) == placeless(usual.plan)
    assert usual.plan.refused == () and len(usual.plan.lots) == 8


def test_a_quoted_heading_tells_the_separator_whatever_the_cells_hold() -> None:
    cell = ",\n,\n,\n,"
    assert delimited.rows(f'"a";"b"\r\n"1";"{cell}"\r\n') == [["a", "b"], ["1", cell]]
    assert delimited.rows('"a ""x"";,","b;c"\r\n"1","2"\r\n') == [['a "x";,', "b;c"], ["1", "2"]]
