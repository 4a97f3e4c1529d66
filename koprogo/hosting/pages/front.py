"""The front of the console: what is left to do tonight, and the way to everything else."""

from django.http import HttpRequest, HttpResponse

from koprogo.hosting.labels import books
from koprogo.hosting.labels import service as words
from koprogo.hosting.pages.doors import staffed
from koprogo.hosting.queries import tonight
from koprogo.platform.access import Access
from koprogo.platform.rendering import page


@staffed
def console(request: HttpRequest, access: Access) -> HttpResponse:
    """What waits, the most urgent first; each line leads to where it is done."""
    return page(
        request,
        "hosting/console_front.html",
        left=tonight.left(access),
        now=access.now,
        asso=access.slug,
        words=words,
        month_name=books.month_name,
    )
