"""The letters of signing in: codes and changes of credentials. Plain words, one thing each, no picture."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from koprogo.platform import formats

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Letter:
    """``code`` is what the reader has to copy, ``link`` where they have to go, each perhaps empty."""

    subject: str
    paragraphs: tuple[str, ...]
    code: str = ""
    link: str = ""

    def text(self) -> str:
        """The plain-text part."""
        first, *rest = self.paragraphs
        parts = [first, *(part for part in (self.code, self.link) if part), *rest, settings.KOPROGO_PUBLIC_URL]
        return "\n\n".join(parts) + "\n"


def _ignore() -> str:
    return _("Si vous n’avez rien demandé, vous pouvez effacer ce message : sans le code, personne n’entre.")


def _code(facts: Facts, first: str) -> Letter:
    code = str(facts["code"])
    return Letter(
        subject=_("%(code)s est votre code KoproGo") % {"code": code},
        paragraphs=(first, _ignore()),
        code=code,
    )


def _login_code(facts: Facts) -> Letter:
    return _code(facts, _("Voici votre code pour vous connecter. Il est valable dix minutes."))


def _confirmation_code(facts: Facts) -> Letter:
    return _code(facts, _("Voici votre code pour confirmer cette adresse. Il est valable dix minutes."))


def _reset_code(facts: Facts) -> Letter:
    return _code(facts, _("Voici votre code pour choisir un nouveau mot de passe. Il est valable dix minutes."))


def _exists(facts: Facts) -> Letter:
    return Letter(
        subject=_("Vous avez déjà un accès à KoproGo"),
        paragraphs=(
            _("Quelqu’un, vous sans doute, a voulu créer un accès avec cette adresse. Elle en a déjà un."),
            _("Pour entrer, donnez simplement cette adresse sur la page de connexion : un code vous sera envoyé."),
        ),
        link=f"{settings.KOPROGO_PUBLIC_URL}{settings.LOGIN_URL}",
    )


def _unknown(facts: Facts) -> Letter:
    return Letter(
        subject=_("Cette adresse n’a pas encore d’accès à KoproGo"),
        paragraphs=(
            _("Un code a été demandé pour cette adresse, mais aucun accès n’y est lié. Vous pouvez en créer un :"),
            _("Votre syndic vous écrit peut-être à une autre adresse : essayez aussi celle-là."),
            _("Si vous n’avez rien demandé, vous pouvez effacer ce message."),
        ),
        link=str(facts["signup_url"]),
    )


def _changed(said: Callable[[Facts], str]) -> Callable[[Facts], Letter]:
    def write_it(facts: Facts) -> Letter:
        what = said(facts)
        when = formats.moment(facts["timestamp"])
        return Letter(
            subject=what,
            paragraphs=(
                _("%(what)s, le %(when)s.") % {"what": what, "when": when},
                _("Cela vient de l’adresse %(ip)s, avec : %(browser)s")
                % {"ip": facts["ip"], "browser": facts["user_agent"]},
                _("Si ce n’était pas vous, fermez les autres sessions et retirez ce que vous ne reconnaissez pas :"),
            ),
            link=f"{settings.KOPROGO_PUBLIC_URL}/moi/securite/",
        )

    return write_it


_LETTERS: dict[str, Callable[[Facts], Letter]] = {
    "account/email/login_code": _login_code,
    "account/email/email_confirmation": _confirmation_code,
    "account/email/email_confirmation_signup": _confirmation_code,
    "account/email/password_reset_code": _reset_code,
    "account/email/account_already_exists": _exists,
    "account/email/unknown_account": _unknown,
    "account/email/password_changed": _changed(lambda f: _("Votre mot de passe a été changé")),
    "account/email/password_reset": _changed(lambda f: _("Votre mot de passe a été remplacé")),
    "account/email/password_set": _changed(lambda f: _("Un mot de passe a été choisi")),
    "account/email/email_confirm": _changed(lambda f: _("Une adresse e-mail a été confirmée")),
    "account/email/email_deleted": _changed(
        lambda f: _("L’adresse %(email)s a été retirée") % {"email": f["deleted_email"]}
    ),
    "account/email/email_changed": _changed(
        lambda f: _("Votre adresse est maintenant %(email)s") % {"email": f["to_email"]}
    ),
    "mfa/email/totp_activated": _changed(lambda f: _("Une application d’authentification a été ajoutée")),
    "mfa/email/totp_deactivated": _changed(lambda f: _("L’application d’authentification a été retirée")),
    "mfa/email/webauthn_added": _changed(lambda f: _("Une clé d’accès a été ajoutée")),
    "mfa/email/webauthn_removed": _changed(lambda f: _("Une clé d’accès a été retirée")),
    "mfa/email/recovery_codes_generated": _changed(lambda f: _("De nouveaux codes de secours ont été créés")),
}


#: What the library may ask for.
KNOWN = frozenset(_LETTERS)


def write(name: str, facts: Facts) -> Letter:
    """The letter that the sign-in library calls ``name``, in the active language. Raises KeyError if it is new."""
    return _LETTERS[name](facts)
