"""The pages of the control: who may, who may not, a stranger; an evening in the browser without a script."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from koprogo.auditing.queries import workbook
from koprogo.auditing.tests.stories.test_auditors_evening import PDF, posted
from koprogo.platform import boundary
from koprogo.testing import casting, tilleuls
from koprogo.testing.casting import Role
from koprogo.testing.tilleuls import Tilleuls

pytestmark = pytest.mark.django_db
HOUSE = "/i/les-tilleuls/controle/"


def client(who: object) -> Client:
    made = Client()
    made.force_login(who)  # type: ignore[arg-type]
    return made


@pytest.fixture
def built() -> Tilleuls:
    made = tilleuls.build()
    with boundary.within(made.org.id):
        posted(made.syndic_access, 8)
    return made


@pytest.fixture
def hugo(built: Tilleuls) -> Client:
    person = casting.person("hugo@audit.example", "Hugo Martin")
    casting.access_as(Role.AUDITOR, built.org, who=person)
    return client(person)


def post(who: Client, path: str, **facts: object) -> object:
    return who.post(HOUSE + path, {"_key": uuid4().hex, **facts})


def test_an_evening_without_a_script(built: Tilleuls, hugo: Client) -> None:
    syndic = client(built.syndic)
    assert "Tirer un échantillon" in hugo.get(HOUSE + "2026/").content.decode()
    assert "Tirer un échantillon" not in syndic.get(HOUSE + "2026/").content.decode()
    drawn = post(hugo, "2026/tirage", size="5", large="70,00")
    assert drawn.status_code == 302  # type: ignore[attr-defined]
    page = hugo.get(HOUSE + "2026/1").content.decode()
    assert "La pièce est citée dans l’écriture" in page and "Extrait" in page
    seen = post(hugo, "2026/1", act="see")
    assert seen["Location"].endswith("controle/2026/2")  # type: ignore[index]
    asked = post(hugo, "2026/2", act="ask", text="")
    assert asked.status_code == 422 and "Écrivez votre question" in asked.content.decode()  # type: ignore[attr-defined]
    post(hugo, "2026/2", act="ask", text="Où est la facture ?")
    home = syndic.get("/i/les-tilleuls/").content.decode()
    assert "Répondre au commissaire aux comptes" in home
    assert "Où est la facture" in syndic.get(HOUSE + "2026/?etat=asked").content.decode()
    piece = SimpleUploadedFile("facture.pdf", PDF, "application/pdf")
    answered = post(syndic, "2026/2", act="answer", text="La voici.", piece=piece)
    assert answered.status_code == 302  # type: ignore[attr-defined]
    assert "Continuer le contrôle des comptes" in hugo.get("/i/les-tilleuls/").content.decode()
    assert "facture.pdf" in hugo.get(HOUSE + "2026/2").content.decode()
    post(hugo, "2026/2", act="accept")
    assert "2 écritures vues sur 5" in hugo.get(HOUSE + "2026/").content.decode()
    export = hugo.get(HOUSE + "2026/classeur.xlsx")
    assert export.content[:2] == b"PK"
    checks = hugo.get(HOUSE + "2026/controles").content.decode()
    assert "exactement les mêmes écritures" in checks


def test_the_report_is_written_and_not_signed_before_all_is_seen(built: Tilleuls, hugo: Client) -> None:
    post(hugo, "2026/tirage", size="5", large="")
    post(hugo, "2026/rapport/commencer")
    page = hugo.get(HOUSE + "2026/rapport").content.decode()
    assert "Désigné par l’assemblée générale" in page and "Relire et signer" in page
    refused = post(hugo, "2026/rapport/signer", name="Hugo Martin")
    assert refused.status_code == 422 and "écritures à voir" in refused.content.decode()  # type: ignore[attr-defined]
    syndic = client(built.syndic).get(HOUSE + "2026/rapport").content.decode()
    assert "pas encore signé" in syndic and "Relire et signer" not in syndic


def test_hostile_answers_are_refused(built: Tilleuls, hugo: Client) -> None:
    post(hugo, "2026/tirage", size="5", large="")
    post(hugo, "2026/1", act="ask", text="?")
    bad = SimpleUploadedFile("x.pdf", b"MZ\x00\x00", "application/pdf")
    answer = post(client(built.syndic), "2026/1", act="answer", text="ici", piece=bad)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    with boundary.within(built.org.id):
        assert len(workbook.card(built.syndic_access, year="2026", position=1).said) == 1


@pytest.mark.parametrize("path", ["", "2026/", "2026/1", "2026/rapport", "2026/controles", "2026/classeur.xlsx"])
def test_an_owner_and_a_stranger_see_nothing(built: Tilleuls, hugo: Client, path: str) -> None:
    post(hugo, "2026/tirage", size="5", large="")
    assert client(built.persons["Bruno"]).get(HOUSE + path).status_code == 403
    assert client(casting.person("nobody@else.example")).get(HOUSE + path).status_code == 404
    assert hugo.get(HOUSE + path).status_code == 200


@pytest.mark.parametrize("path", ["2026/tirage", "2026/rapport/signer"])
def test_the_syndic_neither_draws_nor_signs(built: Tilleuls, path: str) -> None:
    assert client(built.syndic).get(HOUSE + path).status_code == 403
    assert post(client(built.syndic), "2026/1", act="see").status_code in (403, 404)  # type: ignore[attr-defined]


def test_a_year_that_is_not_there(hugo: Client) -> None:
    assert hugo.get(HOUSE + "1999/").status_code == 404
    assert hugo.get(HOUSE + "2026/99").status_code == 404
