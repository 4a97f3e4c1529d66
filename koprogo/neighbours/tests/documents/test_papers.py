"""The papers of the neighbours, reopened with another library: what they say, in which languages, for whom."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client

from koprogo.kernel.refusals import NotAllowed, NotFound
from koprogo.neighbours.models import Collection, Paper
from koprogo.neighbours.operations import codes, deals, exchange, office, papers, residents
from koprogo.neighbours.operations.exchange import AdFacts
from koprogo.neighbours.operations.office import HallName
from koprogo.neighbours.queries import papers as written
from koprogo.neighbours.queries.codes import Code, running
from koprogo.neighbours.rules.exchange import Category, Side
from koprogo.neighbours.rules.office import How, Word
from koprogo.neighbours.rules.papers import PaperKind
from koprogo.neighbours.rules.residents import Agreement
from koprogo.platform import boundary, jobs, pdf
from koprogo.platform.access import Access
from koprogo.testing import casting, neighbours
from koprogo.testing.neighbours import Street

pytestmark = pytest.mark.django_db
NOW = casting.NOW


@pytest.fixture
def street() -> Iterator[Street]:
    found = neighbours.group()
    with boundary.within(found.org.id):
        yield found


def letters(access: Access) -> list[Code]:
    return [one for one in running(access) if one.home]


def printed(access: Access, kind: PaperKind, **whose: object) -> pdf.Gate:
    row = papers.ask(access, kind=kind, **whose)  # type: ignore[arg-type]
    assert papers.write(access, paper_id=row.id, language="nl")
    assert not papers.write(access, paper_id=row.id, language="nl")
    return pdf.gate(written.content(access, paper_id=row.id))


def test_the_hall_s_sheet_says_nothing_of_who_prints_it(street: Street) -> None:
    paulette, marc = street.access["paulette"], street.access["marc"]
    for one in (paulette, marc):
        residents.accept(one, agreement=Agreement.EXCHANGE)
    exchange.put_up(marc, side=Side.REQUEST, facts=AdFacts(Category.HANDS, "Monter une étagère"))
    Collection.objects.create(org_id=marc.org_id, collected_on=NOW.date() + timedelta(days=2), what="Papier et carton")
    found = printed(marc, PaperKind.SHEET)
    assert (found.standard, found.lang, found.tagged) == ("ua-1", "nl-BE", True)
    assert "Monter une étagère" in found.text and "Marc du troisième" in found.text
    assert "Papier et carton" in found.text and "/i/les-tisserands/voisins/" in found.text
    # The reader's own balance and what waits for them hang nowhere.
    html = Client()
    html.force_login(street.persons["marc"])
    sheet = html.get("/i/les-tisserands/voisins/feuille").content.decode()
    for text in (found.text, sheet):
        assert "Votre solde" not in text and "Uw saldo" not in text


def test_the_letters_carry_a_code_each(street: Street) -> None:
    paulette = street.access["paulette"]
    codes.write_letters(paulette, homes="2e gauche\nRez")
    found = printed(paulette, PaperKind.LETTERS)
    assert len(found.pages) == 2
    for page, code in zip(found.pages, letters(paulette), strict=True):
        assert code.text in page and code.home in page and "Code" in page
    with pytest.raises(NotAllowed):
        papers.ask(street.access["marc"], kind=PaperKind.LETTERS)


def test_a_slip_in_her_language_for_who_may_write_for_her(street: Street) -> None:
    paulette, marc = street.access["paulette"], street.access["marc"]
    word = Word(How.DOOR, NOW.date())
    row = office.register(paulette, facts=HallName("Marguerite", "2e étage", "de"), word=word)
    spoken = office.speaking(paulette, word_id=office.begin(paulette, neighbour_id=row.id, word=word).id)
    for one in (spoken, marc):
        residents.accept(one, agreement=Agreement.EXCHANGE)
    ad = exchange.put_up(spoken, side=Side.REQUEST, facts=AdFacts(Category.ERRANDS, "Porter mes courses"))
    deals.propose(marc, ad_id=ad.id, quarters=4)
    found = printed(paulette, PaperKind.SLIP, neighbour_id=row.id)
    assert found.lang == "de-BE" and "Marguerite" in found.text and "Porter mes courses" in found.text
    assert "Marc du troisième" in found.text
    with pytest.raises(NotFound):
        papers.ask(marc, kind=PaperKind.SLIP, neighbour_id=row.id)


def test_the_worker_writes_it_once_and_only_the_asker_opens_it() -> None:
    street = neighbours.group()
    with boundary.within(street.org.id):
        row = papers.ask(street.access["marc"], kind=PaperKind.SHEET)
    jobs.run_waiting(clock=lambda: NOW)
    where = f"/i/les-tisserands/voisins/papiers/{row.id}"
    for who, status in (("marc", 200), ("yasmine", 404)):
        client = Client()
        client.force_login(street.persons[who])
        assert client.get(where).status_code == status
        assert client.get(f"{where}/pdf").status_code == status
    with boundary.within(street.org.id):
        later = neighbours.access_of(street.org.slug, street.persons["marc"], now=NOW + timedelta(days=8))
        papers.ask(later, kind=PaperKind.SHEET)
        assert not Paper.objects.filter(id=row.id).exists()
