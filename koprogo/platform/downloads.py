"""Kept files on their way to a browser: typed as sniffed, never run, never guessed."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from koprogo.platform import files
from koprogo.platform.models import StoredFile


def answer(stored: StoredFile) -> HttpResponse:
    """The bytes of a kept file; PDFs and pictures open in the browser, everything else is saved."""
    return content(files.content(stored), stored.name, stored.media_type)


def content(data: bytes, name: str, media_type: str) -> HttpResponse:
    """Bytes made on the fly (an export), under the same rules."""
    inline = media_type in files.INLINE
    response = HttpResponse(data, content_type=media_type)
    response.headers["Content-Disposition"] = content_disposition_header(not inline, name) or "attachment"
    response.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
    return response
