"""Shaping the chart in the browser: usual accounts opened, costs shared, export read back by the import."""

import io
import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from koprogo.condominiums.rules.rights import Role
from koprogo.ledger.models import Account, AccountAllocation
from koprogo.ledger.operations import books
from koprogo.ledger.operations.entries import Line
from koprogo.ledger.queries import allocations, search
from koprogo.ledger.rules.roles import AccountRole as R
from koprogo.ledger.tests import world as worlds
from koprogo.ledger.tests.world import World
from koprogo.testing import casting
from koprogo.testing.counting import statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    world = worlds.build()
    with world.inside():
        books.ensure_books(world.syndic, on=worlds.DAY)
    return world


def browser(world: World, role: Role) -> Client:
    client = Client()
    who = casting.person(f"{role}@tilleuls.example")
    casting.access_as(role, world.org, who=who)
    client.force_login(who)
    return client


def text(answer: object) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())  # type: ignore[attr-defined]


def post(client: Client, url: str, data: dict[str, object]) -> object:
    return client.post(url, {"_key": uuid4().hex, **data}, follow=True)


def test_usual_accounts_are_opened_in_one_click(world: World) -> None:
    client = browser(world, Role.SYNDIC)
    url = f"/i/{world.org.slug}/argent/comptes/usuels"
    assert "6101005 Réparation ascenseur" in text(client.get(url))
    shown = text(post(client, url, {"code": ["6101005", "6101001"]}))
    assert "2 comptes sont ouverts" in shown and "6101005" not in shown
    with world.inside():
        row = Account.objects.get(code="6101005")
        assert (row.parent_code, row.nature, row.chart_code, row.label) == ("6101", "cost", "6101005", "")
        percents = {one.code: one.occupant_percent for one in allocations.usual(world.syndic)}
        assert (percents["6101001"], percents["6101005"]) == (100, 0), "the contract and the repair"
    assert client.post(url, {"_key": uuid4().hex, "code": "400"}).status_code == 404
    assert browser(world, Role.AUDITOR).get(url).status_code == 403


def test_key_and_part_of_every_cost(world: World) -> None:
    client = browser(world, Role.ACCOUNTANT)
    table = f"/i/{world.org.slug}/argent/comptes/partage"
    with world.inside():
        rows = allocations.usual(world.syndic)
    data: dict[str, object] = {f"key_{row.code}": "" for row in rows}
    data |= {f"part_{row.code}": row.occupant_percent for row in rows}
    shown = text(post(client, f"{table}/changer", data | {"part_614": 10, "key_6105": "quotites"}))
    assert "2 comptes sont changés" in shown
    with world.inside():
        assert AccountAllocation.objects.count() == 2, "what was not touched stays as it is usual"
    assert "Rien n’a changé" in text(post(client, f"{table}/changer", data | {"part_614": 10, "key_6105": "quotites"}))
    refused = client.post(f"{table}/changer", {"_key": uuid4().hex, **data, "part_614": 101})
    assert refused.status_code == 422 and 'aria-invalid="true"' in refused.content.decode()
    one = f"/i/{world.org.slug}/argent/comptes/614/partage"
    assert 'value="10"' in text(client.get(one))
    assert "occupant 30" in text(post(client, one, {"key_614": "", "part_614": 30}))
    assert client.get(f"/i/{world.org.slug}/argent/comptes/551/partage").status_code == 404
    reader = browser(world, Role.COUNCIL)
    assert reader.get(table).status_code == 200 and reader.get(f"{table}/changer").status_code == 403


def test_what_is_exported_is_read_back_the_same(world: World) -> None:
    client = browser(world, Role.SYNDIC)
    base = f"/i/{world.org.slug}/argent/comptes"
    for kind in ("xlsx", "csv"):
        data = client.get(f"{base}/plan.{kind}").content
        upload = SimpleUploadedFile(f"plan.{kind}", data)
        shown = text(post(client, f"{base}/importer", {"file": upload}))
        with world.inside():
            count = Account.objects.count()
        assert f"{count} comptes sont identiques" in shown, kind
        assert "Mettre le plan à jour" not in shown


def test_a_file_is_shown_then_taken_in_whole(world: World) -> None:
    client = browser(world, Role.SYNDIC)
    base = f"/i/{world.org.slug}/argent/comptes"
    lines = "code;libellé;clé;part de l'occupant\n61050;Vitres;quotites;40\n6105;Nettoyage du hall;;\n614;;;5"
    answer = post(client, f"{base}/importer", {"file": io.BytesIO(lines.encode())})
    shown = text(answer)
    assert "1 compte à ajouter" in shown and "2 comptes à changer" in shown and "Nettoyage du hall" in shown
    with world.inside():
        assert not Account.objects.filter(code="61050").exists(), "nothing before the yes"
    where = answer.redirect_chain[-1][0]  # type: ignore[attr-defined]
    assert "1 comptes ajoutés, 2 changés" in text(post(client, where, {}))
    with world.inside():
        rows = {row.code: row for row in allocations.usual(world.syndic)}
        assert (rows["61050"].key_code, rows["61050"].occupant_percent, rows["614"].occupant_percent) == (
            "quotites",
            40,
            5,
        )
        assert rows["6105"].name == "Nettoyage du hall"
    assert "3 comptes sont identiques" in text(client.get(where)), "the same file again changes nothing"


def test_one_refused_line_refuses_the_file(world: World) -> None:
    client = browser(world, Role.SYNDIC)
    base = f"/i/{world.org.slug}/argent/comptes"
    lines = "code;libellé;clé\n61050;Vitres;\n61051;Toit;piscine"
    answer = post(client, f"{base}/importer", {"file": io.BytesIO(lines.encode())})
    shown = text(answer)
    assert "C3" in shown and "« piscine » n’est le code d’aucune clé" in shown and "Mettre le plan à jour" not in shown
    where = answer.redirect_chain[-1][0]  # type: ignore[attr-defined]
    assert client.post(where, {"_key": uuid4().hex}).status_code == 422
    with world.inside():
        assert not Account.objects.filter(code__in=["61050", "61051"]).exists()
    pdf = post(client, f"{base}/importer", {"file": SimpleUploadedFile("plan.pdf", b"%PDF-1.7 x")})
    assert "n’est pas un tableau" in text(pdf)


def test_opening_the_books_is_still_two_statements_for_the_chart() -> None:
    world = worlds.build("neuf")
    with world.inside(), statements() as found:
        books.ensure_books(world.syndic, on=worlds.DAY)
    assert sum(sql.startswith("INSERT") and ("ledger_account" in sql or "ledger_journal" in sql) for sql in found) == 2


@pytest.mark.parametrize("typed", ["OD-2026-1", "od 2026 1", "OD/2026/001"])
def test_an_entry_is_found_by_its_number(world: World, typed: str) -> None:
    with world.inside():
        world.post(Line(5, R.CASH), Line(-5, R.INTEREST), label="Intérêts")
        assert [one.reference for one in search.entries(world.syndic, text=typed)] == ["OD-2026-1"]
        assert search.entries(world.syndic, text="OD-2026-2") == []
    shown = text(browser(world, Role.AUDITOR).get(f"/i/{world.org.slug}/chercher", {"q": typed}))
    assert "Intérêts" in shown and "/argent/ecritures/OD-2026-1/" in shown
