"""How a page of the neighbours is entered: by a right, a module that is on, and a name among them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from koprogo.condominiums.rules.rights import Right
from koprogo.neighbours import labels
from koprogo.neighbours.labels import office as spoken
from koprogo.neighbours.operations import office
from koprogo.neighbours.queries import residents
from koprogo.neighbours.queries.residents import Here
from koprogo.neighbours.rules.modules import DECIDED_TOGETHER, Module
from koprogo.neighbours.rules.office import SPOKEN, ByOneself, WordOver
from koprogo.platform import doors
from koprogo.platform.access import Access
from koprogo.platform.form_refusals import sentence
from koprogo.platform.rendering import Ribbon, page, say

View = Callable[..., HttpResponse]
#: What every form carries while somebody writes for a neighbour: one that was opened before is not taken for theirs.
CARRIED = "pour"


def room(module: Module | None, *, desk: bool = False) -> Callable[[View], View]:
    """A page of a module, or (None) one that is there whatever is on: ``view(request, access, me, **kwargs)``.

    Whoever has no name here yet is asked for one first; a module that is off says so, with who may switch it on (404).
    Whoever writes what a neighbour said (decision 0066) is that neighbour in the modules where one may; elsewhere they
    are sent back to that neighbour's page, but from the pages of that ``desk``.
    """

    def wrap(view: View) -> View:
        @doors.door(needs=Right.MEET_NEIGHBOURS)
        @wraps(view)
        def entered(request: HttpRequest, access: Access, **kwargs: Any) -> HttpResponse:
            here = residents.here(access)
            request.here = here  # type: ignore[attr-defined]
            request.modules = here.shown  # type: ignore[attr-defined]
            if module is not None and module not in here.modules:
                return closed(request, access, module)
            if here.me is None:
                asked = urlencode({"next": request.get_full_path()})
                return redirect(f"{reverse('neighbours_join', kwargs={'slug': access.slug})}?{asked}")
            if here.speaking is None and CARRIED not in request.POST:
                return view(request, access, here.me, **kwargs)
            return _spoken(request, access, here, view, module, desk=desk, **kwargs)

        return entered

    return wrap


def _spoken(
    request: HttpRequest, access: Access, here: Here, view: View, module: Module | None, *, desk: bool, **kwargs: Any
) -> HttpResponse:
    said = here.speaking
    assert here.me is not None
    if said is not None:
        end = reverse("neighbours_word_end", kwargs={"slug": access.slug})
        hers = reverse("neighbours_office_one", kwargs={"slug": access.slug, "hall_neighbour": said.me.id})
        request.ribbon = Ribbon(spoken.ribbon(said), end, spoken.end(), hers)  # type: ignore[attr-defined]
    if desk:
        return view(request, access, here.me, **kwargs)
    carried = str(said.word_id) if said is not None else ""
    if request.method == "POST" and request.POST.get(CARRIED, "") != carried:
        say(request, sentence(WordOver()), level=messages.WARNING)
    elif said is not None and module in SPOKEN:
        request.carried = {CARRIED: carried}  # type: ignore[attr-defined]
        return view(request, office.speaking(access, word_id=said.word_id), said.me, **kwargs)
    elif said is not None and request.method == "POST":
        raise ByOneself
    if said is None:
        return redirect("neighbours_office", slug=access.slug)
    return redirect("neighbours_office_one", slug=access.slug, hall_neighbour=said.me.id)


def closed(request: HttpRequest, access: Access, module: Module) -> HttpResponse:
    """What stands at the addresses of a module that is off."""
    return page(
        request,
        "neighbours/closed.html",
        status=404,
        title=labels.MODULES[module],
        decided_together=module in DECIDED_TOGETHER and access.org_kind != "residents",
        may_switch=access.may(Right.ANIMATE_NEIGHBOURS),
    )
