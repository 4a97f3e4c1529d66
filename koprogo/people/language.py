"""The language of the answer: asked for in the address, else the person's own, else the cookie, else the browser's."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

CODES = frozenset(code for code, _name in settings.LANGUAGES)
#: The language links of public pages: ``?langue=nl``. They work without a script and without a form.
PARAMETER = "langue"


def of_request(request: HttpRequest) -> str:
    """One of the four codes."""
    asked = request.GET.get(PARAMETER, "")
    if asked in CODES:
        return asked
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
    return str(settings.KOPROGO_LANGUAGE)


def remember(response: HttpResponse, code: str) -> None:
    """Keep a choice on this device for a year."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=365 * 24 * 3600,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def chosen(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: activate the language for this request only."""

    def respond(request: HttpRequest) -> HttpResponse:
        code = of_request(request)
        with translation.override(code):
            response = get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "fr")
        if request.GET.get(PARAMETER) == code:
            remember(response, code)
        return response

    return respond
