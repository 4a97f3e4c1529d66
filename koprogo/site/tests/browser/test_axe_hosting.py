"""Every page of the cloud, looked at by axe-core on a phone and 320 pixels wide: a web server with hosting on stands
beside the one that hosts nobody. HOSTING_EVERY_WAY=on looks at each template on a desk and in the dark too."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import override_settings
from playwright.sync_api import Browser

from koprogo.condominiums.queries import access as accesses
from koprogo.hosting.operations import founding
from koprogo.platform import boundary
from koprogo.site.tests.browser import sheets
from koprogo.site.tests.browser.conftest import World
from koprogo.site.tests.browser.test_axe import look
from koprogo.testing import casting
from koprogo.testing.browser import opened
from koprogo.testing.furniture import governance, service
from koprogo.testing.furniture import hosting as furniture
from koprogo.testing.street import House

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
OPERATOR = "operator@koprogo.example"


@dataclass(frozen=True, slots=True)
class Cloud:
    """Where it answers, a hosted house, and the association as if it were one."""

    url: str
    house: House
    association: House


@pytest.fixture(scope="module")
def cloud(world: World) -> Iterator[Cloud]:
    with override_settings(KOPROGO_HOSTING=True):
        house, association = world.installation.inside(lambda: _found(world.house))
        with world.installation.beside(KOPROGO_HOSTING="on") as url:
            yield Cloud(url, house, association)


def _found(house: House) -> tuple[House, House]:
    now = datetime.now(UTC)
    org = founding.found(name="KoproGo ASBL", operator_email=OPERATOR, now=now)
    args: dict[str, Any] = house.args | furniture.furnish(house.built.org.id, now)
    access = accesses.as_system(org_id=org.id, now=now)
    with boundary.within(org.id):
        args |= service.tell(access)
        own = governance.live(access, email=OPERATOR)
    service.deliver(house.built.org.id, access, message_id=house.args["hosting.deliver_message"])
    cast = house.cast | {"operator": casting.person(OPERATOR)}
    hosted = replace(house, args=args, cast=cast)
    return hosted, replace(hosted, args=args | own | {"slug": org.slug})


@pytest.mark.parametrize(("who", "at_least"), [("syndic", 8), ("operator", 25), ("", 12)])
def test_pages_of_the_cloud(world: World, cloud: Cloud, browser: Browser, who: str, at_least: int) -> None:
    house = cloud.association if who == "operator" else cloud.house
    pages = world.installation.inside(lambda: sheets.found(house, who, hosting=True))
    assert len(pages) >= at_least, [sheet.url for sheet in pages]
    cookies = world.installation.cookies(house.cast[who].email) if who else None
    problems: list[str] = []
    seen: set[str] = set()
    with opened(browser, cookies=cookies) as page:
        for sheet in pages:
            if sheet.template in seen:
                continue  # one page for each template: the others differ by their rows
            seen.add(sheet.template)
            answer = page.goto(cloud.url + sheet.url)
            assert answer is not None and answer.status == 200, sheet.url
            problems += look(page, sheet.url, every_way=os.environ.get("HOSTING_EVERY_WAY") == "on")
    assert not problems, "\n".join(problems)
