"""Sign-up with its terms, the operator's console, support let in and out, a suspended building, the closing."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.test import Client, override_settings

from koprogo.hosting.models import Instance, SupportAccess, TermsAcceptance, UsageDay
from koprogo.hosting.queries import legal
from koprogo.platform import boundary
from koprogo.platform.access import BRUSSELS
from koprogo.platform.models import AuditLine, Mailing, Org
from koprogo.testing import casting, tilleuls
from koprogo.testing.tilleuls import Tilleuls

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on() -> Iterator[None]:
    with override_settings(KOPROGO_HOSTING=True):
        yield


@pytest.fixture
def built() -> Tilleuls:
    found = tilleuls.build(datetime.now(UTC), slug="hebergee")
    Instance.objects.create(org=found.org, plan="cloud", since=datetime.now(BRUSSELS).date())
    return found


@pytest.fixture
def operator() -> Client:
    person = casting.person("odile@koprogo.example", "Odile Opératrice")
    person.is_operator = True
    person.save(update_fields=["is_operator"])
    return client(person)


def client(person: object) -> Client:
    found = Client()
    found.force_login(person)  # type: ignore[arg-type]
    return found


NEW = {"name": "Le Tilleul seul", "street": "Rue Haute 3", "place": "1000 Bruxelles", "deed_total": "1000"}


def test_a_new_building_accepts_its_terms_in_the_same_minute() -> None:
    syndic = casting.person("neuve@syndic.example", "Nora Neuve")
    browser = client(syndic)
    form = browser.get("/immeubles/nouveau").content.decode()
    assert "/conditions/terms" in form and "/conditions/processor" in form
    refused = browser.post("/immeubles/nouveau", NEW | {"_key": uuid4().hex})
    assert refused.status_code == 422 and "acceptez les deux textes" in refused.content.decode()
    assert not Org.objects.filter(name=NEW["name"]).exists()
    key = str(uuid4())
    for _click in range(2):
        assert browser.post("/immeubles/nouveau", NEW | {"_key": key, "terms": "on"}).status_code == 302
    org = Org.objects.get(name=NEW["name"])
    assert Instance.objects.get(org=org).plan == "cloud"
    with boundary.within(org.id):
        kept = list(TermsAcceptance.objects.order_by("text"))
        assert AuditLine.objects.filter(action="hosting.terms_accepted").count() == 2
    assert [(row.text, row.person_name, row.version) for row in kept] == [
        ("processor", "Nora Neuve", "2026-11"),
        ("terms", "Nora Neuve", "2026-11"),
    ]
    shown = (legal.FOLDER / "fr" / "terms.md").read_bytes()
    assert kept[1].sha256 == hashlib.sha256(shown).hexdigest()
    page = browser.get(f"/i/{org.slug}/reglages/hebergement").content.decode()
    assert "Nora Neuve" in page and "Accepter les conditions" not in page


def test_at_home_a_new_building_accepts_nothing() -> None:
    browser = client(casting.person("chez@soi.example", "Chez Soi"))
    with override_settings(KOPROGO_HOSTING=False):
        assert "conditions" not in browser.get("/immeubles/nouveau").content.decode().split("<main", 1)[1]
        assert browser.post("/immeubles/nouveau", NEW | {"_key": str(uuid4())}).status_code == 302
    assert not Instance.objects.exists()


@pytest.mark.parametrize("language", legal.LANGUAGES)
@pytest.mark.parametrize("text", legal.TEXTS)
def test_each_text_is_there_in_each_language(text: str, language: str) -> None:
    found = legal.read(text, language)
    assert found.version == "2026-11" and len(found.blocks) >= 14
    assert {kind for kind, _words in found.blocks} == {"h2", "p"}
    answer = Client().get(f"/conditions/{text}?langue={language}", headers={"Accept-Language": language}, follow=True)
    assert answer.status_code == 200 and found.title in answer.content.decode()
    assert Client().get("/conditions/passwd").status_code == 404


def test_a_building_that_came_by_another_way_accepts_later(built: Tilleuls) -> None:
    browser = client(built.syndic)
    assert "Personne ne les a encore acceptées" in browser.get("/i/hebergee/reglages/hebergement").content.decode()
    browser.post("/i/hebergee/reglages/hebergement/accepter", {"_key": uuid4().hex})
    with boundary.within(built.org.id):
        assert TermsAcceptance.objects.count() == 2
    owner = client(built.persons["Chloé"])
    assert "Nadia Haddad" in owner.get("/i/hebergee/reglages/hebergement").content.decode()
    assert owner.post("/i/hebergee/reglages/hebergement/accepter", {"_key": uuid4().hex}).status_code == 403


def test_the_console_shows_figures_and_nothing_of_a_building(built: Tilleuls, operator: Client) -> None:
    first = datetime.now(BRUSSELS).date().replace(day=1)
    UsageDay.objects.create(org=built.org, day=first, requests=95_000, users=12, stored_bytes=1)
    for url in ("/asso/instances", "/asso/instances/hebergee"):
        body = operator.get(url).content.decode()
        assert "Les Tilleuls" in body and "95" in body
        assert "Chloé" not in body and "BE68" not in body and "Avenue" not in body
        assert client(built.syndic).get(url).status_code == 404
        assert Client().get(url).headers["Location"].startswith("/connexion/")
    assert operator.get("/i/hebergee/").status_code == 404
    assert "Aucun immeuble ne correspond" in operator.get("/asso/instances?q=zzz").content.decode()
    assert operator.get("/asso/instances?page=zz").status_code == 200
    assert operator.get("/asso/instances/inconnue").status_code == 404


def test_the_console_costs_the_same_for_many(built: Tilleuls, operator: Client) -> None:
    from koprogo.testing import counting

    def cost() -> int:
        with counting.statements() as ran:
            operator.get("/asso/instances")
        return len(ran)

    operator.get("/asso/instances")
    one = cost()
    for n in range(5):
        Instance.objects.create(org=casting.org(f"o-{n}", f"O {n}"), plan="cloud", since=casting.TODAY)
    assert cost() == one


def act(operator: Client, act: str, **typed: str) -> int:
    return operator.post("/asso/instances/hebergee", {"_key": uuid4().hex, "act": act} | typed).status_code


def test_support_is_let_in_for_some_days_seen_and_let_out_by_the_building(built: Tilleuls, operator: Client) -> None:
    assert act(operator, "let_in", days="2") == 422, "a reason is asked for"
    assert act(operator, "let_in", days="8", reason="Trop long") == 422
    assert act(operator, "let_in", days="2", reason="Relevé illisible") == 302
    assert operator.get("/i/hebergee/argent/").status_code == 200
    assert operator.get("/i/hebergee/lots/nouveau").status_code == 403, "to read, not to write"
    with boundary.within(built.org.id):
        row = SupportAccess.objects.get()
        line = AuditLine.objects.get(action="hosting.support_let_in")
    assert (row.ends_on - row.starts_on).days == 2 and line.facts["reason"] == "Relevé illisible"
    assert act(operator, "let_in", days="2", reason="Encore") == 302
    owner = client(built.persons["Chloé"]).get("/i/hebergee/reglages/hebergement").content.decode()
    assert "Odile Opératrice" in owner and "Relevé illisible" in owner and "Encore" not in owner
    assert "Terminer cet accès" not in owner
    url = f"/i/hebergee/reglages/hebergement/support/{row.id}/terminer"
    assert client(built.syndic).post(url, {"_key": uuid4().hex}).status_code == 302
    assert operator.get("/i/hebergee/argent/").status_code == 404
    with boundary.within(built.org.id):
        assert SupportAccess.objects.get().ended_by == "Nadia Haddad"


def test_a_suspended_building_reads_and_leaves_and_writes_nothing(built: Tilleuls, operator: Client) -> None:
    syndic = client(built.syndic)
    assert act(operator, "suspend") == 422
    assert act(operator, "suspend", reason="Envoi en masse") == 302
    new = {"_key": uuid4().hex, "first_name": "Paul", "last_name": "Deux", "language": "fr"}
    refused = syndic.post("/i/hebergee/personnes/nouvelle?genre=person", new)
    assert refused.status_code == 409 and "Envoi en masse" in refused.content.decode()
    assert syndic.get("/i/hebergee/argent/").status_code == 200
    assert syndic.post("/i/hebergee/reglages/emporter/preparer", {"_key": uuid4().hex}).status_code == 302
    assert act(operator, "resume") == 302
    new["_key"] = uuid4().hex
    assert syndic.post("/i/hebergee/personnes/nouvelle?genre=person", new).status_code == 302


def test_a_closing_leaves_thirty_days(built: Tilleuls, operator: Client) -> None:
    assert act(operator, "close", reason="À la demande du syndic") == 302
    row = Instance.objects.get(org=built.org)
    assert row.state == "closing" and row.until is not None and (row.until - row.since).days == 30
    body = client(built.syndic).get("/i/hebergee/reglages/hebergement").content.decode()
    assert "Hébergé jusqu’au" in body and "Tout emporter" in body
    with boundary.within(built.org.id):
        (told,) = Mailing.objects.filter(purpose="hosting_state")
    assert told.recipient == built.syndic.email and "À la demande du syndic" in told.text and "/emporter" in told.text


def test_another_plan(built: Tilleuls, operator: Client) -> None:
    assert act(operator, "plan", plan="free_for_life") == 302
    assert Instance.objects.get(org=built.org).plan == "free_for_life"
    with boundary.within(built.org.id):
        assert AuditLine.objects.get(action="hosting.plan_changed").facts["before"] == "cloud"
    assert "0,00" in client(built.syndic).get("/i/hebergee/reglages/consommation").content.decode()
