"""The pages of a take-over: who enters, what is shown before it is booked, and each way on."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from koprogo.closing.operations import sheet
from koprogo.closing.queries import takeover as queries
from koprogo.closing.tests.pages.conftest import Enter
from koprogo.closing.tests.world import CURRENT, balance
from koprogo.condominiums.rules.rights import Role
from koprogo.ledger.queries import accounts, entries
from koprogo.platform import boundary
from koprogo.testing.counting import sql_count, weight
from koprogo.testing.tilleuls import Tilleuls

pytestmark = pytest.mark.django_db
BASE = "/i/les-tilleuls/argent/reprise"
FACTS = {"on": "2025-12-31", "previous_syndic": "Gérance Dupuis", "voucher": "Bilan remis"}


def post(client: Client, path: str = "", **typed: Any) -> Any:
    return client.post(BASE + path, {"_key": uuid4().hex, **typed})


def html(answer: Any) -> str:
    return str(answer.content.decode().replace("\u202f", " ").replace("\xa0", " "))


def started(client: Client, text: str | None = None) -> str:
    assert post(client, **FACTS, text=balance() if text is None else text).status_code == 302
    return html(client.get(BASE))


def fields(page: str) -> dict[str, str]:
    """Every field of the corrections, as the page filled it."""
    found = re.findall(r'<input type="text" name="([lnb][^"]*)"(?: value="([^"]*)")?', page)
    return {name: value.replace("&#x27;", "'") for name, value in found}


@pytest.mark.parametrize(
    ("who", "status"),
    [
        (Role.SYNDIC, 200),
        (Role.ACCOUNTANT, 200),
        (Role.COUNCIL, 403),
        (Role.AUDITOR, 403),
        (Role.OWNER, 403),
        (Role.OCCUPANT, 403),
        ("charlie", 404),
    ],
)
def test_who_may_take_over(enter: Enter, who: Role | str, status: int) -> None:
    assert enter(who).get(BASE).status_code == status


def test_the_whole_way_from_pasted_cells_to_the_entry(world: Tilleuls, enter: Enter) -> None:
    client = enter(Role.SYNDIC)
    page = started(client)
    assert "2 points empêchent d’enregistrer" in page, "both banks still have to say what they held"
    assert "Compte à vue : écrivez le solde de l’extrait papier" in page
    assert "par son IBAN" in page and "12 000,00" in page and "disabled" in page
    typed = fields(page)
    assert typed["l6-account"] == "4101 Copropriétaires – fonds de roulement" or "55101" in "".join(typed.values())
    typed |= {"b55101": "12 068,90", "b55001": "480,00"}
    assert post(client, **typed).status_code == 302
    page = html(client.get(BASE))
    assert "La balance est en équilibre" in page and "disabled" not in page
    assert post(client, "/enregistrer").status_code == 302
    page = html(client.get(BASE))
    assert "OPN-2026-1" in page and "12 548,90" in page and "Pas encore signée" in page
    with boundary.within(world.org.id):
        assert entries.openings(world.syndic_access) == ["OPN-2026-1"]


def test_a_gap_needs_its_name(world: Tilleuls, enter: Enter) -> None:
    client = enter(Role.ACCOUNTANT)
    page = started(client)
    post(client, **(fields(page) | {"b55101": "12 068,00", "b55001": "480"}))
    page = html(client.get(BASE))
    assert "Il y a un écart de −0,90 €" in page and "Mettre l’écart en attente et enregistrer" in page
    refused = post(client, "/enregistrer", gap_note="")
    assert refused.status_code == 422 and "donnez un nom à l’écart" in html(refused)
    assert post(client, "/enregistrer", gap_note="Frais de décembre").status_code == 302
    page = html(client.get(BASE))
    assert "attendent au compte 499 : Frais de décembre" in page


def test_a_correction_that_cannot_be_read_stays_on_the_page(enter: Enter) -> None:
    client = enter(Role.SYNDIC)
    typed = fields(started(client)) | {"l1-cents": "beaucoup", "l2-account": "99999 Rien"}
    refused = post(client, **typed)
    assert refused.status_code == 422
    page = html(refused)
    assert "Écrivez un montant comme 1 250,00" in page and "Choisissez un compte du plan" in page and "beaucoup" in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"text": "Bonjour\tvoici"}, "Aucune balance n’a été trouvée"),
        ({"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7 x")}, "n’est pas un tableau"),
        ({"on": ""}, "obligatoire"),
    ],
)
def test_a_start_that_cannot_be(enter: Enter, typed: dict[str, Any], words: str) -> None:
    refused = post(enter(Role.SYNDIC), **(FACTS | typed))
    assert refused.status_code == 422 and words in html(refused)


def test_a_file_is_read_like_pasted_cells(enter: Enter) -> None:
    client = enter(Role.SYNDIC)
    file = SimpleUploadedFile("balance.csv", balance().replace("\t", ";").encode())
    assert post(client, **FACTS, file=file).status_code == 302
    assert "balance C2" in html(client.get(BASE)) or "balance D2" in html(client.get(BASE))


def test_a_draft_is_dropped_and_the_first_page_is_back(enter: Enter) -> None:
    client = enter(Role.SYNDIC)
    started(client)
    assert post(client, "/abandonner").status_code == 302
    assert "Préparer la reprise" in html(client.get(BASE))


def test_typed_from_paper_without_a_file(enter: Enter) -> None:
    page = started(enter(Role.SYNDIC), "")
    assert page.count('value="4101 Copropriétaires') == 7 and CURRENT[:4] in page


@pytest.fixture
def booked(world: Tilleuls, enter: Enter) -> Client:
    client = enter(Role.SYNDIC)
    post(client, **(fields(started(client)) | {"b55101": "12 068,90", "b55001": "480"}))
    post(client, "/enregistrer")
    return client


def test_the_inventory_and_the_signature(world: Tilleuls, booked: Client) -> None:
    assert post(booked, "/inventaire", r_deed="on", n_deed="copie").status_code == 302
    assert "copie" in html(booked.get(BASE))
    with boundary.within(world.org.id):
        row = queries.current(world.syndic_access)
        assert row is not None
        sheet.write(world.syndic_access, takeover_id=row.id)
    refused = post(booked, "/signature", on="2026-11-24", file=SimpleUploadedFile("x.exe", b"MZ\x00\x00"))
    assert refused.status_code == 422 and "Pas encore signée" in html(refused)
    scan = SimpleUploadedFile("signee.pdf", b"%PDF-1.7 signed")
    assert post(booked, "/signature", on="2026-11-24", file=scan).status_code == 302
    page = html(booked.get(BASE))
    assert "Signée le 24 nov. 2026" in page and "Annuler la reprise" not in page


def test_it_is_undone_and_its_lines_come_back(world: Tilleuls, booked: Client) -> None:
    assert post(booked, "/annuler").status_code == 302
    assert "Vérifier la reprise" in html(booked.get(BASE))
    with boundary.within(world.org.id):
        sums = accounts.trial_balance(world.syndic_access, until=world.syndic_access.today)
        assert sums.debit_cents == sums.credit_cents and not entries.openings(world.syndic_access)


def test_the_balances_are_asked_of_those_who_owe(booked: Client) -> None:
    assert "Réclamer les soldes" in html(booked.get(BASE))
    refused = post(booked, "/reclamer", due_on="2020-01-01")
    assert refused.status_code == 422 and "Cette date est passée" in html(refused)
    assert "/appels/" in post(booked, "/reclamer", due_on="2026-12-31").headers["Location"]
    assert "Réclamer les soldes" not in html(booked.get(BASE))


def test_what_the_pages_cost(enter: Enter, booked: Client) -> None:
    assert sql_count(booked, BASE) <= 11
    assert weight(booked.get(BASE)) <= 14_000
    post(booked, "/annuler")
    assert sql_count(booked, BASE) <= 14
    assert weight(booked.get(BASE)) <= 14_000
