"""The neighbours' doors: who comes in, who is asked for a name, what is closed, and a group without a condominium."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from koprogo.neighbours.models import ModuleSwitch
from koprogo.neighbours.operations import codes, modules
from koprogo.neighbours.rules.modules import Module
from koprogo.platform import boundary
from koprogo.testing import casting, neighbours
from koprogo.testing.casting import Role
from koprogo.testing.neighbours import Street

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def _group(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Street]:
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        yield neighbours.group()
        transaction.set_rollback(True)


@pytest.fixture
def group(_group: Street) -> Iterator[Street]:
    with transaction.atomic():
        yield _group
        transaction.set_rollback(True)


def client(person: Any) -> Client:
    found = Client()
    found.force_login(person)
    return found


def text(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status, f"{url}: {answer.status_code}"
    return answer.content.decode().replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{NO-BREAK SPACE}", " ")


def test_the_home_of_a_group_is_its_neighbours(group: Street) -> None:
    marc = client(group.persons["marc"])
    answer = marc.get("/i/les-tisserands/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/i/les-tisserands/voisins/")
    html = text(marc, "/i/les-tisserands/voisins/")
    assert "Vous êtes Marc du troisième" in html
    assert "Rue des Tisserands" in html
    assert "3 voisins ont pris un nom ici." in html
    # Nobody has said anything yet: three first words, each in a form that is filled in.
    first = re.findall(r'<a class="btn creux" href="([^"]*mot=[^"]*)">', html)
    assert len(first) == 3 and 'value="Échelle"' in text(marc, first[0])
    assert "Pour commencer" not in text(marc, "/i/les-tisserands/voisins/objets")
    animated = text(client(group.persons["paulette"]), "/i/les-tisserands/voisins/modules")
    assert "par Paulette" in animated and "@" not in animated, "neighbours know one another by a name only"
    tabs = re.search(r'<nav class="onglets".*?</nav>', html, re.DOTALL)
    assert tabs
    assert tabs[0].count("<li") == 1  # no accounts, no lots, no meetings: there are none
    assert "€" not in html


def test_money_and_lots_are_not_there_in_a_group(group: Street) -> None:
    paulette = client(group.persons["paulette"])
    for path in ("argent/", "lots/", "ag/", "moi/compte", "immeuble/", "documents/"):
        assert paulette.get(f"/i/les-tisserands/{path}").status_code in (403, 404), path


def test_a_stranger_meets_nobody(group: Street) -> None:
    stranger = client(casting.person("inconnu@ailleurs.example"))
    for path in ("", "habitants", "modules", "signalements", "moi"):
        assert stranger.get(f"/i/les-tisserands/voisins/{path}").status_code == 404
    assert Client().get("/i/les-tisserands/voisins/").status_code == 302


def test_a_code_leads_from_the_poster_to_a_name(group: Street) -> None:
    cache.clear()
    with boundary.within(group.org.id):
        code = codes.renew_hall(group.access["paulette"]).code
    newcomer = client(casting.person("nouveau@tisserands.example"))
    html = text(newcomer, f"/voisins/rejoindre?immeuble=les-tisserands&code={code}")
    assert f'value="{code}"' in html
    typed = {"_key": uuid4().hex, "building": "les-tisserands", "code": code}
    answer = newcomer.post("/voisins/rejoindre", typed)
    assert answer.headers["Location"] == "/i/les-tisserands/voisins/nom"
    assert "Propriétaire ou locataire" in text(newcomer, "/i/les-tisserands/voisins/nom")
    # Until there is a name, every room leads to taking one.
    answer = newcomer.get("/i/les-tisserands/voisins/habitants")
    assert answer.headers["Location"].startswith("/i/les-tisserands/voisins/nom?next=")
    named = {"_key": uuid4().hex, "pseudonym": "La nouvelle", "place": "Rez"}
    assert newcomer.post("/i/les-tisserands/voisins/nom", named).status_code == 422  # the rules first
    answer = newcomer.post("/i/les-tisserands/voisins/nom", named | {"_key": uuid4().hex, "house": "on"})
    assert answer.headers["Location"] == "/i/les-tisserands/voisins/"
    assert "La nouvelle" in text(newcomer, "/i/les-tisserands/voisins/habitants")


def test_guessing_at_codes_ends_soon(group: Street) -> None:
    cache.clear()
    guesser = client(casting.person("curieux@ailleurs.example"))
    said = [
        guesser.post("/voisins/rejoindre", {"building": "les-tisserands", "code": f"AAAAA{sign}"}).content.decode()
        for sign in "23456789ABCD"
    ]
    assert "Ce code ne correspond à rien" in said[0]
    assert "Trop de codes ont été essayés" in said[-1]
    cache.clear()


def test_a_module_that_is_off_says_so(group: Street) -> None:
    with boundary.within(group.org.id):
        modules.switch_off(group.access["paulette"], module=Module.WELCOME)
    html = text(client(group.persons["marc"]), "/i/les-tisserands/voisins/bienvenue", 404)
    assert "n’est pas en service" in html
    assert "animateur du groupe" in html


def test_what_nobody_wrote_in_for_ninety_days_is_out_of_sight_until_somebody_does() -> None:
    now = datetime.now(UTC)
    old = neighbours.group("les-dormeurs", now=now - timedelta(days=100))
    with boundary.within(old.org.id):
        awake = ModuleSwitch.objects.exclude(module__in=[Module.POLLS, Module.GIFTS, Module.WELCOME])
        awake.update(used_at=now)
    paulette, marc = client(old.persons["paulette"]), client(old.persons["marc"])
    home = text(marc, "/i/les-dormeurs/voisins/")
    assert "Voir les sondages" not in home and "Donner ou troquer" not in home and "Ouvrir le carnet" in home
    assert "Faire autre chose ensemble" in home  # one word, no list of what sleeps
    assert text(marc, "/i/les-dormeurs/voisins/sondages/")  # an old link still opens it: it is on
    assert "Au repos : Dons et troc, Sondages" in text(paulette, "/i/les-dormeurs/voisins/")
    page = text(paulette, "/i/les-dormeurs/voisins/modules")
    assert page.count("Masqué aux voisins") == 2
    paulette.post("/i/les-dormeurs/voisins/modules", {"_key": uuid4().hex, "module": "polls"})
    assert "Voir les sondages" in text(marc, "/i/les-dormeurs/voisins/")
    marc.post("/i/les-dormeurs/voisins/au-repos", {"_key": uuid4().hex, "module": "gifts"})
    home = text(marc, "/i/les-dormeurs/voisins/")
    assert "Donner ou troquer" in home and "Faire autre chose" not in home
    assert marc.post("/i/les-dormeurs/voisins/modules", {"_key": uuid4().hex, "module": "polls"}).status_code == 403


def test_who_does_not_animate_neither_switches_nor_lets_in(group: Street) -> None:
    marc = client(group.persons["marc"])
    for path in ("modules", "modules/polls", "entrees", "entrees/lettres", "entrees/affiche"):
        assert marc.get(f"/i/les-tisserands/voisins/{path}").status_code == 403, path
    posted = marc.post(
        "/i/les-tisserands/voisins/habitants", {"_key": uuid4().hex, "resident": str(group.me["marc"].id)}
    )
    assert posted.status_code == 403


def test_the_animator_prints_the_poster_and_the_letters(group: Street) -> None:
    paulette = client(group.persons["paulette"])
    assert paulette.post("/i/les-tisserands/voisins/entrees", {"_key": uuid4().hex}).status_code == 302
    page = text(paulette, "/i/les-tisserands/voisins/entrees")
    code = re.search(r'<b class="n">([0-9A-Z]{3}-[0-9A-Z]{3})</b>', page)
    assert code
    poster = text(paulette, "/i/les-tisserands/voisins/entrees/affiche")
    assert code[1] in poster
    assert "<svg" in poster
    typed = {"_key": uuid4().hex, "homes": "2e gauche\nRez"}
    answer = paulette.post("/i/les-tisserands/voisins/entrees/lettres", typed)
    letters = text(paulette, answer.headers["Location"])
    assert letters.count('<section class="affiche') == 2
    assert "À l’attention de : 2e gauche" in letters


def test_founding_a_group_takes_a_minute() -> None:
    founder = client(casting.person("fondatrice@bloc.example", "Fatima"))
    key = uuid4().hex
    typed = {"_key": key, "name": "Les Voisins du Bloc", "street": "Quai", "house_number": "3", "pseudonym": "Fatima"}
    answer = founder.post("/voisins/fonder", typed)
    assert answer.headers["Location"] == "/i/les-voisins-du-bloc/voisins/modules"
    assert founder.post("/voisins/fonder", typed).headers["Location"] == answer.headers["Location"]
    assert "Faire entrer les voisins" in text(founder, answer.headers["Location"])
    assert founder.get("/").headers["Location"] == "/i/les-voisins-du-bloc/"


def test_reporting_gives_a_receipt_that_the_reporter_finds_again(group: Street) -> None:
    marc = client(group.persons["marc"])
    url = f"/i/les-tisserands/voisins/signaler/voisin/{group.me['yasmine'].id}"
    assert "Signaler : Yasmine" in text(marc, url)
    answer = marc.post(url, {"_key": uuid4().hex, "reason": "hurtful", "text": "Des mots durs"})
    assert answer.headers["Location"] == "/i/les-tisserands/voisins/signalements"
    html = text(marc, answer.headers["Location"])
    assert "signalé par vous" in html
    assert "Yasmine" in html
    assert "Rien n’est signalé" in text(client(group.persons["yasmine"]), "/i/les-tisserands/voisins/signalements")


def test_the_syndic_chooses_what_is_on_and_sees_no_neighbour() -> None:
    org = casting.org()
    syndic = casting.access_as(Role.SYNDIC, org)
    with boundary.within(org.id):
        modules.switch_on(syndic, module=Module.LENDING)
        someone = casting.person("alice@les-tilleuls.example", "Alice Tilleul")
        neighbours.let_in(syndic, someone)
        neighbours.named(org.slug, someone, "La voisine du rez")
    reader = client(casting.person(f"syndic@{org.slug}.example"))
    html = text(reader, f"/i/{org.slug}/voisins/modules")
    assert "Ce que les voisins s’y disent reste entre eux" in html
    assert "Alice" not in html
    assert "La voisine" not in html
    refused = text(reader, f"/i/{org.slug}/voisins/", 403)
    assert "Aucune fonction ne l’ouvre" in refused
    typed = {"_key": uuid4().hex, "why": "", "decision": ""}
    answer = reader.post(f"/i/{org.slug}/voisins/modules/exchange", typed)
    assert answer.status_code == 422
    assert "décision de l’assemblée" in answer.content.decode()


def test_the_handbook_the_numbers_and_the_waste_calendar(group: Street) -> None:
    marc = client(group.persons["marc"])
    base = "/i/les-tisserands/voisins/bienvenue"
    assert "Le carnet est encore vide" in text(marc, base)
    marc.post(f"{base}/page", {"_key": uuid4().hex, "title": "La buanderie", "text": "Au -1.\n\nClé chez Marc."})
    marc.post(f"{base}/numero", {"_key": uuid4().hex, "label": "Ascenseur", "number": "02 555 00 00"})
    lines = b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20990101\nSUMMARY:Papier <b>\nEND:VEVENT\nEND:VCALENDAR\n"
    for file, status in ((lines, 302), (b"%PDF-1.4", 422), (b"des mots", 422)):
        upload = SimpleUploadedFile("calendrier.ics", file)
        answer = marc.post(f"{base}/collectes", {"_key": uuid4().hex, "file": upload})
        assert answer.status_code == status
    html = text(marc, base)
    for words in ("La buanderie", "Clé chez Marc.", 'href="tel:025550000"', "Papier &lt;b&gt;"):
        assert words in html
    guide = re.search(r"bienvenue/page/([0-9a-f-]{36})", html)
    assert guide
    yasmine = client(group.persons["yasmine"])
    yasmine.post(f"{base}/page/{guide[1]}", {"_key": uuid4().hex, "title": "La buanderie", "text": "Clé chez Yasmine."})
    assert "Clé chez Yasmine." in text(marc, base)
    yasmine.post(f"{base}/page/{guide[1]}", {"_key": uuid4().hex, "act": "drop"})
    assert "La buanderie" not in text(marc, base)
