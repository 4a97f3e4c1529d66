"""The assembly of the demo world held in browsers: the secretary at a desk, three owners on their phones.

Somebody comes late, a proxy is taken back, the network goes for two items, the cap makes a tie; then the minutes are
opened and compared with what was done, item by item.
"""

import re
from collections import Counter
from contextlib import ExitStack
from datetime import UTC, datetime
from io import BytesIO

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from koprogo.assemblies.models import Assembly, Attendance, Ballot
from koprogo.platform import boundary
from koprogo.platform.models import Org
from koprogo.site.tests.browser.conftest import SYNDIC, World
from koprogo.testing import days, demo_assemblies
from koprogo.testing.browser import DESK, PHONE, opened

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

#: What the secretary's page asks for in vain while the network is away.
AWAY = ("ERR_INTERNET_DISCONNECTED", "Failed to fetch", "NetworkError")
THERE = (
    "Amina Diallo",
    "Claire Dumont",
    "Hugo Martin",
    "Nadia El Khattabi",
    "Pieter Van Damme",
    "Jeanne Wouters",
    "Marc Delvaux",
    "Linh Nguyen et Hugo Lambert",
    "Tom Peeters et Lies Claes",
)
GONE = THERE[1:4] + THERE[6:] + ("Fatima Benali",)
#: What the minutes must say of each item that is voted, in votes: for, against, and the outcome.
COUNTED = {
    1: ("6 370", "0", "adopte"),
    2: ("7 450", "0", "adopte"),  # Fatima came, with the proxy of Ioana: 1 080 more
    3: ("6 490", "420", "adopte"),  # Bernard took his proxy back: 540 less, and Amina changed her mind
    4: ("6 260", "0", "adopte"),  # the syndic does not vote on her own discharge
    5: ("5 370", "1 540", "adopte"),  # written down without a network, but Claire, who voted later on her phone
    6: ("6 910", "0", "adopte"),  # opened, voted and closed without a network
    7: ("5 560", "1 350", "adopte"),
    8: ("1 000", "1 000", "rejette"),  # Pieter carries Marc: 1 310 brought down to the 1 000 of the others, a tie
    9: ("2 000", "0", "adopte"),
    10: ("2 000", "0", "adopte"),
}


class Secretary:
    """What the secretary does, as she does it."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url

    def moves(self, name: str, *, leaves: bool = False) -> None:
        said = f"Part {name}" if leaves else f"Arrive {name}"
        self.page.get_by_role("button", name=said, exact=True).click()
        other = f"Arrive {name}" if leaves else f"Part {name}"
        expect(self.page.get_by_role("button", name=other, exact=True)).to_be_visible()

    def to(self, path: str) -> None:
        self.page.goto(f"{self.url}/{path}")

    def opens(self, point: int) -> None:
        self.to(f"seance/{point}")
        self.page.get_by_role("button", name="Ouvrir le vote").click()
        expect(self.page.locator("#f-votes")).to_be_visible()

    def notes(self, name: str, choice: str) -> None:
        self.page.get_by_role("group", name=f"Vote de {name}").locator(f"input[value={choice}]").check()

    def all_others(self, button: str = "pour") -> None:
        self.page.get_by_role("button", name=button, exact=True).click()

    def closes(self, point: int, then: int) -> None:
        self.page.get_by_role("button", name="Clore le vote").click()
        expect(self.page.locator(".point > .doux").first).to_have_text(re.compile(f"Point {then} sur 11"))

    def waits(self, text: str) -> None:
        expect(self.page.locator("#resultat")).to_contain_text(text)


def votes(phone: Page, title: str, choice: str, *, nth: int = 0) -> None:
    """The item comes by itself; one tap, and the line that says it is recorded."""
    expect(phone.get_by_role("heading", level=1)).to_contain_text(title)
    section = phone.locator("#bulletin section").nth(nth)
    section.locator(f"button[value={choice}]").click()
    pressed = phone.locator("#bulletin section").nth(nth).locator(f"button[value={choice}][aria-pressed=true]")
    expect(pressed).to_be_visible()


def text_of(data: bytes) -> str:
    pages = " ".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)
    return re.sub(r"\s+", " ", pages.replace("\u202f", " ").replace("\u00a0", " ").replace("\u200b", ""))


def test_the_demo_assembly_is_held(world: World, browser: Browser) -> None:
    number = demo_assemblies.day(datetime.now(UTC)).isoformat()
    here = f"{world.url}/i/le-verger/ag/{number}"
    with ExitStack() as stack:
        desk = stack.enter_context(opened(browser, size=DESK, cookies=world.cookies(SYNDIC), expected=AWAY))
        amina, claire, hugo = (
            stack.enter_context(opened(browser, size=PHONE, cookies=world.cookies(f"{who}@verger.example")))
            for who in ("amina", "claire", "hugo")
        )
        secretary = Secretary(desk, here)
        _arrive(secretary)
        for phone in (amina, claire, hugo):
            phone.goto(f"{here}/vote")
        _first_items(secretary, amina, claire, hugo)
        _without_network(secretary, claire)
        _tie(secretary, amina)
        for point, then in ((9, 10), (10, 11)):
            secretary.opens(point)
            secretary.all_others()
            secretary.waits("2 000")
            secretary.closes(point, then)
        secretary.to("seance/lever")
        desk.get_by_role("button", name="Lever la séance").click()
        desk.get_by_role("button", name="Écrire le procès-verbal").click()
        expect(desk.get_by_role("heading", name="11. Échange sans vote")).to_be_visible()
        answer = desk.context.request.get(f"{here}/pv/pdf")
        assert answer.ok
        _compare(text_of(answer.body()))
    world.installation.inside(lambda: _count(number))


def _arrive(secretary: Secretary) -> None:
    secretary.to("presence")
    for name in THERE:
        secretary.moves(name)
    expect(secretary.page.locator("aside")).to_contain_text("11 sur 17")
    secretary.page.get_by_label("La personne qui préside").select_option(label="Amina Diallo")
    secretary.page.get_by_role("button", name="Ouvrir la séance").click()
    expect(secretary.page.get_by_role("heading", name="Bureau de séance")).to_be_visible()


def _first_items(secretary: Secretary, amina: Page, claire: Page, hugo: Page) -> None:
    secretary.opens(1)
    votes(amina, "Bureau", "for")
    expect(amina.locator("#bulletin")).to_contain_text("Enregistré à")
    for nth in range(3):
        votes(claire, "Bureau", "for", nth=nth)  # for herself, for Bernard and for Sofia
    votes(hugo, "Bureau", "for")
    secretary.waits("2 760")
    secretary.all_others()
    secretary.waits("6 370")
    secretary.closes(1, 2)
    secretary.to("presence")
    secretary.moves("Fatima Benali")
    secretary.opens(2)
    secretary.all_others()
    secretary.waits("7 450")
    secretary.closes(2, 3)
    secretary.to("procurations")
    secretary.page.get_by_role("link", name="Retirer Bernard Lefèvre").click()
    secretary.page.get_by_label("Raison").fill("Lettre remise à l’entrée")
    secretary.page.locator("main form button.btn[type=submit]").click()
    secretary.opens(3)
    votes(amina, "Comptes", "against")
    secretary.notes("Jeanne Wouters", "against")
    secretary.all_others()
    votes(amina, "Comptes", "for")
    secretary.waits("6 490")
    secretary.closes(3, 4)
    secretary.opens(4)
    expect(secretary.page.get_by_role("group", name="Vote de Nadia El Khattabi")).to_have_count(0)
    secretary.all_others()
    secretary.waits("6 260")
    secretary.closes(4, 5)


def _without_network(secretary: Secretary, claire: Page) -> None:
    page = secretary.page
    secretary.opens(5)
    _kept(page, "7?carnet")  # one after the other: the sixth is kept once the seventh is asked for
    page.context.set_offline(True)
    secretary.notes("Pieter Van Damme", "against")
    secretary.notes("Claire Dumont", "for")
    secretary.all_others()
    expect(page.locator("#file-mot")).to_contain_text("Le réseau est coupé. 12 actes sont en attente")
    expect(page.get_by_role("row", name="Pieter Van Damme")).to_contain_text("en attente")
    votes(claire, "Budget", "against")
    secretary.closes(5, 6)
    secretary.all_others()
    secretary.closes(6, 7)
    expect(page.locator("#file-mot")).to_contain_text("27 actes sont en attente")
    page.context.set_offline(False)
    expect(page.locator("#file-refuses")).to_contain_text("Claire Dumont a voté depuis", timeout=15_000)
    expect(page.locator("#file-refuses li")).to_have_count(1)
    page.locator("#file-lu").click()
    expect(page.locator("#file")).to_be_hidden()
    secretary.opens(7)
    for name in ("Pieter Van Damme", "Jeanne Wouters"):
        secretary.notes(name, "against")
    secretary.all_others()
    secretary.waits("5 560")
    secretary.closes(7, 8)


def _kept(page: Page, asked: str) -> None:
    """Wait until the page has asked for this item, to have it when the network is away."""
    for _moment in range(80):
        if asked in page.evaluate("performance.getEntriesByType('resource').map(one => one.name).join(' ')"):
            return
        page.wait_for_timeout(250)
    raise AssertionError(f"{asked} was never asked for")


def _tie(secretary: Secretary, amina: Page) -> None:
    page = secretary.page
    secretary.to("procurations/papier")
    page.get_by_label("Qui donne procuration").select_option(label="Marc Delvaux")
    page.locator("select[name=holder]").select_option(label="Pieter Van Damme")
    page.get_by_label("Datée du").fill(days.today().isoformat())
    page.locator("main form button.btn[type=submit]").click()
    expect(page.locator("table")).to_contain_text("Marc Delvaux")
    secretary.to("presence")
    for name in GONE:
        secretary.moves(name, leaves=True)
    secretary.opens(8)
    expect(page.locator("#direct")).to_contain_text("Le quorum était atteint à l’ouverture, il ne l’est plus")
    secretary.notes("Pieter Van Damme", "for")
    secretary.notes("Marc Delvaux", "for")
    secretary.notes("Jeanne Wouters", "against")
    votes(amina, "Contrat", "against")
    secretary.waits("1 000")
    expect(page.locator(".pv")).to_contain_text("à égalité")
    secretary.closes(8, 9)


def _compare(said: str) -> None:
    parts = re.split(r" (?=(?:1?\d)\. [A-ZÉ])", said)
    for point, (in_favour, against, outcome) in COUNTED.items():
        (told,) = [part for part in parts if part.startswith(f"{point}. ") and "voix pour" in part]
        assert f"Par {in_favour} voix pour, {against} contre" in told, told
        assert f"l’assemblée {outcome} la proposition" in told, told
    assert "Sont présents ou représentés 11 copropriétaires sur 17, pour 6 370 quotités sur 10 000." in said
    assert "Préside : Amina Diallo." in said
    assert re.search(r"Arrivée à \d+ h \d\d : Fatima Benali\.", said)
    for name in GONE:
        assert re.search(rf"Départ à \d+ h \d\d : {name}\.", said), name
    assert "Votent contre : Claire Dumont et Pieter Van Damme." in said
    assert "N’a pas pris part au vote en raison de sa mission : Nadia El Khattabi." in said
    assert "sont ramenées à 1 000, le total des autres voix présentes" in said
    assert "à égalité" in said


def _count(number: str) -> None:
    """Nothing lost, nothing twice: each owner has one ballot an item, and one more where a mind was changed."""
    org = Org.objects.get(slug="le-verger")
    with boundary.within(org.id):
        held = Assembly.objects.get(org_id=org.id, held_on=number)
        ballots = Ballot.objects.filter(org_id=org.id, item__assembly=held).select_related("item", "party")
        given = Counter((one.item_id, one.party.name) for one in ballots)
        twice = sorted(name for (_item, name), times in given.items() if times > 1)
        assert twice == ["Amina Diallo"], twice
        lines = Attendance.objects.filter(org_id=org.id, assembly=held)
        assert Counter(one.move for one in lines) == {"arrived": len(THERE) + 1, "left": len(GONE)}
        heads = {1: 11, 2: 13, 3: 12, 4: 11, 5: 12, 6: 12, 7: 12, 8: 4, 9: 4, 10: 4}
        wanted = heads | {3: heads[3] + 1}
        assert Counter(one.item.position for one in ballots) == wanted
