"""A suspended or closing condominium: everything is read and taken along, nothing is written."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from koprogo.hosting.queries import instances
from koprogo.platform.doors import WRITES
from koprogo.platform.rendering import page

Respond = Callable[[HttpRequest], HttpResponse]
#: What may be asked for all the same: everything that is taken along, and to speak with support or show it the door.
STILL = frozenset(
    {
        "take_all",
        "statement_pdf",
        "statement_year",
        "closing_dossier_write",
        "support_let_out",
        "support_ask",
        "support_question",
        "support_close",
        "support_grant",
    }
)


def kept_readable(get_response: Respond) -> Respond:
    """Middleware: one question to the database for each command inside a building, none for a page."""
    if not settings.KOPROGO_HOSTING:
        raise MiddlewareNotUsed

    def respond(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> HttpResponse | None:
        door = getattr(view, "door", None)
        if request.method not in WRITES or door is None or door.kind != "building":
            return None
        if not request.user.is_authenticated or getattr(request.resolver_match, "url_name", "") in STILL:
            return None
        known = instances.by_slug(slug=str(kwargs["slug"]))
        if known is None or known.state == "active":
            return None
        text = _(
            "Cet immeuble est en lecture seule : %(reason)s. Rien n’est perdu : tout se lit, s’exporte et s’emporte."
        )
        return page(
            request,
            "site/refused.html",
            status=409,
            title=_("Rien ne s’écrit pour l’instant"),
            text=text % {"reason": known.reason},
        )

    respond.process_view = process_view  # type: ignore[attr-defined]
    return respond
