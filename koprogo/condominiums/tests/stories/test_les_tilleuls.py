"""The reference building of the law (0.2), as the queries tell it."""

from datetime import date

import pytest

from koprogo.condominiums.operations import parties as party_operations
from koprogo.condominiums.queries import building, keys, parties, roll
from koprogo.platform import boundary
from koprogo.testing import casting, counting, tilleuls
from koprogo.testing.casting import Membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> tilleuls.Tilleuls:
    return tilleuls.build()


def test_eight_lots_a_thousand_parts_seven_parties(world: tilleuls.Tilleuls) -> None:
    with boundary.within(world.org.id):
        rows = roll.lots(world.syndic_access, on=casting.TODAY)
        holders = roll.holders(world.syndic_access, on=casting.TODAY)
    assert [(row.number, row.shares) for row in rows] == [
        ("A", 180), ("B", 120), ("C", 150), ("D", 150), ("E", 120), ("F", 130), ("G", 80), ("H", 70),
    ]
    assert len(holders) == 7 and sum(holder.shares for holder in holders) == 1000
    chloe = next(holder for holder in holders if holder.party_id == world.parties["Chloé"])
    assert (chloe.lots, chloe.shares) == (("C", "D"), 300)


def test_lift_key_leaves_the_ground_floor_out(world: tilleuls.Tilleuls) -> None:
    with boundary.within(world.org.id):
        lift = keys.weights(world.syndic_access, key_id=world.keys["lift"], on=casting.TODAY)
        rows = keys.all(world.syndic_access, on=casting.TODAY)
        of_f = keys.of_lot(world.syndic_access, lot_id=world.lots["F"], on=casting.TODAY)
    assert [(row.number, row.weight) for row in lift] == list(tilleuls.LIFT.items())
    assert lift[3].holder_name == "Eve / Frank"
    assert [(row.code, row.total, row.weighed, row.lots) for row in rows] == [
        ("quotites", 1000, 1000, 8),
        ("ascenseur", 700, 700, 6),
    ]
    assert [weight for _key, weight in of_f] == [130, 130]


def test_head_names_the_association_in_both_languages(world: tilleuls.Tilleuls) -> None:
    with boundary.within(world.org.id):
        head = building.head(world.syndic_access)
        assert building.year_starts_month(world.syndic_access) == 1
    assert head.legal_name("fr") == "Association des copropriétaires Les Tilleuls"
    assert head.legal_name("nl") == "Vereniging van mede-eigenaars De Linden"
    assert head.name_in("en") == "Les Tilleuls"
    assert (head.deed_total, head.syndic_name) == (1000, "Nadia Haddad")


def test_joint_and_split_rights_wait_for_a_representative(world: tilleuls.Tilleuls) -> None:
    access, joint = world.syndic_access, world.parties["Eve / Frank"]
    with boundary.within(world.org.id):
        silent = roll.lots_without_representative(access, on=casting.TODAY)
        assert [row.number for row in silent] == ["F", "G"]
        before = parties.card(access, party_id=joint)
        assert not before.may_vote and before.addressee == "Eve / Frank"
        with pytest.raises(party_operations.DesignationMissing):
            party_operations.name_representative(
                access, party_id=joint, representative_id=world.parties["Frank"], note=" "
            )
        party_operations.name_representative(
            access, party_id=joint, representative_id=world.parties["Frank"], note="Lettre du 3 mars 2026"
        )
        after = parties.card(access, party_id=joint)
        assert after.may_vote
        assert (after.addressee, after.email) == ("Frank Tilleul", "frank@les-tilleuls.example")
        assert [row.number for row in roll.lots_without_representative(access, on=casting.TODAY)] == ["G"]
        party_operations.set_members(
            access,
            party_id=joint,
            members=[
                party_operations.MemberFacts(world.parties["Eve"], "co_owner", 2, 3),
                party_operations.MemberFacts(world.parties["Ines"], "co_owner", 1, 3),
            ],
        )
        assert not parties.card(access, party_id=joint).may_vote, "the representative left with his part"


def test_whoever_stands_behind_a_joint_right_enters_for_it(world: tilleuls.Tilleuls) -> None:
    assert tilleuls.access_of(world, "Eve").party_ids == {world.parties["Eve / Frank"]}
    assert tilleuls.access_of(world, "Hugo").party_ids == {world.parties["Greta / Hugo"]}
    chloe = Membership.objects.filter(person=world.persons["Chloé"])
    assert [(row.role, row.starts_on) for row in chloe] == [("owner", tilleuls.HELD_SINCE)], "two lots, one door"


def test_accounts_of_members_stand_for_what_they_hold_together(world: tilleuls.Tilleuls) -> None:
    access = world.syndic_access
    eve, ines, alice = "BE68539007547034", "BE71096123456769", "BE32123456789002"
    with boundary.within(world.org.id):
        for name, iban in (("Eve", eve), ("Ines", ines), ("Alice", alice), ("Bruno", alice)):
            facts = party_operations.PartyFacts(name=name, iban=iban)
            party_operations.change_party(access, party_id=world.parties[name], facts=facts)
        known = parties.known_ibans(access)
    assert known == {eve: world.parties["Eve / Frank"], ines: world.parties["Ines"]}, "a shared one is no proof"


def test_each_question_costs_a_constant_number_of_statements(world: tilleuls.Tilleuls) -> None:
    access = world.syndic_access
    ids = list(world.parties.values())
    with boundary.within(world.org.id):
        for budget, ask in (
            (2, lambda: building.head(access)),
            (2, lambda: roll.lots(access, on=casting.TODAY)),
            (1, lambda: roll.holders(access, on=casting.TODAY)),
            (1, lambda: roll.lots_of(access, party_ids=ids, on=casting.TODAY)),
            (1, lambda: roll.holes(access)),
            (1, lambda: keys.all(access, on=casting.TODAY)),
            (1, lambda: keys.weights(access, key_id=world.keys["lift"], on=casting.TODAY)),
            (2, lambda: parties.cards(access, party_ids=ids)),
            (3, lambda: parties.listing(access, on=casting.TODAY)),
        ):
            with counting.statements() as found:
                ask()
            assert len(found) == budget


def test_listing_finds_by_name_and_by_phone(world: tilleuls.Tilleuls) -> None:
    access = world.syndic_access
    with boundary.within(world.org.id):
        facts = party_operations.PartyFacts(first_name="Chloé", last_name="Tilleul", phone="+32 475 12 34 56")
        party_operations.change_party(access, party_id=world.parties["Chloé"], facts=facts)
        for text in ("chloe", "Chloé", "0475 12", "123456"):
            rows = parties.listing(access, on=casting.TODAY, text=text).rows
            assert [row.party_id for row in rows] == [world.parties["Chloé"]], text
        page = parties.listing(access, on=casting.TODAY)
    assert (page.total, page.first, page.last, page.has_next) == (12, 1, 12, False)


def test_two_buildings_of_one_person(world: tilleuls.Tilleuls) -> None:
    tilleuls.build(slug="le-verger")
    syndic = world.syndic
    assert [(one.slug, one.roles) for one in building.mine(syndic.id, casting.TODAY)] == [
        ("les-tilleuls", ("syndic",))
    ]
    other = tilleuls.build(slug="le-verger-2").org
    Membership.objects.create(
        person=syndic, org=other, role="auditor", starts_on=date(2026, 1, 1), ends_on=casting.TODAY
    )
    assert len(building.mine(syndic.id, casting.TODAY)) == 1, "a door closes on the day itself"
    assert len(building.mine(syndic.id, date(2026, 6, 1))) == 1
