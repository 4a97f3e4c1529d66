"""Which page a signed link opens, by its kind. Read by the dispatcher of /f/<token> (people/pages/links.py)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

from koprogo.people.rules.links import Kind, Link
from koprogo.platform.access import Access

Handler = Callable[[HttpRequest, Link, Access], HttpResponse]


def _page(path: str) -> Handler:
    # Named and not imported: the pages of a context are its own.
    def handle(request: HttpRequest, link: Link, access: Access) -> HttpResponse:
        view: Handler = import_string(path)
        return view(request, link, access)

    return handle


HANDLERS: dict[str, Handler] = {
    Kind.ASSEMBLY: _page("koprogo.assemblies.pages.guest.assembly"),
    Kind.CALENDAR: _page("koprogo.neighbours.pages.guest.feed"),
    Kind.FUND_CALL: _page("koprogo.charges.pages.guest.fund_call"),
    Kind.VOTE: _page("koprogo.assemblies.pages.written_guest.decision"),
    Kind.INVITATION: _page("koprogo.condominiums.pages.invitations.welcome"),
    Kind.QUOTE: _page("koprogo.hosting.pages.orders.guest"),
}
