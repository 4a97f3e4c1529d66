"""The forms of signing in: an address first, a code to paste, nothing to solve."""

from typing import Any

from allauth.account import forms as library
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _


def _plain(form: forms.Form) -> None:
    # A placeholder that repeats the label vanishes while one types, and reads twice aloud.
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)


class SignInForm(library.LoginForm):  # type: ignore[misc]
    """An address; with a password too if one wants, else a code comes by mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self)
        self.fields["login"].label = _("Votre adresse e-mail")
        # "webauthn" last lets the browser offer a passkey in the same list as saved addresses.
        self.fields["login"].widget.attrs |= {"autocomplete": "username webauthn", "inputmode": "email"}
        self.fields["password"].label = _("Mot de passe")
        self.fields["password"].help_text = ""

    def _setup_password_field(self) -> None:
        # The library drops the field when sign-up asks for none; here it stays, and may be left empty.
        self.fields["password"].required = False


class SignUpForm(library.SignupForm):  # type: ignore[misc]
    """An address, confirmed by a code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self)
        self.fields["email"].label = _("Votre adresse e-mail")
        self.fields["email"].help_text = _("Celle que connaît votre syndic, pour retrouver vos lots.")


class _Code:
    """Six figures that the phone may fill in by itself, pasted with or without spaces."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.label = _("Code à six chiffres")
        code.widget.attrs |= {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
        code.widget.attrs.pop("placeholder", None)


class LoginCodeForm(_Code, library.ConfirmLoginCodeForm):  # type: ignore[misc]
    """The code of signing in."""


class AddressCodeForm(_Code, library.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]
    """The code that confirms an address."""


class ResetCodeForm(_Code, library.ConfirmPasswordResetCodeForm):  # type: ignore[misc]
    """The code that lets one choose a new password."""


class AppCodeForm(_Code, ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an authenticator app."""


class _AnyCode(_Code):
    """An app's six figures, or a recovery code of eight."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code de l’application, ou code de secours")


class SecondFactorForm(_AnyCode, AuthenticateForm):  # type: ignore[misc]
    """The second step of signing in."""


class SecondFactorAgainForm(_AnyCode, ReauthenticateForm):  # type: ignore[misc]
    """The same, before something sensitive."""


class PasswordAgainForm(library.ReauthenticateForm):  # type: ignore[misc]
    """The password, before something sensitive."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self)
        self.fields["password"].label = _("Votre mot de passe")
        self.fields["password"].help_text = ""


class AddressForm(library.AddEmailForm):  # type: ignore[misc]
    """One more address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self)
        self.fields["email"].label = _("Autre adresse e-mail")


class ForgottenForm(library.ResetPasswordForm):  # type: ignore[misc]
    """Whose password is forgotten."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self)
        self.fields["email"].label = _("Votre adresse e-mail")


class _NewPassword:
    """A new password, typed twice; pasting is welcome."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first, second = self.fields["password1"], self.fields["password2"]
        first.label, second.label = _("Nouveau mot de passe"), _("Le même, une seconde fois")
        first.help_text = _("Dix caractères au moins. Une phrase que vous retenez convient très bien.")
        if "oldpassword" in self.fields:
            self.fields["oldpassword"].label = _("Mot de passe actuel")
            self.fields["oldpassword"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class FirstPasswordForm(_NewPassword, library.SetPasswordForm):  # type: ignore[misc]
    """A password where there was none."""


class ChangedPasswordForm(_NewPassword, library.ChangePasswordForm):  # type: ignore[misc]
    """Another password."""


class ResetPasswordForm(_NewPassword, library.ResetPasswordKeyForm):  # type: ignore[misc]
    """A password after the code."""


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A passkey: its name, and whether it is enough by itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Nom de la clé")
        self.fields["passwordless"].label = _("Me connecter avec cette clé seule")
        self.fields["passwordless"].help_text = _("L’appareil demandera votre empreinte, votre visage ou un code.")
        self.fields["passwordless"].initial = True


class PasskeyNameForm(EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Nom de la clé")
