"""The page tells its own weight in its footer, so that a regression is public; and it travels compressed."""

import zlib
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

MARK = "⟦poids⟧".encode()


def weighed(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: write the compressed size into the page, then compress what is worth it.

    Tokens against forgery are masked anew in each page (Django), so compression tells nothing about them.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        kind = response.headers.get("Content-Type", "")
        if response.streaming or "Content-Encoding" in response.headers or not kind.startswith(("text/", "image/svg")):
            return response
        body = response.content
        if MARK in body:
            kilobytes = f"{(len(zlib.compress(body, 6)) + 99) / 1000:.1f}"  # a weight on the wire, not a sum of money
            body = body.replace(MARK, kilobytes.replace(".", ",").encode())
        if len(body) > 500:
            patch_vary_headers(response, ("Accept-Encoding",))
            if "gzip" in request.headers.get("Accept-Encoding", ""):
                packer = zlib.compressobj(6, zlib.DEFLATED, 31)
                body = packer.compress(body) + packer.flush()
                response.headers["Content-Encoding"] = "gzip"
        response.content = body
        if "Content-Length" in response.headers:
            response.headers["Content-Length"] = str(len(body))
        return response

    return respond
