"""What is refused before anybody reads it: a request too large to keep, or with signs that no database holds."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from koprogo.site.pages import errors

#: A whole condominium comes in here, from whoever is signed in.
ARCHIVES = "/immeubles/apporter"


def _most(request: HttpRequest) -> int:
    most = 2 * int(settings.KOPROGO_UPLOAD_LIMIT_BYTES)
    if request.path == ARCHIVES and request.user.is_authenticated:
        return max(most, int(settings.KOPROGO_ARCHIVE_LIMIT_BYTES) + 1024 * 1024)
    return most


def kept(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: refuse by the announced length, before a byte of the body is written to a disk.

    Twice the limit of one file, so that one file too many or a little too large still gets its own sentence. A body
    of no announced length reads as empty.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path:
            return errors.not_found(request)
        if "%00" in request.META.get("QUERY_STRING", ""):
            return errors.bad_request(request)
        announced = str(request.META.get("CONTENT_LENGTH") or "0")
        if announced.isascii() and announced.isdigit() and int(announced) > _most(request):
            return errors.too_large(request)
        return get_response(request)

    return respond
