from koprogo.testing.browser import DESK, PHONE, opened

PAGES = {"home":"/i/le-verger/","money":"/i/le-verger/argent/","bank":"/i/le-verger/argent/banque/","lots":"/i/le-verger/lots/","lot":"/i/le-verger/lots/3C","parties":"/i/le-verger/personnes/","calls":"/i/le-verger/argent/appels/","building":"/i/le-verger/immeuble/","keys":"/i/le-verger/argent/cles/","accounts":"/i/le-verger/argent/comptes/","settings":"/i/le-verger/reglages/","setup":"/i/le-verger/mise-en-place/","journals":"/i/le-verger/argent/journaux/","account":"/i/le-verger/argent/comptes/550/"}
def test_probe(world, browser):
    for name, size in (("d", DESK), ("p", PHONE)):
        with opened(browser, size=size, cookies=world.cookies("nadia@verger.example")) as page:
            for key, path in PAGES.items():
                for scheme in ("light", "dark"):
                    page.emulate_media(color_scheme=scheme)
                    page.goto(world.url + path)
                    page.screenshot(path=f"/tmp/shots/{key}-{name}-{scheme}.png", full_page=True)
        with opened(browser, size=size, cookies=world.cookies("amina@verger.example")) as page:
            for key, path in {"ohome":"/i/le-verger/","oaccount":"/i/le-verger/moi/compte", "omoney":"/i/le-verger/argent/","olots":"/i/le-verger/lots/", "me":"/moi"}.items():
                for scheme in ("light", "dark"):
                    page.emulate_media(color_scheme=scheme)
                    page.goto(world.url + path)
                    page.screenshot(path=f"/tmp/shots/{key}-{name}-{scheme}.png", full_page=True)
