"""What the public pages of hosting share: the menu, and the languages of the very same question."""

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from koprogo.people.language import PARAMETER
from koprogo.platform.rendering import LANGUAGES


def frame(request: HttpRequest, current: str) -> dict[str, Any]:
    """Menu (the page named ``current`` marked) and language links that keep what the visitor has typed."""
    pages = (
        (_("Prix"), "pricing"),
        (_("Nos comptes"), "transparency"),
        (_("Service"), "service_status"),
        (_("Simulateurs"), "simulator"),
        (_("Accompagnement"), "services"),
        (_("Vie de l’association"), "association"),
    )
    menu = [(label, address, name == current) for label, name in pages if (address := _address(name))]
    return {"menu": menu, "language_links": [(code, _same(request, code)) for code, _name in LANGUAGES]}


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _same(request: HttpRequest, code: str) -> str:
    asked = request.GET.copy()
    asked[PARAMETER] = code
    return f"?{asked.urlencode()}"
