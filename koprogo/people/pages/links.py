"""The door of signed links: /f/<token> shows one thing and nothing else."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from koprogo.people.operations import links
from koprogo.people.queries import memberships
from koprogo.people.rules.links import Link, LinkExpired, LinkInvalid
from koprogo.platform import doors
from koprogo.platform.access import Access
from koprogo.platform.rendering import page

#: ``handler(request, link, access)``: the page of one kind, registered by the site under its kind.
Handler = Callable[[HttpRequest, Link, Access], HttpResponse]


def guest_right(kind: str) -> str:
    """The only right of somebody who holds a link: operations open to guests ask for it with ``needs=``."""
    return f"guest:{kind}"


def access_of(link: Link, *, now: datetime) -> Access | None:
    """The access that a link gives: its boundary, its party, one right. None when the boundary is gone."""
    org = memberships.org_or_none(org_id=link.org_id)
    if org is None:
        return None
    return Access(
        org_id=org.id,
        slug=org.slug,
        org_name=org.name,
        org_kind=org.kind,
        now=now,
        language=translation.get_language() or "fr",
        rights=frozenset({guest_right(link.kind)}),
        party_ids=frozenset({link.party_id} if link.party_id else ()),
    )


@doors.link
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """Open what a token shows, inside its boundary; say what to do when it no longer shows anything."""
    now = datetime.now(UTC)
    try:
        link = links.read(token, now=now)
    except LinkExpired:
        return _closed(request, expired=True)
    except LinkInvalid:
        return _closed(request, expired=False)
    handler = _handlers().get(link.kind)
    access = access_of(link, now=now)
    if handler is None or access is None:
        return _closed(request, expired=False)
    # The language of the answer is the reader's; the rest of the page comes from the one thing they may see.
    try:
        response = doors.enter(request, access, lambda request, access: handler(request, link, access))
    except LinkExpired:
        return _closed(request, expired=True)  # its time is not over, but what it opened was closed since
    return _private(response)


def _handlers() -> Mapping[str, Handler]:
    found: Mapping[str, Handler] = import_string(settings.KOPROGO_GUEST_LINKS)
    return found


def _closed(request: HttpRequest, *, expired: bool) -> HttpResponse:
    if expired:
        title = _("Ce lien n’est plus valable")
        text = _("Un lien reçu par message ne vaut qu’un temps. Rien n’est perdu : deux chemins restent ouverts.")
    else:
        title = _("Ce lien ne mène nulle part")
        text = _("Il a peut-être été coupé par votre messagerie. Copiez-le en entier, ou prenez l’un de ces chemins.")
    status = 410 if expired else 404
    return _private(page(request, "people/link_closed.html", status=status, title=title, text=text))


def _private(response: HttpResponse) -> HttpResponse:
    # The address is a key: it stays out of caches, search engines and other sites' logs.
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
