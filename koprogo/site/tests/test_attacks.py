"""What a hostile visitor sends: too much, strange signs, somebody else's keys, scripts in names."""

import json
import logging
import re
from html.parser import HTMLParser
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from koprogo.banking.operations import importing
from koprogo.platform import boundary, downloads
from koprogo.platform.log_links import Shortened
from koprogo.platform.models import Command
from koprogo.site.tests import addresses
from koprogo.site.tests.conftest import Street
from koprogo.testing.coda import CodaMovement, chain, coda_file
from koprogo.testing.fixtures import fixtures_dir

MARK = "<script>alert(1)</script>"
HOSTILE = ('"><svg onload=alert(1)>', "{{ 7*7 }}", "<!--", "]]>", "'-alert(1)-'", "javascript:alert(1)", MARK)


class Tags(HTMLParser):
    """What a browser would run in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes scripts without a source of ours, and attributes that run."""
        given = dict(attrs)
        if tag == "script" and not (given.get("src") or "").startswith("/static/"):
            self.found.append(tag)
        for name, value in attrs:
            target = (value or "").strip().lower()
            runs = name.startswith("on") or (name in ("href", "src", "action") and target.startswith("javascript:"))
            if runs or name == "style":
                self.found.append(f"{tag} {name}={value}")


def running(html: str) -> list[str]:
    """The things in a page that would run."""
    tags = Tags()
    tags.feed(html)
    return tags.found


def test_the_reader_of_tags_sees_what_runs() -> None:
    assert len(running(f'{MARK}<a href="javascript:x" onclick="y">z</a>')) == 3


def names() -> list[str]:
    """Naughty strings, as many as make the point: every one that has a sign HTML means something by."""
    folder = fixtures_dir()
    known = json.loads((folder / "hardening" / "blns.json").read_text()) if folder else []
    return [*HOSTILE, *(text for text in known if set(text) & set("<>&\"'{") and "\x00" not in text)]


def test_hostile_names_are_shown_as_they_were_typed_and_run_nowhere(street_of_two: Street) -> None:
    client, slug = street_of_two.client("syndic"), street_of_two.house.args["slug"]
    taken = 0
    for name in names():
        url = f"/i/{slug}/personnes/nouvelle?genre=company"
        answer = client.post(url, {"_key": uuid4().hex, "name": name[:160], "note": name, "street": name[:160]})
        assert answer.status_code in (200, 302, 422), name
        taken += answer.status_code == 302
    assert taken >= len(HOSTILE)
    for page in (1, 2, 3):
        html = client.get(f"/i/{slug}/personnes/?page={page}").content.decode()
        assert not running(html)
    found = re.findall(rf"/i/{slug}/personnes/[0-9a-f-]{{36}}", client.get(f"/i/{slug}/personnes/").content.decode())
    assert found
    for url in sorted(set(found)):
        assert not running(client.get(url).content.decode())
    lists = ("immeuble/mandats/nouveau", "personnes/nouvelle?genre=joint", "lots/A/mutation")
    forms = ("argent/ecritures/nouvelle", *lists)
    for place in forms:
        html = client.get(f"/i/{slug}/{place}").content.decode()
        assert "alert(1)" in html and not running(html), place


def test_hostile_texts_of_a_bank_run_nowhere(street_of_two: Street) -> None:
    house, client = street_of_two.house, street_of_two.client("syndic")
    day, slug, iban = house.access.today, house.args["slug"], house.iban
    texts = ('"><svg onload=alert(1)>', "<img src=x onerror=y>", "</script><script>a()")
    movements = [CodaMovement(100 + n, day, text=text, name=text[:26]) for n, text in enumerate(texts)]
    (statement,) = chain(iban, opening_cents=0, opening_on=day, days=[(day, movements)])
    with boundary.within(house.built.org.id):
        importing.import_file(house.access, data=coda_file([statement]), name=f"{MARK}.cod")
    bank = client.get(f"/i/{slug}/argent/banque/{iban}/").content.decode()
    assert "onload" in bank and not running(bank)
    opened = re.findall(r'href="([^"]*mouvement=[^"#]+)', bank)
    assert opened
    places = [f"/i/{slug}/argent/banque/{iban}/{link}" if link.startswith("?") else link for link in opened]
    places += [f"/i/{slug}/{place}" for place in (f"argent/banque/{iban}/journal", "documents/", "immeuble/journal")]
    for url in places:
        assert not running(client.get(url).content.decode()), url


def test_searching_for_hostile_text_finds_nothing_and_runs_nothing(street_of_two: Street) -> None:
    client, slug = street_of_two.client("owner"), street_of_two.house.args["slug"]
    for name in [*HOSTILE, *names()[len(HOSTILE) :: 12]]:
        for place, field in (("chercher", "q"), ("documents/", "q"), ("personnes/", "texte"), ("argent/comptes/", "q")):
            answer = client.get(f"/i/{slug}/{place}", {field: name})
            assert answer.status_code == 200, (place, name)
            assert not running(answer.content.decode()), (place, name)


@pytest.mark.parametrize("place", ["chercher?q=%00", "documents/?q=a%00", "personnes/?texte=%00", "lots/?page=%00"])
def test_a_sign_that_no_database_holds_is_a_bad_request(street_of_two: Street, place: str) -> None:
    slug = street_of_two.house.args["slug"]
    assert street_of_two.client("owner").get(f"/i/{slug}/{place}").status_code == 400


@pytest.mark.parametrize("place", ["lots/%00", "argent/appels/%00/", "argent/banque/%00/", "argent/comptes/%00/"])
def test_no_address_holds_such_a_sign(street_of_two: Street, place: str) -> None:
    slug = street_of_two.house.args["slug"]
    assert street_of_two.client("syndic").get(f"/i/{slug}/{place}").status_code == 404


@pytest.mark.parametrize("number", ["2026-²", "٢٠٢٦-١", "2026-99999999", "-", "2026-", "²"])
def test_strange_figures_in_an_address_are_not_there(street_of_two: Street, number: str) -> None:
    slug = street_of_two.house.args["slug"]
    client, party_id = street_of_two.client("syndic"), street_of_two.house.args["party_id"]
    assert client.get(f"/i/{slug}/argent/appels/{number}/").status_code == 404
    assert client.get(f"/i/{slug}/personnes/{party_id}/compte?annee={number}").status_code == 200


@pytest.mark.parametrize("who", ["anonymous", "owner"])
def test_a_body_larger_than_any_file_is_refused_unread(street_of_two: Street, settings: Any, who: str) -> None:
    class Unread:
        def read(self, *size: int) -> bytes:
            raise AssertionError("somebody reads it")

        readline = read

    client = street_of_two.client(who)
    length = str(2 * settings.KOPROGO_UPLOAD_LIMIT_BYTES + 1)
    facts: dict[str, Any] = {"CONTENT_LENGTH": length, "wsgi.input": Unread()}
    answer = client.generic("POST", "/connexion/", content_type="multipart/form-data; boundary=x", **facts)
    assert answer.status_code == 413
    assert "trop lourd" in answer.content.decode()


def test_a_key_of_somebody_else_does_not_tell_where_it_led(street_of_two: Street) -> None:
    slug, key = street_of_two.house.args["slug"], uuid4().hex
    syndic, owner = street_of_two.client("syndic"), street_of_two.client("owner")
    typed = {"_key": key, "first_name": "Paul", "last_name": "Deux"}
    done = syndic.post(f"/i/{slug}/personnes/nouvelle?genre=person", typed)
    place = f"/i/{slug}/personnes/{street_of_two.house.args['party_id']}/releve/{street_of_two.house.access.today.year}"
    answer = owner.post(place, {"_key": key})
    assert (done.status_code, answer.status_code) == (302, 409)
    assert "Location" not in answer.headers
    with boundary.within(street_of_two.house.built.org.id):
        assert Command.objects.get(key=key).path == f"/i/{slug}/personnes/nouvelle"


def test_forms_of_other_sites_are_refused_everywhere(street_of_two: Street) -> None:
    person = street_of_two.people["syndic"]
    assert person is not None
    client = Client(enforce_csrf_checks=True)
    client.force_login(person)
    open_to_others = []
    for address in addresses.every():
        url, strange = address.url(street_of_two.house), {"Origin": "https://evil.example"}
        answer = client.post(url, {"_key": uuid4().hex}, headers=strange)
        if address.name == "service_watch":  # for programs: no cookie opens it, a secret in a header does
            assert answer.status_code == 404
        # The health page takes no post at all.
        elif answer.status_code not in (403, 405):
            open_to_others.append(f"{address.name}: {answer.status_code}")
    assert not open_to_others


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PROPFIND"])
def test_no_other_way_of_asking_writes_or_opens(street_of_two: Street, method: str) -> None:
    owner, nobody = street_of_two.client("owner"), street_of_two.client("anonymous")
    for address in addresses.inside():
        url = address.url(street_of_two.house)
        assert nobody.generic(method, url).status_code in (302, 405), url
        asked = owner.generic(method, url)
        read = owner.get(url)
        assert asked.status_code in (read.status_code, 405), (url, asked.status_code, read.status_code)


@pytest.mark.parametrize("name", ['a"; filename="x.html', "../../etc/passwd", "a\r\nSet-Cookie: b=1", "é’\u202e.pdf"])
def test_the_name_of_a_file_stays_a_name(name: str) -> None:
    answer = downloads.content(b"<html>", name, "text/html")
    said = answer.headers["Content-Disposition"]
    assert said.startswith("attachment; filename") and not set(said) & set("\r\n")
    assert said.replace('\\"', "").count('"') in (0, 2), "what quotes the name is not ended by the name"
    assert "script" not in answer.headers["Content-Security-Policy"]


def test_the_key_of_a_link_stands_in_no_log(street_of_two: Street) -> None:
    token = street_of_two.house.token
    record = logging.LogRecord("django.request", 30, "", 1, "%s: %s", ("Not Found", f"/f/{token}"), None)
    assert Shortened().filter(record)
    assert token not in record.getMessage() and f"/f/{token[:6]}…" in record.getMessage()
    other = logging.LogRecord("x", 30, "", 1, "%s: %s", ("Not Found", "/i/les-tilleuls/lots/"), None)
    assert Shortened().filter(other) and other.args


def test_a_link_shows_its_own_letter_only_and_takes_no_command(street_of_two: Street) -> None:
    client, token = Client(), street_of_two.house.token
    letter = client.get(f"/f/{token}?lettre")
    assert letter.status_code == 200 and letter.content.startswith(b"%PDF")
    assert letter.headers["Cache-Control"] == "no-store"
    assert client.post(f"/f/{token}").status_code == 409
    with boundary.within(street_of_two.house.built.org.id):
        before = Command.objects.count()
    assert client.post(f"/f/{token}", {"_key": uuid4().hex}).status_code == 200
    with boundary.within(street_of_two.house.built.org.id):
        assert Command.objects.count() == before
