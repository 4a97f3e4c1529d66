"""The keyboard does everything that the mouse does, and the focus can always be seen (ux.md 8)."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from koprogo.site.tests.browser.conftest import OWNER, SYNDIC, World
from koprogo.testing.browser import DESK, PHONE, opened

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

#: Where the focus is: what it is, how it shows itself, and whether something lies over it.
FOCUS = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const seen = [at, at.closest('label, .chercher, .depot')].some(place => {
    if (!place) return false;
    const style = getComputedStyle(place);
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  });
  const box = at.getBoundingClientRect();
  const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1);
  const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 20), 1), innerHeight - 1);
  const top = document.elementFromPoint(x, y);
  const free = at.contains(top) || (top && top.contains(at)) || !!at.closest('label')?.contains(top);
  return {what: at.outerHTML.slice(0, 120), seen, free};
}"""


def walk(page: Page, *, at_most: int = 150) -> list[str]:
    """Press Tab through the whole page; what cannot be seen while it has the focus, one line each."""
    problems: list[str] = []
    seen = 0
    for _step in range(at_most):
        page.keyboard.press("Tab")
        found: dict[str, Any] | None = page.evaluate(FOCUS)
        if found is None:
            break
        seen += 1
        if not found["seen"]:
            problems.append(f"{page.url}: no ring on {found['what']}")
        if not found["free"]:
            problems.append(f"{page.url}: hidden under something: {found['what']}")
    assert seen > 10
    return problems


@pytest.mark.parametrize(
    ("who", "size", "path"),
    [
        (SYNDIC, DESK, ""),
        (SYNDIC, PHONE, ""),
        (SYNDIC, DESK, "argent/banque/"),
        (SYNDIC, PHONE, "argent/banque/"),
        (SYNDIC, DESK, "argent/appels/nouveau"),
        (OWNER, PHONE, ""),
    ],
)
def test_the_focus_is_always_seen(world: World, browser: Browser, who: str, size: tuple[int, int], path: str) -> None:
    with opened(browser, size=size, cookies=world.cookies(who)) as page:
        page.goto(f"{world.url}/i/le-verger/{path}")
        problems = walk(page)
    assert not problems, "\n".join(problems)


def test_the_skip_link_comes_first_and_leads_to_the_content(world: World, browser: Browser) -> None:
    with opened(browser, size=DESK, cookies=world.cookies(SYNDIC)) as page:
        page.goto(f"{world.url}/i/le-verger/argent/banque/")
        page.keyboard.press("Tab")
        link = page.get_by_role("link", name="Aller au contenu")
        expect(link).to_be_focused()
        expect(link).to_be_in_viewport()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("!!document.activeElement.closest('main')"), "the next stop is inside the content"


def test_the_search_box(world: World, browser: Browser) -> None:
    with opened(browser, size=DESK, cookies=world.cookies(SYNDIC)) as page:
        page.goto(f"{world.url}/i/le-verger/")
        page.keyboard.press("/")
        expect(page.locator("#q")).to_be_focused()
        page.keyboard.type("diallo")
        first = page.locator("#resultats a").first
        expect(first).to_contain_text("Diallo")
        page.keyboard.press("ArrowDown")
        expect(first).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_contain_text("Amina Diallo")


def test_a_letter_after_g_goes_to_a_section(world: World, browser: Browser) -> None:
    with opened(browser, size=DESK, cookies=world.cookies(SYNDIC)) as page:
        page.goto(f"{world.url}/i/le-verger/lots/")
        tabs = page.locator("[data-g]")
        places = {str(tab.get_attribute("data-g")): str(tab.get_attribute("href")) for tab in tabs.all()}
        assert len(places) >= 4
        for letter, place in places.items():
            page.keyboard.press("g")
            page.keyboard.press(letter)
            page.wait_for_url(world.url + place)


def test_a_letter_typed_into_a_field_is_only_a_letter(world: World, browser: Browser) -> None:
    with opened(browser, size=DESK, cookies=world.cookies(SYNDIC)) as page:
        page.goto(f"{world.url}/i/le-verger/lots/")
        page.get_by_label("Lot ou nom").fill("")
        page.get_by_label("Lot ou nom").press_sequentially("g/jz?")
        assert page.get_by_label("Lot ou nom").input_value() == "g/jz?"
        assert page.url.endswith("/lots/")


def test_the_bank_is_emptied_and_undone_without_a_mouse(world: World, browser: Browser) -> None:
    with opened(browser, size=DESK, cookies=world.cookies(SYNDIC)) as page:
        page.goto(f"{world.url}/i/le-verger/argent/banque/")
        head = page.locator("h1")
        expect(head).to_have_text("15 mouvements à rapprocher")
        current = page.locator("[data-ligne][aria-current=true]")

        page.keyboard.press("j")
        expect(current).to_contain_text("IOANA POPESCU")
        expect(current).to_be_focused()
        page.keyboard.press("j")
        expect(current).to_contain_text("KONE BELGIUM")
        page.keyboard.press("k")
        expect(current).to_contain_text("IOANA POPESCU")
        page.keyboard.press("Enter")
        expect(head).to_have_text("14 mouvements à rapprocher")
        page.keyboard.press("z")
        expect(head).to_have_text("15 mouvements à rapprocher")

        page.keyboard.press("Shift+Enter")
        expect(head).to_have_text("4 mouvements à rapprocher")
        expect(page.locator("#annuler")).to_contain_text(re.compile("11"))
        page.keyboard.press("z")
        expect(head).to_have_text("15 mouvements à rapprocher")


def test_a_row_without_a_proposal_opens_its_sheet(world: World, browser: Browser) -> None:
    with opened(browser, size=DESK, cookies=world.cookies(SYNDIC)) as page:
        page.goto(f"{world.url}/i/le-verger/argent/banque/")
        for _name in ("IOANA POPESCU", "KONE BELGIUM", "VAN DAMME"):  # two proposals come first
            page.keyboard.press("j")
        page.keyboard.press("Enter")
        page.wait_for_url("**mouvement=**")
        expect(page.locator("#saisie h2")).to_contain_text("VAN DAMME")
