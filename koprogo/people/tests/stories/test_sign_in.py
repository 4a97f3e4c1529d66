"""Getting in: by code, by password, with a second step; and what happens to those who guess."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.test import Client

from koprogo.people.models import Person

pytestmark = pytest.mark.django_db
EMAIL = "amina@lesverger.example"
PASSWORD = "trois lampes au grenier"


@pytest.fixture(autouse=True)
def _no_attempts_yet() -> None:
    cache.clear()


@pytest.fixture
def amina() -> Person:
    person = Person.objects.create_user(EMAIL, name="Amina Benali")
    EmailAddress.objects.create(user=person, email=EMAIL, verified=True, primary=True)
    return person


def last_code() -> str:
    found = re.search(r"\b(\d{6})\b", str(mail.outbox[-1].subject))
    assert found, mail.outbox[-1].subject
    return found.group(1)


def is_in(client: Client) -> bool:
    return client.get("/moi").status_code == 200


def by_code(client: Client, **extra: Any) -> Any:
    client.post("/connexion/", {"login": EMAIL} | extra)
    return client.post("/connexion/code/", {"code": last_code()} | extra)


def test_sign_up_needs_an_address_and_its_code_only(client: Client) -> None:
    answer = client.post("/inscription/", {"email": "Nadia@Example.org"})
    assert answer.headers["Location"] == "/inscription/code/"
    assert "Recopier le code" in client.get("/inscription/code/").content.decode()
    assert not is_in(client)
    assert mail.outbox[-1].to == ["nadia@example.org"]
    client.post("/inscription/code/", {"code": last_code()})
    assert is_in(client)
    person = Person.objects.get()
    assert (person.email, person.has_usable_password(), person.language) == ("nadia@example.org", False, "fr")


def test_sign_up_keeps_the_language_it_was_made_in(client: Client) -> None:
    client.get("/inscription/?langue=nl")
    client.post("/inscription/", {"email": "bart@example.org"})
    assert Person.objects.get().language == "nl"


def test_sign_up_with_a_known_address_says_nothing_to_a_stranger(client: Client, amina: Person) -> None:
    known = client.post("/inscription/", {"email": EMAIL})
    unknown = Client().post("/inscription/", {"email": "other@example.org"})
    assert known.headers["Location"] == unknown.headers["Location"]
    assert "déjà" in mail.outbox[0].subject
    assert Person.objects.filter(email=EMAIL).count() == 1


def test_sign_in_by_code_then_to_the_page_that_was_wanted(client: Client, amina: Person) -> None:
    assert client.get("/moi").headers["Location"] == "/connexion/?next=%2Fmoi"
    page = client.get("/connexion/?next=/moi").content.decode()
    assert 'name="next"' in page
    answer = client.post("/connexion/", {"login": EMAIL.upper(), "next": "/moi"})
    assert answer.headers["Location"] == "/connexion/code/?next=%2Fmoi"
    code = last_code()
    assert mail.outbox[-1].subject == f"{code} est votre code KoproGo"
    answer = client.post("/connexion/code/", {"code": f"{code[:3]} {code[3:]}", "next": "/moi"})
    assert answer.headers["Location"] == "/moi"
    assert is_in(client)


def test_a_code_works_once_and_in_one_browser(client: Client, amina: Person) -> None:
    client.post("/connexion/", {"login": EMAIL})
    other = Client()
    other.post("/connexion/", {"login": EMAIL})
    first, second = (re.findall(r"\d{6}", str(message.subject))[0] for message in mail.outbox)
    if first != second:
        assert other.post("/connexion/code/", {"code": first}).status_code == 200
        assert not is_in(other)
    client.post("/connexion/code/", {"code": first})
    assert is_in(client)
    client.post("/deconnexion/")
    assert client.post("/connexion/code/", {"code": first}).status_code == 302
    assert not is_in(client)


def test_three_wrong_codes_end_the_attempt(client: Client, amina: Person) -> None:
    client.post("/connexion/", {"login": EMAIL})
    right = last_code()
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(2):
        page = client.post("/connexion/code/", {"code": wrong})
        assert page.status_code == 200
        assert "Ce code n’est pas le bon" in page.content.decode()
    assert client.post("/connexion/code/", {"code": wrong}).headers["Location"].startswith("/connexion/")
    client.post("/connexion/code/", {"code": right})
    assert not is_in(client)


def test_codes_for_one_address_are_rationed(client: Client, amina: Person) -> None:
    for number in range(4):
        answer = Client(REMOTE_ADDR=f"10.0.0.{number}").post("/connexion/", {"login": EMAIL})
    assert len(mail.outbox) == 3
    assert "trop d’essais" in answer.content.decode()


def test_one_network_address_is_rationed_whatever_it_forwards(client: Client) -> None:
    answers = [
        client.post("/connexion/", {"login": f"a{n}@example.org"}, headers={"X-Forwarded-For": f"10.1.1.{n}"})
        for n in range(31)
    ]
    assert [answer.status_code for answer in answers].count(429) >= 1
    assert "Il y a eu trop d’essais" in answers[-1].content.decode()


def test_an_unknown_address_gets_a_letter_and_the_same_page(client: Client, amina: Person) -> None:
    answer = client.post("/connexion/", {"login": "nobody@example.org"})
    assert answer.headers["Location"] == "/connexion/code/"
    assert "pas encore d’accès" in mail.outbox[-1].subject
    assert "/inscription/" in str(mail.outbox[-1].body)


def test_a_password_is_chosen_and_used_and_guessing_it_is_rationed(client: Client, amina: Person) -> None:
    by_code(client)
    answer = client.post("/moi/securite/premier-mot-de-passe/", {"password1": PASSWORD, "password2": PASSWORD})
    assert answer.headers["Location"] == "/moi/securite/"
    assert mail.outbox[-1].subject == "Un mot de passe a été choisi"
    client.post("/deconnexion/")
    client.post("/connexion/", {"login": EMAIL, "password": PASSWORD})
    assert is_in(client)
    stranger = Client()
    for _ in range(6):
        answer = stranger.post("/connexion/", {"login": EMAIL, "password": "devine encore"})
    assert "trop d’essais" in answer.content.decode()
    answer = stranger.post("/connexion/", {"login": EMAIL, "password": PASSWORD})
    assert not is_in(stranger), "the right password does not help within the five minutes"


def test_a_short_password_is_explained(client: Client, amina: Person) -> None:
    by_code(client)
    page = client.post("/moi/securite/premier-mot-de-passe/", {"password1": "court", "password2": "court"})
    text = page.content.decode()
    assert 'class="erreurs"' in text
    assert "<title>Erreur\u00a0:" in text


def test_a_forgotten_password_is_replaced_by_a_code(client: Client, amina: Person) -> None:
    client.post("/mot-de-passe/oublie/", {"email": EMAIL})
    client.post("/mot-de-passe/oublie/code/", {"code": last_code()})
    answer = client.post("/mot-de-passe/nouveau/", {"password1": PASSWORD, "password2": PASSWORD})
    assert answer.headers["Location"] == "/mot-de-passe/change/"
    assert "est changé" in client.get("/mot-de-passe/change/").content.decode()
    amina.refresh_from_db()
    assert amina.check_password(PASSWORD)


def app_code(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


def test_an_app_is_added_then_asked_for_and_a_recovery_code_replaces_it(client: Client, amina: Person) -> None:
    by_code(client)
    form = client.get("/moi/securite/application/")
    secret = form.context["form"].secret
    assert secret in form.content.decode()
    answer = client.post("/moi/securite/application/", {"code": app_code(secret)})
    assert answer.headers["Location"] == "/moi/securite/codes/"
    page = client.get("/moi/securite/codes/").content.decode()
    codes = re.findall(r'<li class="ref">(\d+)</li>', page)
    assert len(codes) == 10
    stored = Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]
    assert secret not in stored, "the secret is encrypted at rest"
    client.post("/deconnexion/")

    answer = by_code(client)
    assert answer.headers["Location"] == "/connexion/deuxieme-etape/"
    assert not is_in(client)
    answer = client.post("/connexion/deuxieme-etape/", {"code": "12345678"})
    assert "Ce code n’est pas le bon" in answer.content.decode()
    # The code of the enrolment is used up: an app's code counts once.
    client.post("/connexion/deuxieme-etape/", {"code": codes[0]})
    assert is_in(client)
    client.post("/deconnexion/")
    by_code(client)
    client.post("/connexion/deuxieme-etape/", {"code": codes[0]})
    assert not is_in(client), "a recovery code serves once"
    cache.clear()
    client.post("/connexion/deuxieme-etape/", {"code": app_code(secret)})
    assert is_in(client)


def test_a_sensitive_page_asks_again_who_one_is(client: Client, amina: Person) -> None:
    amina.set_password(PASSWORD)
    amina.save()
    by_code(client)
    assert client.get("/moi/securite/cles/ajouter/").status_code == 200, "who has just come in is believed"
    session = client.session
    for proof in session["account_authentication_methods"]:
        proof["at"] -= 301
    session.save()
    answer = client.get("/moi/securite/cles/ajouter/")
    assert answer.headers["Location"].startswith("/moi/confirmer/")
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Confirmer que c’est vous" in page
    answer = client.post("/moi/confirmer/", {"password": PASSWORD, "next": "/moi/securite/cles/ajouter/"})
    assert answer.headers["Location"] == "/moi/securite/cles/ajouter/"
    assert "Ajouter une clé d’accès" in client.get("/moi/securite/cles/ajouter/").content.decode()


def test_a_second_address_is_added_confirmed_and_made_the_first(client: Client, amina: Person) -> None:
    by_code(client)
    client.post("/moi/adresses/", {"email": "amina@work.example", "action_add": ""})
    client.post("/inscription/code/", {"code": last_code()})
    client.post("/moi/adresses/", {"email": "amina@work.example", "action_primary": ""})
    amina.refresh_from_db()
    assert amina.email == "amina@work.example"


def test_a_letter_is_in_the_language_of_its_reader(client: Client, amina: Person) -> None:
    client.post("/connexion/?langue=en", {"login": EMAIL})
    assert "votre code" in mail.outbox[-1].subject
    letter = mail.outbox[-1]
    assert isinstance(letter, mail.EmailMultiAlternatives)
    html = str(letter.alternatives[0][0])
    assert 'lang="fr"' in html
    assert last_code() in html


def test_a_closed_access_does_not_open(client: Client, amina: Person) -> None:
    amina.is_active = False
    amina.save()
    client.post("/connexion/", {"login": EMAIL})
    assert not re.search(r"\d{6}", str(mail.outbox[-1].subject))


def test_another_password_ends_the_sessions_of_other_browsers(client: Client, amina: Person) -> None:
    amina.set_password(PASSWORD)
    amina.save()
    other = Client()
    other.post("/connexion/", {"login": EMAIL, "password": PASSWORD})
    client.post("/connexion/", {"login": EMAIL, "password": PASSWORD})
    assert is_in(client) and is_in(other)
    longer = PASSWORD + " et deux bougies"
    typed = {"oldpassword": PASSWORD, "password1": longer, "password2": longer}
    client.post("/moi/securite/mot-de-passe/", typed)
    assert is_in(client)
    assert not is_in(other)


def test_signing_in_changes_the_key_of_the_session(client: Client, amina: Person) -> None:
    client.post("/connexion/", {"login": EMAIL})
    planted = client.session.session_key
    client.post("/connexion/code/", {"code": last_code()})
    assert is_in(client)
    assert client.session.session_key != planted


def test_a_session_is_over_once_one_has_left(client: Client, amina: Person) -> None:
    by_code(client)
    thief = Client()
    thief.cookies["sessionid"] = client.cookies["sessionid"].value
    assert is_in(thief)
    client.post("/deconnexion/")
    assert not is_in(thief)


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x"])
def test_signing_in_never_leads_to_another_site(client: Client, amina: Person, elsewhere: str) -> None:
    client.post("/connexion/", {"login": EMAIL, "next": elsewhere})
    answer = client.post("/connexion/code/", {"code": last_code(), "next": elsewhere})
    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize("way", ["password", "code"])
def test_the_people_of_the_demo_world_stay_outside_where_others_come(
    client: Client, amina: Person, settings: Any, way: str
) -> None:
    amina.set_password(PASSWORD)
    amina.save()
    settings.KOPROGO_CLOSED_DOMAINS = (EMAIL.partition("@")[2],)
    if way == "password":
        client.post("/connexion/", {"login": EMAIL, "password": PASSWORD})
    else:
        by_code(client)
    assert not is_in(client)
    settings.KOPROGO_CLOSED_DOMAINS = ()
    client.post("/connexion/", {"login": EMAIL, "password": PASSWORD})
    assert is_in(client)


def test_every_code_by_mail_is_rationed_by_the_day(settings: Any) -> None:
    for action in ("request_login_code", "confirm_email", "reset_password"):
        limits = settings.ACCOUNT_RATE_LIMITS[action].split(",")
        per_day = [int(limit.split("/")[0]) for limit in limits if limit.endswith("/d/key")]
        assert per_day and per_day[0] * 3 < 100, "three attempts for each code, a million codes"
