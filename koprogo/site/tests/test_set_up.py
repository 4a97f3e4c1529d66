"""From the front page to the balances of the take-over: the steps of a newcomer, and what a gap does."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client

from koprogo.ledger.queries import accounts, entries
from koprogo.ledger.rules.roles import AccountRole
from koprogo.platform import boundary
from koprogo.site import demo_world
from koprogo.site.tests.conftest import Street

BASE = "/i/les-tilleuls"
LOGIN = {"name": "Nadia El Khattabi", "role": "syndic", "email": "nadia@verger.example", "password": "le-verger-2026"}


def send(client: Client, html: str, amounts: list[str], **typed: str) -> Any:
    """Post the opening form: ``amounts`` for bank and owner fields in the order of the page."""
    names = re.findall(r'name="((?:bank|owner)-[0-9a-f-]+)"', html)
    filled = dict(zip(names, amounts, strict=False))
    facts = {"_key": uuid4().hex, "on": "2026-01-01", "voucher": "Bilan remis"}
    return client.post(f"{BASE}/argent/reprise", facts | filled | typed)


def test_the_balances_of_the_take_over_are_written_once(street_of_two: Street) -> None:
    client, access = street_of_two.client("syndic"), street_of_two.house.access
    html = client.get(f"{BASE}/argent/reprise").content.decode()
    assert client.get(f"{BASE}/mise-en-place/").content.decode().count("Les soldes de départ") == 1
    banks = html.count('name="bank-')
    paid = ["1 000,00"] + [""] * (banks - 1) + ["-62,14"]
    answer = send(client, html, paid, working="900", reserve="37,86")
    assert answer.headers["Location"] == f"{BASE}/mise-en-place/"
    with boundary.within(access.org_id):
        (number,) = entries.openings(access)
        journal, year, position = number.split("-")
        written = entries.entry(access, journal=journal, year=year, number=int(position))
    assert [row.amount_cents for row in written.rows] == [100_000, -6_214, -90_000, -3_786]
    assert written.reversible, "a mistake in it can be undone by hand"
    again = client.get(f"{BASE}/argent/reprise").content.decode()
    assert number in again and 'name="working"' not in again
    refused = send(client, html, paid, working="900", reserve="37,86")
    assert refused.status_code == 200, "a second posting shows the entry that stands"
    with boundary.within(access.org_id):
        assert entries.openings(access) == [number]


@pytest.mark.parametrize(
    ("typed", "gap"),
    [
        ({"working": "900"}, "100,00\u00a0€"),
        ({"working": "1 100"}, "\u2212100,00\u00a0€"),
        ({}, "1\u00a0000,00\u00a0€"),
    ],
)
def test_a_gap_is_told_and_waits_only_when_asked(street_of_two: Street, typed: dict[str, str], gap: str) -> None:
    client, access = street_of_two.client("syndic"), street_of_two.house.access
    html = client.get(f"{BASE}/argent/reprise").content.decode()
    refused = send(client, html, ["1000"], **typed)
    assert refused.status_code == 422
    assert gap in refused.content.decode().replace("\u202f", "\u00a0")
    with boundary.within(access.org_id):
        assert entries.openings(access) == []
    assert send(client, html, ["1000"], wait="1", **typed).status_code == 302
    with boundary.within(access.org_id):
        waiting = -accounts.role_balance(access, role=AccountRole.SUSPENSE, until=access.today)
        assert waiting == 100_000 - int(typed.get("working", "0").replace(" ", "")) * 100
        sums = accounts.trial_balance(access, until=access.today)
        assert sums.debit_cents == sums.credit_cents


@pytest.mark.parametrize("amount", ["mille", "1.243", "12,345", "9" * 20])
def test_an_amount_that_cannot_be_read_stays_on_the_page(street_of_two: Street, amount: str) -> None:
    client = street_of_two.client("syndic")
    html = client.get(f"{BASE}/argent/reprise").content.decode()
    answer = send(client, html, [amount], working="1")
    assert answer.status_code == 422 and amount in answer.content.decode()
    assert "1 250,00" in answer.content.decode().replace("\u00a0", " ")


def test_a_syndic_without_a_lot_reads_why_there_is_no_account(street_of_two: Street) -> None:
    answer = street_of_two.client("syndic").get(f"{BASE}/moi/compte")
    assert answer.status_code == 403
    assert "celle des copropriétaires" in answer.content.decode()


def test_the_front_page_opens_the_demo_where_it_is_loaded(
    street_of_two: Street, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "KOPROGO_HOME", tmp_path)
    bare = Client().get("/").content.decode()
    assert "Créer mon immeuble" in bare and "Entrer comme" not in bare
    (tmp_path / "demo-logins.json").write_text(json.dumps([LOGIN]), encoding="utf-8")
    monkeypatch.setattr(settings, "CONFIG", replace(settings.CONFIG, demo=False))
    assert demo_world.logins() == [], "switched off"
    monkeypatch.setattr(settings, "CONFIG", replace(settings.CONFIG, demo=True))
    html = Client().get("/").content.decode()
    assert "Entrer comme Nadia El Khattabi" in html and LOGIN["email"] in html
    assert not demo_world.is_here(street_of_two.house.access)
