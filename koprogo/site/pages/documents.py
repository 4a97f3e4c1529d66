"""Documents: what was kept, found again. Everything for those who see every account, one's own for the others."""

from django.http import HttpRequest, HttpResponse

from koprogo.condominiums.rules.rights import Right
from koprogo.platform import files
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.rendering import page

ROWS = 100


@door(needs=Right.SEE_DOCUMENTS)
def documents(request: HttpRequest, access: Access) -> HttpResponse:
    """The newest first, a hundred a page, filtered by words of the name."""
    asked = request.GET.get("page", "1")
    number = int(asked) if asked.isdecimal() and 0 < len(asked) < 6 and int(asked) > 0 else 1
    text = request.GET.get("q", "").strip()[:80]
    only = None if access.may(Right.SEE_ALL_ACCOUNTS) else access.party_ids
    found = files.listing(
        access,
        text=text,
        party_ids=only,
        working=access.may(Right.SEE_CONTACTS),
        limit=ROWS + 1,
        offset=(number - 1) * ROWS,
    )
    return page(
        request,
        "site/documents.html",
        rows=found[:ROWS],
        text=text,
        shown=number,
        first=(number - 1) * ROWS + 1,
        more=len(found) > ROWS,
    )
