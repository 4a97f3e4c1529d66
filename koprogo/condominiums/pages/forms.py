"""A page with one form: the same frame, the same errors, the same way out for all of them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse

from koprogo.platform.rendering import page

Crumbs = Sequence[tuple[Any, str]]


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
    links: Crumbs = (),
) -> HttpResponse:
    """Show a form, or show it again with what is wrong in it (status 422) and all that was typed."""
    return page(
        request,
        "condominiums/form.html",
        status=422 if form.errors else 200,
        form=form,
        title=title,
        label=label,
        cancel=cancel,
        crumbs=[*crumbs, (title, "")],
        intro=intro,
        notes=notes,
        links=links,
    )


def posted(request: HttpRequest, form: forms.Form) -> bool:
    """Whether the form was sent and can be read."""
    return request.method == "POST" and form.is_valid()
