"""The page of quotas and that of carbon: what they say, to whom, and that a self-hosted installation has none."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client, override_settings

from koprogo.condominiums.rules.rights import Role
from koprogo.hosting.models import UsageDay
from koprogo.platform.access import BRUSSELS
from koprogo.testing import casting, tilleuls
from koprogo.testing.tilleuls import Tilleuls

pytestmark = pytest.mark.django_db


@pytest.fixture
def built() -> Tilleuls:
    return tilleuls.build(datetime.now(UTC), slug="compteurs")


@pytest.fixture
def on() -> object:
    with override_settings(KOPROGO_HOSTING=True):
        yield


def client(person: object) -> Client:
    found = Client()
    found.force_login(person)  # type: ignore[arg-type]
    return found


def used(built: Tilleuls, **facts: int) -> None:
    today = datetime.now(BRUSSELS).date()
    UsageDay.objects.create(org=built.org, day=today.replace(day=1), **facts)


def test_the_month_with_its_overage_and_its_calculation(built: Tilleuls, on: None) -> None:
    used(built, requests=150_000, bytes_out=1_234_567, cpu_ms=12_345, users=9, stored_bytes=512_000_000)
    body = client(built.persons["Chloé"]).get("/i/compteurs/reglages/consommation").content.decode()
    assert "150\u202f000 pour un quota de 100\u202f000, soit 150 %" in body
    assert (
        "50\u202f000 en trop sur 150\u202f000 servis à tous × 5,90\u00a0€ de serveurs" in body and "1,97\u00a0€" in body
    )
    assert "12,0\u00a0Mo en trop par jour" not in body, "the mean of the month, not of the one day"
    assert "Estimation" in body and "1,2\u00a0Mo" in body and "12,3\u00a0s" in body


def test_an_empty_month_says_so_and_a_month_to_come_is_none(built: Tilleuls, on: None) -> None:
    reader = client(built.syndic)
    assert "Rien n’est encore compté" in reader.get("/i/compteurs/reglages/consommation").content.decode()
    later = datetime.now(BRUSSELS).date() + timedelta(days=40)
    for month in (f"{later:%Y-%m}", "2026-13", "zz"):
        assert reader.get(f"/i/compteurs/reglages/consommation?mois={month}").status_code == 404
    assert reader.get("/i/compteurs/reglages/consommation?mois=2026-10").status_code == 200


def test_carbon_tells_its_factors_and_whose_figure_it_compares_with(built: Tilleuls, on: None) -> None:
    used(built, requests=10, bytes_out=1_000_000_000, cpu_ms=1_000)
    for url in ("/i/compteurs/reglages/carbone", "/transparence/carbone"):
        body = client(built.syndic).get(url).content.decode()
        assert "5,3\u00a0g" in body and "50 à 130 kg" in body and "Aslan" in body and "sur un an" in body


def test_who_may_not_and_strangers(built: Tilleuls, on: None) -> None:
    occupant = casting.access_holder(Role.OCCUPANT, built.org)
    for page in ("consommation", "carbone"):
        assert client(occupant).get(f"/i/compteurs/reglages/{page}").status_code == 403
        stranger = casting.person("dehors@ailleurs.example")
        assert client(stranger).get(f"/i/compteurs/reglages/{page}").status_code == 404
