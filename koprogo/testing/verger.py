"""Le Verger, the building of the demo world: 18 lots, 17 owners, six people with a log-in. All invented."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from koprogo.condominiums.models import Party
from koprogo.condominiums.operations import (
    create,
    describe,
    invite,
    keys,
    lots,
    mandates,
    occupancies,
    ownerships,
    parties,
)
from koprogo.condominiums.operations.create import Seat
from koprogo.condominiums.operations.describe import Identity
from koprogo.condominiums.operations.keys import KeyFacts
from koprogo.condominiums.operations.lots import LotFacts
from koprogo.condominiums.operations.parties import MemberFacts, PartyFacts
from koprogo.condominiums.queries import access as accesses
from koprogo.condominiums.queries import mandates as offices
from koprogo.condominiums.rules.lots import LotKind
from koprogo.people.models import Person
from koprogo.platform import boundary
from koprogo.platform.access import Access
from koprogo.platform.models import Org

IBAN_CURRENT = "BE68539007547034"
IBAN_RESERVE = "BE71096123456769"
SINCE = date(2019, 5, 1)


@dataclass(frozen=True, slots=True)
class Someone:
    """Who can sign in to the demo world."""

    key: str
    name: str
    email: str
    language: str
    role: str


PEOPLE = (
    Someone("nadia", "Nadia El Khattabi", "nadia@verger.example", "fr", "syndic, propriétaire du 1A"),
    Someone("amina", "Amina Diallo", "amina@verger.example", "fr", "copropriétaire du 3C"),
    Someone("claire", "Claire Dumont", "claire@verger.example", "fr", "conseil de copropriété"),
    Someone("hugo", "Hugo Martin", "hugo@verger.example", "de", "commissaire aux comptes"),
    Someone("sofie", "Sofie Peeters", "sofie@verger.example", "nl", "comptable"),
    Someone("yusuf", "Yusuf Bakari", "yusuf@verger.example", "en", "locataire du 3A"),
)


@dataclass(frozen=True, slots=True)
class Window:
    """One lot of the façade: shares in 10 000, weight in the lift key, who holds it."""

    number: str
    floor: int
    shares: int
    lift: int
    holder: str
    kind: LotKind = LotKind.APARTMENT


WINDOWS = (
    Window("6A", 6, 930, 890, "Pieter Van Damme"),
    Window("5A", 5, 610, 610, "Hugo Martin"),
    Window("5B", 5, 420, 420, "Luc Mertens"),
    Window("5C", 5, 540, 540, "Fatima Benali"),
    Window("4A", 4, 610, 600, "Claire Dumont"),
    Window("4B", 4, 420, 410, "An Janssens"),
    Window("4C", 4, 540, 530, "Ioana Popescu"),
    Window("3A", 3, 650, 630, "Immo Thys SRL"),
    Window("3B", 3, 420, 400, "Immo Thys SRL"),
    Window("3C", 3, 580, 560, "Amina Diallo"),
    Window("2A", 2, 650, 600, "Linh Nguyen et Hugo Lambert"),
    Window("2B", 2, 420, 390, "Sofia Rossi"),
    Window("2C", 2, 540, 500, "Bernard Lefèvre"),
    Window("1A", 1, 650, 560, "Nadia El Khattabi"),
    Window("1B", 1, 420, 360, "Jeanne Wouters"),
    Window("1C", 1, 580, 500, "Tom Peeters et Lies Claes"),
    Window("Com.", 0, 640, 0, "Elif Aksoy", LotKind.SHOP),
    Window("RC", 0, 380, 0, "Marc Delvaux"),
)
BY_POST = frozenset({"Jeanne Wouters", "Luc Mertens", "Bernard Lefèvre"})
DUTCH = frozenset({"Pieter Van Damme", "An Janssens", "Tom Peeters et Lies Claes"})
COUPLES = {
    "Linh Nguyen et Hugo Lambert": ("Linh Nguyen", "Hugo Lambert"),
    "Tom Peeters et Lies Claes": ("Tom Peeters", "Lies Claes"),
}


@dataclass(frozen=True, slots=True)
class Verger:
    """The building as built."""

    org: Org
    syndic: Access
    persons: dict[str, Person]
    parties: dict[str, UUID]
    lots: dict[str, UUID]


def build(*, persons: dict[str, Person], now: datetime, assembly_from: str = "12-10") -> Verger:
    """Build Le Verger through the operations that people use, as it stood at ``now``.

    ``assembly_from``: the first day of the yearly fortnight, "MM-DD".
    """
    nadia = persons["nadia"]
    seat = Seat("Rue du Verger commun", "14", "1030", "Bruxelles", "Gemene Boomgaardstraat", "Brussel")
    org = create.create(
        nadia.id,
        name="Le Verger",
        name_2="De Boomgaard",
        deed_total=10_000,
        now=now,
        language="fr",
        language_2="nl",
        seat=seat,
        slug="le-verger",
    )
    syndic = accesses.resolve(person_id=nadia.id, slug=org.slug, now=now)
    assert syndic is not None
    with boundary.within(org.id):
        describe.describe(
            syndic,
            identity=Identity(
                name="Le Verger",
                name_2="De Boomgaard",
                street=seat.street,
                street_2=seat.street_2,
                house_number=seat.house_number,
                postcode=seat.postcode,
                city=seat.city,
                city_2=seat.city_2,
                enterprise_number="0403.170.701",
                language="fr",
                language_2="nl",
                deed="Acte de base du 4 avril 1974, notaire Verhaegen",
                assembly_from=assembly_from,
            ),
        )
        held = _parties(syndic, nadia)
        placed = _lots(syndic, held)
        _lift(syndic, placed)
        _offices(syndic, held, placed, persons, now)
    return Verger(org, syndic, persons, held, placed)


def _parties(access: Access, nadia: Person) -> dict[str, UUID]:
    founder = Party.objects.get(org_id=access.org_id, email=nadia.email)
    known = {"Nadia El Khattabi": founder.id}
    parties.change_party(access, party_id=founder.id, facts=_facts("Nadia El Khattabi", "1A", email=nadia.email))
    emails = {someone.name: someone.email for someone in PEOPLE}
    for window in WINDOWS:
        name = window.holder
        if name in known:
            continue
        if name in COUPLES:
            known[name] = _couple(access, name, window.number)
        elif name == "Immo Thys SRL":
            facts = PartyFacts(
                kind="company",
                name=name,
                email="gestion@immo-thys.example",
                channel="email",
                street="Avenue Louise 200",
                postcode="1050",
                city="Bruxelles",
            )
            known[name] = parties.add_party(access, facts=facts).id
        else:
            facts = _facts(name, window.number, email=emails.get(name, ""))
            known[name] = parties.add_party(access, facts=facts).id
    for name in ("Sofie Peeters", "Yusuf Bakari"):
        known[name] = parties.add_party(access, facts=_facts(name, "3A", email=emails[name])).id
    return known


def _facts(name: str, lot: str, *, email: str = "") -> PartyFacts:
    first, _space, last = name.partition(" ")
    by_post = name in BY_POST
    address = email or f"{first.lower()}.{last.split()[-1].lower()}@verger.example".replace("è", "e")
    return PartyFacts(
        first_name=first,
        last_name=last,
        name=name,
        email="" if by_post else address,
        phone="" if by_post else f"+32 470 {10 + len(name):02d} {20 + len(lot):02d} {30 + len(last):02d}",
        street=f"Rue du Verger commun 14, bte {lot}",
        postcode="1030",
        city="Bruxelles",
        language="nl" if name in DUTCH else "fr",
        channel="post" if by_post else "email",
    )


def _couple(access: Access, name: str, lot: str) -> UUID:
    members = [parties.add_party(access, facts=_facts(one, lot)).id for one in COUPLES[name]]
    both = parties.add_party(
        access,
        facts=PartyFacts(kind="joint", name=name),
        members=[MemberFacts(member, "co_owner", 1, 2) for member in members],
    )
    parties.name_representative(
        access, party_id=both.id, representative_id=members[0], note="Lettre signée du 3 mars 2021"
    )
    return both.id


def _lots(access: Access, held: dict[str, UUID]) -> dict[str, UUID]:
    placed: dict[str, UUID] = {}
    for window in WINDOWS:
        lot = lots.add_lot(access, facts=LotFacts(window.number, window.kind, window.shares, floor=window.floor))
        ownerships.give_lot(access, lot_id=lot.id, party_id=held[window.holder], on=SINCE, source="Reprise du dossier")
        placed[window.number] = lot.id
    return placed


def _lift(access: Access, placed: dict[str, UUID]) -> None:
    weights = {placed[window.number]: window.lift for window in WINDOWS if window.lift}
    facts = KeyFacts("Ascenseur", sum(weights.values()), "Lift", "Acte de base, art. 14")
    keys.add_key(access, facts=facts, weights=weights)


def _offices(
    access: Access, held: dict[str, UUID], placed: dict[str, UUID], persons: dict[str, Person], now: datetime
) -> None:
    for someone in PEOPLE[1:]:
        invite.link_person(access, party_id=held[someone.name], person_id=persons[someone.key].id)
    start = now.date()
    met = date(start.year - 1, 12, 9)
    voted = f"Assemblée du 9 décembre {met.year}, point 8"
    (syndic,) = offices.listing(access)
    mandates.correct_mandate(
        access,
        mandate_id=syndic.mandate_id,
        starts_on=met,
        ends_on=met.replace(year=met.year + 3),
        decision=f"Assemblée du 9 décembre {met.year}, point 7",
    )
    for name, role in (("Claire Dumont", "council"), ("Hugo Martin", "auditor"), ("Sofie Peeters", "accountant")):
        mandates.give_mandate(access, party_id=held[name], role=role, starts_on=met, ends_on=None, decision=voted)
    occupancies.move_in(access, lot_id=placed["3A"], party_id=held["Yusuf Bakari"], on=start)
