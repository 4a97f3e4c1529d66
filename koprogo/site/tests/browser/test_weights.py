"""What a visit costs on the wire, as the browser counts it: headers included (SETTLED 14, ux.md 11)."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, CDPSession, Page

from koprogo.site.tests.browser.conftest import OWNER, SYNDIC, World
from koprogo.testing.browser import DESK, PHONE, opened

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

KB = 1000
LIMITS = {"Document": 14 * KB, "Stylesheet": 15 * KB, "Script": 20 * KB, "Font": 36 * KB}
FIRST, NEXT = 80 * KB, 15 * KB
REQUESTS_FIRST, REQUESTS_NEXT = 6, 2
PAGES = [
    (SYNDIC, "i/le-verger/", DESK),
    (SYNDIC, "i/le-verger/argent/banque/", DESK),
    (SYNDIC, "i/le-verger/lots/", DESK),
    (SYNDIC, "i/le-verger/argent/appels/", DESK),
    (OWNER, "i/le-verger/", PHONE),
]


@dataclass
class Meter:
    """Counts what comes over the wire; what the browser's cache answers weighs nothing."""

    session: CDPSession
    kinds: dict[str, str] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)
    weights: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.session.on("Network.responseReceived", self._received)
        self.session.on("Network.loadingFinished", self._finished)
        self.session.send("Network.enable")

    def _received(self, event: dict[str, Any]) -> None:
        answer = event["response"]
        if not answer.get("fromDiskCache") and not answer.get("fromServiceWorker"):
            self.kinds[event["requestId"]] = event["type"]
            self.addresses[event["requestId"]] = answer["url"]

    def _finished(self, event: dict[str, Any]) -> None:
        if event["encodedDataLength"] and event["requestId"] in self.kinds:
            self.weights[event["requestId"]] = int(event["encodedDataLength"])

    def by_kind(self) -> Counter[str]:
        """Bytes of each kind of file."""
        found: Counter[str] = Counter()
        for request, weight in self.weights.items():
            found[self.kinds[request]] += weight
        return found

    def start_again(self) -> None:
        """Forget what was counted."""
        self.weights.clear()

    def told(self) -> list[str]:
        """Each request with its weight, for a failure."""
        return [f"{weight:6} {self.kinds[one]} {self.addresses[one]}" for one, weight in self.weights.items()]


def visit(page: Page, address: str) -> None:
    page.goto(address)
    page.evaluate("document.fonts.ready")
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize(("who", "path", "size"), PAGES, ids=[f"{who.split('@')[0]}:{path}" for who, path, _s in PAGES])
def test_a_visit_is_light(
    world: World,
    browser: Browser,
    record_property: Callable[[str, object], None],
    who: str,
    path: str,
    size: tuple[int, int],
) -> None:
    with opened(browser, size=size, cookies=world.cookies(who)) as page:
        meter = Meter(page.context.new_cdp_session(page))
        visit(page, f"{world.url}/{path}")
        first = meter.by_kind()
        record_property("first", f"{len(meter.weights)} requests, {dict(first)}")
        for kind, limit in LIMITS.items():
            assert 0 < first[kind] <= limit, meter.told()
        assert sum(first.values()) <= FIRST, meter.told()
        assert len(meter.weights) <= REQUESTS_FIRST, meter.told()
        assert page.locator("*").count() <= 1500
        meter.start_again()
        visit(page, f"{world.url}/{path}")
        later = meter.by_kind()
        record_property("next", f"{len(meter.weights)} requests, {sum(later.values())} bytes")
        assert 0 < sum(later.values()) <= NEXT, meter.told()
        assert len(meter.weights) <= REQUESTS_NEXT, meter.told()
        assert all(address.startswith(world.url) for address in meter.addresses.values()), "nothing from elsewhere"
