"""The doors that follow from ownerships, occupancies and mandates: who may enter, as what, until when."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from koprogo.condominiums.models import Mandate, Occupancy, Ownership, PartyMember, PartyPerson
from koprogo.condominiums.rules import mandates, ownership
from koprogo.condominiums.rules.ownership import Period
from koprogo.condominiums.rules.rights import Role
from koprogo.people.operations import memberships
from koprogo.people.operations.memberships import Opened
from koprogo.platform.access import Access

Roles = dict[tuple[UUID, str], list[Period]]


def refresh_memberships(access: Access, *party_ids: UUID) -> None:
    """Rewrite the global memberships of the persons who stand for these parties (constant number of queries).

    Called by every operation that touches an ownership, an occupancy, a mandate, or who is behind a party.
    Somebody behind a joint or split party enters for what that party holds.
    """
    wanted = set(party_ids)
    roles = _roles(access, wanted)
    persons = _persons(access, wanted)
    doors = (
        Opened(person_id, role, party_id, period.starts_on, period.ends_on)
        for (party_id, role), periods in roles.items()
        for person_id in sorted(persons[party_id], key=str)
        for period in ownership.merged(periods)
    )
    memberships.rewrite(org_id=access.org_id, party_ids=wanted, doors=doors)


def _roles(access: Access, party_ids: set[UUID]) -> Roles:
    found: Roles = defaultdict(list)
    columns = ("party_id", "starts_on", "ends_on")
    held = Ownership.objects.filter(org_id=access.org_id, party_id__in=party_ids)
    for party_id, starts_on, ends_on in held.values_list(*columns):
        found[party_id, Role.OWNER].append(Period(starts_on, ends_on))
    for party_id in party_ids:
        if sold := ownership.after_sale(found.get((party_id, Role.OWNER), [])):
            found[party_id, Role.FORMER_OWNER] = sold
    living = Occupancy.objects.filter(org_id=access.org_id, party_id__in=party_ids)
    for party_id, starts_on, ends_on in living.values_list(*columns):
        found[party_id, Role.OCCUPANT].append(Period(starts_on, ends_on))
    _mandated(access, party_ids, found)
    return found


def _mandated(access: Access, party_ids: set[UUID], found: Roles) -> None:
    given = list(Mandate.objects.filter(org_id=access.org_id))
    syndics = [one for one in given if one.role == Mandate.Role.SYNDIC]
    for one in given:
        if one.party_id not in party_ids:
            continue
        ends_on = one.ends_on
        if one.role == Mandate.Role.SYNDIC:
            succeeded = any(
                other.id != one.id and Period(other.starts_on, other.ends_on).holds(ends_on)
                for other in syndics
                if ends_on is not None
            )
            ends_on = mandates.entry_ends_on(ends_on, succeeded=succeeded)
        found[one.party_id, one.role].append(Period(one.starts_on, ends_on))


def _persons(access: Access, party_ids: set[UUID]) -> dict[UUID, set[UUID]]:
    """Who stands for each party: those linked to it, and those linked to somebody behind it."""
    behind: dict[UUID, set[UUID]] = {party_id: {party_id} for party_id in party_ids}
    members = PartyMember.objects.filter(org_id=access.org_id, whole_id__in=party_ids)
    for whole_id, member_id in members.values_list("whole_id", "member_id"):
        behind[whole_id].add(member_id)
    linked: dict[UUID, set[UUID]] = defaultdict(set)
    everybody = set().union(*behind.values()) if behind else set()
    links = PartyPerson.objects.filter(org_id=access.org_id, party_id__in=everybody)
    for party_id, person_id in links.values_list("party_id", "person_id"):
        linked[party_id].add(person_id)
    return {party_id: set().union(*(linked[one] for one in ids)) for party_id, ids in behind.items()}


def with_wholes(access: Access, party_ids: Iterable[UUID]) -> set[UUID]:
    """These parties, and the joint and split ones they stand behind (one query)."""
    ids = set(party_ids)
    wholes = PartyMember.objects.filter(org_id=access.org_id, member_id__in=ids)
    return ids | set(wholes.values_list("whole_id", flat=True))


def syndic_parties(access: Access) -> set[UUID]:
    """Every party that is or was syndic: a successor changes until when the one before may enter."""
    found = Mandate.objects.filter(org_id=access.org_id, role=Mandate.Role.SYNDIC)
    return set(found.values_list("party_id", flat=True))
