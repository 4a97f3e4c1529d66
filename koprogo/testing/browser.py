"""A Chromium for tests, and two servers to look at: the product in this process, or as it really runs.

Import the fixtures into the ``conftest.py`` of a folder of browser tests; a context takes what it needs.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.db import connections
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
#: One process, no sandbox of its own (tests may run as root), nothing asked from the network.
ARGUMENTS = ("--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking")
PHONE, DESK = (390, 844), (1280, 900)


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


class _Server(ThreadedWSGIServer):
    # Threads end their connections: the database of the tests is dropped afterwards.
    def _close_connections(self) -> None:
        connections.close_all()


@pytest.fixture(scope="module")
def served(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The address of the product, served by this process on the database of the tests: what is written stays.

    Passkeys need a name, not a number: localhost counts as a safe origin.
    """
    with django_db_blocker.unblock():
        server = _Server(("127.0.0.1", 0), _Quiet, connections_override={})
        server.set_app(get_wsgi_application())
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The system's Chromium; where there is none, skipped with the reason, and failed where CI counts on it."""
    if not CHROMIUM.exists():
        reason = f"no Chromium at {CHROMIUM} (apt install chromium)"
        if os.environ.get("CI", "").lower() == "true":
            pytest.fail(f"{reason}: the browser tests must run here")
        pytest.skip(reason)
    # The driver runs an event loop in this thread; the ORM of the tests is not called from inside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(ARGUMENTS))
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@contextmanager
def opened(
    browser: Browser,
    *,
    size: tuple[int, int] = PHONE,
    javascript: bool = True,
    cookies: list[Any] | None = None,
    expected: tuple[str, ...] = (),
) -> Iterator[Page]:
    """A page of its own in French. The browser's own complaints fail the test: content policy, missing file, error.

    ``expected``: parts of complaints that the test provokes on purpose.
    """
    viewport: Any = {"width": size[0], "height": size[1]}
    context = browser.new_context(locale="fr-BE", viewport=viewport, java_script_enabled=javascript)
    if cookies:
        context.add_cookies(cookies)
    context.set_default_timeout(15_000)
    page = context.new_page()
    problems = listened(page)
    try:
        yield page
    finally:
        context.close()
    left = [text for text in problems if not any(part in text for part in expected)]
    if left:
        raise AssertionError("red in the console:\n" + "\n".join(left))


def listened(page: Page) -> list[str]:
    """Everything red that the page's console will show, as it comes, with the address where it came up."""
    problems: list[str] = []
    page.on(
        "console",
        lambda message: problems.append(f"{page.url}: {message.text}") if message.type == "error" else None,
    )
    page.on("pageerror", lambda error: problems.append(f"{page.url}: {error}"))
    return problems


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A phone-sized page."""
    with opened(browser) as found:
        yield found
