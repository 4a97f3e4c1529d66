"""A new building: its boundary, its identity, the deed's key, and its founder as syndic."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from koprogo.condominiums.models import AllocationKey, Condominium, Mandate, Party, PartyPerson
from koprogo.condominiums.operations.memberships import refresh_memberships
from koprogo.condominiums.queries import access as accesses
from koprogo.condominiums.rules import keys, mandates, parties
from koprogo.kernel.identifiers import slug as slugged
from koprogo.kernel.identifiers import uuid7
from koprogo.people.queries import persons
from koprogo.platform import audit, boundary
from koprogo.platform.access import Access
from koprogo.platform.models import Org

#: The deed's key says its name in the languages of the country; the second one is shown beside.
DEED_LABEL = {"fr": "Quotités", "nl": "Aandelen", "de": "Anteile", "en": "Shares"}


@dataclass(frozen=True, slots=True)
class Seat:
    """Where the association has its seat."""

    street: str = ""
    house_number: str = ""
    postcode: str = ""
    city: str = ""
    street_2: str = ""
    city_2: str = ""


def create(
    person_id: UUID,
    *,
    name: str,
    deed_total: int,
    now: datetime,
    language: str = "fr",
    language_2: str = "",
    name_2: str = "",
    seat: Seat = Seat(),
    slug: str = "",
    org_id: UUID | None = None,
) -> Org:
    """Create a building whose founder is its syndic for three years at most (CC 3.89 §1).

    The only operation without an access: nothing exists yet to have one for, so it opens the boundary itself.
    ``org_id`` makes a second sending harmless: the building it created is returned. ``deed_total``: shares.
    Raises KeyWithoutTotal.
    """
    keys.check_total(deed_total)
    person = persons.by_id(person_id=person_id)
    org_id = org_id or uuid7()
    done = Org.objects.filter(id=org_id, memberships__person_id=person_id).first()
    if done is not None:
        return done
    org = Org.objects.create(
        id=org_id,
        kind=Org.Kind.CONDOMINIUM,
        slug=free_slug(slug or name),
        name=name,
        created_at=now,
        plate_street=seat.street,
        plate_street_2=seat.street_2,
        plate_lang_2=language_2 if seat.street_2 else "",
        plate_number=seat.house_number,
    )
    with boundary.within(org.id):
        access = accesses.as_system(org_id=org.id, now=now, on_behalf_of=person.id, name=str(person))
        Condominium.objects.create(
            org_id=org.id,
            name=name,
            name_2=name_2,
            language=language,
            language_2=language_2,
            street=seat.street,
            street_2=seat.street_2,
            house_number=seat.house_number,
            postcode=seat.postcode,
            city=seat.city,
            city_2=seat.city_2,
        )
        AllocationKey.objects.create(
            org_id=org.id,
            code=keys.DEED_CODE,
            label=DEED_LABEL.get(language, DEED_LABEL["fr"]),
            label_2=DEED_LABEL.get(language_2, ""),
            kind=AllocationKey.Kind.SHARES,
            total=deed_total,
            valid_from=keys.SINCE_THE_DEED,
        )
        refresh_memberships(access, install(access))
        audit.record(access, "condominiums.building_created", org.id, name=name, deed_total=deed_total)
    return org


def install(access: Access) -> UUID:
    """Make whoever asks the syndic of a building, for three years at most (CC 3.89 §1): a party of theirs, linked to
    them, with the mandate. Returns the party; the doors are the caller's to refresh."""
    assert access.person_id is not None
    person = persons.by_id(person_id=access.person_id)
    founder = Party.objects.create(
        org_id=access.org_id,
        name=str(person)[:160],
        sort_name=parties.sort_key(str(person)),
        email=person.email,
        language=person.language,
        channel=Party.Channel.EMAIL,
    )
    PartyPerson.objects.create(org_id=access.org_id, party=founder, person=person, since_at=access.now)
    Mandate.objects.create(
        org_id=access.org_id,
        party=founder,
        role=Mandate.Role.SYNDIC,
        starts_on=access.today,
        ends_on=mandates.syndic_latest_end(access.today),
    )
    return founder.id


def free_slug(text: str) -> str:
    """The text as an address that no other boundary has yet: le-verger, le-verger-2, …"""
    wanted = slugged(text, longest=50) or "immeuble"
    taken = set(Org.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    number, found = 1, wanted
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    return found
