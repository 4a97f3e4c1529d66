"""The pages of a decision in writing: the syndic sends it, owners answer on a phone or by the mailed link."""

from datetime import timedelta
from html import unescape
from urllib.parse import urlparse

import pytest
from django.test import Client

from koprogo.assemblies.models import WrittenDecision, WrittenRecipient
from koprogo.assemblies.operations import written_mails
from koprogo.assemblies.tests.pages.test_assembly_pages import read, send, signed_in
from koprogo.assemblies.tests.stories import world as worlds
from koprogo.condominiums.operations import parties
from koprogo.platform import boundary
from koprogo.testing import casting, days
from koprogo.testing.tilleuls import Tilleuls

pytestmark = pytest.mark.django_db
HERE = "/i/les-tilleuls/ag/ecrit/"


@pytest.fixture
def world() -> Tilleuls:
    built = worlds.build()
    with boundary.within(built.org.id):
        for whole, member in (("Eve / Frank", "Eve"), ("Greta / Hugo", "Greta")):
            to = built.parties[member]
            parties.name_representative(
                built.syndic_access, party_id=built.parties[whole], representative_id=to, note="Lettre"
            )
    return built


def sent(world: Tilleuls, client: Client) -> WrittenDecision:
    typed = {
        "title": "Nettoyage",
        "text": "Le nettoyage va à Claire et Net.",
        "subject": "contract",
        "cost": "1 000,00",
    }
    until = (days.today() + timedelta(days=30)).isoformat()
    key = str(world.keys["parts"])
    assert send(client, HERE + "nouvelle", **typed, until_on=until, key=key) == 302
    with boundary.within(world.org.id):
        return WrittenDecision.objects.get()


def test_the_syndic_sends_and_everybody_sees_what_is_theirs(world: Tilleuls) -> None:
    nadia, chloe = signed_in(world.syndic), signed_in(world.persons["Chloé"])
    status, text = read(nadia, HERE + "nouvelle?modele=contract")
    assert status == 200 and "Envoyer à 7 copropriétaires" in text and "Statuts, autre modification" not in text
    until = (days.today() + timedelta(days=30)).isoformat()
    blank = {"_key": "k" * 32, "title": "T", "text": "[nom]", "subject": "contract", "until_on": until}
    wrong = nadia.post(HERE + "nouvelle", blank)
    assert wrong.status_code == 422 and "Remplacez ce qui est entre crochets" in unescape(wrong.content.decode())
    row = sent(world, nadia)
    status, text = read(nadia, HERE + "1")
    assert "0 / 7" in text and text.count("Attendue") == 7 and "Noter le papier" in text
    status, text = read(chloe, HERE + "1")
    assert status == 200 and "Pour vos lots : 300,00 €." in text.replace("\xa0", " ") and "Signer mon accord" in text
    assert "Attendue" not in text, "who has answered is the syndic's to follow, not a pressure between neighbours"
    assert "Nettoyage" in read(chloe, "/i/les-tilleuls/ag/")[1]
    asked = "Votre accord est demandé par écrit"
    assert asked in read(chloe, "/i/les-tilleuls/")[1] and asked not in read(nadia, "/i/les-tilleuls/")[1]
    # Of two owners the designated one is asked, the other not.
    assert asked in read(signed_in(world.persons["Eve"]), "/i/les-tilleuls/")[1]
    assert asked not in read(signed_in(world.persons["Frank"]), "/i/les-tilleuls/")[1]
    assert read(chloe, HERE + "nouvelle")[0] == 403 and read(chloe, HERE + "1/papier")[0] == 403
    assert read(signed_in(casting.person("Zoé", language="fr")), HERE + "1")[0] == 404
    assert row.sha256[:16] in text


def test_a_tap_agrees_and_a_refusal_asks_twice(world: Tilleuls) -> None:
    nadia, chloe = signed_in(world.syndic), signed_in(world.persons["Chloé"])
    sent(world, nadia)
    assert send(chloe, HERE + "1/repondre", name="Chloé Tilleul") == 200, "no button, no answer"
    assert send(chloe, HERE + "1/repondre", reponse="accord", name="Chloé Tilleul") == 422, "read, and said so"
    assert send(chloe, HERE + "1/repondre", reponse="accord", name="Chloé Tilleul", agreed="on") == 302
    text = read(chloe, HERE + "1")[1]
    assert "Accord donné" in text and "Revenir sur mon accord" in text and "1 / 7" in text
    assert send(nadia, HERE + "1/repondre", reponse="accord", name="Nadia", agreed="on") in (403, 404)
    david = signed_in(world.persons["David"])
    assert send(david, HERE + "1/repondre", reponse="refus", name="David Tilleul") == 302
    assert "Un copropriétaire a refusé" in read(chloe, HERE + "1")[1]
    assert "Refus" in read(nadia, HERE + "1")[1] and "Planifier une assemblée" in read(nadia, HERE + "1")[1]


def test_the_mailed_link_reads_and_answers_without_signing_in(world: Tilleuls) -> None:
    nadia = signed_in(world.syndic)
    row = sent(world, nadia)
    with boundary.within(world.org.id):
        one = WrittenRecipient.objects.select_related("decision").get(decision=row, party_id=world.parties["Ines"])
        path = urlparse(written_mails.address_of(one)).path
    guest = Client()
    status, text = read(guest, path)
    assert status == 200 and "Ines Tilleul, H" in text and "70,00 €" in text.replace("\xa0", " ")
    assert send(guest, path, reponse="accord", name="Ines Tilleul") == 422
    assert send(guest, path, reponse="accord", name="Ines Tilleul", agreed="on") == 302
    assert "Votre accord est donné." in read(guest, path)[1]
    assert "par le lien de l’e-mail" in read(nadia, HERE + "1")[1]
