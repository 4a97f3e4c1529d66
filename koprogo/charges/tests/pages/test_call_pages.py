"""The three steps of a call in a browser without a script; what each reader sees; what bad input is told."""

from datetime import timedelta
from html import unescape
from uuid import UUID

import pytest
from django.test import Client

from koprogo.charges.models import CallNotice, FundCall
from koprogo.charges.pages import syndic
from koprogo.charges.queries import calls as questions
from koprogo.condominiums.operations import describe, parties
from koprogo.condominiums.operations.describe import Identity
from koprogo.condominiums.operations.parties import PartyFacts
from koprogo.condominiums.queries import building, keys
from koprogo.ledger.operations import books
from koprogo.ledger.rules.roles import AccountRole
from koprogo.people.operations import links
from koprogo.platform import boundary, jobs
from koprogo.platform.access import Access
from koprogo.platform.models import Mailing
from koprogo.platform.pdf import gate
from koprogo.testing import casting, counting, days, tilleuls
from koprogo.testing.casting import Person
from koprogo.testing.tilleuls import Tilleuls

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Tilleuls:
    built = tilleuls.build()
    access = built.syndic_access
    with boundary.within(built.org.id):
        row = building.condominium(access)
        place = (row.street, row.house_number, row.postcode, row.city)
        identity = Identity(row.name, *place, enterprise_number="0403170701")
        describe.describe(access, identity=identity)
        books.bank_journal(access, iban="BE68539007547034", role=AccountRole.BANK_CURRENT, label="Compte à vue")
    return built


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def nadia(world: Tilleuls) -> Client:
    return signed_in(world.syndic)


def address(path: str = "") -> str:
    return f"/i/les-tilleuls/argent/appels/{path}"


def form(access: Access, **changes: str) -> dict[str, str]:
    with boundary.within(access.org_id):
        key = keys.deed_key(access, on=access.today)
    assert key is not None
    facts = {
        "title": "Quatrième trimestre",
        "kind": "provision",
        "total": "2.250,00",
        "reserve": "120",
        "key": str(key.key_id),
        "due_on": "2099-12-31",
        "_key": "k-" + str(len(changes)),
    }
    return facts | changes


def send(nadia: Client, access: Access) -> FundCall:
    step_2 = nadia.post(address("nouveau"), form(access)).headers["Location"]
    number = step_2.split("/")[-2]
    answer = nadia.post(address(f"{number}/envoi"), {"_key": f"send-{number}"})
    assert answer.status_code == 302
    with boundary.within(access.org_id):
        return questions.get(access, number=number)


def test_three_steps_without_a_script(nadia: Client, world: Tilleuls) -> None:
    access = world.syndic_access
    assert "Que faut-il appeler" in nadia.get(address("nouveau")).content.decode()
    step_2 = nadia.post(address("nouveau"), form(access)).headers["Location"]
    page = unescape(nadia.get(step_2).content.decode())
    assert "292,50" in page and "15,60" in page and "2 370,00".replace(" ", "\u202f") in page
    step_3 = step_2.replace("repartition", "envoi")
    assert "Envoyer 7 appels" in nadia.get(step_3).content.decode()
    answers = [nadia.post(step_3, {"_key": "once"}) for _ in range(2)]
    assert {a.headers["Location"] for a in answers} == {step_2.replace("repartition", "")}
    with boundary.within(world.org.id):
        assert CallNotice.objects.count() == 7
    again = nadia.post(step_3, {"_key": "another"})
    assert again.status_code == 409 and "ne partira pas deux fois" in unescape(again.content.decode())


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"total": "", "reserve": ""}, "Indiquez un montant à appeler."),
        ({"total": "beaucoup"}, "Écrivez un montant comme 7 500,00."),
        ({"total": "-5"}, "Écrivez un montant supérieur à zéro."),
        ({"due_on": "2020-01-01"}, "Cette date est passée."),
        ({"period_from": "2026-12-01", "period_to": "2026-01-01"}, "finit avant de commencer"),
        ({"key": "00000000-0000-0000-0000-000000000000"}, "choix valide"),
    ],
)
def test_bad_input_is_told_what_to_do_and_kept(
    nadia: Client, world: Tilleuls, changes: dict[str, str], told: str
) -> None:
    answer = nadia.post(address("nouveau"), form(world.syndic_access, **changes))
    page = unescape(answer.content.decode())
    assert told in page and "Quatrième trimestre" in page and "Erreur" in page
    with boundary.within(world.org.id):
        assert not FundCall.objects.exists()


def test_an_owner_sees_the_call_and_only_their_own_notice(nadia: Client, world: Tilleuls) -> None:
    call = send(nadia, world.syndic_access)
    jobs.run_waiting()
    alice = signed_in(world.persons["Alice"])
    page = alice.get(address(f"{call.number}/")).content.decode()
    assert "Alice" in page and "David" not in page and "426,60" in page
    own, other = world.parties["Alice"], world.parties["David"]
    letter = alice.get(address(f"{call.number}/lettres/{own}.pdf"))
    assert letter.headers["Content-Type"] == "application/pdf" and letter.content.startswith(b"%PDF")
    assert alice.get(address(f"{call.number}/lettres/{other}.pdf")).status_code == 404
    account = alice.get("/i/les-tilleuls/moi/compte").content.decode()
    assert "426,60" in account
    table = alice.get("/i/les-tilleuls/moi/compte.csv").content.decode("utf-8-sig")
    assert table.splitlines()[0] == "Date;Opération;Écriture;Montant;Solde" and ";426,60" in table
    assert alice.get("/i/les-tilleuls/moi/compte.xlsx").content[:2] == b"PK"
    assert nadia.get(f"/i/les-tilleuls/personnes/{own}/compte.csv").content.decode("utf-8-sig") == table
    assert alice.get(f"/i/les-tilleuls/personnes/{other}/compte").status_code == 403
    assert alice.get(f"/i/les-tilleuls/personnes/{other}/compte.xlsx").status_code == 403
    assert alice.get(address("nouveau")).status_code == 403
    assert signed_in(casting.person("charlie@elsewhere.example")).get(address()).status_code == 404


def test_the_undo_bar_takes_the_call_back(nadia: Client, world: Tilleuls) -> None:
    call = send(nadia, world.syndic_access)
    page = nadia.get(address(f"{call.number}/")).content.decode()
    assert address(f"{call.number}/rappeler") in page
    nadia.post(address(f"{call.number}/rappeler"), {"_key": "r"})
    with boundary.within(world.org.id):
        assert FundCall.objects.get().state == "recalled"


def test_a_draft_can_be_changed_and_thrown_away(nadia: Client, world: Tilleuls) -> None:
    access = world.syndic_access
    number = nadia.post(address("nouveau"), form(access)).headers["Location"].split("/")[-2]
    nadia.post(address(f"{number}/contenu"), form(access, title="Autre titre", total="", period_from=""))
    with boundary.within(world.org.id):
        call = FundCall.objects.get()
        assert call.title == "Autre titre" and [p.kind for p in call.parts.all()] == ["reserve"]
    assert "Autre titre" in nadia.get(address(f"{number}/contenu")).content.decode()
    nadia.post(address(f"{number}/supprimer"), {"_key": "d"})
    with boundary.within(world.org.id):
        assert not FundCall.objects.exists()


def test_the_signed_link_shows_one_call_to_its_owner(nadia: Client, world: Tilleuls) -> None:
    send(nadia, world.syndic_access)
    jobs.run_waiting()
    with boundary.within(world.org.id):
        alice, david = (CallNotice.objects.get(party_id=world.parties[name]) for name in ("Alice", "David"))

    def token(notice: CallNotice, party_id: UUID) -> str:
        until = casting.NOW + timedelta(days=9_999)
        return links.make(
            kind="fund_call", org_id=world.org.id, subject_id=notice.id, party_id=party_id, expires_at=until
        )

    visitor = Client()
    page = visitor.get(f"/f/{token(alice, alice.party_id)}").content.decode()
    assert "426,60" in page and "BE68 5390 0754 7034" in page and "David" not in page
    assert visitor.get(f"/f/{token(alice, alice.party_id)}?lettre").content.startswith(b"%PDF")
    assert visitor.get(f"/f/{token(david, alice.party_id)}").status_code == 404


def test_a_mail_carries_amount_date_and_a_link_that_opens(nadia: Client, world: Tilleuls) -> None:
    with boundary.within(world.org.id):
        facts = PartyFacts(name="Alice Tilleul", channel="email", email="alice@example.org")
        parties.change_party(world.syndic_access, party_id=world.parties["Alice"], facts=facts)
    send(nadia, world.syndic_access)
    jobs.run_waiting()
    with boundary.within(world.org.id):
        mail = Mailing.objects.get(recipient="alice@example.org")
    assert "426,60" in mail.subject and "31 décembre 2099" in mail.subject
    link = next(line for line in mail.text.splitlines() if "/f/" in line)
    assert Client().get("/f/" + link.split("/f/")[1]).status_code == 200
    assert len(mail.html.encode()) < 20_000


@pytest.mark.parametrize(("path", "most"), [("", 7), ("nouveau", 6)])
def test_pages_stay_within_their_budget(nadia: Client, world: Tilleuls, path: str, most: int) -> None:
    send(nadia, world.syndic_access)
    assert counting.sql_count(nadia, address(path)) <= most
    assert counting.weight(nadia.get(address(path))) <= 14_000


def test_the_call_page_stays_within_its_budget(nadia: Client, world: Tilleuls) -> None:
    number = send(nadia, world.syndic_access).number
    assert counting.sql_count(nadia, address(f"{number}/")) <= 7
    assert syndic.show.door.needs == "see_books"  # type: ignore[attr-defined]


def test_a_statement_is_asked_for_written_once_and_only_seen_by_its_owner(nadia: Client, world: Tilleuls) -> None:
    send(nadia, world.syndic_access)
    jobs.run_waiting()
    own, year = world.parties["Alice"], days.today().year
    alice, david = signed_in(world.persons["Alice"]), signed_in(world.persons["David"])
    place = f"/i/les-tilleuls/personnes/{own}/releve/{year}"
    assert alice.get(place).status_code == 404
    assert [alice.post(place, {"_key": "once"}).status_code for _ in range(2)] == [302, 302]
    assert alice.post(place, {"_key": "again"}).status_code == 302, "another click while it is being written"
    assert "Le relevé se prépare" in alice.get("/i/les-tilleuls/moi/compte").content.decode()
    assert jobs.run_waiting() == 1
    pdf = alice.get(place)
    assert pdf.content.startswith(b"%PDF") and "426,60" in gate(pdf.content).text
    assert place in alice.get("/i/les-tilleuls/moi/compte").content.decode()
    assert place in nadia.get(f"/i/les-tilleuls/personnes/{own}/compte").content.decode()
    assert david.get(place).status_code == david.post(place, {"_key": "x"}).status_code == 404
    for never in (0, 1989, year + 1, 99_999):
        assert alice.post(place.replace(str(year), str(never)), {"_key": f"y{never}"}).status_code == 404
    assert jobs.run_waiting() == 0
