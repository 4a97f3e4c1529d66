"""Clients of Les Tilleuls: somebody who may, somebody who may not, a stranger."""

from collections.abc import Callable

import pytest
from django.test import Client

from koprogo.purchases.tests import world as worlds
from koprogo.purchases.tests.world import World
from koprogo.testing import casting


@pytest.fixture
def world() -> World:
    return worlds.build()


@pytest.fixture
def client_of(world: World) -> Callable[[str], Client]:
    """A signed-in client by role or name: syndic, council, accountant, David, stranger."""

    def made(who: str) -> Client:
        people = {
            "syndic": world.built.syndic.id,
            "council": world.council.person_id,
            "accountant": world.accountant.person_id,
            "stranger": casting.person("etranger@example.be", "Étranger").id,
        }
        person = people.get(who) or world.built.persons[who].id
        client = Client()
        backend = "allauth.account.auth_backends.AuthenticationBackend"
        client.force_login(casting.Person.objects.get(id=person), backend=backend)
        return client

    return made
