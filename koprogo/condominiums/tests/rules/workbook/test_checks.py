"""Every check says the sheet, the cell and the reason, and nothing is lost."""

import pytest

from koprogo.condominiums.tests.rules.workbook.shapes import flat, refusals, warnings

HEADER = "Lot;Propriétaire;E-mail;IBAN;Code postal;Quotités;Solde"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["A;Ann;;;;600;", "B;Bob;;;;400;", "Total;;;;;1001;"], [("F4", "sum_differs")]),
        (["A;Ann;;;;600;", "B;Bob;;;;400;", ";;;;;1001;"], [("A4", "lot_without_identifier")]),
        (["A;Ann;;;;600;", "a ;Bob;;;;400;"], [("A3", "duplicate_lot")]),
        ([";Ann;;;;600;", "B;Bob;;;;400;"], [("A2", "lot_without_identifier")]),
        (["A;Ann;;;;six cents;", "B;Bob;;;;400;"], [("F2", "unreadable_shares")]),
        (["A;Ann;;;;-5;", "B;Bob;;;;400;"], [("F2", "unreadable_shares")]),
        (["A;Ann;;;;1,250;", "B;Bob;;;;400;"], [("F2", "unreadable_shares")]),
        (["A;Ann;;;;150/10000;", "B;Bob;;;;9850/10000;"], []),
        (["A;Ann;;;;150/10000;", "B;Bob;;;;9000/10000;"], [("F1", "sum_differs")]),
        (["A;Ann;;;;150/10000;", "B;Bob;;;;850/1000;"], [("F3", "denominators_differ")]),
        (["A;Ann;;;;1.500/10.000;", "B;Bob;;;;8 500/10 000;"], []),
        (["A;Ann;;;;12,5 %;", "B;Bob;;;;87,5 %;"], []),
        (["A;Ann;;;;1.500;", "B;Bob;;;;8.500;", "Totaal;;;;;10.000;"], []),
        (["A;Ann;;;;600;", "Sous-total;;;;;600;", "B;Bob;;;;400;", "TOTAL GÉNÉRAL;;;;;1000;"], []),
        (["A;Ann;;;;600;", "B;Bob;;;;400;", ";;;;;1000;"], []),
        (["A;Ann;;;;600;", "B;Bob;;;;400;", "Total;;;;;mille;"], [("F4", "unreadable_total")]),
    ],
)
def test_refusals_name_their_cell(rows: list[str], expected: list[tuple[str, str]]) -> None:
    found = flat(HEADER, *rows)
    assert refusals(found) == expected
    assert all(problem.sheet == "liste" for problem in found.plan.refused)


@pytest.mark.parametrize(
    ("cell", "row", "code", "text"),
    [
        ("C2", "A;Ann;ann@;;;1000;", "bad_email", "ann@"),
        ("D2", "A;Ann;;BE11 0684 0318 2649;;1000;", "bad_iban", "BE11 0684 0318 2649"),
        ("E2", "A;Ann;;;1O80;1000;", "bad_postcode", "1O80"),
        ("E2", "A;Ann;;;0999;1000;", "bad_postcode", "0999"),
        ("G2", "A;Ann;;;;1000;douze", "bad_amount", "douze"),
        ("G2", "A;Ann;;;;1000;12,345", "bad_amount", "12,345"),
    ],
)
def test_bad_contacts_are_warnings_and_stay_as_notes(cell: str, row: str, code: str, text: str) -> None:
    found = flat(HEADER, row)
    assert refusals(found) == [] and warnings(found) == [(cell, code)]
    assert [(note.cell, note.text, note.lot, note.owner) for note in found.plan.notes] == [(cell, text, "A", "Ann")]
    assert text in found.plan.warnings[0].sentence


def test_good_contacts_are_taken() -> None:
    row = "A;Ann;ann@example.org, b@example.org ;BE11 0684 0318 2648;B-1080;1000;1 243,18 €"
    plan = flat(HEADER, row).plan
    owner = plan.owners[0]
    assert owner.emails == ("ann@example.org", "b@example.org")
    assert (owner.ibans, owner.postcode) == (("BE11068403182648",), "1080")
    assert plan.balances[0].balance_cents == 124318 and plan.warnings == () and plan.notes == ()


def test_a_stated_total_in_the_header_is_checked() -> None:
    found = flat("Lot;Nom;Quotités /1000", "A;Ann;600", "B;Bob;300")
    assert refusals(found) == [("C1", "sum_differs")]
    problem = found.plan.refused[0]
    assert (problem.facts["sum"], problem.facts["total"]) == ("900", "1000")


def test_a_second_address_of_the_same_owner_is_a_note() -> None:
    found = flat("Lot;Nom;Rue;Quotités", "A;Ann;Rue Haute 1;500", "B;Ann;Rue Basse 2;500")
    assert warnings(found) == [("C3", "owner_differs")]
    assert found.plan.owners[0].street == "Rue Haute 1"
    assert [note.text for note in found.plan.notes] == ["Rue Basse 2"]


def test_lots_and_owners_left_alone_are_pointed_out() -> None:
    found = flat("Lot;Nom;E-mail;Quotités", "A;;;500", "B;Bob;;500", ";Zoé;z@example.org;")
    assert warnings(found) == [("A2", "lot_without_owner"), ("B4", "owner_without_lot")]
    assert found.plan.refused == ()


def test_a_balance_written_on_every_lot_is_pointed_out() -> None:
    found = flat("Lot;Nom;Quotités;Solde", "A;Ann;500;25,00", "B;Ann;500;25,00")
    assert warnings(found) == [("D3", "balance_repeated")]


def test_a_title_between_lots_is_no_lot() -> None:
    found = flat("Lot;Nom;Quotités", "Bloc A;;", "A;Ann;500", "B;Bob;500")
    assert [lot.code for lot in found.plan.lots] == ["A", "B"]
    assert warnings(found) == [("A2", "lone_text")]
    assert [note.text for note in found.plan.notes] == ["Bloc A"]


def test_every_filled_cell_is_somewhere_in_the_plan() -> None:
    rows = [
        "Lot;Nom;Rue;Quotités;Divers;Clé XYZ",
        "A;Ann;r1;500;un;",
        ";;;;deux;",
        "B;Bob;;500;;x",
        "Fait le 3/4;;;;;",
    ]
    plan = flat(*rows).plan
    kept = {note.text for note in plan.notes} | {lot.code for lot in plan.lots} | {one.name for one in plan.owners}
    assert {"un", "deux", "A", "B", "Ann", "Bob", "Fait le 3/4"} <= kept
