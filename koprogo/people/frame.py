"""The product's frame (links of the footer, weight of the page, keys) on the pages of the sign-in library."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string


def frame(request: HttpRequest) -> dict[str, object]:
    """Context processor of the library's templates; built only when a page shows it."""
    return {"nav": SimpleLazyObject(lambda: import_string(settings.KOPROGO_NAVIGATION)(request, None))}
