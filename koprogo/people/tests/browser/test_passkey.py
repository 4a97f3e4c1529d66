"""Passkeys and the sign-in pages in a real browser, under the product's own content policy."""

import os
import re
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings as configured
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import Page

from koprogo.people.models import Person

EMAIL = "amina@lesverger.example"
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def with_authenticator(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


@pytest.fixture
def amina(served: str, settings: Any) -> Iterator[Person]:
    cache.clear()
    settings.ALLOWED_HOSTS = ["localhost"]
    settings.CSRF_TRUSTED_ORIGINS = []
    person = Person.objects.create_user(EMAIL, name="Amina Benali")
    EmailAddress.objects.create(user=person, email=EMAIL, verified=True, primary=True)
    yield person
    person.delete()
    Session.objects.all().delete()


def come_in(page: Page, served: str) -> None:
    page.goto(f"{served}/connexion/?next=/moi")
    page.get_by_label("Votre adresse e-mail").fill(EMAIL)
    page.get_by_role("button", name="Recevoir un code par e-mail").click()
    page.wait_for_url("**/connexion/code/**")
    found = re.match(r"\d{6}", str(mail.outbox[-1].subject))
    assert found
    page.get_by_label("Code à six chiffres").fill(found.group())
    page.get_by_role("button", name="Se connecter").click()
    page.wait_for_url(f"{served}/moi")


def test_a_passkey_is_added_and_then_opens_the_door(page: Page, served: str, amina: Person) -> None:
    with_authenticator(page)
    come_in(page, served)
    page.goto(f"{served}/moi/securite/cles/ajouter/")
    assert page.get_by_label("Me connecter avec cette clé seule").is_checked()
    page.get_by_label("Nom de la clé").fill("Téléphone d’Amina")
    page.get_by_role("button", name="Ajouter cette clé").click()
    page.wait_for_url("**/moi/securite/codes/")
    assert page.locator("li.ref").count() == 10, "the recovery codes are shown at once"
    key = Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN)
    assert key.wrap().is_passwordless
    assert "Une clé d’accès a été ajoutée" in {message.subject for message in mail.outbox}

    page.context.clear_cookies()
    page.goto(f"{served}/connexion/?next=/moi")
    page.get_by_role("button", name="Utiliser une clé d’accès").click()
    page.wait_for_url(f"{served}/moi")
    assert page.get_by_role("heading", name="Mon profil").is_visible()

    page.goto(f"{served}/moi/securite/cles/")
    page.get_by_role("link", name="Retirer Téléphone d’Amina").click()
    page.get_by_role("button", name="Retirer cette clé").click()
    page.wait_for_url("**/moi/securite/cles/")
    assert not Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).exists()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_pages_fit_their_width(page: Page, served: str, amina: Person, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    # SHOTS=<folder> keeps pictures, to look at.
    shots = os.environ.get("SHOTS", "")
    come_in(page, served)
    mine = ["moi", "moi/sessions", "moi/securite/", "moi/adresses/", "moi/securite/application/", "deconnexion/"]
    mine += ["moi/securite/premier-mot-de-passe/", "moi/securite/cles/", "moi/securite/cles/ajouter/"]
    _fits(page, served, mine, width, shots)
    page.context.clear_cookies()
    _fits(page, served, ["connexion/", "inscription/", "mot-de-passe/oublie/"], width, shots)


def _fits(page: Page, served: str, addresses: list[str], width: int, shots: str) -> None:
    for address in addresses:
        response = page.goto(f"{served}/{address}")
        assert response is not None
        assert response.status == 200, address
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{address} is {wide} px wide at {width}"
        assert page.locator("h1").count() == 1
        if shots:
            page.screenshot(path=f"{shots}/{address.replace('/', '_')}{width}.png", full_page=True)


def test_a_wrong_code_is_said_first_and_beside_its_field(page: Page, served: str, amina: Person) -> None:
    page.goto(f"{served}/connexion/")
    page.get_by_label("Votre adresse e-mail").fill(EMAIL)
    page.keyboard.press("Enter")
    page.wait_for_url("**/connexion/code/**")
    field = page.get_by_label("Code à six chiffres")
    assert field.get_attribute("autocomplete") == "one-time-code"
    field.fill("12 34")
    page.get_by_role("button", name="Se connecter").click()
    page.wait_for_selector(".erreurs")
    assert re.match(r"Erreur\s:", page.title())
    assert page.evaluate("document.activeElement.className") == "erreurs"
    assert configured.ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS > 1
