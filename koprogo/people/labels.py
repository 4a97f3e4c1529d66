"""The words of this context: refusals, roles, and what the sign-in library says."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

Facts = Mapping[str, object]

REFUSALS: dict[str, Callable[[Facts], str]] = {
    "people.link_invalid": lambda f: _("Ce lien n’est pas complet. Copiez-le en entier depuis votre message."),
    "people.link_expired": lambda f: _("Ce lien n’est plus valable. Demandez-en un nouveau à votre syndic."),
    "people.mail_away": lambda f: _(
        "Le message n’a pas pu partir : le serveur de courrier ne répond pas. Recommencez dans quelques minutes."
    ),
    "people.too_many_tries": lambda f: _(
        "Trop de codes ont été essayés. Attendez une heure, ou demandez à un voisin de relire le code de l’affiche."
    ),
    "people.too_many_codes": lambda f: _(
        "Plusieurs codes ont déjà été demandés pour cette adresse. Attendez quelques minutes, puis recommencez."
    ),
}

#: What a person is to a building, as one says it in a list.
ROLES = {
    "syndic": gettext_lazy("syndic"),
    "owner": gettext_lazy("copropriétaire"),
    "former_owner": gettext_lazy("ancien copropriétaire"),
    "council": gettext_lazy("membre du conseil de copropriété"),
    "auditor": gettext_lazy("commissaire aux comptes"),
    "accountant": gettext_lazy("comptable"),
    "occupant": gettext_lazy("occupant"),
}

SIGN_IN_ERRORS = {
    "account_inactive": gettext_lazy("Cet accès est fermé. Écrivez à votre syndic."),
    "cannot_remove_primary_email": gettext_lazy("Cette adresse est la principale. Choisissez-en d’abord une autre."),
    "duplicate_email": gettext_lazy("Cette adresse est déjà la vôtre."),
    "email_password_mismatch": gettext_lazy(
        "L’adresse et le mot de passe ne vont pas ensemble. Recommencez, ou laissez le mot de passe vide :"
        " un code vous sera envoyé."
    ),
    "email_taken": gettext_lazy("Cette adresse a déjà un accès."),
    "enter_current_password": gettext_lazy("Le mot de passe actuel n’est pas le bon."),
    "incorrect_code": gettext_lazy("Ce code n’est pas le bon. Recopiez celui du dernier message reçu."),
    "incorrect_password": gettext_lazy("Ce mot de passe n’est pas le bon."),
    "max_email_addresses": gettext_lazy("Vous avez déjà %d adresses. Retirez-en une d’abord."),
    "too_many_login_attempts": gettext_lazy("Il y a eu trop d’essais. Attendez cinq minutes, puis recommencez."),
    "rate_limited": gettext_lazy("Il y a eu trop d’essais. Attendez une minute, puis recommencez."),
    "unverified_primary_email": gettext_lazy("Confirmez d’abord votre adresse principale."),
    "same_as_current": gettext_lazy("C’est déjà votre adresse. Donnez-en une autre."),
}

# Silent on purpose: signing in, and sending a code, because the next page shows it.
_NOTICES: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "account/messages/logged_out.txt": lambda f: _("Vous êtes déconnecté."),
    "account/messages/email_confirmed.txt": lambda f: _("L’adresse %(email)s est confirmée.") % {"email": f["email"]},
    "account/messages/email_confirmation_failed.txt": lambda f: (
        _("L’adresse %(email)s est déjà celle d’un autre accès.") % {"email": f["email"]}
    ),
    "account/messages/email_deleted.txt": lambda f: _("L’adresse %(email)s est retirée.") % {"email": f["email"]},
    "account/messages/cannot_delete_primary_email.txt": lambda f: (
        _("%(email)s est votre adresse principale. Choisissez-en d’abord une autre.") % {"email": f["email"]}
    ),
    "account/messages/primary_email_set.txt": lambda f: _("Votre adresse principale est changée."),
    "account/messages/unverified_primary_email.txt": lambda f: _("Confirmez d’abord cette adresse."),
    "account/messages/password_changed.txt": lambda f: _("Votre mot de passe est changé."),
    "account/messages/password_set.txt": lambda f: _("Votre mot de passe est choisi."),
    "mfa/messages/totp_activated.txt": lambda f: _("L’application d’authentification est ajoutée."),
    "mfa/messages/totp_deactivated.txt": lambda f: _("L’application d’authentification est retirée."),
    "mfa/messages/webauthn_added.txt": lambda f: _("La clé d’accès est ajoutée."),
    "mfa/messages/webauthn_removed.txt": lambda f: _("La clé d’accès est retirée."),
    "mfa/messages/recovery_codes_generated.txt": lambda f: _(
        "Vos codes de secours sont créés. Gardez-les hors de cet appareil."
    ),
}


def sign_in_notice(name: str, facts: Mapping[str, Any]) -> str:
    """The sentence for a message of the sign-in library; empty when nothing has to be said."""
    teller = _NOTICES.get(name)
    return teller(facts) if teller else ""
