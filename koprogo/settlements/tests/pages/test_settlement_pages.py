"""The pages of settlements: looked at, issued, opened figure by figure, cancelled; an owner's own."""

from datetime import date
from uuid import uuid4

import pytest
from django.test import Client

from koprogo.condominiums.operations import ownerships
from koprogo.condominiums.rules.rights import Role
from koprogo.platform import boundary, jobs
from koprogo.settlements.models import Settlement, SettlementNotice
from koprogo.settlements.tests import world as worlds
from koprogo.settlements.tests.world import World
from koprogo.testing import casting

pytestmark = pytest.mark.django_db
YEAR = "du=2025-01-01&au=2025-12-31"


@pytest.fixture
def world() -> World:
    built = worlds.build()
    with boundary.within(built.org.id):
        worlds.opened(built)
        worlds.called(built)
        worlds.spent(built)
    return built


def signed(world: World, name: str = "") -> Client:
    client = Client()
    client.force_login(world.built.persons[name] if name else world.built.syndic)
    return client


def at(world: World, rest: str) -> str:
    return f"/i/{world.org.slug}/argent/decomptes/{rest}"


def issue(world: World) -> str:
    typed = {"_key": uuid4().hex, "title": "Décompte 2025", "due_on": "2099-12-31"}
    answer = signed(world).post(at(world, f"nouveau?{YEAR}"), typed)
    assert answer.status_code == 302, answer.content.decode()[:500]
    return answer.headers["Location"]


def body(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status, url
    return answer.content.decode().replace("\u202f", " ").replace("\u00a0", " ")


def test_who_may_settle(world: World) -> None:
    assert "Préparer un décompte" in body(signed(world), at(world, ""))
    assert "Préparer un décompte" not in body(signed(world, "David"), at(world, ""))
    body(signed(world, "David"), at(world, "nouveau"), 403)
    stranger = Client()
    stranger.force_login(casting.person("ailleurs@x.example"))
    body(stranger, at(world, ""), 404)
    accountant = Client()
    who = casting.person("comptable@x.example")
    casting.access_as(Role.ACCOUNTANT, world.org, who=who)
    accountant.force_login(who)
    body(accountant, at(world, "nouveau"))


def test_every_figure_opens_its_formula_before_anything_is_issued(world: World) -> None:
    client = signed(world)
    page = body(client, at(world, f"nouveau?{YEAR}"))
    for words in ("9 431,10 €", "9 000,00 €", "431,10 €", "219,54", "−261,79", "Émettre le décompte"):
        assert words in page, words
    lot = body(client, at(world, f"nouveau?{YEAR}&lot=E"))
    assert "120 / 1 000 × 2 400,00 €" in lot and "120 / 700 × 1 800,00 €" in lot and "Frais privatifs" in lot
    column = body(client, at(world, f"nouveau?{YEAR}&poste=1"))
    assert "150 / 700 × 1 800,00 €" in column and "385,72" in column
    with boundary.within(world.org.id):
        assert not Settlement.objects.exists(), "looking issues nothing"


def test_what_is_in_the_way_is_said_with_the_page_that_mends_it(world: World) -> None:
    client = signed(world)
    running = body(client, at(world, "nouveau?du=2025-06-01&au=2025-12-31"))
    assert "ne sont dans aucun décompte" in running
    nothing = body(client, at(world, "nouveau?du=2025-02-01&au=2025-02-10"))
    assert "À corriger avant d’émettre" in nothing and "Émettre le décompte" not in nothing
    refused = signed(world).post(
        at(world, "nouveau?du=2025-02-01&au=2025-02-10"), {"_key": uuid4().hex, "title": "D", "due_on": "2099-01-01"}
    )
    assert refused.status_code == 422
    body(client, at(world, "nouveau?du=2025-12-31&au=2025-01-01"), 422)
    body(client, at(world, "nouveau?du=n’importe&au=2025-01-01"), 422)
    assert "un seul exercice" in body(client, at(world, "nouveau?du=2024-12-31&au=2025-01-31"), 422)


def test_it_is_issued_read_and_cancelled(world: World) -> None:
    client = signed(world)
    shown = issue(world)
    jobs.run_waiting()
    page = body(client, shown)
    for words in ("Émis le", "DEC-2025-1", "Lettre PDF", "Imprimer les lettres", "219,54", "Terminé"):
        assert words in page, words
    assert "120 / 1 000 × 2 400,00 €" in body(client, f"{shown}?lot=E")
    with boundary.within(world.org.id):
        david = world.built.parties["David"]
        notice = SettlementNotice.objects.get(party_id=david)
    for kind in ("lettres", "occupant"):
        answer = client.get(f"{shown}{kind}/{notice.party_id}.pdf")
        assert answer.status_code == 200 and answer.headers["Content-Type"] == "application/pdf"
    assert client.get(f"{shown}poste.pdf").status_code == 200
    assert "contre-passée" in body(client, f"{shown}annuler")
    assert client.post(f"{shown}annuler", {"_key": uuid4().hex}).status_code == 302
    assert "Annulé le" in body(client, shown)
    assert client.post(f"{shown}annuler", {"_key": uuid4().hex}).status_code == 422


def test_an_owner_reads_their_own_and_nothing_of_the_neighbours(world: World) -> None:
    shown = issue(world)
    jobs.run_waiting()
    david, bruno = signed(world, "David"), signed(world, "Bruno")
    mine = body(david, f"/i/{world.org.slug}/moi/decompte")
    for words in ("219,54 €", "120 / 1 000 × 2 400,00 €", "85,50", "57,60 €", "Ouvrir la lettre"):
        assert words in mine, words
    assert "174,53 € en votre faveur" in body(bruno, f"/i/{world.org.slug}/moi/decompte")
    page = body(david, shown)
    assert "219,54" in page and "174,53" not in page and "Bruno" not in page
    assert "Bruno" not in body(david, f"{shown}?poste=1") + body(david, f"{shown}?lot=B")
    with boundary.within(world.org.id):
        other = world.built.parties["David"]
    assert bruno.get(f"{shown}lettres/{other}.pdf").status_code == 404
    assert david.get(f"{shown}lettres/{other}.pdf").status_code == 200
    assert "Mon décompte" in body(david, f"/i/{world.org.slug}/moi/compte")


def test_an_owner_without_a_settlement_is_told_so(world: World) -> None:
    assert "Aucun décompte n’a encore été émis" in body(signed(world, "David"), f"/i/{world.org.slug}/moi/decompte")


def test_the_funds_of_a_sale_are_shown_then_passed_on(world: World) -> None:
    client = signed(world)
    assert "n’a pas changé de propriétaire" in body(client, at(world, "vente/F"))
    body(client, at(world, "vente/ZZ"), 404)
    with boundary.within(world.org.id):
        ownerships.transfer_lot(
            world.access, lot_id=world.built.lots["F"], party_id=world.built.parties["Ines"], on=date(2026, 5, 16)
        )
    assert "Ventes dont les fonds restent à régler" in body(client, at(world, ""))
    page = body(client, at(world, "vente/F?le=2026-05-16"))
    assert "130 / 1000 × 12 000,00 €" in page and "1 560,00 €" in page
    typed = {"_key": uuid4().hex, "title": "Vente du lot F", "due_on": "2099-12-31"}
    assert client.post(at(world, "vente/F"), typed).status_code == 302
    assert "déjà réglés" in body(client, at(world, "vente/F"))
    again = client.post(at(world, "vente/F"), typed | {"_key": uuid4().hex})
    assert again.status_code == 422
