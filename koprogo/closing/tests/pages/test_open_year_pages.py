"""An open year on its pages, before anything is settled: what is named as missing, and accruals written by hand."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from koprogo.closing.operations import start, takeover
from koprogo.closing.tests import world as worlds
from koprogo.closing.tests.pages.conftest import Enter
from koprogo.condominiums.rules.rights import Role
from koprogo.platform import boundary
from koprogo.testing.counting import sql_count, weight
from koprogo.testing.tilleuls import Tilleuls

pytestmark = pytest.mark.django_db
BASE = "/i/les-tilleuls/argent/cloture"
ACCRUAL = {"kind": "accrued_cost", "account": "6100", "cents": "42", "label": "Décembre", "key": ""}


def post(client: Client, path: str, **typed: Any) -> Any:
    return client.post(f"{BASE}/2026/{path}", {"_key": uuid4().hex, **typed})


def words(answer: Any) -> str:
    text = answer.content.decode().replace("\u202f", " ").replace("\xa0", " ")
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def test_an_open_year_names_what_is_missing(world: Tilleuls, enter: Enter) -> None:
    access = world.syndic_access
    with boundary.within(world.org.id):
        row = start.from_cells(access, situation=worlds.SITUATION, text=worlds.balance(), name="copie")
        worlds.stated(access, row)
        takeover.book(access, takeover_id=row.id, label="Reprise")
    client = enter(Role.SYNDIC)
    assert "2026" in words(client.get(f"{BASE}/")) and sql_count(client, f"{BASE}/") <= 7
    page = words(client.get(f"{BASE}/2026/"))
    for said in ("L’exercice est terminé À faire Il se termine le 31 déc. 2026", "aucun relevé", "1er janvier 2034"):
        assert said in page
    assert page.count("À vérifier La vérification complète le dira.") == 3, "nobody has looked yet"
    assert sql_count(client, f"{BASE}/2026/") <= 9
    assert weight(client.get(f"{BASE}/2026/")) <= 14_000
    assert post(client, "verifier").status_code == 302
    page = words(client.get(f"{BASE}/2026/"))
    assert "La feuille de contrôle de la reprise n’est pas signée" in page and "À vérifier" not in page
    refused = post(client, "arreter", rule="result")
    assert refused.status_code == 422 and "ne peut pas encore être arrêté" in words(refused)
    for typed, said in (
        ({"cents": "0"}, "plus grand que zéro"),
        ({"account": "551"}, "Choisissez un compte du plan"),
        ({"key": "Nulle"}, "Choisissez une clé"),
    ):
        answer = post(client, "regularisations/nouvelle", **(ACCRUAL | typed))
        assert answer.status_code == 422 and said in words(answer)
    assert post(client, "regularisations/nouvelle", **ACCRUAL).status_code == 302
    page = words(client.get(f"{BASE}/2026/regularisations/"))
    assert "Charge à imputer (492)" in page and "OD-2026-1" in page and "OD-2027-1" in page
    assert weight(client.get(f"{BASE}/2026/regularisations/")) <= 14_000
    assert sql_count(client, f"{BASE}/2026/regularisations/") <= 10
    assert post(client, "regularisations/1/annuler").status_code == 302
    assert "Annulée" in words(client.get(f"{BASE}/2026/regularisations/"))
    for who, year, accruals in (
        (Role.OWNER, 200, 403),
        (Role.COUNCIL, 200, 403),
        (Role.OCCUPANT, 403, 403),
        ("x", 404, 404),
    ):
        other = enter(who)
        assert other.get(f"{BASE}/2026/").status_code == year
        assert other.get(f"{BASE}/2026/regularisations/").status_code == accruals
        assert post(other, "verifier").status_code == accruals
        assert other.get(f"{BASE}/2026/dossier").status_code == (302 if year == 200 else year)
