"""The meters of one's own lot, for who holds it, held it or lives in it."""

from django.http import HttpRequest, HttpResponse

from koprogo.condominiums.rules.rights import Right
from koprogo.meters import labels
from koprogo.meters.queries import meters as queries
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.rendering import page


@door(needs=Right.SEE_OWN_METERS)
def my_meters(request: HttpRequest, access: Access) -> HttpResponse:
    """The meters of the lots one holds or lives in, with what was read in one's own days."""
    return page(
        request,
        "meters/mine.html",
        found=queries.mine(access),
        kinds=labels.KIND,
        readings=labels.READING,
        index=labels.index,
    )
