"""A volunteer's first evening: from an old workbook to a call that everybody has paid, with the script and without it.

Nothing is put into place behind the pages' back: what is typed and clicked here is all that a person does.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from koprogo.site.tests.browser.conftest import World
from koprogo.testing import days
from koprogo.testing.browser import DESK, PHONE, opened
from koprogo.testing.coda import CodaMovement, CodaStatement, coda_file
from koprogo.testing.fixtures import fixtures_dir

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

IBAN = "BE68539007547034"
#: At most so many clicks, files chosen and letters opened included: 25 were counted, a step more has to be wanted.
CLICKS = 26
PATIENCE_MS = 30_000


@dataclass
class Hand:
    """Whoever holds the mouse: clicks are counted."""

    page: Page
    url: str
    clicks: int = 0
    path: list[str] = field(default_factory=list)

    def press(self, name: str | re.Pattern[str]) -> None:
        """Click a button of the page."""
        self._click(self.page.locator("main").get_by_role("button", name=name).first, str(name))

    def follow(self, name: str | re.Pattern[str]) -> None:
        """Click a link of the page, or a tab."""
        link = self.page.locator("main, nav").get_by_role("link", name=name).first
        self._click(link, str(name))

    def fill(self, label: str, text: str) -> None:
        """Type into a field."""
        self.page.get_by_label(label).first.fill(text)

    def hand_in(self, file: Path | dict[str, object]) -> None:
        """Choose a file."""
        self.clicks += 1
        self.page.locator("main input[type=file]").set_input_files(file)  # type: ignore[arg-type]

    def _click(self, place: Locator, words: str) -> None:
        with self.page.expect_navigation() as going:
            place.click()
        answer = going.value
        assert answer is None or answer.status == 200, f"{words}: {self.page.locator('main').inner_text()}"
        self.clicks += 1
        self.path.append(words)

    def sees(self, heading: str | re.Pattern[str]) -> None:
        """What the page says it is."""
        expect(self.page.locator("h1")).to_have_text(heading, timeout=PATIENCE_MS)


def code_for(hand: Hand, email: str) -> str:
    """The newest code of an address, read in the outbox as at the machine itself."""
    other = hand.page.context.new_page()
    other.goto(f"{hand.url}/courrier")
    row = other.locator("main li").filter(has_text=email).filter(has_text=re.compile(r"^\s*\d{6}")).first
    found = re.search(r"\d{6}", row.inner_text())
    other.close()
    assert found
    return found.group()


def sign_up(hand: Hand, email: str) -> None:
    hand.page.goto(hand.url)
    hand.follow("Créer un accès")
    hand.fill("Votre adresse e-mail", email)
    hand.press("Recevoir un code par e-mail")
    hand.fill("Code à six chiffres", code_for(hand, email))
    hand.press("Confirmer cette adresse")


def create(hand: Hand, name: str) -> None:
    hand.follow("Ajouter mon immeuble")
    hand.fill("Nom de l’immeuble", name)
    hand.fill("Rue et numéro", "Rue de la Station 15")
    hand.fill("Code postal et localité", "1000 Bruxelles")
    hand.fill("Votre nom", "Élise Maes")
    hand.press("Créer l’immeuble")
    hand.sees("Mise en place de l’immeuble")


def take_over(hand: Hand, workbook: Path) -> None:
    hand.follow("Les lots et leurs quotités")
    hand.hand_in(workbook)
    hand.press("Lire le fichier")
    hand.press(re.compile("Importer 14 lots et 5 copropriétaires"))
    expect(hand.page.locator("main")).to_contain_text("Différences : 0", timeout=PATIENCE_MS)
    expect(hand.page.locator("main tr").filter(has_text="Clé Quotités, quotités de Dirk")).to_contain_text("570")


def complete(hand: Hand, slug: str) -> None:
    """The enterprise number and the bank account, from the home's own tasks."""
    hand.page.goto(f"{hand.url}/i/{slug}/")
    hand.follow("Continuer")
    hand.follow(re.compile("adresse et numéro d’entreprise"))
    hand.fill("Numéro d’entreprise", "0403.170.701")
    hand.press("Enregistrer la carte")
    hand.page.goto(f"{hand.url}/i/{slug}/")
    hand.follow("Ouvrir la banque")
    hand.follow("Ajouter un compte bancaire")
    hand.fill("IBAN", IBAN)
    hand.fill("Nom du compte", "Compte à vue")
    hand.press("Ajouter le compte")


def call_funds(hand: Hand, slug: str, today: date) -> None:
    hand.page.goto(f"{hand.url}/i/{slug}/argent/")
    hand.follow("Nouvel appel")
    hand.fill("Titre de l’appel", "Premier trimestre")
    hand.fill("Montant total à répartir", "2 000")
    hand.fill("Part du fonds de réserve", "500")
    hand.fill("À payer avant le", (today + timedelta(days=30)).isoformat())
    hand.press("Voir qui paie")
    hand.sees("Qui paie combien")
    hand.follow("Préparer l’envoi")
    hand.press(re.compile("Envoyer 4 appels"))
    hand.sees("Premier trimestre")


def letters(hand: Hand, *, javascript: bool) -> None:
    """Two letters, opened: PDF bytes. With the script the page shows them by itself once they are written."""
    links = hand.page.locator("main a[href$='.pdf'][href*='/lettres/']")
    for _time in range(60):
        if links.count() >= 4:
            break
        hand.page.wait_for_timeout(500)
        if not javascript:
            hand.page.reload()
    assert links.count() == 4
    for place in range(2):
        answer = hand.page.request.get(hand.url + (links.nth(place).get_attribute("href") or ""))
        hand.clicks += 1
        assert answer.status == 200
        assert answer.body().startswith(b"%PDF-")
        assert answer.headers["content-type"] == "application/pdf"


def asked(hand: Hand) -> list[CodaMovement]:
    """What every owner has to pay, as the page of the call says it."""
    found = []
    rows = hand.page.locator("main table tbody tr:not(.somme)")
    for place in range(rows.count()):
        cells = rows.nth(place).locator("th, td")
        reference = re.sub(r"\D", "", cells.nth(1).inner_text())
        cents = int(re.sub(r"\D", "", cells.nth(3).inner_text()))
        found.append(CodaMovement(cents, date(2000, 1, 1), reference=reference, name=f"PAYEUR {place}"))
    return found


def bank(hand: Hand, slug: str, today: date, paid: list[CodaMovement], *, javascript: bool) -> None:
    movements = tuple(CodaMovement(one.cents, today, reference=one.reference, name=one.name) for one in paid)
    statement = CodaStatement(IBAN, 1, 0, today - timedelta(days=1), today, movements)
    hand.page.goto(f"{hand.url}/i/{slug}/argent/")
    hand.follow("Importer un relevé")
    hand.hand_in({"name": "premier.cod", "mimeType": "text/plain", "buffer": coda_file([statement])})
    hand.press("Importer les relevés")
    hand.page.goto(f"{hand.url}/i/{slug}/argent/banque/")
    hand.sees("4 mouvements à rapprocher")
    if javascript:
        hand.page.keyboard.press("Shift+Enter")
        hand.clicks += 1
    else:
        hand.press(re.compile("Confirmer les 4"))
    hand.sees(re.compile("^Tout est rapproché"))


def invite(hand: Hand, slug: str, name: str) -> None:
    hand.page.goto(f"{hand.url}/i/{slug}/personnes/")
    hand.follow(name)
    hand.follow(re.compile("Inviter"))
    hand.press("Envoyer l’invitation")


def accept(hand: Hand, email: str, building: str) -> None:
    """The invited owner, on a phone: the mail's link, a code, the home."""
    invitation = hand.page.locator("main li").filter(has_text=email).filter(has_text=building)
    for _time in range(60):
        hand.page.goto(f"{hand.url}/courrier")
        found = invitation.filter(has_text=re.compile("accès|invit", re.IGNORECASE))
        if found.count():
            break
        hand.page.wait_for_timeout(500)
    found.first.get_by_role("link").click()
    hand.page.locator("main article a[href*='/f/']").first.click()
    hand.press("Recevoir mon code")
    hand.fill("Code à six chiffres", code_for(hand, email))
    hand.page.locator("main form[method=post] button").first.click()
    hand.page.wait_for_url("**/f/**")
    hand.press("Ouvrir mon accès")


@pytest.mark.parametrize("javascript", [True, False], ids=["with_script", "without_script"])
def test_from_an_old_workbook_to_nothing_due(
    world: World, browser: Browser, javascript: bool, record_property: Callable[[str, object], None]
) -> None:
    fixtures = fixtures_dir()
    if fixtures is None:
        pytest.skip("the shared fixtures do not lie beside this copy")
    today = days.today()
    building = "Résidence du Parc" if javascript else "Résidence du Lac"
    with opened(browser, size=DESK, javascript=javascript) as page:
        hand = Hand(page, world.url)
        sign_up(hand, f"elise.{'avec' if javascript else 'sans'}@exemple.example")
        create(hand, building)
        slug = hand.page.url.split("/i/")[1].split("/")[0]
        take_over(hand, fixtures / "lots" / "condominium_import.xlsx")
        complete(hand, slug)
        call_funds(hand, slug, today)
        letters(hand, javascript=javascript)
        paid = asked(hand)
        assert sum(one.cents for one in paid) == 250_000
        bank(hand, slug, today, paid, javascript=javascript)
        evening = hand.clicks
        invite(hand, slug, "Chloé N'DIAYE")
    assert evening <= CLICKS, f"{evening} clicks: {hand.path}"
    record_property("clicks", evening)
    world.installation.let_mail_leave()
    with opened(browser, size=PHONE, javascript=javascript) as phone:
        owner = Hand(phone, world.url)
        accept(owner, "owner3@example.org", building)
        owner.sees("Vous êtes en ordre")
        expect(phone.locator("main table tfoot")).to_contain_text("0,00")
