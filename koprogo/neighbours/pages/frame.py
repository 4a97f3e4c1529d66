"""What the pages of the neighbours share: addresses, the way back, one form on a page."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from koprogo.condominiums.rules.rights import Right
from koprogo.platform.access import Access
from koprogo.platform.rendering import page

Crumbs = Sequence[tuple[Any, str]]


def address(name: str, access: Access, **kwargs: Any) -> str:
    """The address of a page of this building."""
    return reverse(name, kwargs={"slug": access.slug, **kwargs})


def to(name: str, access: Access, **kwargs: Any) -> HttpResponse:
    """Send on to a page of this building."""
    return redirect(address(name, access, **kwargs))


def crumbs(access: Access, *further: tuple[Any, str]) -> list[tuple[Any, str]]:
    """The way back: Voisins, and what stands between."""
    return [(_("Voisins"), address("neighbours", access)), *further]


def back_to_modules(access: Access) -> list[tuple[Any, str]]:
    """The way back for who animates: who does not live here has no home among the neighbours to go back to."""
    here = crumbs(access) if access.may(Right.MEET_NEIGHBOURS) else []
    return [*here, (_("Ce qui est en service"), address("neighbours_modules", access))]


def prompted(request: HttpRequest) -> str:
    """The first words that a link has written already; they are changed before they are sent."""
    return request.GET.get("mot", "")[:80]


def posted(request: HttpRequest, form: forms.Form) -> bool:
    """Whether the form was sent and can be read."""
    return request.method == "POST" and form.is_valid()


def form_page(
    request: HttpRequest,
    form: forms.Form,
    *,
    title: Any,
    label: Any,
    cancel: str,
    crumbs: Crumbs,
    intro: Any = "",
    notes: Sequence[Any] = (),
    hints: Mapping[str, Any] | None = None,
    files: bool = False,
    after: Crumbs = (),
    drop: Any = "",
) -> HttpResponse:
    """Show a form, or show it again with what is wrong in it (status 422) and all that was typed.

    ``after``: links below. ``drop``: what a second button says, which posts ``act=drop``.
    """
    return page(
        request,
        "neighbours/form.html",
        status=422 if form.errors else 200,
        form=form,
        title=title,
        label=label,
        cancel=cancel,
        crumbs=[*crumbs, (title, "")],
        intro=intro,
        notes=notes,
        hints=hints or {},
        files=files,
        after=after,
        drop=drop,
    )
