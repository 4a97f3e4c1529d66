"""The house in which notices, polls and bookings are tried: an owner, a tenant, an animator, a syndic, a stranger."""

from dataclasses import dataclass
from datetime import date, datetime

from koprogo.condominiums.operations import invite, occupancies, parties
from koprogo.condominiums.operations.parties import PartyFacts
from koprogo.neighbours.models import Facility
from koprogo.neighbours.operations import facilities
from koprogo.neighbours.operations.facilities import FacilityFacts
from koprogo.neighbours.queries import residents
from koprogo.neighbours.rules.facilities import FacilityKind, Plan, Unit
from koprogo.platform import boundary
from koprogo.platform.access import Access
from koprogo.testing import casting, neighbours, tilleuls
from koprogo.testing.casting import Person, Role
from koprogo.testing.tilleuls import Tilleuls

#: Who lives here, by the name the others know: Chloé owns C and D, Bruno owns B, Tarek rents B.
NAMES = {"chloe": "Chloé", "bruno": "Bruno", "tarek": "Tarek du rez", "paulette": "Paulette", "resident": "Au fond"}
LAUNDRY = Plan(Unit.SLOT, 480, 1200, 120, max_slots=2, ahead_days=30, max_per_week=2, cancel_hours=2)
GUEST_FLAT = Plan(Unit.DAY, 900, 660, max_slots=7, ahead_days=90)


@dataclass(slots=True)
class House:
    """The building and who lives there."""

    built: Tilleuls
    persons: dict[str, Person]
    stranger: Person

    @property
    def org_id(self) -> object:
        return self.built.org.id

    def at(self, who: str, now: datetime = casting.NOW) -> Access:
        """Somebody's access at a moment."""
        return neighbours.access_of(self.built.org.slug, self.persons[who], now=now)

    def syndic(self, now: datetime = casting.NOW) -> Access:
        """The syndic's, who lives elsewhere."""
        return neighbours.access_of(self.built.org.slug, self.built.syndic, now=now)

    def resident(self, who: str) -> residents.Me:
        """Who somebody is among the neighbours. Inside the boundary."""
        found = residents.me(self.at(who))
        assert found is not None
        return found


def build(slug: str = "les-tilleuls") -> House:
    """Everybody has a name, every module is on."""
    built = tilleuls.build(slug=slug)
    access = built.syndic_access
    persons = {"chloe": built.persons["Chloé"], "bruno": built.persons["Bruno"]}
    with boundary.within(built.org.id):
        tarek = persons["tarek"] = casting.person(f"tarek@{slug}.example", "Tarek Amrani")
        party = parties.add_party(access, facts=PartyFacts(first_name="Tarek", last_name="Amrani", email=tarek.email))
        occupancies.move_in(access, lot_id=built.lots["B"], party_id=party.id, on=date(2021, 1, 1))
        invite.link_person(access, party_id=party.id, person_id=tarek.id)
        for who, role in (("paulette", Role.ANIMATOR), ("resident", Role.RESIDENT)):
            persons[who] = casting.person(f"{who}@{slug}.example", who.title())
            neighbours.let_in(access, persons[who], role=role)
        neighbours.switch_on(access)
        for who, person in persons.items():
            neighbours.named(slug, person, NAMES[who])
    return House(built, persons, casting.person("stranger@elsewhere.example", "Stranger"))


def laundry(house: House, *, price_cents: int = 0, deposit_cents: int = 0) -> Facility:
    """A laundry by slots of two hours, two a week. Inside the boundary."""
    row = facilities.add(house.at("paulette"), facts=FacilityFacts(FacilityKind.LAUNDRY, "Buanderie", LAUNDRY))
    if price_cents or deposit_cents:
        row = facilities.set_price(
            house.syndic(), facility_id=row.id, price_cents=price_cents, deposit_cents=deposit_cents
        )
    return row
