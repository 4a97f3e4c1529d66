"""Letting somebody in through a signed link: one code to the address that was written to, then back."""

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.internal.flows.manage_email import sync_user_email_address
from allauth.account.models import EmailAddress
from allauth.core import ratelimit
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode

from koprogo.kernel.refusals import Refused
from koprogo.people.models import Person


class TooManyCodes(Refused):
    """The address has been sent several codes already."""

    code = "people.too_many_codes"


class TooManyTries(Refused):
    """Too many codes were tried by this person, from this place or at this door."""

    code = "people.too_many_tries"


def begin(request: HttpRequest, *, email: str, back: str) -> str:
    """Send a code to ``email`` and return the address of the page that asks for it; ``back`` comes afterwards.

    Somebody new gets an access without a separate sign-up: the code confirms the address. The request's session
    carries the attempt, so the code works in this browser only. Raises TooManyCodes.
    """
    email = email.strip().lower()
    if not ratelimit.consume(request, action="request_login_code", key=email):
        raise TooManyCodes
    LoginCodeVerificationProcess.initiate(request=request, user=_person(email), email=email)
    return f"{reverse('account_confirm_login_code')}?{urlencode({'next': back})}"


def try_code(request: HttpRequest, *, key: str) -> None:
    """Count one try of a code that opens a door (settings: "door_code"). Raises TooManyTries.

    ``key``: what the code would open, so that many people cannot guess at one door together.
    """
    if not ratelimit.consume(request, action="door_code", key=key, user=request.user):
        raise TooManyTries


def _person(email: str) -> Person:
    known = EmailAddress.objects.filter(email=email, verified=True).select_related("user").first()
    if known is not None:
        return known.user  # type: ignore[no-any-return]
    person = Person.objects.filter(email=email).first()
    if person is None:
        person = Person.objects.create_user(email, language=translation.get_language() or "fr")
    sync_user_email_address(person)
    return person
