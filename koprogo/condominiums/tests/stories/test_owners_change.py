"""A change of owner: history kept, no overlap, holes shown, doors that open and close on the day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from koprogo.condominiums.models import Ownership
from koprogo.condominiums.operations import occupancies, ownerships
from koprogo.condominiums.operations.ownerships import correct_transfer, give_lot, transfer_lot
from koprogo.condominiums.queries import access as accesses
from koprogo.condominiums.queries import history, keys, roll
from koprogo.condominiums.rules import ownership
from koprogo.condominiums.rules.rights import RIGHTS, Right, Role
from koprogo.kernel.refusals import NotFound
from koprogo.platform import audit, boundary
from koprogo.platform.access import Access
from koprogo.testing import casting, tilleuls

pytestmark = pytest.mark.django_db

DEED = date(2026, 5, 16)


@pytest.fixture
def world() -> tilleuls.Tilleuls:
    return tilleuls.build()


def enters(world: tilleuls.Tilleuls, name: str, day: date) -> Access | None:
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return accesses.resolve(person_id=world.persons[name].id, slug=world.org.slug, now=noon)


def sell(world: tilleuls.Tilleuls, lot: str, buyer: str, on: date = DEED) -> Ownership:
    return transfer_lot(
        world.syndic_access, lot_id=world.lots[lot], party_id=world.parties[buyer], on=on, source="Acte Lambert"
    )


def test_history_is_kept_and_each_day_has_its_holder(world: tilleuls.Tilleuls) -> None:
    access = world.syndic_access
    with boundary.within(world.org.id):
        sell(world, "A", "Ines")
        stays = history.holders(access, lot_id=world.lots["A"])
        assert [(one.name, one.starts_on, one.last_on) for one in stays] == [
            ("Ines Tilleul", DEED, None),
            ("Alice Tilleul", tilleuls.HELD_SINCE, date(2026, 5, 15)),
        ]
        for day, holder in ((date(2026, 5, 15), "Alice"), (DEED, "Ines")):
            assert roll.lots(access, on=day)[0].holder_id == world.parties[holder]
            weights = keys.weights(access, key_id=world.keys["parts"], on=day)
            assert weights[0].holder_id == world.parties[holder]
        assert roll.holes(access) == []
        lines = [line for line in audit.lines(access) if line.subject_id == world.lots["A"]]
    assert lines[0].action == "condominiums.lot_transferred"
    assert lines[0].facts["before"] == str(world.parties["Alice"])


def test_the_former_owner_keeps_only_their_own_account_from_the_day(world: tilleuls.Tilleuls) -> None:
    with boundary.within(world.org.id):
        sell(world, "A", "Ines")
    before = enters(world, "Alice", date(2026, 5, 15))
    assert before is not None and before.may(Right.SEE_BOOKS)
    for day in (DEED, DEED + ownership.SELLER_READS - timedelta(days=1)):
        after = enters(world, "Alice", day)
        assert after is not None and after.rights == RIGHTS[Role.FORMER_OWNER]
        assert after.party_ids == {world.parties["Alice"]}
    assert enters(world, "Alice", DEED + ownership.SELLER_READS) is None
    ines = enters(world, "Ines", DEED)
    assert ines is not None and ines.party_ids == {world.parties["Ines"]}


def test_who_keeps_another_lot_keeps_the_door(world: tilleuls.Tilleuls) -> None:
    with boundary.within(world.org.id):
        sell(world, "C", "Ines")
    chloe = enters(world, "Chloé", date(2027, 1, 1))
    assert chloe is not None and chloe.roles == {Role.OWNER}


def test_selling_into_a_joint_right_lets_both_in(world: tilleuls.Tilleuls) -> None:
    with boundary.within(world.org.id):
        correct_transfer(world.syndic_access, lot_id=world.lots["F"])
    assert enters(world, "Eve", DEED) is None
    with boundary.within(world.org.id):
        sell(world, "A", "Eve / Frank")
    assert enters(world, "Eve", DEED) is not None and enters(world, "Frank", DEED) is not None


def test_the_database_itself_refuses_two_holders_on_a_day(world: tilleuls.Tilleuls) -> None:
    with boundary.within(world.org.id), pytest.raises(IntegrityError), transaction.atomic():
        Ownership.objects.create(
            org_id=world.org.id, lot_id=world.lots["A"], party_id=world.parties["Ines"], starts_on=DEED
        )


def test_a_hole_is_shown(world: tilleuls.Tilleuls) -> None:
    access = world.syndic_access
    with boundary.within(world.org.id):
        Ownership.objects.filter(org_id=world.org.id, lot_id=world.lots["A"]).update(ends_on=date(2026, 5, 1))
        assert roll.holes(access) == [roll.Hole("A", date(2026, 5, 1), casting.TODAY)]
        sell(world, "A", "Ines")
        assert roll.holes(access) == [roll.Hole("A", date(2026, 5, 1), date(2026, 5, 15))]


def test_the_latest_change_is_taken_back(world: tilleuls.Tilleuls) -> None:
    access, lot = world.syndic_access, world.lots["A"]
    with boundary.within(world.org.id):
        sell(world, "A", "Ines")
        correct_transfer(access, lot_id=lot)
        stays = history.holders(access, lot_id=lot)
        assert [(one.name, one.ends_on) for one in stays] == [("Alice Tilleul", None)]
        correct_transfer(access, lot_id=lot)
        assert history.holders(access, lot_id=lot) == []
        with pytest.raises(ownerships.LotNeverHeld):
            correct_transfer(access, lot_id=lot)
        with pytest.raises(ownerships.LotNeverHeld):
            sell(world, "A", "Ines")
        give_lot(access, lot_id=lot, party_id=world.parties["Ines"], on=DEED)
    assert enters(world, "Alice", casting.TODAY) is None


@pytest.mark.parametrize(
    ("buyer", "on", "refusal"),
    [
        ("Alice", DEED, ownerships.SameHolder),
        ("Ines", tilleuls.HELD_SINCE, ownerships.TransferTooEarly),
        ("Ines", date(2019, 12, 31), ownerships.TransferTooEarly),
    ],
)
def test_refused_changes(world: tilleuls.Tilleuls, buyer: str, on: date, refusal: type[Exception]) -> None:
    with boundary.within(world.org.id), pytest.raises(refusal):
        sell(world, "A", buyer, on)


def test_a_lot_is_given_once(world: tilleuls.Tilleuls) -> None:
    with boundary.within(world.org.id), pytest.raises(ownerships.LotAlreadyHeld) as refused:
        give_lot(world.syndic_access, lot_id=world.lots["A"], party_id=world.parties["Ines"], on=DEED)
    assert refused.value.facts == {"number": "A", "holder": "Alice Tilleul"}


def test_an_occupant_enters_while_living_there(world: tilleuls.Tilleuls) -> None:
    access, ids = world.syndic_access, world.parties
    with boundary.within(world.org.id):
        sell(world, "H", "Alice", DEED)
        stay = occupancies.move_in(access, lot_id=world.lots["H"], party_id=ids["Ines"], on=DEED)
        with pytest.raises(occupancies.AlreadyOccupant):
            occupancies.move_in(access, lot_id=world.lots["H"], party_id=ids["Ines"], on=casting.TODAY)
        occupancies.move_out(access, occupancy_id=stay.id, on=date(2026, 9, 1))
    tenant = enters(world, "Ines", date(2026, 8, 31))
    assert tenant is not None and tenant.roles == {"occupant", "former_owner"}
    gone = enters(world, "Ines", date(2026, 9, 1))
    assert gone is not None and gone.roles == {"former_owner"}


def test_another_building_sees_nothing_of_this_one(world: tilleuls.Tilleuls) -> None:
    other = tilleuls.build(slug="le-verger", linked=False)
    with boundary.within(other.org.id):
        assert not Ownership.objects.filter(lot_id=world.lots["A"]).exists()
        with pytest.raises(NotFound):
            transfer_lot(
                other.syndic_access, lot_id=world.lots["A"], party_id=other.parties["Ines"], on=DEED
            )
        with pytest.raises(NotFound):
            transfer_lot(
                other.syndic_access, lot_id=other.lots["A"], party_id=world.parties["Ines"], on=DEED
            )
