"""The simplified book and the choice of the regime in the browser: who reads, who may choose, what is downloaded."""

import io
import re
from uuid import uuid4

import pytest
import python_calamine
from django.test import Client

from koprogo.condominiums.rules.rights import Role
from koprogo.ledger.operations.entries import Line
from koprogo.ledger.queries import regime as regimes
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.regime import Regime
from koprogo.ledger.rules.roles import AccountRole as R
from koprogo.ledger.tests import world as worlds
from koprogo.ledger.tests.world import World
from koprogo.testing import casting

pytestmark = pytest.mark.django_db
BOOK = "/argent/livre-simplifie"


@pytest.fixture
def world() -> World:
    world = worlds.build()
    with world.inside():
        world.post(Line(500_000, R.BANK_CURRENT), Line(-500_000, R.WORKING_FUND), journal=JournalKind.OPENING)
        alice = world.parties["Alice"]
        world.post(Line(60_000, R.OWNERS_CHARGES, party_id=alice), Line(-60_000, R.PROVISIONS))
        world.post(Line(12_345, R.BANK_CURRENT), Line(-12_345, R.OWNERS_CHARGES, party_id=alice), label="=Alice verse")
    return world


def client(world: World, role: Role, path: str, data: dict[str, str] | None = None) -> tuple[int, str]:
    browser = Client()
    who = casting.person(f"{role}@tilleuls.example")
    casting.access_as(role, world.org, who=who)
    browser.force_login(who)
    url = f"/i/{world.org.slug}{path}"
    answer = browser.post(url, {"_key": uuid4().hex, **data}) if data is not None else browser.get(url)
    return answer.status_code, re.sub(r"\s+", " ", answer.content.decode())


@pytest.mark.parametrize("role", [Role.SYNDIC, Role.ACCOUNTANT, Role.AUDITOR])
def test_those_who_keep_or_check_the_books_read_it_whole(world: World, role: Role) -> None:
    status, html = client(world, role, BOOK + "?exercice=2026")
    assert status == 200
    for words in ("5 000,00", "123,45", "5 123,45", "Alice verse", "476,55"):
        assert words in html, words


def test_the_council_reads_it_without_names(world: World) -> None:
    status, html = client(world, Role.COUNCIL, BOOK)
    assert status == 200
    assert "Alice" not in html and "Autres copropriétaires" in html and "476,55" in html


def test_an_occupant_may_not_and_a_stranger_finds_nothing(world: World) -> None:
    assert client(world, Role.OCCUPANT, BOOK)[0] == 403
    stranger = Client()
    stranger.force_login(casting.person("passant@example.be"))
    for path in (BOOK, BOOK + ".xlsx", BOOK + ".csv", "/argent/regime", "/argent/regime/choisir"):
        assert stranger.get(f"/i/{world.org.slug}{path}").status_code == 404


def test_a_period_that_ends_before_it_begins_is_said(world: World) -> None:
    _status, html = client(world, Role.SYNDIC, BOOK + "?du=2026-05-01&au=2026-04-01")
    assert "La période finit avant de commencer" in html


def test_the_files_hold_real_amounts_and_no_formula(world: World) -> None:
    browser = Client()
    who = casting.person("syndic2@tilleuls.example")
    casting.access_as(Role.SYNDIC, world.org, who=who)
    browser.force_login(who)
    workbook = browser.get(f"/i/{world.org.slug}{BOOK}.xlsx?exercice=2026")
    assert workbook.headers["Content-Disposition"].startswith("attachment")
    sheets = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(workbook.content))
    assert sheets.sheet_names[0] == "Trésorerie"
    treasury = sheets.get_sheet_by_name("Trésorerie").to_python()
    assert treasury[1][-4:] == [5000, 123.45, 0, 5123.45]
    moves = sheets.get_sheet_by_name("Mouvements").to_python()
    assert moves[1][2] == "'=Alice verse" and moves[1][5] == 123.45
    text = browser.get(f"/i/{world.org.slug}{BOOK}.csv?exercice=2026").content.decode("utf-8-sig")
    assert "123,45" in text and "'=Alice verse" in text


def test_the_association_chooses_and_the_page_says_why(world: World) -> None:
    status, html = client(world, Role.SYNDIC, "/argent/regime")
    assert status == 200 and "Comptabilité simplifiée" in html and "1 lot, caves" in html
    assert client(world, Role.ACCOUNTANT, "/argent/regime/choisir")[0] == 403
    status, html = client(world, Role.SYNDIC, "/argent/regime/choisir", {"full": "full"})
    assert status == 422 and "se décide en assemblée" in html
    chosen = {"full": "full", "decision": "AG du 9 décembre, point 7", "decided_on": "2026-12-09"}
    assert client(world, Role.SYNDIC, "/argent/regime/choisir", chosen)[0] == 302
    _status, html = client(world, Role.AUDITOR, "/argent/regime")
    assert "AG du 9 décembre, point 7" in html and "Changer ce choix" not in html
    with world.inside():
        assert regimes.standing(world.syndic).regime is Regime.FULL


def test_one_account_is_taken_along_with_every_line(world: World) -> None:
    browser = Client()
    who = casting.person("syndic3@tilleuls.example")
    casting.access_as(Role.SYNDIC, world.org, who=who)
    browser.force_login(who)
    lines = f"/i/{world.org.slug}/argent/comptes/4101/lignes"
    sheet = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(browser.get(f"{lines}.xlsx").content))
    rows = sheet.get_sheet_by_index(0).to_python()
    assert rows[0][:3] == ["Écriture", "Date", "Libellé"]
    assert [row[5:] for row in rows[1:]] == [["", "", 0.0], [600.0, "", 600.0], ["", 123.45, 476.55], ["", "", 476.55]]
    assert rows[3][2] == "'=Alice verse", "no cell can run"
    text = browser.get(f"{lines}.csv").content.decode("utf-8-sig")
    assert "Alice" in text and "476,55" in text
    status, masked = client(world, Role.COUNCIL, "/argent/comptes/4101/lignes.csv")
    assert status == 200 and "Alice" not in masked and "476,55" in masked, "a reader without the right reads no name"
    assert client(world, Role.OCCUPANT, "/argent/comptes/4101/lignes.csv")[0] == 403
