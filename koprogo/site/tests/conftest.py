"""The street: two houses with everything in them, built once for all the walks, put back after each."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.test import Client, override_settings

from koprogo.condominiums.queries import access as accesses
from koprogo.condominiums.rules.rights import Role
from koprogo.hosting.operations import founding
from koprogo.platform import boundary
from koprogo.testing import casting, street
from koprogo.testing.furniture import governance, service
from koprogo.testing.furniture import hosting as furniture
from koprogo.testing.street import House, Person

#: Roles of the cloud: given by no mandate of the building, and the table of rights holds for them all the same.
NONPROFIT = ("board", "treasurer", "member", "support")


@dataclass(frozen=True, slots=True)
class Street:
    """The house that is walked through, the one beside it, and everybody; the association that hosts, as a house."""

    house: House
    beside: House
    association: House
    people: dict[str, Person | None]

    def client(self, who: str) -> Client:
        """A browser in which somebody of the cast is signed in, or nobody."""
        client = Client()
        person = self.people[who]
        if person is not None:
            client.force_login(person)
        return client


@pytest.fixture(scope="module")  # not longer: it holds a transaction open, and other tests commit
def _street(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Street]:
    now = datetime.now(UTC)
    # The walks meet everything, the cloud included; that a self-hosted installation shows none of it has its own test.
    hosting = override_settings(KOPROGO_HOSTING=True)
    with hosting, django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        house = street.build("les-tilleuls", iban="BE68539007547034", now=now, letters=True)
        beside = street.build("les-erables", iban="BE71096123456769", now=now, letters=False)
        nonprofit = founding.found(name="KoproGo ASBL", operator_email="operator@koprogo.example", now=now)
        cloud = furniture.furnish(house.built.org.id, now)
        house.args.update(cloud)
        beside.args.update(cloud)  # the association is the same for both
        with boundary.within(nonprofit.id):  # its public pages show the proposals that the houses have as well
            told = service.tell(accesses.as_system(org_id=nonprofit.id, now=now))
            own = governance.live(accesses.as_system(org_id=nonprofit.id, now=now), email="operator@koprogo.example")
        house.args.update(told)
        beside.args.update(told)
        inside = accesses.as_system(org_id=nonprofit.id, now=now)
        service.deliver(house.built.org.id, inside, message_id=house.args["hosting.deliver_message"])
        operator = casting.person("operator@koprogo.example")
        people: dict[str, Person | None] = dict(house.cast)
        people |= {role: casting.access_holder(Role(role), house.built.org, now=now) for role in NONPROFIT}
        people |= {"stranger": beside.cast["syndic"], "operator": operator, "anonymous": None}
        association = replace(house, args=house.args | own | {"slug": nonprofit.slug})
        yield Street(house, beside, association, people)
        transaction.set_rollback(True)


@pytest.fixture
def street_of_two(_street: Street) -> Iterator[Street]:
    """The street as it was built, whatever the walks before did to it."""
    with transaction.atomic():
        yield _street
        transaction.set_rollback(True)
