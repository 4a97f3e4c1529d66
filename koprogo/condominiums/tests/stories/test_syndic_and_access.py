"""The syndic's mandate, the doors that follow from it, invitations, and the building's own facts."""

from datetime import UTC, date, datetime, timedelta

import pytest

from koprogo.condominiums.models import AllocationKey
from koprogo.condominiums.operations import create, describe, invite, keys, lots, mandates, parties
from koprogo.condominiums.operations.lots import LotFacts
from koprogo.condominiums.queries import access as accesses
from koprogo.condominiums.queries import keys as key_queries
from koprogo.condominiums.queries import mandates as mandate_queries
from koprogo.condominiums.queries import setup
from koprogo.condominiums.rules.keys import KeyWithoutTotal
from koprogo.condominiums.rules.lots import LotKind
from koprogo.condominiums.rules.mandates import SyndicIncompatible, SyndicTermTooLong
from koprogo.condominiums.rules.setup import State
from koprogo.platform import boundary
from koprogo.platform.models import Mailing, Org
from koprogo.testing import casting, counting, tilleuls
from koprogo.testing.casting import Membership

pytestmark = pytest.mark.django_db

START = date(2026, 7, 1)


@pytest.fixture
def world() -> tilleuls.Tilleuls:
    return tilleuls.build()


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def test_three_years_and_not_one_day_more(world: tilleuls.Tilleuls) -> None:
    access, alice = world.syndic_access, world.parties["Alice"]
    with boundary.within(world.org.id):
        with pytest.raises(SyndicTermTooLong):
            mandates.give_mandate(
                access, party_id=alice, role="syndic", starts_on=START, ends_on=date(2029, 7, 2)
            )
        row = mandates.give_mandate(
            access, party_id=alice, role="syndic", starts_on=START, ends_on=date(2029, 7, 1), decision="AG 10/6/2026"
        )
        shown = mandate_queries.by_id(access, mandate_id=row.id)
        assert (shown.last_on, shown.is_current) == (date(2029, 6, 30), True)
        with pytest.raises(SyndicIncompatible):
            mandates.give_mandate(
                access, party_id=alice, role="auditor", starts_on=date(2027, 1, 1), ends_on=date(2028, 1, 1)
            )
        later = mandates.give_mandate(
            access, party_id=alice, role="auditor", starts_on=date(2029, 7, 1), ends_on=date(2030, 7, 1)
        )
        with pytest.raises(SyndicIncompatible):
            mandates.correct_mandate(
                access, mandate_id=later.id, starts_on=date(2029, 6, 30), ends_on=date(2030, 7, 1), decision=""
            )
        with pytest.raises(mandates.MandateAlreadyGiven):
            mandates.give_mandate(
                access, party_id=alice, role="syndic", starts_on=date(2029, 1, 1), ends_on=date(2029, 7, 1)
            )


def test_without_a_successor_thirty_days_are_left_to_hand_over(world: tilleuls.Tilleuls) -> None:
    access = world.syndic_access
    with boundary.within(world.org.id):
        mine = mandate_queries.listing(access)[0]
        end = date(2027, 1, 1)
        mandates.end_mandate(access, mandate_id=mine.mandate_id, on=end)

    def enters(day: date) -> bool:
        return accesses.resolve(person_id=world.syndic.id, slug=world.org.slug, now=at(day)) is not None

    assert enters(end) and enters(end + timedelta(29)) and not enters(end + timedelta(30))
    with boundary.within(world.org.id):
        mandates.give_mandate(
            access, party_id=world.parties["Alice"], role="syndic", starts_on=end, ends_on=date(2028, 1, 1)
        )
    assert not enters(end), "the successor is there"
    alice = accesses.resolve(person_id=world.persons["Alice"].id, slug=world.org.slug, now=at(end))
    assert alice is not None and alice.roles == {"owner", "syndic"}


def test_an_invitation_is_sent_accepted_and_withdrawn(world: tilleuls.Tilleuls) -> None:
    access, bruno = world.syndic_access, world.parties["Bruno"]
    guest = casting.person("bruno.home@example.org")
    with boundary.within(world.org.id):
        token = invite.invite(access, party_id=bruno)
        mail = Mailing.objects.get()
        assert token in mail.text and token in mail.html and "Les Tilleuls" in mail.subject
        assert mail.due_at == access.now + timedelta(minutes=10)
        system = accesses.as_system(org_id=world.org.id, now=casting.NOW)
        for _twice in range(2):
            invite.accept_invitation(system, party_id=bruno, person_id=guest.id)
        assert Membership.objects.filter(person=guest).count() == 1
        invite.unlink_person(access, party_id=bruno, person_id=guest.id)
        assert not Membership.objects.filter(person=guest).exists()
        parties.change_party(access, party_id=bruno, facts=parties.PartyFacts(name="Bruno"))
        with pytest.raises(invite.InvitationWithoutEmail):
            invite.invite(access, party_id=bruno)


def test_the_invitation_speaks_the_language_of_the_invited(world: tilleuls.Tilleuls) -> None:
    access, ines = world.syndic_access, world.parties["Ines"]
    with boundary.within(world.org.id):
        facts = parties.PartyFacts(name="Ines <b>", email="ines@example.org", language="nl")
        parties.change_party(access, party_id=ines, facts=facts)
        invite.invite(access, party_id=ines)
        html = Mailing.objects.get().html
    assert '<html lang="nl">' in html and "<b>" not in html


def test_a_new_building_stands_on_its_feet() -> None:
    founder = casting.person("founder@example.org", "Zoé Founder")
    org = create.create(founder.id, name="Résidence de l’Été", deed_total=10_000, now=casting.NOW)
    again = create.create(founder.id, name="Autre", deed_total=1, now=casting.NOW, org_id=org.id)
    assert again.id == org.id and Org.objects.count() == 1
    second = create.create(founder.id, name="Résidence de l’Été", deed_total=100, now=casting.NOW)
    assert (org.slug, second.slug) == ("residence-de-l-ete", "residence-de-l-ete-2")
    access = accesses.resolve(person_id=founder.id, slug=org.slug, now=casting.NOW)
    assert access is not None and access.roles == {"syndic"}
    with boundary.within(org.id):
        rows = key_queries.all(access, on=access.today)
        assert [(row.code, row.total, row.weighed) for row in rows] == [("quotites", 10_000, 0)]
        mandate = mandate_queries.listing(access)[0]
        assert (mandate.starts_on, mandate.last_on) == (casting.TODAY, date(2029, 11, 23))
    with pytest.raises(KeyWithoutTotal):
        create.create(founder.id, name="X", deed_total=0, now=casting.NOW)


def test_the_set_up_follows_the_facts(world: tilleuls.Tilleuls) -> None:
    access = world.syndic_access

    def states() -> dict[str, State]:
        with counting.statements() as found:
            steps = setup.steps(access)
        assert len(found) == 1
        return {step.key: step.state for step in steps}

    with boundary.within(world.org.id):
        before = states()
        assert before == {
            "identity": State.STARTED,
            "lots": State.DONE,
            "owners": State.DONE,
            "contacts": State.STARTED,
            "keys": State.DONE,
            "mandates": State.TODO,
            "invitations": State.NOT_SENT,
        }
        for joint, one in (("Eve / Frank", "Eve"), ("Greta / Hugo", "Hugo")):
            parties.name_representative(
                access,
                party_id=world.parties[joint],
                representative_id=world.parties[one],
                note="Lettre",
            )
        mine = mandate_queries.listing(access)[0]
        mandates.correct_mandate(
            access, mandate_id=mine.mandate_id, starts_on=START, ends_on=date(2029, 7, 1),
            decision="AG du 10 juin 2026",
        )  # fmt: skip
        describe.describe(
            access,
            identity=describe.Identity("Les Tilleuls", "Av. des Tilleuls", "12", "1000", "Bruxelles",
                                       enterprise_number="0403.170.701"),
        )  # fmt: skip
        invite.invite(access, party_id=world.parties["Alice"])
        lots.add_lot(access, facts=LotFacts("I", LotKind.CELLAR, 5))
        after = states()
    assert after == {
        "identity": State.DONE,
        "lots": State.STARTED,
        "owners": State.STARTED,
        "contacts": State.DONE,
        "keys": State.STARTED,
        "mandates": State.DONE,
        "invitations": State.DONE,
    }


def test_a_key_changes_from_a_day_and_keeps_what_it_was(world: tilleuls.Tilleuls) -> None:
    access, lift, on = world.syndic_access, world.keys["lift"], date(2027, 1, 1)
    with boundary.within(world.org.id):
        added = keys.new_version(access, key_id=lift, from_on=on, total=800)
        assert keys.set_weights(access, key_id=added.id, weights={world.lots["B"]: 100}) == 0
        before = key_queries.all(access, on=date(2026, 12, 31))[1]
        after = key_queries.all(access, on=on)[1]
        assert [(row.total, row.weighed, row.lots) for row in (before, after)] == [(700, 700, 6), (800, 800, 7)]
        with pytest.raises(keys.KeyVersionOld):
            keys.new_version(access, key_id=lift, from_on=date(2028, 1, 1))
        with pytest.raises(keys.KeyVersionTooEarly):
            keys.close_key(access, key_id=added.id, on=on)
        keys.close_key(access, key_id=added.id, on=date(2028, 1, 1))
        assert [row.code for row in key_queries.all(access, on=date(2028, 1, 1))] == ["quotites"]
        with pytest.raises(keys.DeedKeyStays):
            keys.close_key(access, key_id=world.keys["parts"], on=on)


def test_one_part_for_each_lot(world: tilleuls.Tilleuls) -> None:
    access = world.syndic_access
    with boundary.within(world.org.id):
        row = keys.add_key(access, facts=keys.KeyFacts("Boîtes aux lettres", 0), equal=True)
        assert (row.code, row.total, row.kind) == ("boites-aux-lettres", 8, AllocationKey.Kind.EQUAL)
        assert [one.weight for one in key_queries.weights(access, key_id=row.id, on=casting.TODAY)] == [1] * 8
        with pytest.raises(keys.KeyWithoutName):
            keys.add_key(access, facts=keys.KeyFacts("…", 10))


def test_a_lot_is_removed_only_while_nothing_stands_on_it(world: tilleuls.Tilleuls) -> None:
    access = world.syndic_access
    with boundary.within(world.org.id):
        mistake = lots.add_lot(access, facts=LotFacts("Z", LotKind.OTHER, 7))
        lots.remove_lot(access, lot_id=mistake.id)
        with pytest.raises(lots.LotInUse):
            lots.remove_lot(access, lot_id=world.lots["A"])
        deed = key_queries.deed_key(access, on=casting.TODAY)
    assert deed is not None and (deed.weighed, deed.lots) == (1000, 8), "a refusal takes no weight away"
