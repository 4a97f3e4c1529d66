"""The desk as Paulette uses it: she writes for Marguerite, no page lets her forget it, an old form is not taken."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client

from koprogo.neighbours.models import Ad, Resident
from koprogo.platform import boundary
from koprogo.testing import casting, days, neighbours
from koprogo.testing.neighbours import Street

pytestmark = pytest.mark.django_db
BASE = "/i/les-tisserands/voisins/"


@pytest.fixture(scope="module")
def _group(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Street]:
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        yield neighbours.group()
        transaction.set_rollback(True)


@pytest.fixture
def group(_group: Street) -> Iterator[Street]:
    with transaction.atomic():
        yield _group
        transaction.set_rollback(True)


class Reader:
    """A browser without a script: what it posts is what stands in the form, and what was typed."""

    def __init__(self, person: Any) -> None:
        self.client = Client()
        self.client.force_login(person)

    def get(self, path: str, status: int = 200) -> str:
        answer = self.client.get(BASE + path)
        assert answer.status_code == status, f"{path}: {answer.status_code}"
        return answer.content.decode().replace("\xa0", " ")

    def post(self, path: str, **facts: Any) -> str:
        answer = self.client.post(BASE + path, {"_key": uuid4().hex, **facts}, follow=True)
        return answer.content.decode().replace("\xa0", " ")


def register(paulette: Reader, group: Street) -> Resident:
    today = days.today().isoformat()
    facts = {"pseudonym": "Marguerite", "place": "2e étage", "language": "nl", "how": "door", "said_on": today}
    assert "Lisez-lui les règles" in paulette.post("permanence/inscrire", **facts)
    assert "a un nom parmi les voisins" in paulette.post("permanence/inscrire", house="on", **facts)
    with boundary.within(group.org.id):
        return Resident.objects.get(org_id=group.org.id, pseudonym="Marguerite")


def test_writing_for_marguerite_from_the_door_to_the_board(group: Street) -> None:
    paulette, marc = Reader(group.persons["paulette"]), Reader(group.persons["marc"])
    row = register(paulette, group)
    hers = f"permanence/{row.id}"
    before = paulette.get("services/nouveau")
    html = paulette.post(hers, how="phone", said_on=days.today().isoformat())
    assert "Vous écrivez pour Marguerite, qui l’a dit au téléphone" in html
    form = paulette.get("services/nouveau?sens=request")
    assert (
        "Vous écrivez pour Marguerite" in form
        and f'href="{BASE}{hers}"' in form
        and "J’ai lu ce texte à Marguerite, qui l’accepte" in form
    )
    carried = re.search(r'name="pour" value="([^"]+)"', form)
    assert carried and 'name="pour"' not in before
    facts = {"title": "Porter mes courses", "category": "errands", "quarters": "4", "text": "", "agree": "on"}
    # A form from before she began to write for Marguerite is nobody's.
    assert "Ce formulaire a été ouvert dans un autre moment" in paulette.post("services/nouveau", **facts)
    with boundary.within(group.org.id):
        assert not Ad.objects.filter(org_id=group.org.id).exists()
    html = paulette.post("services/nouveau", pour=carried[1], **facts)
    assert "Écrit par Paulette pour Marguerite, qui l’a dit au téléphone" in html
    with boundary.within(group.org.id):
        ad = Ad.objects.get(org_id=group.org.id)
    assert ad.resident_id == row.id
    # Elsewhere she is sent back: polls, messages and her own card are said by oneself.
    for path in ("", "sondages/", "moi", "habitants"):
        answer = paulette.client.get(BASE + path)
        assert (answer.status_code, answer.headers["Location"]) == (302, f"{BASE}{hers}"), path
    assert "pour Marguerite, qui l’a dit" in marc.get(f"services/{ad.id}")
    html = paulette.post("permanence/terminer")
    assert "Vous écrivez de nouveau pour vous" in html and "Vous écrivez pour Marguerite" not in html
    assert "Ce formulaire a été ouvert" in paulette.post("services/nouveau", pour=carried[1], **facts)
    with boundary.within(group.org.id):
        assert Ad.objects.filter(org_id=group.org.id).count() == 1


def test_who_may_come_to_the_desk(group: Street) -> None:
    paulette, marc = Reader(group.persons["paulette"]), Reader(group.persons["marc"])
    row = register(paulette, group)
    hers = f"permanence/{row.id}"
    assert "Marguerite" not in marc.get("permanence/")
    for path in (hers, f"{hers}/accord", f"{hers}/retirer", "permanence/inscrire"):
        marc.get(path, 404)
    today = days.today()
    facts = {"until_on": today.isoformat(), "how": "desk", "said_on": today.isoformat()}
    html = paulette.post(f"{hers}/accord", speaker=str(group.me["marc"].id), **facts)
    assert "Accord donné à la permanence du hall" in html and "noté par Paulette" in html
    assert "Marguerite" in marc.get("permanence/") and "Écrire pour un voisin" in marc.get("habitants")
    assert "Vous écrivez pour Marguerite" in marc.post(hers, how="paper", said_on=today.isoformat())
    marc.get(f"{hers}/accord", 404)
    assert "La lettre est prête" in paulette.post(f"{hers}/lettre")
    assert "2e étage" in paulette.get("entrees")
    stranger = Reader(casting.person("stranger@elsewhere.example", "Stranger"))
    stranger.get("permanence/", 404)
