"""Pages: one Jinja2 environment, strict about undefined names, with the words and formats of the reader's language."""

import functools
from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template.backends.utils import csrf_input_lazy
from django.template.loader import get_template
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.module_loading import import_string
from jinja2 import Environment, StrictUndefined

from koprogo.platform import commands, formats
from koprogo.platform.spoken import ngettext

LANGUAGES = (("fr", "Français"), ("nl", "Nederlands"), ("de", "Deutsch"), ("en", "English"))


@dataclass(frozen=True, slots=True)
class Ribbon:
    """What stands above the content while a page is in a state that must not be forgotten, and the way out of it.

    ``url`` and ``label``: of the button that ends it; ``more``: the page about it, where there is one. A view sets it
    as ``request.ribbon``; ``request.carried`` are hidden fields that every form then sends along.
    """

    text: str
    url: str
    label: str
    more: str = ""


class _Environment(Environment):
    """Jinja2's, with the global names of a template in one plain table: a chain of two costs four calls for a name."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


def environment(**options: Any) -> Environment:
    """The Jinja2 environment of the product (named in settings)."""
    options["undefined"] = StrictUndefined
    options["extensions"] = ["jinja2.ext.i18n"]
    options["trim_blocks"] = True
    options["lstrip_blocks"] = True
    env = _Environment(**options)  # Django turns autoescape on
    env.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext, ngettext, newstyle=True, pgettext=translation.pgettext
    )
    env.globals.update(
        static=static,
        url=url,
        languages=LANGUAGES,
        idempotency_key=commands.fresh_key,
        money=formats.money,
        amount=formats.amount,
        number=formats.number,
        decimal=formats.decimal,
        rate=formats.rate,
        percent=formats.percent,
        day=formats.day,
        day_month=formats.day_month,
        day_long=formats.day_long,
        day_near=formats.day_near,
        article=formats.article,
        clock=formats.clock,
        hour=formats.hour,
        moment=formats.moment,
        colon=formats.colon,
        quoted=formats.quoted,
        iban=formats.iban,
        reference=formats.reference,
    )
    return env


def url(name: str, **kwargs: Any) -> str:
    """The address of a named page."""
    return _address(name, tuple(kwargs.items()))


@functools.lru_cache(maxsize=8_192)
def _address(name: str, kwargs: tuple[tuple[str, Any], ...]) -> str:
    # A list has one or two addresses on each line; Django takes thirty function calls for each of them.
    return reverse(name, kwargs=dict(kwargs) or None)


@functools.cache
def _navigation() -> Any:
    return import_string(settings.KOPROGO_NAVIGATION)


def page(request: HttpRequest, template: str, /, *, status: int = 200, **context: Any) -> HttpResponse:
    """Render a page with the frame around it: plate, tabs, person, notices, all for this reader."""
    access = getattr(request, "access", None)
    nav = _navigation()(request, access)
    frame = {
        "request": request,
        "csrf_input": csrf_input_lazy(request),
        "lang": translation.get_language() or "fr",
        "theme": request.COOKIES.get("theme", ""),
        "access": access,
        "nav": nav,
        "footer_links": nav.footer_links,
        "page_weight": nav.page_weight,
        "shortcuts": nav.shortcuts,
        "notices": list(messages.get_messages(request)),
    }
    return HttpResponse(_filled(template, frame | context), status=status)


def part(request: HttpRequest, template: str, /, **context: Any) -> HttpResponse:
    """Render a piece of a page, without its frame."""
    frame = {
        "request": request,
        "csrf_input": csrf_input_lazy(request),
        "lang": translation.get_language() or "fr",
        "access": getattr(request, "access", None),
    }
    return HttpResponse(_filled(template, frame | context))


def _filled(template: str, context: dict[str, Any]) -> str:
    # The engine's own template: Django's wrapper would add its request context a second time.
    inner: Any = get_template(template, using="pages")
    return str(inner.template.render(context))


def say(request: HttpRequest, text: str, *, undo: str = "", level: int = messages.SUCCESS) -> None:
    """Tell the reader what was done, on the next page; ``undo`` is the address that undoes it (posted to)."""
    messages.add_message(request, level, text, extra_tags=undo)
