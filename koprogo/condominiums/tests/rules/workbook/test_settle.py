"""A settled plan says the same as its file in the building's own fields, and settles to itself."""

import dataclasses
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings

from koprogo.condominiums.rules.workbook.dry_run import dry_run
from koprogo.condominiums.rules.workbook.export import export_rows, to_csv_zip
from koprogo.condominiums.rules.workbook.margins import is_register_number
from koprogo.condominiums.rules.workbook.over import recognised
from koprogo.condominiums.rules.workbook.plan import (
    HoldingRow,
    ImportPlan,
    KeyRow,
    LotRow,
    Note,
    OwnerKind,
    OwnerRow,
    OwnershipRow,
    PreferenceRow,
)
from koprogo.condominiums.rules.workbook.reading import read
from koprogo.condominiums.rules.workbook.settle import settle
from koprogo.condominiums.rules.workbook.settled_words import country_of, floor_of, language_of
from koprogo.condominiums.rules.workbook.tenure import Held, laid_over
from koprogo.condominiums.tests.rules.workbook.shapes import flat
from koprogo.condominiums.tests.rules.workbook.test_export import plans

JULY, LATER = date(2022, 7, 1), date(2024, 3, 1)


@settings(max_examples=80, deadline=None)
@given(plan=plans())
def test_a_settled_plan_settles_to_itself(plan: ImportPlan) -> None:
    once = settle(plan).plan
    assert settle(once).plan == once


@settings(max_examples=40, deadline=None)
@given(plan=plans())
def test_a_settled_plan_exported_settles_the_same(plan: ImportPlan) -> None:
    once = settle(plan).plan
    again = dry_run(read(to_csv_zip(export_rows(once)), "x")).plan
    assert again.refused == ()
    assert settle(again).plan.facts() == once.facts()


def owner(code: str, name: str = "", **fields: object) -> OwnerRow:
    return OwnerRow(code, name or code, **fields)  # type: ignore[arg-type]


def lot(code: str, label: str = "", **fields: object) -> LotRow:
    return LotRow(code, label or code, flat("Lot;Nom;Quotités", "A;x y;1").plan.lots[0].kind, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given_labels", "numbers"),
    [
        ([("1", "A1"), ("2", "A2")], ["A1", "A2"]),
        ([("10", "Cave"), ("11", "Cave")], ["10", "11"]),
        ([("1", "nouveau"), ("2", "x" * 21)], ["1", "2"]),
        ([("1", "2"), ("2", "Cave"), ("3", "Cave")], ["2", "2-2", "3"]),
        ([("a" * 30, "b" * 30)], ["b" * 15]),
        ([("1", "Cave 1/2"), ("2", "../x")], ["Cave 1/2", "2"]),
    ],
)
def test_lots_get_the_number_people_use(given_labels: list[tuple[str, str]], numbers: list[str]) -> None:
    plan = ImportPlan(lots=tuple(lot(code, label) for code, label in given_labels))
    assert [row.code for row in settle(plan).plan.lots] == numbers


def test_two_people_of_a_flat_list_become_one_joint_party() -> None:
    settled = settle(flat("Lot;Nom;Quotités", "A;Ann Roux et Bob Roux;400", "B;Ann Roux;600").plan).plan
    assert [(row.code, row.kind.value) for row in settled.owners] == [
        ("Bob Roux", "person"),
        ("Ann Roux", "person"),
        ("Ann Roux+Bob Roux", "joint"),
    ]
    assert [row.owner for row in settled.ownerships] == ["Ann Roux+Bob Roux", "Ann Roux"]
    assert settled.groups()[0].members[0].full == 1  # nobody stated a part


@pytest.mark.parametrize(
    ("parts", "kept"),
    [
        ((Fraction(1), Fraction(1)), (Fraction(1), Fraction(1))),
        ((Fraction(1, 3), Fraction(2, 3)), (Fraction(1, 3), Fraction(2, 3))),
        ((Fraction(50), Fraction(50)), (Fraction(1), Fraction(1))),
        ((Fraction(1), Fraction(2)), (Fraction(1, 3), Fraction(2, 3))),
        ((Fraction(1, 2), Fraction(1, 2)), (Fraction(1, 2), Fraction(1, 2))),
    ],
)
def test_parts_make_one_or_say_nothing(parts: tuple[Fraction, Fraction], kept: tuple[Fraction, Fraction]) -> None:
    holdings = (HoldingRow("h", "1", parts[0]), HoldingRow("h", "2", parts[1]))
    plan = ImportPlan(owners=(owner("1"), owner("2")), holdings=holdings, lots=(lot("A"),))
    settled = settle(dataclasses.replace(plan, ownerships=(OwnershipRow("A", "1+2", None, None, "h"),))).plan
    assert tuple(row.full for row in settled.groups()[0].members) == kept
    assert settled.ownerships[0].owner == "1+2"


def test_usufruct_and_bare_ownership_stay_apart() -> None:
    holdings = (
        HoldingRow("h", "1", Fraction(0), Fraction(0), Fraction(1), representative="1"),
        HoldingRow("h", "2", Fraction(0), Fraction(1), Fraction(0)),
    )
    card = settle(ImportPlan(owners=(owner("1"), owner("2")), holdings=holdings)).plan.owners[-1]
    assert (card.kind, card.extra) == (OwnerKind.SPLIT, (("representative_owner_code", "1"),))


def test_what_has_no_field_stays_in_the_note() -> None:
    row = owner(
        "1",
        "Ann Roux",
        title="Madame",
        phones=("02 1", "02 2"),
        mobiles=("0470 1",),
        language="Latin",
        country="Japon",
        city="Tokyo",
        emails=("A@B.be", "c@d.be"),
        extra=(("Remarque", "préfère le soir"),),
    )
    plan = ImportPlan(owners=(row,), preferences=(PreferenceRow("1", "Dame Roux", (("fund_request", "post"),)),))
    settled = settle(plan).plan.owners[0]
    assert (settled.phones, settled.emails, settled.city, settled.country) == (
        ("0470 1",),
        ("a@b.be",),
        "Tokyo, Japon",
        "",
    )
    note = dict(settled.extra)["note"]
    for text in ("Madame", "02 1", "02 2", "c@d.be", "Latin", "préfère le soir", "Dame Roux", "post"):
        assert text in note


@pytest.mark.parametrize(
    ("said", "mails", "channel"),
    [("email", ("a@b.be",), "email"), ("email", (), "post"), ("Recommandé", ("a@b.be",), "post")],
)
def test_the_convocation_says_the_channel(said: str, mails: tuple[str, ...], channel: str) -> None:
    plan = ImportPlan(
        owners=(owner("1", emails=mails),),
        holdings=(HoldingRow("h1", "1"),),
        preferences=(PreferenceRow("h1", "", (("general_assembly_call", said),)),),
    )
    assert dict(settle(plan).plan.owners[0].extra)["general_assembly_call"] == channel


@pytest.mark.parametrize(
    ("header", "text", "is_one"),
    [
        ("citizen_identification", "x 12", True),
        ("Registre national", "85.07.30-033.28", True),
        ("Divers", "85.07.30-033.28", True),
        ("Divers", "né le 1, 85073003328", True),
        ("Divers", "85.07.30-033.29", False),
        ("Téléphone", "+32470123456", False),
        ("Divers", "BE68 5390 0754 7034", False),
        ("Registre national", "", False),
    ],
)
def test_national_register_numbers_are_known(header: str, text: str, is_one: bool) -> None:
    assert is_register_number(header, text) is is_one


def test_national_register_numbers_are_left_out() -> None:
    row = owner("1", extra=(("citizen_identification", "85073003328"), ("date_of_birth", "1985-07-30")))
    settled = settle(ImportPlan(owners=(row,), notes=(Note("s", "A1", "", "85.07.30-033.28"),)))
    assert settled.withheld == 2 and settled.loose == ()
    assert "85073003328" not in repr(settled.plan) and "1985-07-30" in repr(settled.plan)


def test_the_deeds_key_is_found_among_the_others() -> None:
    keys = (
        KeyRow("1", "Ascenseur", 10, {"A": 10}),
        KeyRow("2", "Charges", 20, {"A": 20}),
        KeyRow("stat", "Acte de base", 30, {"A": 30}),
        KeyRow("4", "Rien", 0, {}),
    )
    settled = settle(ImportPlan(lots=(lot("A"),), keys=keys))
    assert settled.deed == "Acte de base"
    assert [(key.name, key.label, key.total) for key in settled.plan.keys] == [
        ("quotites", "", 30), ("1", "Ascenseur", 10), ("2", "Charges", 20),
    ]  # fmt: skip


def test_shares_no_database_holds_are_refused() -> None:
    plan = ImportPlan(lots=(lot("A"),), keys=(KeyRow("k", "k", 10**20, {"A": 10**20}),))
    assert [one.code for one in settle(plan).plan.refused] == ["shares_too_large"]


@pytest.mark.parametrize(
    ("text", "floor"),
    [("RDC", 0), ("rez-de-chaussée", 0), ("-1", -1), ("sous-sol", -1), ("2e étage", 2), ("3", 3), ("1er", 1),
     ("2de verdieping", 2), ("entresol", None), ("", None), ("12345", None)],
)  # fmt: skip
def test_floors(text: str, floor: int | None) -> None:
    assert floor_of(text) == floor


def test_countries_and_languages() -> None:
    assert [country_of(text) for text in ("BE", "Belgique", "Pays-Bas", "US", "Japon", "")] == [
        "BE", "BE", "NL", "US", "", "",
    ]  # fmt: skip
    assert [language_of(text) for text in ("Français", "N", "nl-BE", "Duits", "latin", "")] == [
        "fr", "nl", "nl", "de", "", "",
    ]  # fmt: skip


KNOWN = Held("X", None, None, "r1")


@pytest.mark.parametrize(
    ("known", "wanted", "after"),
    [
        ([], [Held("X", JULY)], [("X", JULY, None)]),
        ([KNOWN], [Held("X")], [("X", None, None)]),
        ([KNOWN], [Held("X", JULY)], [("X", JULY, None)]),
        ([KNOWN], [Held("Y", JULY)], [("X", None, JULY), ("Y", JULY, None)]),
        ([Held("X", JULY, None, "r1")], [Held("W", None, JULY)], [("W", None, JULY), ("X", JULY, None)]),
        ([KNOWN], [Held("W", None, JULY), Held("X", JULY)], [("W", None, JULY), ("X", JULY, None)]),
        ([Held("X", None, LATER, "r1"), Held("Z", LATER, None, "r2")], [Held("X", JULY)],
         [("X", JULY, LATER), ("Z", LATER, None)]),
        ([KNOWN], [Held("Y")], None),
        ([KNOWN], [Held("Y", None, JULY)], None),
        ([Held("X", JULY, None, "r1")], [Held("X", None, JULY), Held("Y", JULY)], None),
    ],
)  # fmt: skip
def test_periods_laid_over_the_known_ones(
    known: list[Held], wanted: list[Held], after: list[tuple[str, date | None, date | None]] | None
) -> None:
    result = laid_over(known, wanted)
    assert result.conflict is (after is None)
    if after is not None:
        changed = {before.ref: row for before, row in result.changed}
        rows = [changed.get(row.ref, row) for row in known] + list(result.created)
        rows.sort(key=lambda row: row.start)
        assert [(row.party, row.from_on, row.to_on) for row in rows] == after
        assert laid_over([dataclasses.replace(row, ref=str(at)) for at, row in enumerate(rows)], wanted).changed == ()


def test_somebody_the_building_knows_is_recognised_once() -> None:
    plan = ImportPlan(owners=(owner("3", "HADDAD Nadia"), owner("4", "Bob", emails=("b@x.be",)), owner("5", "Jo Li")))
    unnamed = {
        "Nadia Haddad": owner("Nadia Haddad"),
        "Robert": owner("Robert", emails=("b@x.be",)),
        "Jo": owner("Jo"),
    }
    assert recognised(plan, ImportPlan(), unnamed, unnamed) == {"Nadia Haddad": "3", "Robert": "4"}
    twins = ImportPlan(owners=(owner("1", "Jo"), owner("2", "Jo")))
    assert recognised(twins, ImportPlan(), {"jo": owner("jo", "Jo")}, ["jo"]) == {}
    one = ImportPlan(owners=(owner("x", "Jo"),))
    assert recognised(one, ImportPlan(), {"a": owner("a", "Jo"), "b": owner("b", "Jo")}, ["a", "b"]) == {}
    bare, coded = ImportPlan(owners=(owner("Jo Li"),)), ImportPlan(owners=(owner("9", "Jo Li"),))
    assert recognised(bare, ImportPlan(), {"4": owner("4", "LI Jo")}, []) == {"4": "Jo Li"}
    assert recognised(coded, ImportPlan(), {"4": owner("4", "LI Jo")}, []) == {}
