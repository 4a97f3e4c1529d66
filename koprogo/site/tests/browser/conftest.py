"""The product as it runs, with two buildings in it: Le Verger of the demo world and Les Tilleuls of the walks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Browser

from koprogo.testing import demo, street
from koprogo.testing.browser import browser
from koprogo.testing.installation import Installation, prepared
from koprogo.testing.street import House

__all__ = ["browser"]

SYNDIC, OWNER = "nadia@verger.example", "amina@verger.example"


@dataclass(frozen=True, slots=True)
class World:
    """The installation, and the house whose every address is known."""

    installation: Installation
    house: House

    @property
    def url(self) -> str:
        """Where it answers."""
        return self.installation.url

    def cookies(self, who: str) -> list[Any]:
        """The cookies of somebody: an address of the demo world, or a role of the house."""
        return self.installation.cookies(who if "@" in who else self.house.cast[who].email)


@pytest.fixture(scope="package")
def world(browser: Browser, django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Built once for all browser tests of the site; what one of them writes stays for the next."""
    with django_db_blocker.unblock():
        installation = prepared()
        try:
            house = installation.inside(_build)
            installation.start()
            yield World(installation, house)
        finally:
            installation.stop()


def _build() -> House:
    demo.load()
    return street.build("les-tilleuls", iban="BE68539007547034", now=datetime.now(UTC), letters=False)
