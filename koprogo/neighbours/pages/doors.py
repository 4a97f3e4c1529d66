"""How a page of the neighbours is entered: by a right, a module that is on, and a name among them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from koprogo.condominiums.rules.rights import Right
from koprogo.neighbours import labels
from koprogo.neighbours.queries import residents
from koprogo.neighbours.rules.modules import DECIDED_TOGETHER, Module
from koprogo.platform import doors
from koprogo.platform.access import Access
from koprogo.platform.rendering import page

View = Callable[..., HttpResponse]


def room(module: Module | None) -> Callable[[View], View]:
    """A page of a module, or (None) one that is there whatever is on: ``view(request, access, me, **kwargs)``.

    Whoever has no name here yet is asked for one first; a module that is off says so, with who may switch it on (404).
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
            return view(request, access, here.me, **kwargs)

        return entered

    return wrap


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
