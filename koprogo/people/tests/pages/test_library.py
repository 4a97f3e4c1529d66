"""The sign-in library may grow: what it can show or send is ours, and none of it surprises us after an upgrade."""

from pathlib import Path
from typing import Any

import allauth
import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from koprogo.people import labels
from koprogo.people.documents import sign_in_letters
from koprogo.people.pages import urls

TEMPLATES = Path(allauth.__file__).parent / "templates"
OURS = Path(sign_in_letters.__file__).parent.parent / "sign_in_templates"
# Never reached with our settings: links instead of codes, telephones, other ways to sign up, its own sessions page.
UNREACHED = {
    "account/email_change.html",
    "account/email_confirm.html",
    "account/password_reset_done.html",
    "account/request_login_code.html",
    "account/signup_by_passkey.html",
    "account/signup_closed.html",
    "account/verification_sent.html",
    "account/verified_email_required.html",
    "mfa/trust.html",
    "mfa/webauthn/signup_form.html",
}
# Pages of the library that only pass on to one of our layouts.
PASSING = {
    f"account/base_{name}.html" for name in ("entrance", "manage", "manage_email", "manage_password", "manage_phone")
} | {"mfa/base_entrance.html", "mfa/base_manage.html", "mfa/totp/base.html", "mfa/webauthn/base.html"}
PASSING |= {"mfa/recovery_codes/base.html"}


def names(pattern: str) -> set[str]:
    found = {
        str(path.relative_to(TEMPLATES)) for part in ("account", "mfa") for path in (TEMPLATES / part).rglob(pattern)
    }
    return {name for name in found if "phone" not in name and "/snippets/" not in name}


def door_of(pattern: Any) -> str:
    return str(pattern.callback.door.kind)


def test_every_page_of_the_library_is_dressed() -> None:
    ours = {str(path.relative_to(OURS)) for path in OURS.rglob("*.html")}
    assert names("*.html") - UNREACHED - PASSING <= ours


def test_every_letter_of_the_library_is_written() -> None:
    sent = {name.removesuffix("_subject.txt") for name in names("*_subject.txt")}
    by_link = {"account/email/password_reset_key"}
    assert sent - by_link == set(sign_in_letters.KNOWN)


def test_every_notice_of_the_library_is_said_or_left_out_on_purpose() -> None:
    found = {name for name in names("*.txt") if "/messages/" in name}
    silent = {f"account/messages/{name}.txt" for name in ("logged_in", "login_code_sent", "email_confirmation_sent")}
    facts = {"email": "a@example.org"}
    assert {name for name in found if not labels.sign_in_notice(name, facts)} == silent


def test_every_address_of_people_says_which_door_it_is() -> None:
    for pattern in urls.urlpatterns:
        assert door_of(pattern) in {"public", "person", "link"}, pattern


@pytest.mark.django_db
def test_pages_of_a_person_send_strangers_to_the_entrance() -> None:
    client = Client()
    for pattern in urls.urlpatterns:
        if door_of(pattern) != "person" or not pattern.name:
            continue
        kwargs = {"pk": 1} if "<int:pk>" in str(pattern.pattern) else {}
        answer = client.get(reverse(pattern.name, kwargs=kwargs))
        assert answer.status_code == 302, pattern
        assert "/connexion/" in answer.headers["Location"] or "/moi/confirmer/" in answer.headers["Location"], pattern


@pytest.mark.parametrize("library_name", ["login", "signup", "logout", "email", "reset_password"])
def test_the_library_finds_its_pages_at_french_addresses(library_name: str) -> None:
    assert get_resolver().resolve(reverse(f"account_{library_name}")).url_name == f"account_{library_name}"
