"""Who enters which page: every address of the context, for each kind of reader."""

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from koprogo.condominiums.pages import urls
from koprogo.condominiums.queries import history, mandates
from koprogo.condominiums.rules.rights import RIGHTS, Role
from koprogo.condominiums.tests.pages.conftest import Enter
from koprogo.kernel.refusals import NotAllowed
from koprogo.platform import boundary
from koprogo.testing.tilleuls import Tilleuls

pytestmark = pytest.mark.django_db

READERS = {"nadia": Role.SYNDIC, "alice": Role.OWNER, "yusuf": Role.OCCUPANT}


def address(world: Tilleuls, pattern: URLPattern) -> str:
    access = world.syndic_access
    with boundary.within(world.org.id):
        known = {
            "slug": world.org.slug,
            "number": "E",
            "party_id": world.parties["Eve / Frank"],
            "code": "ascenseur",
            "mandate_id": mandates.listing(access)[0].mandate_id,
            "occupancy_id": history.occupants(access, lot_id=world.lots["E"])[0].id,
            "person_id": world.syndic.id,
            "building_id": world.org.id,
            "import_id": world.org.id,
        }
    wanted = {"slug", *pattern.pattern.converters}
    if pattern.name == "party_unlink":
        with boundary.within(world.org.id):
            listed = mandates.listing(access)[0].party_id
        known["party_id"] = listed
    return reverse(str(pattern.name), kwargs={name: known[name] for name in wanted})


@pytest.mark.parametrize("pattern", urls.urlpatterns, ids=lambda one: str(one.name))
def test_door(world: Tilleuls, enter: Enter, pattern: URLPattern) -> None:
    url, needs = address(world, pattern), pattern.callback.door.needs  # type: ignore[attr-defined]
    anonymous = Client().get(url)
    assert anonymous.status_code == 302 and "next=" in anonymous.headers["Location"]
    assert enter("stranger").get(url).status_code == 404
    for name, role in READERS.items():
        if needs in RIGHTS[role]:
            answer = enter(name).get(url)
            unknown = {"building_rename", "building_remove", "import_show", "import_do", "import_undo"}
            expected = (404,) if str(pattern.name) in unknown else (200, 302)
            assert answer.status_code in expected, f"{name} on {url}"
        else:
            # The site's middleware says it in words, with status 403.
            assert enter(name).get(url).status_code == 403, f"{name} on {url}"


@pytest.mark.parametrize("name", ["lots/Z", "argent/cles/nulle", "argent/cles/ascenseur?version=2001-01-01"])
def test_what_does_not_exist(world: Tilleuls, enter: Enter, name: str) -> None:
    assert enter("nadia").get(f"/i/{world.org.slug}/{name}").status_code == 404


def test_contacts_are_for_the_syndic_and_for_oneself(world: Tilleuls, enter: Enter) -> None:
    def shows(reader: str, party: str) -> bool:
        page = enter(reader).get(f"/i/{world.org.slug}/personnes/{world.parties[party]}").content.decode()
        return f"{party.lower()}@les-tilleuls.example" in page

    assert shows("nadia", "Bruno") and shows("bruno", "Bruno")
    assert not shows("alice", "Bruno")
    listing = enter("alice").get(f"/i/{world.org.slug}/personnes/").content.decode()
    assert "Bruno Tilleul" in listing and "@" not in listing.partition("<main")[2].partition("</main")[0]


def test_refusals_are_not_allowed(world: Tilleuls) -> None:
    from koprogo.condominiums.operations import lots
    from koprogo.condominiums.rules.lots import LotKind
    from koprogo.testing import tilleuls

    alice = tilleuls.access_of(world, "Alice")
    with boundary.within(world.org.id), pytest.raises(NotAllowed):
        lots.add_lot(alice, facts=lots.LotFacts("I", LotKind.CELLAR, 1))
