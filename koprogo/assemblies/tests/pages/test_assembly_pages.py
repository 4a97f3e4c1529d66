"""The pages before an assembly: what each reader sees, what a form does, what a mailed link opens."""

from datetime import date, timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.test import Client

from koprogo.assemblies.models import AgendaItem, Assembly, ElectronicConsent, Proxy, Recipient
from koprogo.assemblies.operations import convene, items, letters
from koprogo.assemblies.operations.items import ItemFacts
from koprogo.assemblies.tests.stories import world as worlds
from koprogo.assemblies.tests.stories.world import planned
from koprogo.condominiums.operations import invite, occupancies, parties
from koprogo.condominiums.operations.parties import PartyFacts
from koprogo.platform import boundary
from koprogo.testing import casting
from koprogo.testing.casting import Person
from koprogo.testing.tilleuls import Tilleuls

pytestmark = pytest.mark.django_db
AHEAD = casting.TODAY + timedelta(days=400)  # pages read the real clock: a day that is to come for them too


@pytest.fixture
def world() -> Tilleuls:
    return worlds.build()


@pytest.fixture
def row(world: Tilleuls) -> Assembly:
    access = world.syndic_access
    with boundary.within(world.org.id):
        made = planned(world, day=date(AHEAD.year, 6, 10))
        works = items.add(access, number=made.number, template="works")
        facts = ItemFacts(
            "Ascenseur",
            "L’assemblée le modernise.",
            subject="works_common",
            cost_cents=70_000,
            key_id=world.keys["lift"],
        )
        items.write(access, number=made.number, position=works.position, facts=facts)
    return made


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def read(client: Client, path: str) -> tuple[int, str]:
    answer = client.get(path)
    return answer.status_code, unescape(answer.content.decode())


def send(client: Client, path: str, **typed: str) -> int:
    return client.post(path, {"_key": uuid4().hex, **typed}).status_code


def at(number: str, rest: str = "") -> str:
    return f"/i/les-tilleuls/ag/{number}/{rest}"


def test_each_reader_sees_what_is_theirs(world: Tilleuls, row: Assembly) -> None:
    status, text = read(signed_in(world.persons["Chloé"]), at(row.number))
    assert status == 200 and "Si tout est voté, 300,00 € pour vos lots." in text.replace("\xa0", " ")
    assert "Horloge légale" in text and "Majorité des deux tiers" in text and "Ajouter un point" not in text
    status, text = read(signed_in(world.syndic), at(row.number))
    assert status == 200 and "Ajouter un point" in text and "Convoquer" in text
    access = world.syndic_access
    with boundary.within(world.org.id):
        tenant = casting.person("yusuf@les-tilleuls.example", "Yusuf")
        party = parties.add_party(access, facts=PartyFacts(first_name="Yusuf", last_name="B"))
        occupancies.move_in(access, lot_id=world.lots["B"], party_id=party.id, on=access.today)
        invite.link_person(access, party_id=party.id, person_id=tenant.id)
        lift = AgendaItem.objects.get(org_id=world.org.id, title="Ascenseur")
    client = signed_in(tenant)
    status, text = read(client, at(row.number))
    assert status == 200 and "Écrire à l’assemblée" in text and "€" not in text
    status, text = read(client, at(row.number, f"points/{lift.position}"))
    assert status == 200 and "Coût par lot" not in text and "700,00" not in text
    assert send(client, at(row.number, "remarque"), text="Le hall est sombre") == 302
    assert "Le hall est sombre" in read(signed_in(world.persons["Chloé"]), at(row.number, "remarques"))[1]
    assert read(client, at(row.number, "convocation"))[0] == 403
    assert read(signed_in(casting.person("x@nulle.example")), at(row.number))[0] == 404


def test_an_item_moves_without_a_script(world: Tilleuls, row: Assembly) -> None:
    client = signed_in(world.syndic)
    assert send(client, at(row.number, "points/2/ordre"), sens="haut") == 302
    text = read(client, at(row.number))[1]
    assert text.index("Comptes de l’exercice") < text.index("Présidence, secrétariat")
    assert send(signed_in(world.persons["Chloé"]), at(row.number, "points/2/ordre"), sens="haut") == 403


def test_the_review_says_what_leaves_in_numbers(world: Tilleuls, row: Assembly) -> None:
    client = signed_in(world.syndic)
    assert (
        send(
            signed_in(world.persons["Alice"]),
            "/i/les-tilleuls/ag/mon-accord",
            party=str(world.parties["Alice"]),
            accord="oui",
        )
        == 302
    )
    with boundary.within(world.org.id):
        assert ElectronicConsent.objects.filter(org_id=world.org.id, how="account").count() == 1
    text = read(client, at(row.number, "convocation"))[1]
    assert "8 lettres recommandées" in text and "1 e-mail," in text and "Convoquer 9 personnes" in text
    assert "Vote suspendu faute de représentant" in text and "entre crochets" in text
    assert send(client, at(row.number, "convocation")) == 302
    text = read(client, at(row.number, "convocation"))[1]
    assert "9 envois restent à prouver." in text and "Reprendre la convocation" in text
    with boundary.within(world.org.id):
        ines = Recipient.objects.get(org_id=world.org.id, name="Ines Tilleul")
    proof = at(row.number, f"convocation/preuve/{ines.id}")
    assert client.post(proof, {"_key": uuid4().hex, "registered_number": ""}).status_code == 422
    assert send(client, proof, registered_number="RR123BE") == 302
    assert "RR123BE" in read(client, at(row.number, "convocation"))[1]


def test_a_proxy_over_the_limit_comes_back_with_the_rule(world: Tilleuls, row: Assembly) -> None:
    alice = str(world.parties["Alice"])
    for name in ("Bruno", "Chloé", "David"):
        assert send(signed_in(world.persons[name]), at(row.number, "procuration"), holder=alice) == 302
    client = signed_in(world.persons["Ines"])
    answer = client.post(at(row.number, "procuration"), {"_key": uuid4().hex, "holder": alice})
    assert answer.status_code == 422
    assert "porte déjà 3 procurations" in unescape(answer.content.decode())
    text = read(signed_in(world.persons["Bruno"]), at(row.number, "procuration"))[1]
    assert "Alice Tilleul vote pour vous" in text
    assert (
        "Vous votez pour Bruno Tilleul, par procuration."
        in read(signed_in(world.persons["Alice"]), at(row.number, "procuration"))[1]
    )


def test_a_mailed_link_opens_the_agenda_and_gives_a_proxy(world: Tilleuls, row: Assembly) -> None:
    access = world.syndic_access
    with boundary.within(world.org.id):
        convene.convene(access, number=row.number)
        chloe = Recipient.objects.select_related("convocation").get(org_id=world.org.id, name="Chloé Tilleul")
        letters.write(access, recipient_id=chloe.id)
        link = "/f/" + letters.address_of(chloe).rsplit("/", 1)[-1]
    client = Client()
    status, text = read(client, link)
    assert status == 200 and "Ascenseur" in text and "300,00" in text and "Mon compte" not in text
    assert client.get(f"{link}?lettre").content.startswith(b"%PDF-")
    assert client.get(f"{link}?document={uuid4()}").status_code == 404
    assert send(client, f"{link}?procuration", holder=str(world.parties["Alice"])) == 302
    assert "Alice Tilleul vote pour vous" in read(client, f"{link}?procuration")[1]
    assert send(client, f"{link}?procuration") == 302
    with boundary.within(world.org.id):
        assert Proxy.objects.get(org_id=world.org.id).revoked_at is not None
