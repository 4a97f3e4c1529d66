"""The person's own pages: choices, language, data, sessions."""

import json
from datetime import UTC, date, datetime

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client

from koprogo.people.models import Membership, Person
from koprogo.people.queries import memberships, personal_data
from koprogo.people.queries import sessions as open_sessions
from koprogo.platform.models import Org
from koprogo.testing import casting, counting

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Safari/604.1"
CHOICES = {"name": "Amina", "language": "nl", "theme": "dark", "digest": "never"}


@pytest.fixture
def amina(client: Client) -> Person:
    cache.clear()
    person = casting.person("amina@example.org", "Amina Benali")
    person.set_password("trois lampes au grenier")
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    sign_in(client, FIREFOX)
    return person


def grant(person: Person, org: Org, role: str, starts_on: date = date(2020, 1, 1), ends_on: date | None = None) -> None:
    Membership.objects.create(person=person, org=org, role=role, starts_on=starts_on, ends_on=ends_on)


def sign_in(client: Client, browser: str, address: str = "127.0.0.1") -> None:
    data = {"login": "amina@example.org", "password": "trois lampes au grenier"}
    answer = client.post("/connexion/", data, headers={"User-Agent": browser}, REMOTE_ADDR=address)
    assert answer.status_code == 302


@pytest.mark.parametrize("address", ["/moi", "/moi/donnees", "/moi/sessions", "/moi/securite/", "/moi/adresses/"])
def test_strangers_sign_in_first(address: str) -> None:
    answer = Client().get(address)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/connexion/?next=/moi") or "next=%2Fmoi" in answer.headers["Location"]


def test_choices_are_kept_and_reach_this_device(client: Client, amina: Person) -> None:
    answer = client.post("/moi", CHOICES)
    assert answer.status_code == 302
    amina.refresh_from_db()
    assert (amina.name, amina.language, amina.theme, amina.digest) == ("Amina", "nl", "dark", "never")
    assert amina.keyboard is False
    assert (client.cookies["theme"].value, client.cookies["langue"].value) == ("dark", "nl")
    page = client.get("/moi").content.decode()
    assert '<html lang="nl" data-theme="dark">' in page


def test_colours_may_follow_the_device_again(client: Client, amina: Person) -> None:
    client.post("/moi", CHOICES)
    client.post("/moi", CHOICES | {"theme": "auto"})
    amina.refresh_from_db()
    assert amina.theme == ""
    assert client.cookies["theme"].value == ""


def test_a_choice_that_does_not_exist_is_refused(client: Client, amina: Person) -> None:
    answer = client.post("/moi", CHOICES | {"language": "xx"})
    assert answer.status_code == 422
    assert 'class="erreurs"' in answer.content.decode()
    amina.refresh_from_db()
    assert amina.language == "fr"


def test_several_roles_stand_together_and_past_ones_are_gone(client: Client, amina: Person) -> None:
    org = casting.org()
    for role in ("owner", "council"):
        grant(amina, org, role)
    grant(amina, casting.org("le-verger", "Le Verger"), "owner", ends_on=date(2021, 1, 1))
    page = client.get("/moi").content.decode()
    assert "membre du conseil de copropriété, copropriétaire" in page
    assert "Le Verger" not in page


@pytest.mark.parametrize(("day", "count"), [(31, 0), (1, 1), (9, 1), (10, 0)])
def test_a_role_holds_from_its_first_day_to_the_eve_of_its_last(amina: Person, day: int, count: int) -> None:
    grant(amina, casting.org(), "owner", date(2026, 6, 1), date(2026, 6, 10))
    on = date(2026, 5, day) if day == 31 else date(2026, 6, day)
    assert len(memberships.current(person_id=amina.id, on=on)) == count


def test_language_by_link_for_visitors_and_by_post_for_everybody(client: Client) -> None:
    visitor = Client(headers={"Accept-Language": "de-BE,de;q=0.9"})
    assert '<html lang="de"' in visitor.get("/connexion/").content.decode()
    assert '<html lang="en"' in visitor.get("/connexion/?langue=en").content.decode()
    assert '<html lang="en"' in visitor.get("/connexion/").content.decode()
    answer = visitor.post("/moi/langue", {"langue": "nl", "next": "/connexion/"})
    assert answer.headers["Location"] == "/connexion/"
    assert '<html lang="nl"' in visitor.get("/connexion/").content.decode()
    assert visitor.get("/moi/langue").status_code == 405


def test_language_comes_back_to_this_site_only_and_stays_with_the_person(client: Client, amina: Person) -> None:
    answer = client.post("/moi/langue", {"langue": "de", "next": "https://elsewhere.example/"})
    assert answer.headers["Location"] == "/"
    amina.refresh_from_db()
    assert amina.language == "de"
    client.post("/moi/langue", {"langue": "klingon"})
    amina.refresh_from_db()
    assert amina.language == "de"


def test_the_data_of_a_person_are_complete_and_hold_no_secret(client: Client, amina: Person) -> None:
    org = casting.org()
    grant(amina, org, "owner")
    answer = client.get("/moi/donnees")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    held = json.loads(answer.content)
    assert held["person"]["email"] == amina.email
    assert held["roles"][0]["org__name"] == org.name
    assert held["sessions"][0]["user_agent"] == FIREFOX
    assert held["email_addresses"] == [{"email": amina.email, "verified": True, "primary": True}]
    for secret in (amina.password, client.session.session_key):
        assert secret
        assert secret not in answer.content.decode()


def test_every_field_of_a_person_is_in_their_data(amina: Person) -> None:
    held = personal_data.held(person_id=amina.id)["person"]
    told_otherwise = {"password": "has_password", "last_login": "last_login_at"}
    kept_back = {"is_active", "is_operator"}  # facts about the installation, not about the person
    names = {field.name for field in Person._meta.fields} - kept_back
    assert {told_otherwise.get(name, name) for name in names} == set(held)


def test_sessions_are_listed_and_ended_one_by_one_or_together(client: Client, amina: Person) -> None:
    phone, tablet = Client(), Client()
    sign_in(phone, IPHONE, "203.0.113.7")
    sign_in(tablet, IPHONE, "203.0.113.8")
    page = client.get("/moi/sessions").content.decode()
    assert "Firefox sur Linux" in page
    assert "Safari sur iPhone" in page
    assert "203.0.113.7" in page
    number = UserSession.objects.get(ip="203.0.113.7").pk
    client.post("/moi/sessions", {"session": number})
    assert phone.get("/moi").status_code == 302
    assert tablet.get("/moi").status_code == 200
    client.post("/moi/sessions", {})
    assert tablet.get("/moi").status_code == 302
    assert client.get("/moi").status_code == 200
    assert UserSession.objects.count() == 1


def test_nobody_ends_the_session_of_somebody_else(client: Client, amina: Person) -> None:
    number = UserSession.objects.get().pk
    stranger = Client()
    stranger.force_login(casting.person("other@example.org"))
    for wanted in (str(number), "x", "99999999"):
        stranger.post("/moi/sessions", {"session": wanted})
    assert client.get("/moi").status_code == 200


def test_a_session_that_is_over_is_not_listed(client: Client, amina: Person) -> None:
    Session.objects.update(expire_date=datetime(2020, 1, 1, tzinfo=UTC))
    now = datetime.now(UTC)
    assert open_sessions.of_person(person_id=amina.id, current_key=None, now=now) == []


def test_last_use_is_noted_once_an_hour(client: Client, amina: Person) -> None:
    old = datetime(2026, 1, 1, tzinfo=UTC)
    UserSession.objects.update(last_seen_at=old)
    client.get("/moi")
    assert UserSession.objects.get().last_seen_at == old
    session = client.session
    session["seen_at"] -= 3601
    session.save()
    client.get("/moi")
    assert UserSession.objects.get().last_seen_at > old


def test_pages_keep_their_budget(client: Client, amina: Person) -> None:
    for address, budget in (("/moi", 6), ("/moi/sessions", 7)):
        assert counting.sql_count(client, address) <= budget
        assert counting.weight(client.get(address)) <= 14_000
