"""Owners ask for an assembly with a fifth of the shares; occupants write to it; neither can be lost."""

from dataclasses import replace
from datetime import date, time

import pytest

from koprogo.assemblies.models import AgendaItem
from koprogo.assemblies.operations import extraordinary, plan, remarks
from koprogo.assemblies.operations.plan import Plan
from koprogo.assemblies.queries import extraordinary as questions
from koprogo.assemblies.queries import remarks as remark_questions
from koprogo.assemblies.rules.mandates import VoteSuspended
from koprogo.assemblies.rules.states import Kind, NotNow
from koprogo.assemblies.tests.stories import world as worlds
from koprogo.assemblies.tests.stories.world import on, owner, planned
from koprogo.condominiums.rules import rights
from koprogo.condominiums.rules.rights import Role
from koprogo.kernel.refusals import NotAllowed
from koprogo.platform import boundary
from koprogo.testing.tilleuls import Tilleuls

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Tilleuls:
    return worlds.build()


def test_a_fifth_of_the_shares_counts_not_heads(world: Tilleuls) -> None:
    access = world.syndic_access
    with boundary.within(world.org.id):
        asked = extraordinary.begin(owner(world, "Bruno"), title="Toit", text="Réparer le toit")
        with pytest.raises(extraordinary.SignedAlready):
            extraordinary.sign(owner(world, "Bruno"), request_id=asked.id)
        with pytest.raises(VoteSuspended):
            extraordinary.sign(owner(world, "Eve"), request_id=asked.id)
        extraordinary.sign(owner(world, "Ines"), request_id=asked.id)
        with pytest.raises(extraordinary.NotEnoughShares) as refusal:
            extraordinary.receive(access, request_id=asked.id, on=access.today)
        assert refusal.value.facts == {"signed": 190, "total": 1000}
        extraordinary.unsign(owner(world, "Ines"), request_id=asked.id)
        extraordinary.record(
            access, request_id=asked.id, party_id=world.parties["David"], data=b"%PDF-1.4\n", name="d.pdf"
        )
        with pytest.raises(extraordinary.ReceivedBefore):
            extraordinary.receive(access, request_id=asked.id, on=date(2026, 4, 19))
        extraordinary.receive(access, request_id=asked.id, on=access.today)
        row = questions.get(access, request_id=asked.id)
        assert (row.signed, [one.name for one in row.signatures]) == (240, ["Bruno Tilleul", "David Tilleul"])
        assert row.limit is not None and row.limit.strict == date(2026, 5, 20)
        assert row.cosigner_from == date(2026, 5, 21)
        with pytest.raises(extraordinary.RequestClosed):
            extraordinary.sign(owner(world, "Alice"), request_id=asked.id)


def test_what_they_asked_is_the_first_item_of_the_assembly(world: Tilleuls) -> None:
    access = world.syndic_access
    with boundary.within(world.org.id):
        asked = extraordinary.begin(owner(world, "Chloé"), title="Toit", text="Réparer le toit")
        facts = Plan(Kind.EXTRAORDINARY, date(2026, 5, 20), time(19), "Hall")
        row = plan.plan(access, facts=facts, request_id=asked.id)
        item = AgendaItem.objects.get(org_id=world.org.id, assembly=row)
        assert (item.position, item.title, item.text, item.origin) == (1, "Toit", "Réparer le toit", "owner")
        assert questions.get(access, request_id=asked.id).assembly == row.number


def test_an_occupant_writes_and_an_owner_reads(world: Tilleuls) -> None:
    access = world.syndic_access
    occupant = replace(access, roles=frozenset({Role.OCCUPANT}), rights=rights.of(frozenset({Role.OCCUPANT})))
    with boundary.within(world.org.id):
        row = planned(world)
        remarks.write(occupant, number=row.number, text="Le hall est sombre")
        remarks.record(access, number=row.number, text="Le vélo gêne", author="Yusuf")
        found = remark_questions.listing(owner(world, "Chloé"), assembly=row)
        assert [one.text for one in found] == ["Le hall est sombre", "Le vélo gêne"]
        with pytest.raises(NotAllowed):
            remarks.write(owner(world, "Chloé"), number=row.number, text="Non")
        plan.cancel(access, number=row.number, reason="Report")
        with pytest.raises(NotNow):
            remarks.write(on(occupant, access.today), number=row.number, text="Trop tard")
