"""Les Tilleuls, the reference building of the law's examples (belgian-law.md 0.2), built by the operations.

8 lots, 1 000 parts, 7 owner parties. F is held jointly by Eve and Frank, G in split right by Greta and Hugo.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from koprogo.condominiums.operations import create, invite, keys, lots, ownerships, parties
from koprogo.condominiums.operations.create import Seat
from koprogo.condominiums.operations.keys import KeyFacts
from koprogo.condominiums.operations.lots import LotFacts
from koprogo.condominiums.operations.parties import MemberFacts, PartyFacts
from koprogo.condominiums.queries import access as accesses
from koprogo.condominiums.queries import keys as key_queries
from koprogo.condominiums.rules.lots import LotKind
from koprogo.people.models import Person
from koprogo.platform import boundary
from koprogo.platform.access import Access
from koprogo.platform.models import Org
from koprogo.testing import casting

HELD_SINCE = date(2020, 1, 1)

#: number, kind, floor, shares, name of the holder (law 0.2)
LOTS = (
    ("A", LotKind.SHOP, 0, 180, "Alice"),
    ("B", LotKind.APARTMENT, 0, 120, "Bruno"),
    ("C", LotKind.APARTMENT, 1, 150, "Chloé"),
    ("D", LotKind.APARTMENT, 1, 150, "Chloé"),
    ("E", LotKind.APARTMENT, 2, 120, "David"),
    ("F", LotKind.APARTMENT, 2, 130, "Eve / Frank"),
    ("G", LotKind.APARTMENT, 3, 80, "Greta / Hugo"),
    ("H", LotKind.APARTMENT, 3, 70, "Ines"),
)
LIFT = {"C": 150, "D": 150, "E": 120, "F": 130, "G": 80, "H": 70}
ALONE = ("Alice", "Bruno", "Chloé", "David", "Eve", "Frank", "Greta", "Hugo", "Ines")


@dataclass(frozen=True, slots=True)
class Tilleuls:
    """The building and its cast. ``lots`` by number, ``parties`` and ``persons`` by name, ``keys``: parts, lift."""

    org: Org
    syndic_access: Access
    syndic: Person
    lots: dict[str, UUID]
    parties: dict[str, UUID]
    keys: dict[str, UUID]
    persons: dict[str, Person]


def build(now: datetime = casting.NOW, *, slug: str = "les-tilleuls", linked: bool = True) -> Tilleuls:
    """Build the whole of law 0.2. ``linked``: each owner is also somebody who can sign in.

    The syndic is an outsider (nadia@…).
    """
    syndic = casting.person(f"nadia@{slug}.example", "Nadia Haddad")
    org = create.create(
        syndic.id,
        name="Les Tilleuls",
        name_2="De Linden",
        slug=slug,
        language="fr",
        language_2="nl",
        seat=Seat("Avenue des Tilleuls", "12", "1000", "Bruxelles", "Lindenlaan", "Brussel"),
        deed_total=1000,
        now=now,
    )
    access = accesses.resolve(person_id=syndic.id, slug=org.slug, now=now)
    assert access is not None
    with boundary.within(org.id):
        lot_ids = {
            number: lots.add_lot(access, facts=LotFacts(number, kind, shares, floor)).id
            for number, kind, floor, shares, _holder in LOTS
        }
        party_ids = _parties(access, slug)
        for number, _kind, _floor, _shares, holder in LOTS:
            ownerships.give_lot(
                access, lot_id=lot_ids[number], party_id=party_ids[holder], on=HELD_SINCE, source="Acte"
            )
        lift = keys.add_key(
            access,
            facts=KeyFacts("Ascenseur", 700, "Lift", "Acte de base, art. 14"),
            weights={lot_ids[number]: weight for number, weight in LIFT.items()},
        )
        deed = key_queries.deed_key(access, on=access.today)
        assert deed is not None
        persons = _linked(access, slug, party_ids) if linked else {}
    return Tilleuls(
        org=org,
        syndic_access=access,
        syndic=syndic,
        lots=lot_ids,
        parties=party_ids,
        keys={"parts": deed.key_id, "lift": lift.id},
        persons=persons,
    )


def _parties(access: Access, slug: str) -> dict[str, UUID]:
    found = {
        name: parties.add_party(
            access,
            facts=PartyFacts(
                first_name=name,
                last_name="Tilleul",
                email=f"{name.lower().replace('é', 'e')}@{slug}.example",
                street="Avenue des Tilleuls 12",
                postcode="1000",
                city="Bruxelles",
                channel="email",
            ),
        ).id
        for name in ALONE
    }
    found["Eve / Frank"] = parties.add_party(
        access,
        facts=PartyFacts(kind="joint", name="Eve / Frank"),
        members=[MemberFacts(found["Eve"], "co_owner", 1, 2), MemberFacts(found["Frank"], "co_owner", 1, 2)],
    ).id
    found["Greta / Hugo"] = parties.add_party(
        access,
        facts=PartyFacts(kind="split", name="Greta / Hugo"),
        members=[MemberFacts(found["Greta"], "usufructuary"), MemberFacts(found["Hugo"], "bare_owner")],
    ).id
    return found


def _linked(access: Access, slug: str, party_ids: dict[str, UUID]) -> dict[str, Person]:
    persons = {}
    for name in ALONE:
        persons[name] = casting.person(f"{name.lower().replace('é', 'e')}@{slug}.example", f"{name} Tilleul")
        invite.link_person(access, party_id=party_ids[name], person_id=persons[name].id)
    return persons


def access_of(world: Tilleuls, name: str, *, now: datetime = casting.NOW) -> Access:
    """The access of one of the owners by name."""
    access = accesses.resolve(person_id=world.persons[name].id, slug=world.org.slug, now=now)
    assert access is not None, f"{name} has no door into {world.org.slug}"
    return access
