"""The pages of meters: a round on the phone, a file looked at before it is taken in, an owner's own meters."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from koprogo.condominiums.operations import invite, occupancies, parties
from koprogo.condominiums.operations.parties import PartyFacts
from koprogo.condominiums.rules.rights import Role
from koprogo.meters.models import Meter, Reading
from koprogo.meters.operations import meters, readings
from koprogo.meters.operations.meters import MeterFacts
from koprogo.meters.operations.readings import Noted
from koprogo.meters.rules.readings import MeterKind
from koprogo.platform import boundary
from koprogo.testing import casting, tilleuls
from koprogo.testing.tilleuls import Tilleuls

pytestmark = pytest.mark.django_db


@pytest.fixture
def built() -> Tilleuls:
    found = tilleuls.build()
    with boundary.within(found.org.id):
        facts = MeterFacts("EC-103", MeterKind.HOT_WATER, found.lots["C"])
        meters.add_meter(found.syndic_access, facts=facts, on=date(2025, 12, 31), value=12_500)
    return found


def signed(built: Tilleuls, name: str = "") -> Client:
    client = Client()
    client.force_login(built.persons[name] if name else built.syndic)
    return client


def at(built: Tilleuls, rest: str) -> str:
    return f"/i/{built.org.slug}/{rest}"


def meter(built: Tilleuls) -> Meter:
    with boundary.within(built.org.id):
        return Meter.objects.get(serial="EC-103")


def test_who_may_read_meters(built: Tilleuls) -> None:
    assert signed(built).get(at(built, "argent/compteurs/")).status_code == 200
    assert signed(built, "Chloé").get(at(built, "argent/compteurs/")).status_code == 403
    stranger = Client()
    stranger.force_login(casting.person("ailleurs@x.example"))
    assert stranger.get(at(built, "argent/compteurs/")).status_code == 404
    council = Client()
    who = casting.person("conseil@x.example")
    casting.access_as(Role.COUNCIL, built.org, who=who)
    council.force_login(who)
    assert council.post(at(built, "argent/compteurs/tournee"), {"_key": uuid4().hex}).status_code == 403


def test_a_round_is_typed_in_one_table(built: Tilleuls) -> None:
    client, field = signed(built), f"m{meter(built).id.hex}"
    page = client.get(at(built, "argent/compteurs/tournee")).content.decode()
    assert field in page and "12,5 m³" in page
    typed = {"_key": uuid4().hex, "on": "2026-11-20", field: "61,25"}
    low = client.post(at(built, "argent/compteurs/tournee"), typed | {"_key": uuid4().hex, field: "9"})
    assert low.status_code == 422 and "plus petit que le précédent (12,5)" in low.content.decode()
    nothing = client.post(at(built, "argent/compteurs/tournee"), typed | {"_key": uuid4().hex, field: ""})
    assert nothing.status_code == 422 and "Remplissez au moins une ligne" in nothing.content.decode()
    assert client.post(at(built, "argent/compteurs/tournee"), typed).status_code == 302
    assert "61,25 m³" in client.get(at(built, "argent/compteurs/")).content.decode()


def test_a_file_is_shown_before_it_is_taken_in(built: Tilleuls) -> None:
    client = signed(built)
    text = "Lot;Compteur;Type;Date;Index\nC;EC-103;;20/11/2026;61,25\nD;EC-104;Eau chaude;20/11/2026;{}\n"

    def handed(value: str) -> str:
        file = SimpleUploadedFile("ista.csv", text.format(value).encode())
        answer = client.post(at(built, "argent/compteurs/importer"), {"_key": uuid4().hex, "file": file})
        assert answer.status_code == 302
        return answer.headers["Location"]

    bad = handed("?")
    assert "Ni index ni consommation ne se lisent" in client.get(bad).content.decode()
    assert client.post(bad, {"_key": uuid4().hex}).status_code == 422
    good = handed("3")
    page = client.get(good).content.decode()
    assert "2 relevés à ajouter" in page and "1 compteur à inscrire" in page
    assert client.post(good, {"_key": uuid4().hex}).status_code == 302
    assert "Tous ces relevés sont déjà notés" in client.get(good).content.decode()
    with boundary.within(built.org.id):
        assert Reading.objects.count() == 3
    picture = SimpleUploadedFile("photo.png", b"\x89PNG\r\n\x1a\n123")
    refused = client.post(at(built, "argent/compteurs/importer"), {"_key": uuid4().hex, "file": picture})
    assert refused.status_code == 422


def test_a_meter_is_replaced_and_a_reading_corrected(built: Tilleuls) -> None:
    client, row = signed(built), meter(built)
    typed = {"_key": uuid4().hex, "on": "2026-06-01", "end_value": "20", "serial": "EC-200", "start_value": ""}
    answer = client.post(at(built, f"argent/compteurs/{row.id}/remplacer"), typed)
    assert answer.status_code == 302
    assert "EC-200" in client.get(answer.headers["Location"]).content.decode()
    page = client.get(at(built, f"argent/compteurs/{row.id}/")).content.decode()
    assert "Voir le compteur qui le remplace" in page and "7,5 m³" in page
    with boundary.within(built.org.id):
        last = Reading.objects.get(meter=row, kind="end")
    fix = at(built, f"argent/compteurs/releves/{last.id}")
    assert "Corriger" in client.get(fix).content.decode()
    done = client.post(fix, {"_key": uuid4().hex, "on": "2026-06-01", "value": "21", "note": "Mal lu"})
    assert done.status_code == 302
    assert "<s>20</s>" in client.get(at(built, f"argent/compteurs/{row.id}/")).content.decode()


def test_a_key_by_meters_is_made_and_changed(built: Tilleuls) -> None:
    client = signed(built)
    typed = {"_key": uuid4().hex, "label": "Chauffage", "kind": "heat", "fixed_percent": "30"}
    typed["like"] = str(built.keys["parts"])
    assert client.post(at(built, "argent/compteurs/cle"), typed).status_code == 302
    assert "30 %" in client.get(at(built, "argent/compteurs/")).content.decode()
    change = {"_key": uuid4().hex, "kind": "heat", "fixed_percent": "40", "from_on": "2027-01-01"}
    assert client.post(at(built, "argent/compteurs/cle/chauffage"), change).status_code == 302
    assert "40 %" in client.get(at(built, "argent/compteurs/")).content.decode()


def test_owners_see_their_own_meters(built: Tilleuls) -> None:
    assert "EC-103" in signed(built, "Chloé").get(at(built, "moi/compteurs")).content.decode()
    page = signed(built, "Bruno").get(at(built, "moi/compteurs")).content.decode()
    assert "EC-103" not in page and "Aucun compteur n’est inscrit" in page


def test_an_occupant_reads_the_meters_of_their_lot_from_the_day_they_came(built: Tilleuls) -> None:
    access, who = built.syndic_access, casting.person("locataire@x.example")
    with boundary.within(built.org.id):
        party = parties.add_party(access, facts=PartyFacts(first_name="Théo", last_name="Locataire"))
        invite.link_person(access, party_id=party.id, person_id=who.id)
        occupancies.move_in(access, lot_id=built.lots["C"], party_id=party.id, on=date(2026, 3, 1))
        one = meter(built)
        for on, value in ((date(2026, 2, 28), 20_000), (date(2026, 6, 30), 33_500)):
            readings.note_round(access, on=on, noted=[Noted(one.id, value)])
        facts = MeterFacts("EC-104", MeterKind.HOT_WATER, built.lots["D"])
        meters.add_meter(access, facts=facts, on=date(2025, 12, 31), value=1_000)
    client = Client()
    client.force_login(who)
    page = client.get(at(built, "moi/compteurs")).content.decode()
    assert "EC-103" in page and "33,5 m³" in page and "20 m³" in page and ">13,5<" in page
    assert "12,5 m³" not in page  # what the tenant before used
    assert "EC-104" not in page  # the same owner's other lot
    assert "moi/compteurs" in client.get(at(built, "")).content.decode()
    assert client.get(at(built, "moi/compte")).status_code == 403
    assert client.get(at(built, "argent/compteurs/")).status_code == 403
