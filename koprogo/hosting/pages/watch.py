"""Where a watch on another machine says what it could not reach. For programs; it knows a secret, and no cookie."""

from datetime import UTC, datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import constant_time_compare
from django.utils.dateparse import parse_datetime
from django.views.decorators.csrf import csrf_exempt

from koprogo.condominiums.queries import access as accesses
from koprogo.hosting.operations import outside
from koprogo.hosting.pages.doors import hosted
from koprogo.hosting.queries import nonprofit
from koprogo.hosting.rules.uptime import Seen
from koprogo.kernel.refusals import Refused
from koprogo.platform import boundary, doors


# No cookie is read here, so that no other site can speak in somebody's name: the secret stands in a header.
@csrf_exempt
@hosted
@doors.public
def report(request: HttpRequest) -> HttpResponse:
    """``first`` and ``last``: the minutes of an outage, ISO with their zone. 404 without the secret, 422
    for what cannot be; told twice, counted once."""
    if request.method != "POST":
        return redirect("service_status")
    org = nonprofit.org_or_none()
    if not settings.KOPROGO_WATCH_TOKEN or org is None:
        raise Http404
    if not constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {settings.KOPROGO_WATCH_TOKEN}"):
        raise Http404
    first, last = _moment(request, "first"), _moment(request, "last")
    if first is None or last is None:
        return _told("first, last: ISO 8601, with a zone", status=422)
    with boundary.within(org.id):
        access = accesses.as_system_of(org, now=datetime.now(UTC), name="watch")
        try:
            fresh = outside.report(access, seen=Seen(first, last))
        except Refused as refusal:
            return _told(str(refusal), status=422)
    return _told("counted" if fresh else "known", status=200)


def _moment(request: HttpRequest, name: str) -> datetime | None:
    try:
        found = parse_datetime(request.POST.get(name, "")[:40])
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None


def _told(text: str, *, status: int) -> HttpResponse:
    return HttpResponse(f"{text}\n", content_type="text/plain; charset=utf-8", status=status)
