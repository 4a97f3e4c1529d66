"""An old workbook comes in whole, changes nothing the second time, is undone in one step, and survives an export."""

import dataclasses
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from koprogo.condominiums.models import (
    AllocationKey,
    Import,
    KeyWeight,
    Lot,
    Ownership,
    Party,
    PartyMember,
    PartyPerson,
)
from koprogo.condominiums.operations import create, keys, lots, occupancies, ownerships, parties
from koprogo.condominiums.operations.imports import read, take_in, undo
from koprogo.condominiums.operations.parties import PartyFacts
from koprogo.condominiums.queries import access as accesses
from koprogo.condominiums.queries import imports as queries
from koprogo.condominiums.queries import keys as key_queries
from koprogo.condominiums.queries import parties as party_queries
from koprogo.condominiums.queries import roll
from koprogo.condominiums.queries.present import exported, present
from koprogo.condominiums.rules.lots import LotKind
from koprogo.condominiums.rules.workbook.export import export_rows, to_csv_zip, to_xlsx
from koprogo.condominiums.rules.workbook.limits import UnreadableWorkbook
from koprogo.condominiums.rules.workbook.plan import CondominiumFacts, ImportPlan
from koprogo.condominiums.rules.workbook.vocabulary import Meaning
from koprogo.kernel.refusals import NotAllowed
from koprogo.platform import boundary
from koprogo.platform.access import Access
from koprogo.testing import casting, counting, tilleuls
from koprogo.testing.fixtures import fixtures_dir

pytestmark = pytest.mark.django_db
TABLES = (Party, PartyMember, Lot, AllocationKey, KeyWeight, Ownership)


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.KOPROGO_FILES = tmp_path


def building(slug: str = "testimmo", founder: str = "Zoé Syndic") -> Access:
    person = casting.person(f"syndic@{slug}.example", founder)
    org = create.create(person.id, name=slug, slug=slug, deed_total=10_000, now=casting.NOW)
    access = accesses.resolve(person_id=person.id, slug=org.slug, now=casting.NOW)
    assert access is not None
    return access


def workbook() -> bytes:
    folder = fixtures_dir()
    if folder is None:
        pytest.skip("the shared fixtures are not beside this copy")
    return (folder / "lots" / "condominium_import.xlsx").read_bytes()


def bring_in(access: Access, data: bytes | str, name: str = "liste.xlsx") -> Import:
    """Read and do an import, as two requests would."""
    with boundary.within(access.org_id):
        if isinstance(data, str):
            row = read.read_cells(access, text=data, name=name)
        else:
            row = read.read_file(access, data=data, name=name)
        return take_in.take_in(access, import_id=row.id)


def state(access: Access) -> dict[str, list[dict[str, Any]]]:
    """Every row of the building's own tables."""
    with boundary.within(access.org_id):
        return {model.__name__: [dict(row) for row in model.objects.order_by("id").values()] for model in TABLES}


def plan_of(access: Access) -> ImportPlan:
    with boundary.within(access.org_id):
        return dataclasses.replace(exported(access), condominium=CondominiumFacts())


def prepared(access: Access, data: bytes | str) -> queries.Prepared:
    with boundary.within(access.org_id):
        if isinstance(data, str):
            row = read.read_cells(access, text=data, name="collé")
        else:
            row = read.read_file(access, data=data, name="x")
        return queries.prepared(access, row=row)


def test_the_real_workbook_comes_in_whole() -> None:
    access = building()
    row = bring_in(access, workbook())
    with boundary.within(access.org_id):
        holders = {holder.name: holder.shares for holder in roll.holders(access, on=access.today)}
        found = key_queries.all(access, on=access.today)
        rows = roll.lots(access, on=access.today)
        people = party_queries.listing(access, on=access.today)
        dirk = Party.objects.get(external_id="4")
        cellar = Lot.objects.get(number="Cave 1A")
    assert row.result["counts"] == {
        "parties_created": 5, "members_created": 0, "lots_created": 14, "keys_created": 1,
        "weights_created": 18, "ownerships_created": 14, "keys_changed": 1,
    }  # fmt: skip
    assert holders["Dirk D'HONDT"] == 570 and sum(holders.values()) == 1000
    assert [(key.code, key.total, key.weighed) for key in found] == [("quotites", 1000, 1000), ("1", 1000, 1000)]
    assert [one.number for one in rows][:3] == ["A1", "A2", "B1"] and len(rows) == 14
    assert people.total == 6  # with the founder
    assert (dirk.channel, dirk.email, dirk.phone) == ("email", "owner4@example.org", "+32470000003")
    assert cellar.kind == "cellar" and "Lot principal : A1" in cellar.note and "Avenue du Test, 56" in cellar.note


def test_the_same_file_again_changes_nothing() -> None:
    access = building()
    bring_in(access, workbook())
    before = state(access)
    again = prepared(access, workbook())
    assert again.nothing_to_do and not any(again.comparison.created.values())
    assert all(line.difference == 0 for line in _control(access, workbook()))
    row = bring_in(access, workbook())
    assert state(access) == before
    assert not any(row.result["counts"].values())


def _control(access: Access, data: bytes) -> list[queries.ControlLine]:
    return queries.control(prepared(access, data))


def test_undoing_leaves_the_building_as_it_was() -> None:
    access = building()
    before = state(access)
    row = bring_in(access, workbook())
    assert state(access) != before
    with boundary.within(access.org_id):
        done = undo.undo(access, import_id=row.id)
        with pytest.raises(undo.ImportNotDone):
            undo.undo(access, import_id=row.id)
    assert (done.state, state(access)) == (Import.State.UNDONE, before)


@pytest.mark.parametrize("write", [to_xlsx, to_csv_zip])
def test_an_export_rebuilds_the_building(write: Callable[[Any], bytes]) -> None:
    first, second = building(), building("jumeau")
    bring_in(first, workbook())
    with boundary.within(first.org_id):
        data = write(export_rows(exported(first)))
    bring_in(second, data)
    assert plan_of(second) == plan_of(first)
    assert prepared(first, data).nothing_to_do


def test_a_building_made_by_hand_is_rebuilt_with_its_joint_and_split_parties() -> None:
    world = tilleuls.build()
    access = world.syndic_access
    with boundary.within(world.org.id):
        parties.name_representative(
            access,
            party_id=world.parties["Eve / Frank"],
            representative_id=world.parties["Frank"],
            note="Lettre du 3 mars 2026",
        )
        ownerships.transfer_lot(
            access, lot_id=world.lots["A"], party_id=world.parties["Ines"], on=date(2025, 3, 1), source="Acte"
        )
        data = to_xlsx(export_rows(exported(access)))
    assert prepared(access, data).nothing_to_do
    second = building("jumeau")
    bring_in(second, data)
    assert plan_of(second) == plan_of(access)
    with boundary.within(second.org_id):
        joint = Party.objects.get(kind="joint")
        assert joint.representative is not None
        assert (joint.representative.first_name, joint.representative_note) == ("Frank", "Lettre du 3 mars 2026")
        assert sorted(joint.members.values_list("right", "numerator", "denominator")) == [("co_owner", 1, 2)] * 2
        split = Party.objects.get(kind="split")
        assert set(split.members.values_list("right", flat=True)) == {"usufructuary", "bare_owner"}


FLAT = "Lot;Propriétaire;Quotités;Type;Divers;E-mail;Solde\n"
FLAT += "A;Ann Roux et Bob Roux;600;appartement;grande cave;a@b.be;12\nB;Zoé Syndic;400;cave;85.07.30-033.28;;"


def test_a_flat_list_makes_a_joint_party_and_knows_the_syndic() -> None:
    access = building()
    row = bring_in(access, FLAT)
    with boundary.within(access.org_id):
        joint = Party.objects.get(kind="joint")
        assert (joint.name, joint.email) == ("Ann Roux et Bob Roux", "a@b.be")
        assert {one.member.name for one in joint.members.select_related("member")} == {"Ann Roux", "Bob Roux"}
        zoe = Party.objects.get(name="Zoé Syndic")  # the founder, recognised and not made twice
        assert Ownership.objects.get(lot__number="B").party_id == zoe.id
        assert Lot.objects.get(number="A").note == "Divers : grande cave"
        assert "85" not in Lot.objects.get(number="B").note and row.result["withheld"] == 1
    assert roles_of(access) == {"syndic", "owner"}
    with boundary.within(access.org_id):
        undo.undo(access, import_id=row.id)
    assert roles_of(access) == {"syndic"}


def roles_of(access: Access) -> set[str]:
    assert access.person_id is not None
    now = accesses.resolve(person_id=access.person_id, slug=access.slug, now=access.now)
    return set() if now is None else set(now.roles)


def test_somebody_known_by_mail_gets_the_code_of_the_file_and_gives_it_back() -> None:
    access = building()
    row = bring_in(access, "Code propriétaire;Nom;E-mail;Lot;Quotités\n7;SYNDIC Zoé;syndic@testimmo.example;A;1")
    with boundary.within(access.org_id):
        zoe = Party.objects.get()
        assert (zoe.external_id, zoe.name) == ("7", "SYNDIC Zoé")
        undo.undo(access, import_id=row.id)
        zoe.refresh_from_db()
        assert (zoe.external_id, zoe.name) == ("", "Zoé Syndic")


def test_a_second_file_changes_lots_by_number_and_undoing_gives_them_back() -> None:
    access = building()
    bring_in(access, "Lot;Nom;Quotités;Type;Etage\nA;Ann Roux;600;appartement;1\nB;Bob Roy;400;cave;")
    before = state(access)
    text = "Lot;Nom;Quotités;Type;Etage;Depuis\nA;Ann Roux;600;commerce;0;\nB;Cid Sy;400;;;1/3/2026"
    changes = {(one.code, one.field): (one.before, one.after) for one in prepared(access, text).comparison.changed}
    assert set(changes) == {("A", "kind"), ("A", "floor")} and changes["A", "floor"] == ("1", "0")
    row = bring_in(access, text)
    with boundary.within(access.org_id):
        history = [
            (one.party.name, one.starts_on, one.ends_on)
            for one in Ownership.objects.filter(lot__number="B").select_related("party").order_by("starts_on")
        ]
        assert Lot.objects.get(number="B").kind == "cellar"  # an empty cell erases nothing
    assert history == [("Bob Roy", date(1924, 7, 8), date(2026, 3, 1)), ("Cid Sy", date(2026, 3, 1), None)]
    with boundary.within(access.org_id):
        undo.undo(access, import_id=row.id)
    assert state(access) == before


def test_what_people_changed_since_is_not_given_back() -> None:
    access = building()
    bring_in(access, "Lot;Nom;Quotités;Etage\nA;Ann Roux;1000;1")
    row = bring_in(access, "Lot;Nom;Quotités;Etage;Type\nA;Ann Roux;1000;2;garage")
    with boundary.within(access.org_id):
        Lot.objects.update(floor=7)
        undo.undo(access, import_id=row.id)
        assert Lot.objects.values_list("floor", "kind").get() == (7, "other")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Lot;Nom;Quotités\nA;Cid Sy;1000", "holder_differs"),
        ("Lot;Nom;Quotités\nA;Ann Roux;900\nB;Ann Roux;50", "deed_total_differs"),
        ("Lot;Nom;Quotités\nA;Ann Roux;abc", "unreadable_shares"),
    ],
)
def test_a_refused_file_writes_nothing(text: str, code: str) -> None:
    access = building()
    bring_in(access, "Lot;Nom;Quotités\nA;Ann Roux;1000")
    before = state(access)
    assert code in [one.code for one in prepared(access, text).refused]
    with pytest.raises(take_in.ImportRefused):
        bring_in(access, text)
    assert state(access) == before


def test_undoing_is_refused_when_something_stands_on_it() -> None:
    access = building()
    row = bring_in(access, FLAT)
    with boundary.within(access.org_id):
        lot = Lot.objects.get(number="A")
        tenant = parties.add_party(access, facts=PartyFacts(last_name="Yusuf"))
        occupancies.move_in(access, lot_id=lot.id, party_id=tenant.id, on=access.today)
    before = state(access)
    with pytest.raises(undo.ImportInUse) as refusal, boundary.within(access.org_id):
        undo.undo(access, import_id=row.id)
    assert refusal.value.facts["kinds"] == ["condominiums.occupancy"]
    assert state(access) == before


def test_an_invited_owner_stops_the_undoing_and_a_later_import_goes_first() -> None:
    access = building()
    first = bring_in(access, "Lot;Nom;Quotités\nA;Ann Roux;1000")
    with boundary.within(access.org_id):
        later = dataclasses.replace(access, now=casting.NOW.replace(hour=21))
        row = read.read_cells(later, text="Lot;Nom;Quotités;Etage\nA;Ann Roux;1000;3", name="second")
        take_in.take_in(later, import_id=row.id)
        with pytest.raises(undo.LaterImport):
            undo.undo(later, import_id=first.id)
        undo.undo(later, import_id=row.id)
        ann = Party.objects.get(name="Ann Roux")
        PartyPerson.objects.create(
            org_id=access.org_id, party=ann, person=casting.person("ann@x.example"), since_at=access.now
        )
    with pytest.raises(undo.ImportInUse), boundary.within(access.org_id):
        undo.undo(access, import_id=first.id)


def test_columns_are_what_people_say_they_are() -> None:
    access = building()
    with boundary.within(access.org_id):
        row = read.read_cells(access, text="Truc\tMachin\tBidule\nA\tAnn Roux\t400\nB\tBob Roy\t600", name="collé")
        assert queries.prepared(access, row=row).refused or not queries.prepared(access, row=row).plan.lots
        sheet = "Cellules collées"
        said = {(sheet, "A"): Meaning.LOT, (sheet, "B"): Meaning.OWNER, (sheet, "C"): Meaning.SHARES}
        row = read.choose_columns(access, import_id=row.id, columns=said | {("autre", "Z"): Meaning.LOT})
        assert take_in.take_in(access, import_id=row.id).result["counts"]["lots_created"] == 2
        with pytest.raises(read.ImportClosed):
            read.choose_columns(access, import_id=row.id, columns=said)


def test_a_file_that_is_no_table_is_refused_beside_its_field() -> None:
    access = building()
    with boundary.within(access.org_id):
        with pytest.raises(UnreadableWorkbook) as refusal:
            read.read_file(access, data=b"%PDF-1.7 xx", name="x.pdf")
        assert refusal.value.field == "file"
        assert not Import.objects.exists()


def test_the_two_deed_totals_agree_with_lots_typed_by_hand() -> None:
    access = building()
    with boundary.within(access.org_id):
        facts = lots.LotFacts("A", LotKind.APARTMENT, 0)
        lots.add_lot(access, facts=facts)
    bring_in(access, "Lot;Nom;Quotités;Ascenseur\nA;Ann Roux;600;1\nB;Bob Roy;400;2")
    with boundary.within(access.org_id):
        found = key_queries.all(access, on=access.today)
    assert [(key.code, key.total, key.weighed) for key in found] == [("quotites", 1000, 1000), ("ascenseur", 3, 3)]


def long_list(count: int) -> str:
    lines = [f"L{n};Nom{n} Prénom{n} et Autre{n} Personne{n};{n};{n % 5};1/1/2020" for n in range(1, count + 1)]
    return "Lot;Propriétaire;Quotités;Etage;Depuis\n" + "\n".join(lines)


def test_the_number_of_statements_does_not_grow_with_the_file() -> None:
    counts = []
    for count in (14, 200):
        access = building(f"immeuble-{count}")
        with boundary.within(access.org_id):
            row = read.read_cells(access, text=long_list(count), name="collé")
            with counting.statements() as found:
                take_in.take_in(access, import_id=row.id)
            with counting.statements() as undone:
                undo.undo(access, import_id=row.id)
        counts.append((len(found), len(undone)))
    (small, small_undone), (large, large_undone) = counts
    assert small == large <= 30
    assert large_undone - small_undone <= 10  # rows are deleted a hundred at a time


def test_the_building_as_a_plan_takes_three_statements() -> None:
    access = building()
    bring_in(access, workbook())
    with boundary.within(access.org_id), counting.statements() as found:
        present(access)
    assert len(found) == 3


def test_only_who_manages_lots_may_import() -> None:
    access = building()
    owner = dataclasses.replace(access, rights=frozenset({"see_lots"}))
    with boundary.within(access.org_id), pytest.raises(NotAllowed):
        read.read_cells(owner, text="Lot;Nom", name="x")


def test_a_key_closed_since_is_not_in_the_export() -> None:
    world = tilleuls.build()
    with boundary.within(world.org.id):
        keys.close_key(world.syndic_access, key_id=UUID(str(world.keys["lift"])), on=date(2026, 1, 1))
    assert [key.name for key in plan_of(world.syndic_access).keys] == ["quotites"]


def test_a_list_without_codes_knows_the_people_of_an_older_file() -> None:
    access = building()
    bring_in(access, workbook())
    before = state(access)
    row = bring_in(access, "Lot;Nom;E-mail\nA1;D'HONDT Dirk;dirk@example.org\nA2;N'DIAYE Chloé;")
    with boundary.within(access.org_id):
        dirk = Party.objects.get(email="dirk@example.org")
        assert (dirk.external_id, dirk.ownerships.count()) == ("4", 7)
        assert Party.objects.count() == 6
        undo.undo(access, import_id=row.id)
    assert state(access) == before
