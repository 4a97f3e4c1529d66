"""The development outbox: without a mail server, whoever sits at this machine reads here what would have left."""

from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from koprogo.platform import doors, outbox
from koprogo.platform.rendering import page

BACKEND = "koprogo.platform.outbox.OutboxBackend"
# Any of these means that somebody else's request was passed on to us.
FORWARDED = (
    "HTTP_FORWARDED",
    "HTTP_VIA",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_REAL_IP",
    "HTTP_CF_CONNECTING_IP",
)


def from_this_machine(meta: Mapping[str, Any]) -> bool:
    """Whether a request was made on this machine, by nobody on behalf of another."""
    if any(meta.get(name) for name in FORWARDED):
        return False
    try:
        return ip_address(str(meta.get("REMOTE_ADDR", ""))).is_loopback
    except ValueError:
        return False


def is_open(request: HttpRequest) -> bool:
    """Mail holds codes that open accounts: only without a mail server, and only to this machine.

    A proxy on this machine comes from the loopback address too, and need not say that it passes somebody on: where
    the settings name a public address or a proxy, nobody reads the outbox over the web.
    """
    return settings.KOPROGO_LOCAL and settings.EMAIL_BACKEND == BACKEND and from_this_machine(request.META)


@doors.public
def letters(request: HttpRequest, message_id: UUID | None = None) -> HttpResponse:
    """The newest messages; one of them opened."""
    if not is_open(request):
        raise Http404
    kept = outbox.kept()
    opened = next((message for message in kept if message.id == message_id), None)
    if message_id and opened is None:
        raise Http404
    return page(request, "people/outbox.html", kept=kept, opened=opened)


@doors.public
def attachment(request: HttpRequest, message_id: UUID, file_name: str) -> HttpResponse:
    """One attached file, always as a download."""
    if not is_open(request):
        raise Http404
    content = outbox.attachment(message_id, file_name)
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = "attachment"
    return response
