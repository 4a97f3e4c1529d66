"""The language of the answer: the person's own, else the cookie of the language links, else the browser's."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

CODES = frozenset(code for code, _name in settings.LANGUAGES)


def of_request(request: HttpRequest) -> str:
    """One of the four codes."""
    user = request.user
    if user.is_authenticated and user.language in CODES:
        return str(user.language)
    cookie = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if cookie in CODES:
        return cookie
    for part in request.headers.get("Accept-Language", "").split(","):
        code = part.split(";")[0].strip()[:2].lower()
        if code in CODES:
            return code
    return settings.LANGUAGE_CODE


def chosen(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: activate the language for this request only."""

    def respond(request: HttpRequest) -> HttpResponse:
        with translation.override(of_request(request)):
            response = get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "fr")
        return response

    return respond
