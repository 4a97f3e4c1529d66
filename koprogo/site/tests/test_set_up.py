"""From the front page to the balances of the take-over: the steps of a newcomer, and what a gap does."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from koprogo.site import demo_world
from koprogo.site.tests.conftest import Street

BASE = "/i/les-tilleuls"
LOGIN = {"name": "Nadia El Khattabi", "role": "syndic", "email": "nadia@verger.example", "password": "le-verger-2026"}


def test_the_set_up_leads_to_the_take_over(street_of_two: Street) -> None:
    html = street_of_two.client("syndic").get(f"{BASE}/mise-en-place/").content.decode()
    assert html.count("Les soldes de départ") == 1 and f'href="{BASE}/argent/reprise"' in html


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
