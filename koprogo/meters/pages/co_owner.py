"""An owner's own meters."""

from django.http import HttpRequest, HttpResponse

from koprogo.condominiums.rules.rights import Right
from koprogo.meters import labels
from koprogo.meters.queries import meters as queries
from koprogo.platform.access import Access
from koprogo.platform.doors import door
from koprogo.platform.rendering import page


@door(needs=Right.SEE_OWN_ACCOUNT)
def my_meters(request: HttpRequest, access: Access) -> HttpResponse:
    """The meters of one's own lots, with what was read."""
    return page(
        request,
        "meters/mine.html",
        found=queries.of_parties(access),
        kinds=labels.KIND,
        readings=labels.READING,
        index=labels.index,
    )
