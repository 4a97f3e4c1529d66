"""What the forms write, what they say when something is wrong, and that nothing typed is lost."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils.html import escape

from koprogo.condominiums.queries import building, history, keys, mandates, parties, roll
from koprogo.condominiums.tests.pages.conftest import Enter
from koprogo.platform import boundary
from koprogo.platform.models import Mailing, Org
from koprogo.testing import casting
from koprogo.testing.casting import Membership
from koprogo.testing.tilleuls import Tilleuls

pytestmark = pytest.mark.django_db


def send(client: Client, world: Tilleuls, path: str, **typed: Any) -> Any:
    return client.post(f"/i/{world.org.slug}/{path}", {"_key": uuid4().hex} | typed)


@pytest.mark.parametrize(
    ("path", "typed", "said"),
    [
        ("lots/nouveau", {"kind": "cellar", "shares": "1"}, "Indiquez le numéro du lot"),
        ("lots/nouveau", {"number": "Z9", "kind": "cellar", "shares": "dix"}, "Écrivez un nombre entier"),
        ("lots/nouveau", {"number": "Z9", "kind": "cellar", "shares": "-1"}, "0 ou plus"),
        ("lots/nouveau", {"number": "A", "kind": "shop", "shares": "10"}, "Le lot A existe déjà"),
        ("lots/nouveau", {"number": "Nouveau", "kind": "shop", "shares": "10"}, "Choisissez un autre numéro"),
        ("lots/F/mutation", {"on": "2026-05-16"}, "Choisissez une personne, ou écrivez le nom"),
        ("lots/F/mutation", {"last_name": "Roi"}, "Indiquez le premier jour du nouveau propriétaire"),
        ("lots/F/mutation", {"last_name": "Roi", "on": "01/01/2019"}, "Choisissez une date après le 1er janvier 2020"),
        ("lots/F/mutation", {"last_name": "Roi", "on": "demain"}, "par exemple 24/11/2026"),
        ("lots/E/occupants", {"first_name": "Lou", "on": "2026-01-01"}, "Indiquez le nom de famille"),
        ("personnes/nouvelle?genre=person", {"first_name": "Lou"}, "Indiquez le nom."),
        ("personnes/nouvelle?genre=person", {"last_name": "Roi", "iban": "BE00"}, "n’est pas un numéro de compte"),
        ("personnes/nouvelle?genre=company", {"name": "Roi SA", "enterprise_number": "12"}, "dix chiffres"),
        ("personnes/nouvelle?genre=joint", {"name": "X"}, "au moins deux personnes"),
        ("argent/cles/nouvelle", {"label": "Chauffage"}, "Indiquez le total"),
        ("argent/cles/quotites/fermer", {"from_on": "2027-01-01"}, "La clé de l’acte ne se ferme pas"),
        ("argent/cles/ascenseur/version", {"from_on": "1900-01-01", "total": "700"}, "Choisissez une date après"),
        ("immeuble/changer", {"name": "Les Tilleuls", "enterprise_number": "1", "language": "fr",
                              "year_starts_month": "1"}, "dix chiffres"),
        ("immeuble/changer", {"name": "Les Tilleuls", "language": "fr", "year_starts_month": "1",
                              "assembly_from": "31-12"}, "Indiquez un jour et un mois"),
    ],
)
def test_bad_input(world: Tilleuls, enter: Enter, path: str, typed: dict[str, str], said: str) -> None:
    answer = send(enter("nadia"), world, path, **typed)
    text = answer.content.decode()
    assert answer.status_code == 422 and escape(said) in text
    assert 'class="erreurs"' in text and "Erreur\u00a0:" in text
    for value in typed.values():
        assert escape(value) in text, "what was typed stays"


def test_a_lot_comes_in_and_the_difference_shows(world: Tilleuls, enter: Enter) -> None:
    client = enter("nadia")
    typed = {"number": "C/1", "kind": "cellar", "shares": "1 000", "floor": "−1"}
    assert send(client, world, "lots/nouveau", **typed).status_code == 302
    listing = client.get(f"/i/{world.org.slug}/lots/?vue=table").content.decode()
    assert "Les lots dépassent le total" in listing and f"/i/{world.org.slug}/lots/C/1" in listing
    assert "Sous-sol" in client.get(f"/i/{world.org.slug}/lots/C/1").content.decode()
    with boundary.within(world.org.id):
        key = keys.deed_key(world.syndic_access, on=casting.TODAY)
    assert key is not None and (key.total, key.weighed) == (1000, 2000)
    changed = send(client, world, "lots/C/1/changer", number="C1", kind="cellar", shares="0", floor="-1")
    assert changed.status_code == 302
    assert "1" + "\u202f" + "000 / 1" in client.get(f"/i/{world.org.slug}/lots/").content.decode()
    assert send(client, world, "lots/C1/retirer").status_code == 302
    assert client.get(f"/i/{world.org.slug}/lots/C1").status_code == 404
    refused = send(client, world, "lots/A/retirer")
    assert refused.status_code == 422 and "Il reste dans l" in refused.content.decode()


def test_change_of_owner_to_somebody_new_and_back(world: Tilleuls, enter: Enter) -> None:
    client, path = enter("nadia"), "lots/A/mutation"
    done = send(client, world, path, first_name="Lou", last_name="Roi", on="2026-05-16", source="Acte")
    assert done.status_code == 302
    page = client.get(done.headers["Location"]).content.decode()
    assert "Lou Roi détient le lot A à partir du 16 mai 2026." in page and "15" in page
    with boundary.within(world.org.id):
        assert [one.name for one in history.holders(world.syndic_access, lot_id=world.lots["A"])] == [
            "Lou Roi",
            "Alice Tilleul",
        ]
    alice = enter("alice")
    assert alice.get(f"/i/{world.org.slug}/lots/").status_code == 403, "the door closed on the day"
    assert alice.get(f"/i/{world.org.slug}/moi/compte").status_code == 200, "but for one's own account"
    assert send(client, world, path + "/annuler").status_code == 302
    assert enter("alice").get(f"/i/{world.org.slug}/lots/").status_code == 200


def test_a_refused_transfer_creates_nobody(world: Tilleuls, enter: Enter) -> None:
    send(enter("nadia"), world, "lots/A/mutation", last_name="Fantôme", on="2019-01-01")
    with boundary.within(world.org.id):
        assert not parties.listing(world.syndic_access, on=casting.TODAY, text="Fantôme").rows


def test_a_joint_right_is_made_and_represented(world: Tilleuls, enter: Enter) -> None:
    client, ids = enter("nadia"), world.parties
    typed = {"member_1": ids["Alice"], "part_1": "2/3", "member_2": ids["Bruno"], "part_2": "1/2"}
    wrong = send(client, world, "personnes/nouvelle?genre=joint", **typed)
    assert wrong.status_code == 422 and "Les parts font 7/6 ensemble" in wrong.content.decode()
    typed["part_2"] = "1/3"
    done = send(client, world, "personnes/nouvelle?genre=joint", **typed)
    assert done.status_code == 302
    target = done.headers["Location"].removeprefix(f"/i/{world.org.slug}/")
    page = client.get(done.headers["Location"].removesuffix("/representant")).content.decode()
    assert "Alice Tilleul / Bruno Tilleul" in page and "Sans représentant" in page and "2/3" in page
    unwritten = send(client, world, target, representative=ids["Bruno"], note="")
    assert unwritten.status_code == 422 and "désignation écrite" in unwritten.content.decode()
    assert send(client, world, target, representative=ids["Bruno"], note="Lettre").status_code == 302


def test_weights_are_kept_even_when_they_do_not_add_up(world: Tilleuls, enter: Enter) -> None:
    client = enter("nadia")
    typed = {f"w-{lot}": "100" for number, lot in world.lots.items() if number in "CDEFG"}
    done = send(client, world, "argent/cles/ascenseur", **typed)
    assert done.status_code == 302
    page = client.get(done.headers["Location"]).content.decode()
    assert "Il en manque 200" in page and "Clé incomplète" in page and 'value="100"' in page
    typed[f"w-{world.lots['H']}"] = "x"
    wrong = send(client, world, "argent/cles/ascenseur", **typed)
    assert wrong.status_code == 422 and 'value="x"' in wrong.content.decode()
    typed[f"w-{world.lots['H']}"] = "200"
    right = send(client, world, "argent/cles/ascenseur", **typed)
    assert "le compte est juste" in client.get(right.headers["Location"]).content.decode()


def test_a_key_changes_from_a_day_on(world: Tilleuls, enter: Enter) -> None:
    client = enter("nadia")
    done = send(client, world, "argent/cles/ascenseur/version", from_on="2027-01-01", total="800")
    assert done.headers["Location"].endswith("?version=2027-01-01")
    now = client.get(f"/i/{world.org.slug}/argent/cles/ascenseur").content.decode()
    assert "Remplacée le 1er janvier 2027" in now and "700 / 700" in now
    then = client.get(done.headers["Location"]).content.decode()
    assert "Il manque 100 parts" in then


def test_mandates_are_given_within_the_law(world: Tilleuls, enter: Enter) -> None:
    client, ids = enter("nadia"), world.parties
    typed = {"role": "syndic", "party": ids["Alice"], "starts_on": "2026-07-01", "last_on": "2029-07-01"}
    late = send(client, world, "immeuble/mandats/nouveau", **typed)
    assert late.status_code == 422 and "au plus tard le 30 juin 2029" in late.content.decode()
    typed["last_on"] = "2029-06-30"
    assert send(client, world, "immeuble/mandats/nouveau", **typed).status_code == 302
    typed["role"] = "auditor"
    refused = send(client, world, "immeuble/mandats/nouveau", **typed)
    assert refused.status_code == 422 and "CC 3.89 § 9" in refused.content.decode()
    with boundary.within(world.org.id):
        rows = mandates.listing(world.syndic_access)
    mine = next(row for row in rows if row.name == "Nadia Haddad")
    end = send(client, world, f"immeuble/mandats/{mine.mandate_id}/fin", last_on="2026-11-24", decision="AG")
    assert end.status_code == 302
    roles = Membership.objects.filter(person=world.syndic).values_list("ends_on", flat=True)
    assert list(roles) == [date(2026, 11, 25)], "somebody takes over: no days of grace"


def test_the_identity_card(world: Tilleuls, enter: Enter) -> None:
    client = enter("nadia")
    before = client.get(f"/i/{world.org.slug}/immeuble/").content.decode()
    assert "Le numéro d’entreprise (BCE)" in before and "facultatif : 8 lots" in before
    typed = {
        "name": "Les Tilleuls", "street": "Avenue des Tilleuls", "house_number": "12", "postcode": "1000",
        "city": "Bruxelles", "enterprise_number": "BE 0403.170.701", "language": "fr", "language_2": "nl",
        "name_2": "De Linden", "year_starts_month": "7", "assembly_from": "12-01", "deed": "Notaire Lambert",
    }  # fmt: skip
    assert send(client, world, "immeuble/changer", **typed).status_code == 302
    after = client.get(f"/i/{world.org.slug}/immeuble/").content.decode()
    assert "0403.170.701" in after and "juillet" in after and "Le numéro d’entreprise (BCE)" not in after
    assert "facultatif" in enter("yusuf").get(f"/i/{world.org.slug}/immeuble/").content.decode()
    added = send(client, world, "immeuble/batiments/nouveau", name="Bloc A")
    assert added.status_code == 302
    twice = send(client, world, "immeuble/batiments/nouveau", name="Bloc A")
    assert twice.status_code == 422 and "Un bâtiment s’appelle déjà" in twice.content.decode()


def test_a_building_is_removed_once_it_is_empty(world: Tilleuls, enter: Enter) -> None:
    client = enter("nadia")
    send(client, world, "immeuble/batiments/nouveau", name="Bloc A")
    with boundary.within(world.org.id):
        block = building.physical(world.syndic_access)[0]
    typed = {"number": "A", "kind": "shop", "shares": "180", "floor": "0", "building": block.id}
    assert send(client, world, "lots/A/changer", **typed).status_code == 302
    assert "Bloc A" in client.get(f"/i/{world.org.slug}/lots/").content.decode()
    renamed = send(client, world, f"immeuble/batiments/{block.id}", name="Bloc B")
    refused = send(client, world, f"immeuble/batiments/{block.id}/retirer")
    assert renamed.status_code == 302 and refused.status_code == 422
    assert "encore" in refused.content.decode() and "Bloc B" in refused.content.decode()
    assert send(client, world, "lots/A/changer", **(typed | {"building": ""})).status_code == 302
    assert send(client, world, f"immeuble/batiments/{block.id}/retirer").status_code == 302


def test_an_invitation_leaves_and_is_taken_back(world: Tilleuls, enter: Enter) -> None:
    client, path = enter("nadia"), f"personnes/{world.parties['Bruno']}/invitation"
    assert send(client, world, path).status_code == 302
    with boundary.within(world.org.id):
        mail = Mailing.objects.get()
    assert (mail.recipient, mail.state) == ("bruno@les-tilleuls.example", Mailing.State.WAITING)
    assert "/f/" in mail.text and mail.html.count("<a ") == 1
    assert send(client, world, path + "/annuler").status_code == 302
    with boundary.within(world.org.id):
        assert Mailing.objects.get().state == Mailing.State.RECALLED


def test_access_is_withdrawn_but_never_the_last_syndics(world: Tilleuls, enter: Enter) -> None:
    client = enter("nadia")
    path = f"personnes/{world.parties['Bruno']}/acces/{world.persons['Bruno'].id}"
    assert send(client, world, path).status_code == 302
    assert enter("bruno").get(f"/i/{world.org.slug}/lots/").status_code == 404
    with boundary.within(world.org.id):
        syndic = mandates.listing(world.syndic_access)[0].party_id
    own = send(client, world, f"personnes/{syndic}/acces/{world.syndic.id}")
    assert own.status_code == 422 and "Plus personne ne pourrait gérer" in own.content.decode()


def test_occupants_come_and_go(world: Tilleuls, enter: Enter) -> None:
    client = enter("nadia")
    typed = {"first_name": "Zoé", "last_name": "Lam", "on": "2026-02-01"}
    assert send(client, world, "lots/B/occupants", **typed).status_code == 302
    with boundary.within(world.org.id):
        stay = history.occupants(world.syndic_access, lot_id=world.lots["B"])[0]
        assert roll.lots(world.syndic_access, on=casting.TODAY)[1].occupants == ("Zoé Lam",)
    early = send(client, world, f"lots/B/occupants/{stay.id}", on="2026-02-01")
    assert early.status_code == 422 and "après l’entrée" in early.content.decode()
    assert send(client, world, f"lots/B/occupants/{stay.id}", on="2026-03-01").status_code == 302
    with boundary.within(world.org.id):
        assert roll.lots(world.syndic_access, on=casting.TODAY)[1].occupants == ()


def test_a_building_in_four_fields_once(enter: Enter) -> None:
    client = enter("founder")
    assert "Ajouter mon immeuble" in client.get("/immeubles/").content.decode()
    typed = {"name": "Le Verger", "street": "Chaussée de Wavre 212b", "place": "1050 Ixelles", "deed_total": "10 000"}
    wrong = client.post("/immeubles/nouveau", {"_key": uuid4().hex} | typed | {"deed_total": "0"})
    assert wrong.status_code == 422 and "Chaussée de Wavre 212b" in wrong.content.decode()
    typed["_key"] = uuid4().hex
    for _time in range(2):
        assert client.post("/immeubles/nouveau", typed).headers["Location"] == "/i/le-verger/mise-en-place/"
    assert Org.objects.filter(name="Le Verger").count() == 1
    steps = client.get("/i/le-verger/mise-en-place/").content.decode()
    assert "À faire" in steps and "Pas encore envoyé" in steps and "Étapes faites\u00a0: 0 sur 9" in steps
    founder = casting.person("founder@les-tilleuls.example")
    assert "Le compte bancaire" in steps and "Les soldes de départ" in steps
    assert [one.roles for one in building.mine(founder.id, casting.TODAY)] == [("syndic",)]
    assert client.get("/immeubles/").headers["Location"] == "/i/le-verger/"
    page = client.get("/i/le-verger/immeuble/").content.decode()
    assert "Chaussée de Wavre 212b, 1050 Ixelles" in page


def test_lots_are_filtered(world: Tilleuls, enter: Enter) -> None:
    client, here = enter("alice"), f"/i/{world.org.slug}/lots/"
    assert client.get(here).content.decode().count('class="fen"') == 8
    shops = client.get(here + "?vue=table&type=shop").content.decode()
    assert "Alice Tilleul" in shops and "Chloé" not in shops
    chloe = client.get(here + "?vue=table&texte=chlo").content.decode()
    assert chloe.count("<th scope=\"row\"") == 3, "two lots and the sum"
    assert "Aucun lot ne correspond" in client.get(here + "?texte=zzz").content.decode()
    assert "Ajouter un lot" not in shops, "buttons are for those who may press them"
