"""The pages of a closing: who enters, what they read of a year, and each act up to the one that cannot be undone."""

import re
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from koprogo.closing.operations import dossier
from koprogo.closing.queries import year as queries
from koprogo.closing.tests import lived
from koprogo.condominiums.rules.rights import Role
from koprogo.ledger.operations.entries import Line
from koprogo.ledger.rules.allocation import Allocation
from koprogo.ledger.rules.roles import AccountRole as R
from koprogo.platform import boundary
from koprogo.settlements.tests.world import World
from koprogo.testing import casting
from koprogo.testing.counting import sql_count, weight

pytestmark = pytest.mark.django_db
BASE = "/i/les-tilleuls/argent/cloture"


@pytest.fixture
def world() -> World:
    """A year lived, heard by its banks and settled; nobody has closed anything."""
    world = lived.begun()
    with boundary.within(world.org.id):
        lived.whole(world)
    return world


def signed_in(world: World, who: Role | str) -> Client:
    made = Client()
    if isinstance(who, Role):
        casting.access_as(who, world.org, party_id=world.built.parties["Alice"] if who is Role.OWNER else None)
        made.force_login(casting.person(f"{who.value}@{world.org.slug}.example"))
    else:
        made.force_login(casting.person(f"{who}@elsewhere.example"))
    return made


def post(client: Client, path: str, **typed: Any) -> Any:
    return client.post(f"{BASE}/2025/{path}", {"_key": uuid4().hex, **typed})


def html(answer: Any) -> str:
    return str(answer.content.decode().replace("\u202f", " ").replace("\xa0", " "))


def words(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html(answer)).split())


def written(world: World) -> None:
    """The worker has written the papers."""
    with boundary.within(world.org.id):
        row = queries.year(world.access, code="2025").row
        assert row is not None
        dossier.write(world.access, closing_id=row.id)


READERS = (Role.SYNDIC, Role.ACCOUNTANT, Role.COUNCIL, Role.AUDITOR, Role.OWNER)
CLOSERS = (Role.SYNDIC, Role.ACCOUNTANT)


def test_who_reads_and_who_closes(world: World) -> None:
    for who in (*READERS, Role.OCCUPANT, "charlie"):
        client = signed_in(world, who)
        outside = 403 if isinstance(who, Role) else 404
        year = 200 if who in READERS else outside
        accruals = 200 if who in CLOSERS else outside
        assert client.get(f"{BASE}/").status_code == client.get(f"{BASE}/2025/").status_code == year, who
        assert client.get(f"{BASE}/2025/regularisations/").status_code == accruals, who
        assert ("Vérifier l’exercice" in html(client.get(f"{BASE}/2025/"))) is (who in CLOSERS)
        assert post(client, "verifier").status_code == (302 if who in CLOSERS else outside), who


def test_the_whole_way_to_a_closed_year(world: World) -> None:
    client = signed_in(world, Role.SYNDIC)
    page = words(client.get(f"{BASE}/2025/"))
    assert "Il manque 2 points" in page, "the books are not proved, and the settlement was not looked at yet"
    post(client, "verifier")
    page = words(client.get(f"{BASE}/2025/"))
    assert "Plus rien n’empêche d’arrêter l’exercice" in page and "1er janvier 2033" in page
    assert "Le commissaire a signé son rapport Conseil" in page
    assert post(client, "arreter", rule="result").status_code == 302
    written(world)
    page = words(client.get(f"{BASE}/2025/"))
    assert "Exercice arrêté, en attente de l’assemblée" in page and "Ouvrir le dossier (PDF)" in page
    assert "Clôturer définitivement" not in page
    early = post(client, "approuver", on="2025-12-31", decision="point 3")
    assert early.status_code == 422 and "après sa fin" in html(early)
    assert post(client, "approuver", on="2026-05-12", decision="point 3").status_code == 302
    assert post(client, "cloturer").status_code == 422, "said once more first"
    assert post(client, "cloturer", sure="on").status_code == 302
    page = words(client.get(f"{BASE}/2025/"))
    assert "Exercice clôturé définitivement" in page and "Soldes à nouveau" in page and "12 168,90" in page
    assert "Rouvrir" not in page
    again = post(client, "cloturer", sure="on")
    assert again.status_code == 422 and "clôturé pour toujours" in html(again)


def test_an_owner_reads_the_papers_of_a_closed_year_and_no_name(world: World) -> None:
    syndic, owner = signed_in(world, Role.SYNDIC), signed_in(world, Role.OWNER)
    assert owner.get(f"{BASE}/2025/dossier").status_code == 302
    post(syndic, "arreter", rule="result")
    written(world)
    papers = owner.get(f"{BASE}/2025/dossier")
    assert papers.status_code == 200 and papers.content.startswith(b"%PDF")
    page = words(owner.get(f"{BASE}/2025/"))
    assert "Ouvrir le dossier" in page and "annexe nominative" not in page and "Noter l’approbation" not in page
    assert "annexe nominative" in words(syndic.get(f"{BASE}/2025/"))


def test_what_is_missing_has_a_link_to_mend_it(world: World) -> None:
    with boundary.within(world.org.id):
        world.post(Line(100, R.SUSPENSE), Line(-100, R.WORKING_FUND))
    client = signed_in(world, Role.SYNDIC)
    page = html(client.get(f"{BASE}/2025/"))
    assert "Il reste 1,00 € à expliquer" in page and 'href="/i/les-tilleuls/argent/comptes/499/"' in page
    refused = post(client, "arreter", rule="result")
    assert refused.status_code == 422 and "Rien n’attend au compte 499" in html(refused)
    assert "comptes/499" not in html(signed_in(world, Role.OWNER).get(f"{BASE}/2025/"))


def test_opened_again_after_it_was_pre_closed(world: World) -> None:
    client = signed_in(world, Role.ACCOUNTANT)
    post(client, "arreter", rule="carried")
    assert post(client, "rouvrir").status_code == 302
    assert "Arrêter l’exercice 2025" in words(client.get(f"{BASE}/2025/"))


def test_accruals_are_booked_left_aside_and_taken_back(world: World) -> None:
    with boundary.within(world.org.id):
        days = Allocation(period_from=date(2025, 10, 1), period_to=date(2026, 9, 30))
        world.cost("614", 120_000, on=date(2025, 10, 1), how=days)
    client = signed_in(world, Role.SYNDIC)
    at = f"{BASE}/2025/regularisations/"
    page = html(client.get(at))
    assert "1 200,00 €" in page and "897,53 €" in page and "273 après la fin" in page
    (source,) = re.findall(r'name="source" value="([^"]+)"', page)
    without = post(client, "regularisations/enregistrer", source=source, dismiss="1", reason="")
    assert without.status_code == 422 and "Dites pourquoi" in html(without)
    assert post(client, "regularisations/enregistrer", source=source).status_code == 302
    page = words(client.get(at))
    assert "Charge à reporter (490)" in page and "OD-2025-" in page and "OD-2026-1" in page
    twice = post(client, "regularisations/enregistrer", source=source)
    assert twice.status_code == 422 and "n’est plus dans les livres" in html(twice)
    assert post(client, "regularisations/1/annuler").status_code == 302
    assert "897,53" in html(client.get(at))
    assert post(client, "regularisations/enregistrer", source=source, dismiss="1", reason="petit").status_code == 302
    assert "petit" in html(client.get(at))


def test_an_accrual_that_cannot_be_written(world: World) -> None:
    client = signed_in(world, Role.SYNDIC)
    facts = {"kind": "accrued_cost", "account": "6100", "cents": "42", "label": "Décembre", "key": ""}
    for typed, said in (
        ({"cents": "0"}, "plus grand que zéro"),
        ({"account": "551"}, "Choisissez un compte du plan"),
        ({"key": "Nulle"}, "Choisissez une clé"),
    ):
        answer = post(client, "regularisations/nouvelle", **(facts | typed))
        assert answer.status_code == 422 and said in html(answer)
    assert post(client, "regularisations/nouvelle", **facts).status_code == 302


def test_what_the_pages_cost(world: World) -> None:
    client = signed_in(world, Role.SYNDIC)
    assert sql_count(client, f"{BASE}/") <= 7
    assert sql_count(client, f"{BASE}/2025/") <= 10
    assert weight(client.get(f"{BASE}/2025/")) <= 14_000
    post(client, "arreter", rule="result")
    assert sql_count(client, f"{BASE}/2025/") <= 10
