"""The pages of the statements: who may, what is shown, where each figure leads, and the files."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from koprogo.condominiums.rules.rights import Role
from koprogo.platform import boundary, jobs
from koprogo.platform.models import AuditLine, Job, StoredFile
from koprogo.statements.rules.kinds import BY_NAME, Statement
from koprogo.statements.tests import world
from koprogo.testing import casting
from koprogo.testing.counting import sql_count
from koprogo.testing.tilleuls import Tilleuls

pytestmark = pytest.mark.django_db
HERE = "/i/les-tilleuls/argent/etats/"


@pytest.fixture
def house() -> Tilleuls:
    house = world.build()
    with boundary.within(house.org.id):
        world.opened(house)
        world.year(house)
    return house


def client(house: Tilleuls, who: str) -> Client:
    browser = Client()
    if who == "syndic":
        browser.force_login(house.syndic)
    elif who in house.persons:
        browser.force_login(house.persons[who])
    else:
        person = casting.person(f"{who}@les-tilleuls.example")
        if who != "stranger":
            casting.access_as(Role(who), house.org, who=person)
        browser.force_login(person)
    return browser


def post(browser: Client, url: str):  # type: ignore[no-untyped-def]
    return browser.post(url, {"_key": f"k{abs(hash(url)) % 10**12}{len(url)}"})


def work() -> None:
    jobs.run_waiting(until=casting.NOW + timedelta(days=400), clock=lambda: casting.NOW)


@pytest.mark.parametrize("statement", list(Statement))
@pytest.mark.parametrize(("who", "status"), [("syndic", 200), ("Ines", 200), ("occupant", 403), ("stranger", 404)])
def test_who_reads(house: Tilleuls, who: str, status: int, statement: Statement) -> None:
    assert client(house, who).get(HERE + statement).status_code == status


def test_the_balance_sheet_leads_to_its_accounts_and_entries(house: Tilleuls) -> None:
    browser = client(house, "syndic")
    page = browser.get(HERE + "bilan?au=2026-11-23").content.decode()
    assert "13\u202f416,32" in page
    assert "argent/comptes/551/?au=2026-11-23" in page
    assert "detail=assets-551#detail" in page
    opened = browser.get(HERE + "bilan?au=2026-11-23&detail=assets-551").content.decode()
    assert "Débit moins crédit du compte 551" in opened
    assert "/argent/ecritures/OD-2026-" in opened
    assert "12\u202f068,90" in opened.split('id="detail"')[1]
    persons = browser.get(HERE + "bilan?au=2026-11-23&detail=liabilities-4101").content.decode()
    assert f"{HERE}soldes?au=2026-11-23" in persons


def test_an_owner_opens_no_lines_of_another(house: Tilleuls) -> None:
    page = client(house, "Ines").get(HERE + "bilan?au=2026-11-23&detail=assets-4101").content.decode()
    assert "Chloé" not in page and "Un copropriétaire" in page
    other = house.parties["Chloé"]
    page = client(house, "Ines").get(HERE + f"soldes?detail={other}").content.decode()
    assert "Chloé" not in page and 'id="detail"' not in page


def test_arrears_are_masked_and_add_up(house: Tilleuls) -> None:
    page = client(house, "Ines").get(HERE + "arrieres").content.decode()
    assert "Ines Tilleul" in page and "Chloé" not in page and "Les autres copropriétaires" in page
    assert "arrieres/pdf" not in page


def test_days_that_make_no_period_are_said_beside_the_field(house: Tilleuls) -> None:
    answer = client(house, "syndic").get(HERE + "balance?du=2026-02-01&au=2026-01-01")
    assert answer.status_code == 422
    assert "La période finit avant de commencer" in answer.content.decode()
    assert client(house, "syndic").get(HERE + "balance?du=hier&au=2026-13-45").status_code == 422


def test_an_unknown_statement_is_not_there(house: Tilleuls) -> None:
    assert client(house, "syndic").get(HERE + "autre").status_code == 404


def test_files_to_save(house: Tilleuls) -> None:
    browser = client(house, "syndic")
    answer = browser.get(HERE + "bilan/csv?au=2026-11-23")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="bilan-2026-11-23.csv"'
    assert '"551";"Banque – compte courant";"12068,90"' in answer.content.decode("utf-8-sig")
    book = browser.get(HERE + "bilan/excel?au=2026-11-23")
    assert book.headers["Content-Disposition"] == 'attachment; filename="bilan-2026-11-23.xlsx"'
    assert book.content[:2] == b"PK"
    masked = client(house, "Ines").get(HERE + "soldes/csv").content.decode()
    assert "Chloé" not in masked


def test_the_paper_is_written_once_for_the_same_figures(house: Tilleuls) -> None:
    browser = client(house, "syndic")
    url = HERE + "bilan/pdf?du=2026-01-01&au=2026-11-23"
    assert browser.get(url).status_code == 302
    assert post(browser, url).headers["Location"] == url
    waiting = browser.get(url).content.decode()
    assert "Préparation du PDF" in waiting
    part = browser.get(url, headers={"HX-Request": "true"})
    assert "HX-Redirect" not in part.headers and "<html" not in part.content.decode()
    browser.post(url, {"_key": "another"})
    with boundary.within(house.org.id):
        assert Job.objects.filter(kind="statements.write_paper").count() == 1
    work()
    answer = browser.get(url)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert browser.get(url, headers={"HX-Request": "true"}).headers["HX-Redirect"] == url
    browser.post(url, {"_key": "once more"})
    work()
    owner = client(house, "Ines").get(url)
    assert owner.content == answer.content
    with boundary.within(house.org.id):
        assert StoredFile.objects.filter(name="bilan-2026-11-23.pdf").count() == 1
        assert AuditLine.objects.filter(action="statements.paper_written").count() == 1
        world.post_fee(house)
    assert browser.get(HERE + "bilan/pdf?du=2026-01-01&au=2026-11-24").status_code == 302  # other figures, other paper


@pytest.mark.parametrize("statement", sorted(BY_NAME))
def test_no_paper_of_everybody_for_an_owner(house: Tilleuls, statement: Statement) -> None:
    url = HERE + f"{statement}/pdf?du=2026-01-01&au=2026-11-23"
    assert client(house, "Ines").get(url).status_code == 403
    assert post(client(house, "Ines"), url).status_code == 403
    assert post(client(house, "auditor"), url).status_code == 302


def test_every_page_costs_the_same_with_more_accounts(house: Tilleuls) -> None:
    browser = client(house, "syndic")
    before = {one: sql_count(browser, HERE + one) for one in Statement}
    with boundary.within(house.org.id):
        world.many_accounts(house)
    assert {one: sql_count(browser, HERE + one) for one in Statement} == before
    assert max(before.values()) <= 7


def test_a_long_list_has_pages_and_its_total_on_each(house: Tilleuls) -> None:
    with boundary.within(house.org.id):
        world.many_accounts(house, 130)
    browser = client(house, "syndic")
    first = browser.get(HERE + "balance").content.decode()
    assert 'rel="next"' in first and "Total" in first and "61091299" not in first
    second = browser.get(HERE + "balance?page=2").content.decode()
    assert 'rel="prev"' in second and "Total" in second


def test_the_voucher_of_an_entry(house: Tilleuls) -> None:
    browser = client(house, "syndic")
    with boundary.within(house.org.id):
        number, voucher = world.called(house)
    work()
    entry = browser.get(f"/i/les-tilleuls/argent/ecritures/APP-2026-{number}/").content.decode()
    assert f"/argent/pieces/{voucher}" in entry
    page = browser.get(f"/i/les-tilleuls/argent/pieces/{voucher}").content.decode()
    assert "/argent/appels/2026-1/" in page and "APP-2026-" in page and ".pdf" in page
    owner = client(house, "Ines").get(f"/i/les-tilleuls/argent/pieces/{voucher}").content.decode()
    assert "Ines" in owner and "Bruno" not in owner
    assert browser.get(f"/i/les-tilleuls/argent/pieces/{house.org.id}").status_code == 404


def test_the_day_of_the_bank_stands_beside_the_figures(house: Tilleuls) -> None:
    for who in ("syndic", "Ines"):
        for address in ("/i/les-tilleuls/argent/", HERE, HERE + "bilan"):
            page = client(house, who).get(address).content.decode()
            assert "rien ne prouve encore ce qu’il y a en banque" in page


def test_an_account_is_written_as_a_paper(house: Tilleuls) -> None:
    browser = client(house, "syndic")
    url = f"/i/{house.org.slug}/argent/comptes/551/pdf?du=2026-01-01&au=2026-11-23&qui="
    assert browser.get(url).headers["Location"].endswith("/comptes/551/?du=2026-01-01&au=2026-11-23&qui=")
    assert post(browser, url).headers["Location"] == url
    assert "Préparation du PDF" in browser.get(url).content.decode()
    work()
    pages = PdfReader(BytesIO(browser.get(url).content)).pages
    text = re.sub(r"\s+", " ", " ".join(one.extract_text() for one in pages))
    assert "551 Banque – compte courant" in text and "Solde à la fin" in text and "12 068,90" in text
    browser.post(url, {"_key": "again"})
    with boundary.within(house.org.id):
        assert StoredFile.objects.filter(name="compte-551-2026-01-01-2026-11-23.pdf").count() == 1
    assert client(house, "Ines").get(url).status_code == 403, "its lines name payers"
