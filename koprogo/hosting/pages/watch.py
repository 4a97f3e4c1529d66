"""Where a watch on another machine says what it could not reach. For programs; it knows a secret, and no cookie."""

from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import constant_time_compare
from django.utils.dateparse import parse_datetime

from koprogo.hosting.operations import outside
from koprogo.hosting.pages.doors import told
from koprogo.hosting.rules.uptime import Seen
from koprogo.kernel.refusals import Refused
from koprogo.platform.access import Access


@told
def report(request: HttpRequest, access: Access) -> HttpResponse:
    """``first`` and ``last``: the minutes of an outage, ISO with their zone. 404 without the secret, 422 for what
    cannot be; told twice, counted once."""
    if request.method != "POST":
        return redirect("service_status")
    token = settings.KOPROGO_WATCH_TOKEN
    if not token or not constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {token}"):
        raise Http404
    first, last = _moment(request, "first"), _moment(request, "last")
    if first is None or last is None:
        return _answer("first, last: ISO 8601, with a zone", status=422)
    try:
        fresh = outside.report(access, seen=Seen(first, last))
    except Refused as refusal:
        return _answer(str(refusal), status=422)
    return _answer("counted" if fresh else "known", status=200)


def _moment(request: HttpRequest, name: str) -> datetime | None:
    try:
        found = parse_datetime(request.POST.get(name, "")[:40])
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None


def _answer(text: str, *, status: int) -> HttpResponse:
    return HttpResponse(f"{text}\n", content_type="text/plain; charset=utf-8", status=status)
