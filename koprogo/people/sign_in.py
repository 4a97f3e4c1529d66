"""How the sign-in library meets our persons: our words, our letters, the language of the reader."""

import logging
import time
from collections.abc import Mapping
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.internal.stagekit import clear_login
from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMultiAlternatives
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation

from koprogo.kernel.refusals import Refused
from koprogo.people import labels
from koprogo.people.documents import sign_in_letters
from koprogo.people.models import Person

logger = logging.getLogger(__name__)


class MailAway(Refused):
    """The mail server did not take the message: nothing was sent, and the person is told so."""

    code = "people.mail_away"


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Our texts, our addresses, our rules for who may sign up."""

    error_messages = DefaultAccountAdapter.error_messages | labels.SIGN_IN_ERRORS

    def new_user(self, request: HttpRequest) -> Person:
        """A person who signs up reads from now on what they read while signing up."""
        return Person(language=translation.get_language() or settings.LANGUAGE_CODE)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the list of ways to sign in."""
        return reverse("mfa_index")

    def is_reauthentication_required(self, *, app: str, **facts: Any) -> bool:
        """Signing in less than five minutes ago proves as much as saying again who one is."""
        proofs = get_authentication_records(self.request, self.request.user)
        if any(time.time() - proof["at"] < app_settings.REAUTHENTICATION_TIMEOUT for proof in proofs):
            return False
        return bool(super().is_reauthentication_required(app=app, **facts))

    def pre_login(self, request: HttpRequest, user: Person, **facts: Any) -> HttpResponse | None:
        """Whatever the way in (password, code, key): addresses of a closed domain stay outside."""
        if user.email.rpartition("@")[2] in settings.KOPROGO_CLOSED_DOMAINS:
            clear_login(request)
            closed: HttpResponse = self.respond_user_inactive(request, user)
            return closed
        found: HttpResponse | None = super().pre_login(request, user, **facts)
        return found

    def post_login(self, request: HttpRequest, user: Person, **facts: Any) -> HttpResponse:
        """Bring the person's colours to this device."""
        response: HttpResponse = super().post_login(request, user, **facts)
        keep_theme(response, user.theme)
        return response

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: Mapping[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say what was done, in our words; say nothing when the next page says it already."""
        text = message or labels.sign_in_notice(message_template or "", message_context or {})
        if text:
            # Tags of the library are no addresses to undo something: they stay out.
            messages.add_message(request, level, text)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write to somebody in their own language, whoever caused the mail."""
        person = Person.objects.filter(email=email.lower()).only("language").first()
        with translation.override(person.language if person else translation.get_language()):
            try:
                super().send_mail(template_prefix, email, context)
            except OSError as problem:  # a mail server that is away, or refuses: smtplib's errors are OSErrors
                logger.error("sign-in mail could not leave: %s", problem)
                raise MailAway from problem

    def render_mail(
        self, template_prefix: str, email: str, context: dict[str, Any], headers: Any = None
    ) -> EmailMultiAlternatives:
        """A letter in plain text, and the same words as small HTML."""
        letter = sign_in_letters.write(template_prefix, context)
        message = EmailMultiAlternatives(
            subject=letter.subject,
            body=letter.text(),
            from_email=self.get_from_email(),
            to=[email],
            headers={"Auto-Submitted": "auto-generated"} | (headers or {}),
        )
        html = get_template("people/mail.html").render({"lang": translation.get_language() or "fr", "letter": letter})
        message.attach_alternative(html, "text/html")
        return message


def second_factor_added(sender: Any, request: HttpRequest, user: Person, authenticator: Any, **facts: Any) -> None:
    """Signal: who has just used an app or a key need not use it again to read the recovery codes."""
    record_authentication(
        request, user, method="mfa", type=authenticator.type, id=authenticator.pk, reauthenticated=True
    )


def keep_theme(response: HttpResponse, theme: str) -> None:
    """Put the chosen colours where the first byte of a page can read them; an empty theme follows the device."""
    if theme:
        response.set_cookie(
            "theme",
            theme,
            max_age=365 * 24 * 3600,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    else:
        response.delete_cookie("theme", samesite="Lax")
