"""What is typed while an answer is under way is not lost when the answer takes the place of the form."""

import pytest
from playwright.sync_api import Browser, Route, expect

from koprogo.site.tests.browser.conftest import SYNDIC, World
from koprogo.testing.browser import DESK, opened

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_an_amount_typed_while_the_supplier_is_looked_up_stays(browser: Browser, world: World) -> None:
    with opened(browser, size=DESK, cookies=world.cookies(SYNDIC)) as page:
        held: list[Route] = []

        def hold(route: Route) -> None:
            held.append(route)

        page.route("**/argent/factures/lignes", hold)
        page.goto(f"{world.url}/i/le-verger/argent/factures/nouvelle")
        page.get_by_role("combobox", name="Fournisseur").fill("KONE Belgium")
        amount = page.get_by_label("Montant TVA comprise")
        amount.fill("684,20")
        # The answer proposes what this supplier’s last invoice was for: by then the amount stands there already.
        account = page.get_by_label("De quoi s’agit-il ?")
        expect(account).to_have_value("")
        page.wait_for_timeout(100)
        held[0].continue_()
        expect(account).not_to_have_value("")
        expect(amount).to_have_value("684,20")
        expect(amount).to_be_focused()
