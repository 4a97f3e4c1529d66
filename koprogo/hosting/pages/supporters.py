"""Who supports the association, before everybody: those who agreed to be named, and what earmarked money became."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from koprogo.hosting.labels import gifts as words
from koprogo.hosting.pages.doors import visited
from koprogo.hosting.pages.public_frame import frame
from koprogo.hosting.queries import gifts as queries
from koprogo.platform import downloads, files
from koprogo.platform.access import Access
from koprogo.platform.rendering import page


@visited
def supporters(request: HttpRequest, access: Access) -> HttpResponse:
    """Names and logos with consent, everything else as sums; each fund with its uses."""
    rows = queries.promises(access)
    now, past = queries.present_and_past(rows)
    received: dict[str, int] = {}
    for row in rows:
        received[row.gift.kind] = received.get(row.gift.kind, 0) + row.received_cents
    return page(
        request,
        "hosting/supporters.html",
        shown=now,
        past=past,
        received=[(words.KINDS[kind], received[kind]) for kind in words.KINDS if received.get(kind)],
        funds=queries.funds(access, on=access.today),
        words=words,
        **frame(request, "transparency"),
    )


@visited
def logo(request: HttpRequest, access: Access, promise_id: UUID) -> HttpResponse:
    """The logo of somebody who agreed to be named, drawn anew when it came."""
    found = next((row for row in queries.named(queries.promises(access)) if row.gift.id == promise_id), None)
    stored = files.get(access, file_id=found.gift.logo_id) if found and found.gift.logo_id else None
    if stored is None:
        raise Http404
    return downloads.answer(stored)
