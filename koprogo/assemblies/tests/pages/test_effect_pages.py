"""What is left to do after an assembly, on its page and on its own page; refusals of the list stay on the list."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from koprogo.assemblies.models import AgendaItem, ResolutionEffect
from koprogo.assemblies.operations import session
from koprogo.assemblies.rules.subjects import Subject
from koprogo.assemblies.tests.pages.test_assembly_pages import signed_in
from koprogo.assemblies.tests.pages.test_session_pages import as_, at, occupant, read, send, text_of
from koprogo.assemblies.tests.stories import gathering
from koprogo.assemblies.tests.stories.gathering import Gathering
from koprogo.platform import boundary
from koprogo.testing import casting

pytestmark = pytest.mark.django_db


def _closed() -> Gathering:
    """The façade is adopted with its cost, the house rules are changed; the rest is put off."""
    found = gathering.opened()
    with boundary.within(found.built.org.id):
        AgendaItem.objects.filter(id=found.items[2].id).update(
            cost_cents=4_876_000, key_id=found.built.keys["parts"], title="Façade"
        )
        AgendaItem.objects.filter(id=found.items[1].id).update(subject=Subject.HOUSE_RULES, title="Règlement")
        for position in (1, 2):
            gathering.voted(found, position, Chloé="for", Alice="for", Eve="for", David="for", Bruno="for")
        for position in range(3, 7):
            session.skip(found.secretary, item_id=found.items[position].id, reason="Reporté")
        session.close_session(found.secretary, assembly_id=found.assembly.id)
    return found


def test_what_is_left_to_do_is_done_on_its_page_once() -> None:
    found = _closed()
    secretary = signed_in(found.built.syndic)
    said = read(secretary, found, "")[1]
    assert "Ce que l’assemblée a décidé, ce qu’il reste à faire" in said
    assert "Préparer l’appel de fonds" in said
    status, said = read(secretary, found, "suites/2")
    assert status == 200
    assert "48 760,00" in said, "the sum that was voted stands there"
    assert 'name="total"' not in said, "and is typed nowhere"
    answer = secretary.post(at(found, "suites/2"), {"_key": uuid4().hex})
    assert answer.status_code == 422
    assert "Indiquez le jour" in text_of(answer)
    said = send(secretary, found, "suites/2", on="2099-07-15")
    assert "Appel de fonds 2099-1, préparé" in said
    said = read(secretary, found, "suites/2")[1]
    assert "Appel de fonds 2099-1" in said
    answer = secretary.post(at(found, "suites/2"), {"_key": uuid4().hex, "on": "2099-07-15"})
    assert answer.status_code == 422
    assert "Rien n’est écrit deux fois" in text_of(answer)
    paper = SimpleUploadedFile("roi.pdf", b"%PDF-1.4\n", content_type="application/pdf")
    answer = secretary.post(
        at(found, "suites/1"), {"_key": uuid4().hex, "on": "2026-06-10", "file": paper}, follow=True
    )
    assert "Règlement d’ordre intérieur, version du 10 juin 2026" in text_of(answer)
    assert read(occupant(found), found, "suites/1/reglement")[0] == 200, "occupants read the house rules"


def test_a_decision_is_set_aside_with_its_reason() -> None:
    found = _closed()
    secretary = signed_in(found.built.syndic)
    answer = secretary.post(at(found, "suites/2/rien"), {"_key": uuid4().hex, "note": ""})
    assert answer.status_code == 422
    said = send(secretary, found, "suites/2/rien", note="Payé par la réserve")
    assert "Payé par la réserve" in said
    with boundary.within(found.built.org.id):
        assert ResolutionEffect.objects.get().kind == "nothing"
    said = read(as_(found, "Chloé"), found, "")[1]
    assert "Payé par la réserve" in said, "owners read what became of it"
    assert "Préparer l’appel" not in said


def test_who_may_carry_out_a_decision() -> None:
    found = _closed()
    for client in (as_(found, "Chloé"), occupant(found)):
        assert read(client, found, "suites/2")[0] == 403
    assert read(signed_in(casting.person("ailleurs@x.example", "Ailleurs")), found, "suites/2")[0] == 404
    assert read(signed_in(found.built.syndic), found, "suites/9")[0] == 404
    assert read(signed_in(found.built.syndic), found, "suites/2/reglement")[0] == 404


def test_a_refused_arrival_comes_back_on_the_list_with_what_was_typed() -> None:
    found = gathering.convened()
    secretary: Client = signed_in(found.built.syndic)
    answer = secretary.post(at(found, "presence/arrivee"), {"_key": uuid4().hex, "name": "  "})
    assert answer.status_code == 422
    said = text_of(answer)
    assert "Indiquez le nom de la personne qui entre" in said
    assert "Alice" in said, "the list itself is there"
