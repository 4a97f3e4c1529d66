"""A syndic of several buildings sends their next calls at once: each once, and who refuses says why."""

from html import unescape

import pytest
from django.test import Client

from koprogo.budgets.operations import plans
from koprogo.budgets.rules.plan import Rhythm
from koprogo.budgets.tests import world
from koprogo.budgets.tests.world import House
from koprogo.charges.operations import calls as charges
from koprogo.charges.queries import calls as call_queries
from koprogo.condominiums.operations import ownerships
from koprogo.condominiums.rules.rights import Role
from koprogo.platform import boundary, jobs
from koprogo.testing import casting, counting
from koprogo.testing.casting import Person

pytestmark = pytest.mark.django_db
PLACE = "/portefeuille/appels"


def planned(slug: str) -> House:
    """A building whose first quarter waits as a draft."""
    house = world.build(slug=slug)
    with boundary.within(house.access.org_id):
        world.law_4_3(house)
        plans.set_plan(house.access, year="2026", rhythm=Rhythm.QUARTERLY)
    return house


@pytest.fixture
def two() -> tuple[House, House]:
    first, second = planned("les-tilleuls"), planned("les-erables")
    casting.access_as(Role.SYNDIC, second.built.org, who=first.built.syndic)
    return first, second


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def drafts_of(houses: tuple[House, ...]) -> list[str]:
    found = []
    for house in houses:
        with boundary.within(house.access.org_id):
            found += [str(call.id) for call in call_queries.drafts(house.access)]
    return found


def states(house: House) -> list[str]:
    with boundary.within(house.access.org_id):
        return [row.state.value for row in call_queries.listing(house.access)]


def test_both_leave_once_and_a_hole_is_told(two: tuple[House, House]) -> None:
    first, second = two
    nadia = signed_in(first.built.syndic)
    calls = drafts_of(two)
    page = unescape(nadia.get(PLACE).content.decode())
    assert page.count("Prêt") == 2 and "2 370,00".replace(" ", "\u202f") in page
    with boundary.within(second.access.org_id):
        ownerships.correct_transfer(second.access, lot_id=second.built.lots["H"])
    for key in ("once", "once", "again"):
        assert nadia.post(PLACE, {"_key": key, "call": calls}).status_code == 302
    assert "Envoi de l’appel" in unescape(nadia.get(PLACE).content.decode())
    assert nadia.get(f"{PLACE}/avancement", headers={"HX-Request": "true"}).status_code == 200
    jobs.run_waiting()
    assert states(first).count("sent") == 1 and states(second) == ["draft"]
    page = unescape(nadia.get(PLACE).content.decode())
    assert "Appel 2026-1 envoyé" in page and "n’a pas de propriétaire" in page
    assert nadia.post(PLACE, {"_key": "later", "call": calls}).status_code == 302
    jobs.run_waiting()
    assert states(first).count("sent") == 1
    assert counting.sql_count(nadia, PLACE) <= 7


def test_only_ones_own_buildings(two: tuple[House, House]) -> None:
    first, second = two
    owner = signed_in(first.built.persons["Alice"])
    assert "Les immeubles dont vous êtes le syndic" in unescape(owner.get(PLACE).content.decode())
    owner.post(PLACE, {"_key": "x", "call": drafts_of(two)})
    other = signed_in(second.built.syndic)
    other.post(PLACE, {"_key": "y", "call": drafts_of((first,))})
    jobs.run_waiting()
    assert states(first) == states(second) == ["draft"]
    assert nobody().get(PLACE).headers["Location"].startswith("/connexion/")


def nobody() -> Client:
    return Client()


def test_reading_again_follows_what_was_done_elsewhere(two: tuple[House, House]) -> None:
    first, _second = two
    nadia = signed_in(first.built.syndic)
    with boundary.within(first.access.org_id):
        number = call_queries.drafts(first.access)[0].number
        charges.send(first.access, number=number)
    nadia.post(PLACE, {"_key": "r", "refresh": "1"})
    page = unescape(nadia.get(PLACE).content.decode())
    assert "Aucun appel préparé" in page and page.count("Prêt") == 1
