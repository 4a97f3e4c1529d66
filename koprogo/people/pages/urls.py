"""Addresses of people, outside any building: signing in, one's own pages, signed links, the development outbox.

The names of the sign-in library's views are the library's own, so that it finds its pages at French addresses.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from koprogo.people.pages import links, me, outbox, sessions
from koprogo.platform.doors import Door

View = Callable[..., HttpResponse]


def _library(view: View, kind: str) -> View:
    """One of our doors around a view of the library, which guards itself.

    No transaction around it: a failed attempt has to be remembered although nothing else is.
    """

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return view(request, **kwargs)

    guarded.door = Door(kind)  # type: ignore[attr-defined]
    return guarded


def _open(address: str, view: View, name: str) -> URLPattern:
    return path(address, _library(view, "public"), name=name)


def _mine(address: str, view: View, name: str) -> URLPattern:
    return path(address, _library(view, "person"), name=name)


urlpatterns: list[URLPattern] = [
    path("f/<str:token>", links.follow, name="link"),
    path("moi", me.me, name="me"),
    path("moi/langue", me.choose_language, name="language"),
    path("moi/donnees", me.my_data, name="my_data"),
    path("moi/sessions", sessions.my_sessions, name="usersessions_list"),
    path("courrier", outbox.letters, name="outbox"),
    path("courrier/<uuid:message_id>", outbox.letters, name="outbox_message"),
    path("courrier/<uuid:message_id>/<path:file_name>", outbox.attachment, name="outbox_attachment"),
    # Getting in.
    _open("connexion/", account.login, "account_login"),
    _open("connexion/avec-un-code/", account.login, "account_request_login_code"),
    _open("connexion/code/", account.confirm_login_code, "account_confirm_login_code"),
    _open("connexion/cle/", webauthn.login_webauthn, "mfa_login_webauthn"),
    _open("connexion/deuxieme-etape/", mfa.authenticate, "mfa_authenticate"),
    _open("connexion/fermee/", account.account_inactive, "account_inactive"),
    _open("inscription/", account.signup, "account_signup"),
    _open("inscription/code/", account.email_verification_sent, "account_email_verification_sent"),
    _open("deconnexion/", account.logout, "account_logout"),
    _open("mot-de-passe/oublie/", account.password_reset, "account_reset_password"),
    _open(
        "mot-de-passe/oublie/code/",
        account.confirm_password_reset_code,
        "account_confirm_password_reset_code",
    ),
    _open("mot-de-passe/nouveau/", account.complete_password_reset, "account_complete_password_reset"),
    _open("mot-de-passe/change/", account.password_reset_from_key_done, "account_password_reset_completed"),
    # Saying again who one is, before something sensitive.
    _mine("moi/confirmer/", account.reauthenticate, "account_reauthenticate"),
    _mine("moi/confirmer/code/", mfa.reauthenticate, "mfa_reauthenticate"),
    _mine("moi/confirmer/cle/", webauthn.reauthenticate_webauthn, "mfa_reauthenticate_webauthn"),
    # One's own ways to sign in.
    _mine("moi/adresses/", account.email, "account_email"),
    _mine("moi/securite/", mfa.index, "mfa_index"),
    _mine("moi/securite/mot-de-passe/", account.password_change, "account_change_password"),
    _mine("moi/securite/premier-mot-de-passe/", account.password_set, "account_set_password"),
    _mine("moi/securite/application/", totp.activate_totp, "mfa_activate_totp"),
    _mine("moi/securite/application/retirer/", totp.deactivate_totp, "mfa_deactivate_totp"),
    _mine("moi/securite/codes/", recovery.view_recovery_codes, "mfa_view_recovery_codes"),
    _mine("moi/securite/codes/nouveaux/", recovery.generate_recovery_codes, "mfa_generate_recovery_codes"),
    _mine("moi/securite/codes/telecharger/", recovery.download_recovery_codes, "mfa_download_recovery_codes"),
    _mine("moi/securite/cles/", webauthn.list_webauthn, "mfa_list_webauthn"),
    _mine("moi/securite/cles/ajouter/", webauthn.add_webauthn, "mfa_add_webauthn"),
    _mine("moi/securite/cles/<int:pk>/retirer/", webauthn.remove_webauthn, "mfa_remove_webauthn"),
    _mine("moi/securite/cles/<int:pk>/", webauthn.edit_webauthn, "mfa_edit_webauthn"),
]
