"""When something is not there, not allowed, or went wrong: a page that says what to do next."""

import logging
import sys
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.utils import translation
from django.utils.translation import gettext as _

from koprogo.kernel.identifiers import uuid7
from koprogo.platform.rendering import page
from koprogo.site.navigation import Navigation

LOG = logging.getLogger("koprogo.errors")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: the same for what never was and for what is not this reader's."""
    return page(
        request,
        "site/refused.html",
        status=404,
        title=_("Cette page n’existe pas"),
        text=_("L’adresse est peut-être incomplète, ou la page n’est pas la vôtre."),
    )


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request could not be read."""
    words = {
        "title": _("La demande n’est pas lisible"),
        "text": _("Rien n’a été enregistré. Revenez en arrière, rechargez la page, puis recommencez."),
    }
    if hasattr(request, "user"):
        return page(request, "site/refused.html", status=400, **words)
    # An unknown name in Host is refused before anybody was asked who they are.
    return _bare(request, "site/refused.html", status=400, **words)


def too_large(request: HttpRequest) -> HttpResponse:
    """413: more than the server takes in at once."""
    limit = settings.KOPROGO_UPLOAD_LIMIT_BYTES // 1_048_576
    return page(
        request,
        "site/refused.html",
        status=413,
        title=_("L’envoi est trop lourd"),
        text=_("Un fichier peut peser %(limit)s Mo. Réduisez-le, ou envoyez vos fichiers en plusieurs fois.")
        % {"limit": limit},
    )


def broken(request: HttpRequest) -> HttpResponse:
    """500: nothing was lost, and a reference that finds the error in the log again.

    Neither session nor database is asked: they may be what broke.
    """
    reference = uuid7().hex[-8:].upper()
    kind = sys.exc_info()[0]
    LOG.error("error %s: %s at %s", reference, kind.__name__ if kind else "unknown", request.path)
    return _bare(request, "site/broken.html", status=500, reference_number=reference)


def _bare(request: HttpRequest, template: str, *, status: int, **context: Any) -> HttpResponse:
    frame = {
        "request": request,
        "csrf_input": "",
        "lang": translation.get_language() or "fr",
        "access": None,
        "nav": Navigation(),
    }
    found: Any = get_template(template)
    return HttpResponse(found.template.render(frame | context), status=status)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form whose token no longer fits: mostly a page left open over a sign-in."""
    return page(
        request,
        "site/refused.html",
        status=403,
        title=_("Rechargez la page"),
        text=_("Cette page date un peu. Revenez en arrière, rechargez-la, puis recommencez : rien n’est perdu."),
    )
