"""Authenticator apps and passkeys: how they are named, drawn and kept."""

import base64
import hashlib
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.encoding import force_bytes
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koprogo.platform import qr


def _cipher() -> MultiFernet:
    secrets = [force_bytes(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    digests = [hashlib.sha256(b"koprogo.people.second_factor" + secret).digest() for secret in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets are encrypted at rest: a stolen copy of the database does not give second factors away."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "add_email_blocked": gettext_lazy(
            "Votre accès est protégé par une application ou une clé. Retirez-la avant d’ajouter une adresse."
        ),
        "incorrect_code": gettext_lazy("Ce code n’est pas le bon. Recopiez celui qui s’affiche maintenant."),
        "unverified_email": gettext_lazy("Confirmez d’abord votre adresse e-mail."),
        "cannot_generate_recovery_codes": gettext_lazy(
            "Les codes de secours s’ajoutent à une application ou à une clé. Ajoutez-en une d’abord."
        ),
    }

    def encrypt(self, text: str) -> str:
        """Called by the library before it stores a secret."""
        return _cipher().encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """Called by the library when it reads a secret back."""
        return _cipher().decrypt(encrypted_text.encode("ascii")).decode()

    def build_totp_svg(self, url: str) -> str:
        """The drawing that an authenticator app reads."""
        return qr.svg(url)

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """The name proposed for a new passkey."""
        from allauth.mfa.models import Authenticator

        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("Clé d’accès %(n)s") % {"n": count + 1} if count else _("Clé d’accès")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys belong to the host; the name is what the device shows."""
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return entity | {"name": settings.MFA_TOTP_ISSUER}
