"""One step of something between two neighbours: carried out, said, and back to its page."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from koprogo.kernel.refusals import NotAllowed, NotFound, Refused
from koprogo.neighbours.operations import residents
from koprogo.neighbours.queries.residents import Me
from koprogo.neighbours.rules.residents import Agreement
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import sentence
from koprogo.platform.rendering import say

#: What a button says it wants -> what is done and what is said.
Steps = dict[str, tuple[Callable[[], Any], str]]


def step(request: HttpRequest, steps: Steps, back: str) -> HttpResponse:
    """Carry out the step that a button names, and go back to the page with what was done, or why not."""
    found = steps.get(request.POST.get("act", ""))
    if found is None:
        raise NotFound(what="act")
    act, words = found
    try:
        with transaction.atomic():
            act()
        say(request, words)
    except (NotFound, NotAllowed):
        raise
    except Refused as refusal:
        say(request, sentence(refusal), level=messages.WARNING)
    return redirect(back)


def accept_first(access: Access, me: Me, form: forms.Form, agreement: Agreement) -> None:
    """Note that the text was accepted, when the box for it was on the form."""
    if agreement not in me.accepted and form.cleaned_data.get("agree"):
        residents.accept(access, agreement=agreement)


def page_number(request: HttpRequest) -> int:
    """The page of a list that is asked for, from 1."""
    asked = request.GET.get("page", "1")
    return max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1


def around(request: HttpRequest, number: int, *, more: bool) -> tuple[str, str]:
    """The addresses of the pages before and after, or nothing."""
    query = request.GET.copy()

    def at(page: int) -> str:
        query["page"] = str(page)
        return f"{request.path}?{query.urlencode()}"

    return at(number - 1) if number > 1 else "", at(number + 1) if more else ""
