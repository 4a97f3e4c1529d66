"""The first belt: how a request enters. Every URL of the product is one of these four doors; a test walks them all."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from koprogo.kernel.refusals import NotAllowed
from koprogo.platform import access as accesses
from koprogo.platform import boundary, commands
from koprogo.platform.access import Access

View = Callable[..., HttpResponse]
WRITES = ("POST", "PUT", "PATCH", "DELETE")


@dataclass(frozen=True, slots=True)
class Door:
    """What a view is guarded by: ``building`` (a right in it), ``person``, ``link`` (a signed token), ``public``."""

    kind: str
    needs: str = ""


class MissingKey(Exception):
    """A command came without its idempotency key: the page was altered or is too old."""


def door(*, needs: str) -> Callable[[View], View]:
    """A page of one building: ``view(request, access, **kwargs)``, URL keyword ``slug``.

    Strangers get 404, members without the right NotAllowed (403 with the nearest page they may see). One request is
    one transaction in one boundary. A refused command (no redirect) leaves nothing behind.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return _sign_in(request)
            access = accesses.resolve(person_id=request.user.pk, slug=slug, now=datetime.now(UTC))
            if access is None:
                raise Http404
            request.access = access  # type: ignore[attr-defined]
            if needs not in access.rights:
                raise NotAllowed(needs=needs)
            return enter(request, access, view, **kwargs)

        guarded.door = Door("building", needs)  # type: ignore[attr-defined]
        return guarded

    return wrap


def enter(request: HttpRequest, access: Access, view: View, **kwargs: Any) -> HttpResponse:
    """Run a view inside its boundary, once per idempotency key."""
    with boundary.within(access.org_id):
        if request.method not in WRITES:
            return _rendered(view(request, access, **kwargs))
        key = commands.key_of(request)
        if not key:
            raise MissingKey
        claim = commands.claim(access, key=key, path=request.path)
        if not claim.fresh:
            return HttpResponseRedirect(claim.location or request.path)
        response = _rendered(view(request, access, **kwargs))
        kept = isinstance(response, HttpResponseRedirect) or getattr(response, "kept", False)
        if kept or response.headers.get("HX-Redirect"):
            commands.settle(access.org_id, key=key, location=response.headers.get("Location", request.path))
        else:
            # The form came back with its errors: forget the key, keep nothing half-done.
            transaction.set_rollback(True)
        return response


def kept(response: HttpResponse) -> HttpResponse:
    """Mark an answer to a script: what the command wrote stays, although the answer leads nowhere else."""
    response.kept = True  # type: ignore[attr-defined]
    return response


def _rendered(response: HttpResponse) -> HttpResponse:
    # A lazy response would read rows after the transaction, when nothing is visible any more.
    if hasattr(response, "render") and callable(response.render):
        response.render()
    return response


def signed_in(view: View) -> View:
    """A page of the person, outside any building: ``view(request, now, **kwargs)``."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return _sign_in(request)
        with transaction.atomic():
            return _rendered(view(request, datetime.now(UTC), **kwargs))

    guarded.door = Door("person")  # type: ignore[attr-defined]
    return guarded


def public(view: View) -> View:
    """A page for anybody: ``view(request, **kwargs)``. It reads global tables only."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        with transaction.atomic():
            return _rendered(view(request, **kwargs))

    guarded.door = Door("public")  # type: ignore[attr-defined]
    return guarded


def link(view: View) -> View:
    """A signed link: ``view(request, **kwargs)`` verifies the token itself and enters with what the token allows."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return _rendered(view(request, **kwargs))

    guarded.door = Door("link")  # type: ignore[attr-defined]
    return guarded


def _sign_in(request: HttpRequest) -> HttpResponse:
    query = urlencode({"next": request.get_full_path()})
    return redirect(f"{settings.LOGIN_URL}?{query}")


def back(request: HttpRequest, default: str) -> str:
    """Where to return to: the posted ``next`` when it is ours, else the default."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if wanted and url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        return wanted
    return default
