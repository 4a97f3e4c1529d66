"""The front door, the plain pages, the errors, the files and the source."""

import io
import tarfile
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client, override_settings
from django.urls import path

from koprogo.condominiums.operations import invite
from koprogo.platform import boundary, doors, files
from koprogo.platform.models import StoredFile
from koprogo.site import urls
from koprogo.site.tests.conftest import Street


@pytest.mark.parametrize(
    ("who", "where"),
    [
        ("syndic", "/i/les-tilleuls/"),
        ("owner", "/i/les-tilleuls/"),
        ("stranger", "/i/les-erables/"),
        ("operator", "/asso/"),  # runs the cloud: the console says what is left tonight
    ],
)
def test_the_front_door_leads_home(street_of_two: Street, who: str, where: str) -> None:
    answer = street_of_two.client(who).get("/")
    assert (answer.status_code, answer.headers["Location"]) == (302, where)


def test_the_front_page_says_what_it_is(street_of_two: Street) -> None:
    html = street_of_two.client("anonymous").get("/").content.decode()
    assert "Se connecter" in html
    assert "Tilleuls" not in html
    assert all(f'href="{where}"' in html for where in ("/prix", "/transparence/", "/etat")), "hosted: the price is near"


def test_several_buildings_lead_to_the_list(street_of_two: Street) -> None:
    client = street_of_two.client("syndic")
    with boundary.within(street_of_two.beside.built.org.id):
        beside = street_of_two.beside
        invite.link_person(
            beside.access, party_id=beside.args["party_id"], person_id=street_of_two.house.cast["syndic"].pk
        )
    assert client.get("/").headers["Location"] == "/immeubles/"


def test_health_answers_without_a_cookie(street_of_two: Street) -> None:
    answer = Client().get("/sante")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert not answer.cookies


def test_search_engines_stay_outside(street_of_two: Street) -> None:
    text = Client().get("/robots.txt").content.decode()
    assert "Disallow: /i/" in text
    assert "Disallow: /f/" in text


def test_the_source_of_this_very_program_can_be_had(street_of_two: Street) -> None:
    packed = Client().get("/source.tar.gz").content
    with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
        names = tar.getnames()
        inside = tar.extractfile("koprogo/koprogo/site/source_code.py")
        assert inside is not None
        assert b"AGPL" in inside.read()
    assert "koprogo/LICENSE" in names
    assert not [name for name in names if "__pycache__" in name or ".." in name or name.startswith("/")]


@pytest.mark.parametrize(("debug", "demo", "status"), [(True, False, 200), (False, True, 200), (False, False, 404)])
def test_the_style_page_is_for_developers(
    street_of_two: Street, settings: Any, debug: bool, demo: bool, status: int
) -> None:
    settings.DEBUG = debug
    settings.CONFIG = replace(settings.CONFIG, demo=demo)
    assert Client().get("/style").status_code == status


@doors.public
def _breaks(request: object) -> Any:
    raise RuntimeError("on purpose")


class _Broken:
    """The site's addresses, and one that fails."""

    urlpatterns = [*urls.urlpatterns, path("casse", _breaks, name="broken")]
    handler400, handler403 = urls.handler400, urls.handler403
    handler404, handler500 = urls.handler404, urls.handler500


def test_an_error_says_that_nothing_is_lost_and_gives_a_number(
    street_of_two: Street, caplog: pytest.LogCaptureFixture
) -> None:
    with override_settings(ROOT_URLCONF=_Broken):
        client = street_of_two.client("syndic")
        client.raise_request_exception = False
        answer = client.get("/casse")
    assert answer.status_code == 500
    html = answer.content.decode()
    assert "Rien n’est perdu" in html
    assert "on purpose" not in html
    number = html.split('class="ref">', 1)[1].split("<", 1)[0]
    assert len(number) == 8
    assert any(number in record.getMessage() for record in caplog.records)


def test_an_unknown_name_in_the_address_is_refused_in_words(client: Client) -> None:
    answer = client.get("/", headers={"host": "elsewhere.example"})
    assert answer.status_code == 400 and "La demande n’est pas lisible" in answer.content.decode()


def test_a_forbidden_page_names_the_nearest_open_ones(street_of_two: Street) -> None:
    answer = street_of_two.client("owner").get("/i/les-tilleuls/reglages/")
    html = answer.content.decode()
    assert answer.status_code == 403
    assert "réservée au syndic" in html
    assert "/i/les-tilleuls/moi/compte" in html.split("<main", 1)[1]


def _kept(
    street: Street, *, party: str | None, retention: StoredFile.Retention = StoredFile.Retention.INTERNAL
) -> StoredFile:
    house = street.house
    with boundary.within(house.built.org.id):
        return files.keep(
            house.access,
            data=b"%PDF-1.7 test",
            name="lettre.pdf",
            retention=retention,
            party_id=house.built.parties[party] if party else None,
        )


@pytest.mark.parametrize(
    ("who", "party", "status"),
    [
        ("syndic", "Bruno", 200),
        ("auditor", "Bruno", 200),
        ("syndic", None, 200),
        ("auditor", None, 404),
        ("accountant", None, 404),
        ("owner", "Chloé", 200),
        ("owner", "Bruno", 404),
        ("owner", None, 404),
        ("council", "Chloé", 404),
        ("occupant", "Bruno", 403),
        ("stranger", "Chloé", 404),
        ("anonymous", "Chloé", 302),
    ],
)
def test_a_kept_file_is_for_whom_it_concerns(street_of_two: Street, who: str, party: str | None, status: int) -> None:
    stored = _kept(street_of_two, party=party)
    answer = street_of_two.client(who).get(f"/i/les-tilleuls/fichiers/{stored.id}")
    assert answer.status_code == status
    if who not in ("occupant", "stranger", "anonymous"):
        listed = str(stored.id) in street_of_two.client(who).get("/i/les-tilleuls/documents/").content.decode()
        assert listed == (status == 200), "the list shows what opens, and nothing else"
    if status == 200:
        assert answer.content.startswith(b"%PDF")
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
