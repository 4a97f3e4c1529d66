"""The simulators as a visitor meets them: the vectors of the model, a formula for each figure, absurd input."""

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client, override_settings

from koprogo.hosting.models import UsageDay
from koprogo.hosting.operations import founding
from koprogo.hosting.queries import simulators
from koprogo.platform.models import Org
from koprogo.testing import casting, counting, days

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _hosting() -> object:
    with override_settings(KOPROGO_HOSTING=True):
        founding.found(name="KoproGo ASBL", operator_email="operator@koprogo.example", now=casting.NOW)
        yield


def read(address: str, status: int = 200, language: str = "fr") -> str:
    answer = Client(headers={"accept-language": language}).get(address)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return unescape(answer.content.decode()).replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("size", "cost", "unit", "surplus", "tier"),
    [
        (100, "6,25 €", "0,0625 €", "93,75 €", "5,80 €"),
        (500, "13,85 €", "0,0277 €", "486,15 €", "12,00 €"),
        (2_000, "34,10 €", "0,01705 €", "1 965,90 €", "27,00 €"),
    ],
)
def test_growth_says_each_vector_and_its_formula(size: int, cost: str, unit: str, surplus: str, tier: str) -> None:
    html = read(f"/simulateur?n={size}")
    for said in (cost, unit, surplus, tier, "0,10 €", "0,5 Go × 0,007 €"):
        assert said in html
    assert "0,063" in html and "0,028" in html and "0,017" in html  # the other sizes, in thousandths
    assert "Perte" not in html


def test_growth_keeps_the_question_in_every_link() -> None:
    html = read("/simulateur?n=1500&cloud=50&mo=250&prix=0,60")
    assert "Un mois à 750 copropriétés hébergées" in html and "750 × 0,25 Go" in html
    assert "?n=500&cloud=50&mo=250&prix=0%2C60" in html
    assert "?n=1500&cloud=50&mo=250&prix=0%2C60&langue=nl" in html
    assert "0,60 €" in html


def test_a_price_that_loses_is_said_with_the_lowest_that_does_not() -> None:
    html = read("/simulateur?n=10&prix=0,50")
    assert "Perte" in html and "−0,94 €" in html
    assert "Le prix le plus bas qui couvre ce coût est de 0,60 €" in html


@pytest.mark.parametrize(
    "query",
    [
        "n=0",
        "n=-5",
        "n=99999999",
        "n=dix",
        "n=" + "9" * 400,
        "prix=gratuit",
        "prix=-1",
        "prix=99999999",
        "cloud=0",
        "cloud=101",
        "mo=1e9",
        "liste=2019-01-01",
        "liste=demain",
        "n=1&cloud=1",
    ],
)
def test_absurd_input_is_refused_in_words(query: str) -> None:
    html = read(f"/simulateur?{query}", 422)
    assert 'class="erreurs"' in html and "Pas encore de résultat" in html


def test_the_projection_of_the_brief() -> None:
    html = read("/simulateur/prix")
    for said in ("−20 %", "−40 %", "−50 %", "−60 %", "386,15", "569,40", "965,90", "1 901,40"):
        assert said in html
    assert "mène à une perte" not in html
    for year in (2025, 2026, 2027, 2028, 2030):
        assert f'name="n{year}"' in html


def test_a_projection_into_loss_is_seen() -> None:
    html = read("/simulateur/prix?n2030=5000&p2030=0,01")
    assert "mène à une perte" in html and "En 2030, il manque 48,60 € par mois" in html
    assert "mène à une perte" in read("/simulateur/prix?p2026=0")
    read("/simulateur/prix?p2025=0", 422)
    read("/simulateur/prix?n2027=0", 422)


def test_savings_of_the_default_case_and_of_the_brief() -> None:
    html = read("/simulateur/economies")
    assert "8 500,00 €" in html and "36,00 €" in html and "8 464,00 €" in html and "252,00 €" in html
    assert "36 mois × 1,00 €" in html and "1 − 36,00 € ÷ 8 500,00 € = " in html
    assert "19 300,00 €" in read("/simulateur/economies?licence=500")
    assert "99,65 %" in read("/simulateur/economies?licence=0&formation=0&reprise=0&autre=10400")


def test_savings_say_when_there_are_none() -> None:
    assert "vous coûte plus cher" in read("/simulateur/economies?licence=0,50&formation=0&reprise=0")
    read("/simulateur/economies?licence=0&formation=0&reprise=0&autre=0", 422)
    read("/simulateur/economies?lots=-1", 422)
    read("/simulateur/economies?ans=1000", 422)


@pytest.mark.parametrize("path", ["/simulateur", "/simulateur/prix", "/simulateur/economies"])
def test_every_simulator_in_four_languages_and_not_at_home(path: str) -> None:
    titles = {read(path, language=code).split("<h1>")[1].split("</h1>")[0] for code in ("fr", "nl", "de", "en")}
    assert len(titles) == 4
    with override_settings(KOPROGO_HOSTING=False):
        read(path, 404)


def test_measured_on_this_installation() -> None:
    today = days.today()
    assert simulators.measured(today) is None
    assert "Mesurés sur cette installation" not in read("/simulateur")
    for position in range(2):
        org = Org.objects.create(kind="condominium", slug=f"immeuble-{position}", name="X", created_at=casting.NOW)
        for back in (1, 2):
            day = today - timedelta(days=back)
            UsageDay.objects.create(org=org, day=day, requests=10, cpu_ms=20_000, stored_bytes=300_000_000)
    found = simulators.measured(today)
    assert found is not None
    assert (found.days, found.condominiums, found.condominium_days, found.cpu_ms) == (2, 2, 4, 80_000)
    assert found.by_processor == found.cores * 864  # a fifth of 86 400 s, at 20 s each
    assert found.stored_megabytes == 300
    html = read("/simulateur?n=3&liste=measured")
    assert "cette installation" in html and "un cinquième de son processeur" in html


def test_a_simulator_costs_the_same_whatever_is_asked() -> None:
    client = Client()
    client.get("/simulateur")
    with counting.statements() as few:
        client.get("/simulateur?n=2")
    with counting.statements() as many:
        client.get("/simulateur?n=900000")
    assert len(few) == len(many) <= 9
