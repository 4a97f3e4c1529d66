"""When a session was last used: written at most once an hour, so that pages keep their budget of statements."""

import time
from collections.abc import Callable
from typing import Any

from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse

FIELD = "seen_at"
EVERY_SECONDS = 3600


def signed_in(sender: Any, request: HttpRequest, **kwargs: Any) -> None:
    """Signal: the clock of a session starts when somebody signs in."""
    request.session[FIELD] = int(time.time())


def noted(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: note address and moment of a session that was not noted for an hour."""

    def respond(request: HttpRequest) -> HttpResponse:
        seen = request.session.get(FIELD)
        now = int(time.time())
        if isinstance(seen, int) and now - seen > EVERY_SECONDS and request.user.is_authenticated:
            request.session[FIELD] = now
            UserSession.objects.create_from_request(request)
        return get_response(request)

    return respond
