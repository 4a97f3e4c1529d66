"""The doors of hosting: those of the platform, and no door at all where KOPROGO_HOSTING is off."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from koprogo.condominiums.queries import access as accesses
from koprogo.condominiums.rules.rights import Right
from koprogo.hosting.queries import nonprofit
from koprogo.platform import boundary, doors
from koprogo.platform.access import Access
from koprogo.platform.doors import Door

View = Callable[..., HttpResponse]


def hosted(view: View) -> View:
    """Put outside a door (``@hosted`` above ``@door(…)``, ``@public``, ``@signed_in``): 404 for everybody, before any
    question, on an installation that hosts nobody."""

    @wraps(view)  # the door's own marker comes along
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not settings.KOPROGO_HOSTING:
            raise Http404
        return view(request, **kwargs)

    return guarded


def operator(view: View) -> View:
    """A page of whoever runs the cloud: ``view(request, now, **kwargs)``. It reads global tables only; anybody else
    gets 404 (SETTLED 5)."""

    @wraps(view)
    def guarded(request: HttpRequest, now: datetime, **kwargs: Any) -> HttpResponse:
        if not request.user.is_operator:  # type: ignore[union-attr]
            raise Http404
        return view(request, now, **kwargs)

    opened = hosted(doors.signed_in(guarded))
    opened.operator = True  # type: ignore[attr-defined]
    return opened


def staffed(view: View) -> View:
    """A page of whoever runs the cloud, inside the association's boundary: ``view(request, access, **kwargs)``. A form
    carries its key. Anybody else gets 404, and so does everybody before the association is founded."""

    @wraps(view)
    def guarded(request: HttpRequest, now: datetime, **kwargs: Any) -> HttpResponse:
        org = nonprofit.org_or_none()
        if org is None:
            raise Http404
        person_id = request.user.pk
        access = accesses.as_system_of(org, now=now, on_behalf_of=person_id, name=str(request.user))
        return doors.enter(request, access, view, **kwargs)

    return operator(guarded)


def visited(view: View) -> View:
    """A page of the association for anybody: ``view(request, access, **kwargs)`` inside its boundary, with the right to
    enter and no other. 404 before the association is founded. A form carries its key, like everywhere."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        org = nonprofit.org_or_none()
        if org is None:
            raise Http404
        system = accesses.as_system_of(org, now=datetime.now(UTC))
        access = replace(system, rights=frozenset({Right.ENTER}))
        return doors.enter(request, access, view, **kwargs)

    guarded.door = Door("public")  # type: ignore[attr-defined]
    return hosted(guarded)


def told(view: View) -> View:
    """An address for programs: ``view(request, access, **kwargs)`` inside the association's boundary, without cookie
    and without a form's key. The view itself asks for a secret, before anything else."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        org = nonprofit.org_or_none()
        if org is None:
            raise Http404
        system = accesses.as_system_of(org, now=datetime.now(UTC))
        with boundary.within(org.id):
            return view(request, replace(system, rights=frozenset({Right.RUN_HOSTING})), **kwargs)

    guarded.door = Door("public")  # type: ignore[attr-defined]
    # No cookie is read here, so that no other site can speak in somebody's name.
    return csrf_exempt(hosted(guarded))


def association(*, needs: str) -> Callable[[View], View]:
    """A page of the association itself: ``view(request, access, **kwargs)``. No condominium has it: 404 there, whatever
    somebody's rights."""

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, access: Access, **kwargs: Any) -> HttpResponse:
            if access.org_kind != "nonprofit":
                raise Http404
            return view(request, access, **kwargs)

        return hosted(doors.door(needs=needs)(guarded))

    return wrap
