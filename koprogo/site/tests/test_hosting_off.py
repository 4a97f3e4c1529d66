"""A self-hosted installation: hosting is not there."""

import re
from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.test import Client

from koprogo.site.tests import addresses
from koprogo.testing import casting, tilleuls
from koprogo.testing.tilleuls import Tilleuls

pytestmark = pytest.mark.django_db


@pytest.fixture
def built() -> Tilleuls:
    return tilleuls.build(datetime.now(UTC), slug="compteurs")


def client(person: object) -> Client:
    found = Client()
    found.force_login(person)  # type: ignore[arg-type]
    return found


def _filled(route: str) -> str:
    """A route with something of the right kind in each of its places."""
    something = {"uuid": str(UUID(int=7)), "slug": "compteurs", "int": "1"}
    return re.sub(r"<(?:(\w+):)?\w+>", lambda place: something.get(place[1] or "str", "2026-10"), route)


def test_a_self_hosted_installation_shows_none_of_it(built: Tilleuls) -> None:
    """Every address of hosting is 404 for everybody, the operator too, and no page speaks of it."""
    operator = casting.person("operator@koprogo.example")
    operator.is_operator = True
    operator.save(update_fields=["is_operator"])
    front = Client().get("/").content.decode()
    assert "/prix" not in front and "/transparence" not in front
    found = [one for one in addresses.every() if one.view.__module__.startswith("koprogo.hosting.")]
    assert len(found) >= 3
    for address in found:
        url = "/" + _filled(address.route)
        for person in (built.syndic, operator):
            for answer in (client(person).get(url), client(person).post(url)):
                assert answer.status_code == 404, url
        assert Client().get(url).status_code == 404, url
    for url in (
        "/",
        "/aide/",
        "/i/compteurs/",
        "/i/compteurs/immeuble/",
        "/i/compteurs/reglages/",
        "/immeubles/nouveau",
    ):
        body = client(built.syndic).get(url, follow=True).content.decode().split("<main", 1)[1]
        assert (
            "onsommation" not in body and "/prix" not in body and "/asso/" not in body and "/transparence" not in body
        )
