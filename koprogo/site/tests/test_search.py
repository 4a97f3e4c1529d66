"""The search finds what its reader may see, whatever the form it was typed in, and nothing else."""

import pytest

from koprogo.condominiums.operations import parties
from koprogo.condominiums.operations.parties import PartyFacts
from koprogo.kernel import structured_reference
from koprogo.platform import boundary
from koprogo.site.tests.conftest import Street
from koprogo.site.tests.test_homes import words


def found(street: Street, who: str, text: str) -> str:
    answer = street.client(who).get(f"/i/{street.house.args['slug']}/chercher", {"q": text})
    assert answer.status_code == 200
    return words(answer.content.decode()).split("Chercher", 1)[-1]


def reference_of(street: Street) -> str:
    """The communication of Bruno's notice, from the page that shows it to the syndic."""
    url = f"/i/{street.house.args['slug']}/argent/appels/{street.house.args['call']}/"
    text = words(street.client("syndic").get(url).content.decode())
    shown = text.split("Bruno Tilleul", 1)[1].split("+++", 2)[1]
    digits = structured_reference.parse(f"+++{shown}+++")
    assert digits
    return digits


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("chloe", "Chloé Tilleul"),
        ("Chloé", "Chloé Tilleul"),
        ("tilleul chl", "Chloé Tilleul"),
        ("H", "Lot H"),
        ("284,40", "Bruno Tilleul"),
        ("684,20", "KONE"),
        ("nouvel", "Nouvel appel de fonds"),
        ("nouvelle ecr", "Nouvelle écriture"),
        ("coda", "Importer un relevé de banque"),
        ("zzz", "Rien ne correspond"),
    ],
)
def test_the_syndic_finds(street_of_two: Street, text: str, expected: str) -> None:
    assert expected in found(street_of_two, "syndic", text)


def test_a_communication_is_found_in_every_form(street_of_two: Street) -> None:
    digits = reference_of(street_of_two)
    pretty = structured_reference.pretty(digits)
    for text in (digits, pretty, pretty.replace("+", "*"), pretty.strip("+"), pretty[:11]):
        assert "Bruno Tilleul" in found(street_of_two, "syndic", text), text


def test_a_telephone_number_is_found_by_its_digits_and_never_by_owners(street_of_two: Street) -> None:
    house = street_of_two.house
    with boundary.within(house.built.org.id):
        facts = PartyFacts(first_name="Paul", last_name="Sonnette", phone="+32 475 12 34 56")
        parties.add_party(house.access, facts=facts)
    for text in ("0475123456", "+32 475 12", "123456"):
        assert "Paul Sonnette" in found(street_of_two, "syndic", text), text
        assert "Paul" not in found(street_of_two, "owner", text), text
    assert "0475" not in found(street_of_two, "owner", "sonnette").replace(" ", "")


@pytest.mark.parametrize("text", ["284,40", "684,20", "nouvel appel", "importer"])
def test_an_owner_finds_no_amount_of_others_and_no_act_of_the_syndic(street_of_two: Street, text: str) -> None:
    assert "Rien ne correspond" in found(street_of_two, "owner", text)


def test_an_owner_finds_their_own(street_of_two: Street) -> None:
    assert "Chloé Tilleul" in found(street_of_two, "owner", "711,00")
    assert "Rien ne correspond" in found(street_of_two, "owner", reference_of(street_of_two))
    assert "Mon compte" in found(street_of_two, "owner", "solde")


def test_nothing_of_the_house_beside_is_found(street_of_two: Street) -> None:
    beside = street_of_two.beside
    with boundary.within(beside.built.org.id):
        parties.add_party(beside.access, facts=PartyFacts(first_name="Zoé", last_name="Voisine"))
    assert "Rien ne correspond" in found(street_of_two, "syndic", "voisine")


def test_neighbours_find_what_neighbours_share_and_no_office_does(street_of_two: Street) -> None:
    for text, title in (("etagere", "Monter une étagère"), ("neerlandais", "Lire une lettre"), ("soupe", "Soupe de")):
        assert title in found(street_of_two, "owner", text), text
        for who in ("syndic", "council"):
            assert title not in found(street_of_two, who, text), (who, text)
    slug = street_of_two.house.args["slug"]
    for who, status in (("resident", 200), ("occupant", 200), ("syndic", 403), ("stranger", 404)):
        answer = street_of_two.client(who).get(f"/i/{slug}/voisins/chercher", {"q": "Échelle"})
        assert answer.status_code == status, who
        html = words(answer.content.decode())
        assert ("Prêt d’objets · Chlo" in html) == (status == 200), who
    nothing = street_of_two.client("resident").get(f"/i/{slug}/voisins/chercher", {"q": "100%_"})
    assert "ne correspond à" in words(nothing.content.decode())


def test_the_script_gets_the_list_alone(street_of_two: Street) -> None:
    client = street_of_two.client("syndic")
    url = f"/i/{street_of_two.house.args['slug']}/chercher"
    part = client.get(url, {"q": "chloe"}, headers={"HX-Request": "true"}).content.decode()
    assert "Chloé" in part
    assert "<html" not in part
    assert client.get(url, {"q": ""}, headers={"HX-Request": "true"}).content.strip() == b""
