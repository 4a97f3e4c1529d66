from koprogo.testing.browser import opened, DESK, PHONE
PAGES = {"home":"/i/le-verger/","money":"/i/le-verger/argent/","bank":"/i/le-verger/argent/banque/","lots":"/i/le-verger/lots/","call":"/i/le-verger/argent/appels/2026-4/","party":"/i/le-verger/personnes/","building":"/i/le-verger/immeuble/","banks":"/i/le-verger/argent/banque/?mouvement="}
def test_probe(world, browser):
    for name, size in (("d", DESK), ("p", PHONE), ("n", (320, 700))):
        with opened(browser, size=size, cookies=world.cookies("nadia@verger.example")) as page:
            for key, path in PAGES.items():
                page.goto(world.url + path)
                page.screenshot(path=f"/tmp/shots/{key}-{name}-light.png", full_page=True)
            if name != "d":
                page.goto(world.url + "/i/le-verger/")
                page.get_by_role("button", name="Plus").click()
                page.screenshot(path=f"/tmp/shots/plus-{name}.png")
            page.goto(world.url + "/i/le-verger/argent/banque/")
            page.get_by_role("link", name="Ranger").first.click()
            page.screenshot(path=f"/tmp/shots/bank2-{name}.png", full_page=True)
            page.goto(world.url + "/i/le-verger/personnes/")
            page.get_by_role("link", name="Amina").first.click()
            page.screenshot(path=f"/tmp/shots/party-{name}.png", full_page=True)
    with opened(browser, size=DESK, cookies=world.cookies("nadia@verger.example")) as page:
        page.goto(world.url + "/i/le-verger/")
        page.screenshot(path="/tmp/shots/doc-home.png", full_page=True)
    with opened(browser, size=PHONE, cookies=world.cookies("amina@verger.example")) as page:
        page.goto(world.url + "/i/le-verger/")
        page.screenshot(path="/tmp/shots/doc-phone.png")
