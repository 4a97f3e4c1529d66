"""The homes: what each reader finds first, and what they must never find."""

import re

import pytest

from koprogo.condominiums.operations import invite
from koprogo.platform import boundary
from koprogo.site.tests.conftest import Street


def home(street: Street, who: str) -> str:
    answer = street.client(who).get(f"/i/{street.house.args['slug']}/")
    assert answer.status_code == 200
    return words(answer.content.decode())


def words(html: str) -> str:
    """The visible words, with plain spaces."""
    main = html.split("<main", 1)[1].split("</main>", 1)[0]
    text = re.sub(r"<[^>]+>", " ", main)
    return " ".join(text.replace("\u202f", " ").replace("\u00a0", " ").replace("&#39;", "’").split())


def test_the_syndic_finds_what_needs_a_hand(street_of_two: Street) -> None:
    text = home(street_of_two, "syndic")
    assert "Trois choses à faire" in text
    assert "Contrôler les factures" in text and "Payer les factures" in text
    assert text.index("Rapprocher la banque") < text.index("Envoyer « Premier trimestre »")
    assert "2 mouvements attendent" in text
    assert "Quatrième trimestre" in text
    assert "Paiement par lot" not in text, "a label, not a word"
    assert "En caisse" in text
    assert "Début de la quinzaine de l’assemblée" in text


def test_the_facade_says_who_paid(street_of_two: Street) -> None:
    text = home(street_of_two, "syndic")
    assert "A Tilleul : payé" in text, "Alice's movement was confirmed"
    assert "B Tilleul : reçu, à confirmer" in text, "Bruno's waits"
    assert "H Neuve : attendu" in text


def test_an_owner_finds_the_amount_and_how_to_pay(street_of_two: Street) -> None:
    text = home(street_of_two, "owner")
    assert "Vous devez 747,00 €" in text
    assert "Association des copropriétaires Les Tilleuls" in text
    assert "BE68 5390 0754 7034" in text
    assert re.search(r"\+\+\+\d{3}/\d{4}/\d{5}\+\+\+", text)
    assert "Pourquoi ce montant ?" in text
    assert "Quotités : 150 / 1 000 × 2 250,00 €" in text
    assert "lots C, D" in text


@pytest.mark.parametrize("who", ["owner", "council", "occupant"])
def test_no_neighbour_is_named_on_other_homes(street_of_two: Street, who: str) -> None:
    text = home(street_of_two, who)
    for neighbour in ("Alice", "Bruno", "Greta", "Ines", "attendu"):
        assert neighbour not in text.replace("attendu des copropriétaires", "").replace("Encore attendu", "")


def test_an_occupant_reads_no_money(street_of_two: Street) -> None:
    text = home(street_of_two, "occupant")
    assert "€" not in text
    assert "Nadia Haddad" in text


def test_a_council_reads_the_books_as_a_whole(street_of_two: Street) -> None:
    text = home(street_of_two, "council")
    assert "Une chose à faire" in text and "Approuver des factures" in text
    assert "reçus sur 2 370,00 €" in text
    assert "Rapprocher" not in text


def test_somebody_with_two_roles_reads_both_owner_first(street_of_two: Street) -> None:
    house = street_of_two.house
    with boundary.within(house.built.org.id):
        invite.link_person(house.access, party_id=house.args["party_id"], person_id=house.cast["syndic"].pk)
    text = home(street_of_two, "syndic")
    assert text.index("Vous devez 747,00 €") < text.index("Trois choses à faire")
    response = street_of_two.client("syndic").get(f"/i/{house.args['slug']}/")
    assert response.content.count(b"<h1") == 1


@pytest.mark.parametrize(
    ("who", "tabs"),
    [
        (
            "syndic",
            ["Aujourd’hui", "Argent", "Assemblées", "Lots et copropriétaires", "Immeuble", "Documents", "Voisins"],
        ),
        ("auditor", ["Aujourd’hui", "Argent", "Assemblées", "Lots et copropriétaires", "Immeuble", "Documents"]),
        (
            "owner",
            ["Accueil", "Mon compte", "Assemblées", "Voisins", "Lots et copropriétaires", "Immeuble", "Documents"],
        ),
        ("occupant", ["Accueil", "Assemblées", "Voisins", "Immeuble"]),
    ],
)
def test_only_sections_that_open_are_shown(street_of_two: Street, who: str, tabs: list[str]) -> None:
    client = street_of_two.client(who)
    html = client.get(f"/i/{street_of_two.house.args['slug']}/").content.decode()
    nav = html.split('class="onglets"', 1)[1].split("</nav>", 1)[0]
    links = re.findall(r'<a href="([^"]+)"([^>]*)>(.*?)</a>', nav, re.DOTALL)
    assert [" ".join(re.sub(r"<[^>]+>", "", label).split()) for _url, _rest, label in links] == tabs
    assert 'aria-current="page"' in links[0][1]
    assert all(client.get(url).status_code == 200 for url, _rest, _label in links)


def test_the_plate_is_the_street_in_both_languages(street_of_two: Street) -> None:
    html = street_of_two.client("owner").get(f"/i/{street_of_two.house.args['slug']}/").content.decode()
    plate = html.split('class="plaque"', 1)[1].split("</a>", 1)[0]
    assert "Avenue des Tilleuls" in plate
    assert '<span lang="nl">Lindenlaan</span>' in plate
    assert '<span class="no">12</span>' in plate


def test_money_masks_the_neighbours(street_of_two: Street) -> None:
    url = f"/i/{street_of_two.house.args['slug']}/argent/"
    every = words(street_of_two.client("syndic").get(url).content.decode())
    assert "Qui doit encore quoi" in every
    assert "Bruno Tilleul" in every
    own = words(street_of_two.client("owner").get(url).content.decode())
    assert "Qui doit encore quoi" not in own
    assert "Bruno" not in own
    assert "Sur les comptes bancaires" in own
