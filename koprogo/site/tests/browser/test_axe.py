"""Every page, looked at by axe-core: phone and desk, light and dark; and what every page must have.

Each template is looked at in all four ways once; its other pages once, on a phone.
SHOTS=<folder> keeps a picture of each.
"""

import os
import re
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route

from koprogo.site.tests.browser import sheets
from koprogo.site.tests.browser.conftest import OWNER, SYNDIC, World
from koprogo.site.tests.browser.sheets import Sheet
from koprogo.testing.browser import DESK, PHONE, opened

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

NARROW = (320, 800)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
#: The dark scheme changes colours and nothing else: only what axe says of colours is asked for again.
RUN = {
    "light": "axe.run({resultTypes: ['violations']})",
    "dark": "axe.run({resultTypes: ['violations'], runOnly: ['color-contrast', 'link-in-text-block']})",
}
#: What is shown to nobody but developers is looked at too.
OUTSIDE = ("/style", "/courrier")
#: Forms that are sent empty.
FORMS = ("personnes/nouvelle?genre=person", "argent/banque/compte", "lots/nouveau", "argent/appels/nouveau")


def look(page: Page, where: str, *, every_way: bool) -> list[str]:
    """What is wrong with the page as it stands, one line each."""
    problems: list[str] = []
    page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    page.emulate_media(color_scheme="light")
    wide = page.evaluate("document.documentElement.scrollWidth")
    if wide > NARROW[0]:
        problems.append(f"{where}: {wide} px wide at {NARROW[0]}")
    heads = page.locator("h1").count()
    if heads != 1:
        problems.append(f"{where}: {heads} h1")
    if not page.evaluate("document.documentElement.lang"):
        problems.append(f"{where}: no lang")
    if not page.title().strip():
        problems.append(f"{where}: no title")
    page.evaluate(Axe().axe_script)
    for width, height in (PHONE, DESK) if every_way else (PHONE,):
        page.set_viewport_size({"width": width, "height": height})
        for scheme in SCHEMES if every_way else SCHEMES[:1]:
            page.emulate_media(color_scheme=scheme)
            problems += [f"{where} at {width} {scheme}: {words}" for words in _violations(page, scheme)]
            _picture(page, where, f"{width}-{scheme}")
    return problems


def _violations(page: Page, scheme: str) -> list[str]:
    found: dict[str, Any] = page.evaluate(RUN[scheme])
    return [
        f"{one['id']}: {one['help']}: {' | '.join(node['html'][:160] for node in one['nodes'][:3])}"
        for one in found["violations"]
    ]


def _picture(page: Page, where: str, way: str) -> None:
    folder = os.environ.get("SHOTS", "")
    if folder:
        page.screenshot(path=f"{folder}/{where.strip('/').replace('/', '_')[:90]}-{way}.png", full_page=True)


def look_at_all(page: Page, world: World, pages: list[Sheet], seen: set[str]) -> list[str]:
    """Open one after the other; a template not in ``seen`` is looked at in every way, then counts as seen."""
    problems: list[str] = []
    for sheet in pages:
        answer = page.goto(world.url + sheet.url)
        assert answer is not None
        if answer.status != 200:
            problems.append(f"{sheet.url}: {answer.status}")
            continue
        problems += look(page, sheet.url, every_way=sheet.template not in seen)
        seen.add(sheet.template)
    return problems


@pytest.fixture(scope="module")
def seen() -> set[str]:
    """Templates that were looked at in all four ways."""
    return set()


@pytest.mark.parametrize(("who", "at_least"), [("syndic", 50), ("owner", 15), ("", 12)])
def test_pages(world: World, browser: Browser, seen: set[str], who: str, at_least: int) -> None:
    pages = world.installation.inside(lambda: sheets.found(world.house, who))
    if not who:
        pages += [Sheet(url, url) for url in OUTSIDE if url not in [sheet.url for sheet in pages]]
    assert len(pages) >= at_least
    with opened(browser, cookies=world.cookies(who) if who else None) as page:
        problems = look_at_all(page, world, pages, seen)
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("who", [SYNDIC, OWNER])
def test_homes_of_a_lived_in_building(world: World, browser: Browser, who: str) -> None:
    inside = ["", "argent/", "lots/", "moi/compte", "argent/appels/", "immeuble/"]
    inside += ["argent/banque/", "personnes/"] if who == SYNDIC else []
    with opened(browser, cookies=world.cookies(who)) as page:
        # The home in every way, the other templates on a phone: their four ways were looked at in the house.
        problems = look_at_all(page, world, [Sheet(f"/i/le-verger/{path}", path) for path in inside], set(inside[1:]))
    assert not problems, "\n".join(problems)


def test_signing_in_a_wrong_code_and_the_outbox(world: World, browser: Browser) -> None:
    problems: list[str] = []
    with opened(browser) as page:
        page.goto(f"{world.url}/connexion/")
        page.get_by_label("Votre adresse e-mail").fill(OWNER)
        page.get_by_role("button", name="Recevoir un code par e-mail").click()
        page.wait_for_url("**/connexion/code/**")
        problems += look(page, "/connexion/code/", every_way=True)
        page.get_by_label("Code à six chiffres").fill("12 34")
        page.get_by_role("button", name="Se connecter").click()
        page.wait_for_selector(".erreurs")
        problems += look(page, "/connexion/code/ wrong", every_way=True)
        page.goto(f"{world.url}/courrier")
        page.locator("main a[href^='/courrier/']").first.click()
        problems += look(page, "/courrier/message", every_way=True)
    assert not problems, "\n".join(problems)


def test_a_form_with_mistakes(world: World, browser: Browser) -> None:
    slug = world.house.args["slug"]
    problems: list[str] = []
    with opened(browser, cookies=world.cookies("syndic"), expected=("422",)) as page:
        for path in FORMS:
            page.goto(f"{world.url}/i/{slug}/{path}")
            page.locator("main form[method=post] button.btn").last.click()
            page.wait_for_selector(".erreurs")
            if not re.match(r"Erreur\s:", page.title()):
                problems.append(f"{path}: the title does not say that there is a mistake")
            if page.evaluate("document.activeElement.className") != "erreurs":
                problems.append(f"{path}: the focus is not on the summary")
            problems += look(page, f"{path} wrong", every_way=False)
    assert not problems, "\n".join(problems)


def test_error_pages(world: World, browser: Browser) -> None:
    slug = world.house.args["slug"]
    broken = world.installation.inside(_broken_page)
    problems: list[str] = []

    def fail(route: Route) -> None:
        route.fulfill(status=500, body=broken, content_type="text/html; charset=utf-8")

    with opened(browser, cookies=world.cookies("owner"), expected=("404", "403", "500")) as page:
        page.route("**/casse", fail)
        forbidden = f"/i/{slug}/argent/banque/importer"
        for path, status in (("/i/nulle-part/", 404), ("/rien", 404), (forbidden, 403), ("/casse", 500)):
            answer = page.goto(world.url + path)
            assert answer is not None and answer.status == status
            problems += look(page, path, every_way=True)
    assert not problems, "\n".join(problems)


def _broken_page() -> str:
    from django.test import RequestFactory

    from koprogo.site.pages import errors

    return errors.broken(RequestFactory().get("/casse")).content.decode()
