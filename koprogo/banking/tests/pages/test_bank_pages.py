"""The pages of the bank: who enters, what they read, and a month's bank without any script."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from koprogo.banking.models import BankAccount, FileImport, Reconciliation
from koprogo.banking.operations import accounts, confirm, importing
from koprogo.banking.queries import pending
from koprogo.banking.rules import coda
from koprogo.banking.rules.choices import Choice, Kind
from koprogo.banking.rules.intake import account_of
from koprogo.banking.rules.purposes import Purpose
from koprogo.banking.tests import world as worlds
from koprogo.banking.tests.pages.conftest import Enter
from koprogo.banking.tests.world import IBAN, PAID, RESERVE_IBAN, World, receipt
from koprogo.charges.queries import dues
from koprogo.condominiums.operations import parties
from koprogo.condominiums.operations.parties import PartyFacts
from koprogo.kernel import iban as iban_rules
from koprogo.platform import boundary, commands, jobs
from koprogo.testing.coda import CodaMovement, coda_file
from koprogo.testing.counting import sql_count, weight
from koprogo.testing.fixtures import fixtures_dir

pytestmark = pytest.mark.django_db

BASE = "/i/les-tilleuls/argent/banque"
READ = [f"{BASE}/{IBAN}/releves", f"{BASE}/{IBAN}/releves/2026-001", f"{BASE}/{IBAN}/journal"]
ACT = [f"{BASE}/{IBAN}/", f"{BASE}/importer", f"{BASE}/compte"]


def fill(world: World) -> None:
    """Seven certain receipts but two, a probable one, one to decide, and money going out."""
    days = [receipt(notice) for notice in world.notices[:5]]
    ines, bruno = world.notices[5], world.notices[6]
    days += [receipt(ines, text=f"charges {ines.party_name}"), receipt(bruno, 4_200)]
    days += [CodaMovement(12_000, PAID, text="bbq cour", name="P. Voisin"), CodaMovement(-1_140, PAID, text="frais")]
    with boundary.within(world.access.org_id):
        importing.import_file(world.access, data=coda_file(worlds.statements(days)), name="releve.cod")


def post(client: Client, address: str, **data: Any) -> Any:
    return client.post(address, {"_key": commands.fresh_key(), **data})


def test_doors(world: World, enter: Enter) -> None:
    fill(world)
    nadia, alice = enter("nadia"), enter("alice")
    for address in READ + ACT:
        assert Client().get(address).status_code == 302
        assert enter("charlie").get(address).status_code == 404
        assert nadia.get(address).status_code == 200, address
        assert enter("accountant").get(address).status_code == 200
        assert enter("occupant").get(address).status_code == 403
    for address in READ:
        assert alice.get(address).status_code == 200
        assert enter("auditor").get(address).status_code == 200
    assert alice.get(ACT[0]).headers["Location"] == READ[0]
    assert [alice.get(address).status_code for address in ACT[1:]] == [403, 403]
    assert post(alice, f"{BASE}/{IBAN}/confirmer").status_code == 403


def test_budgets(world: World, enter: Enter) -> None:
    fill(world)
    nadia = enter("nadia")
    with boundary.within(world.access.org_id):
        opened = pending.waiting(world.access)[5].id
    for address, most in (
        (f"{BASE}/", 7),
        (f"{BASE}/{IBAN}/?mouvement={opened}", 8),  # seven, and the open invoices; the site allows an inbox no more
        (f"{BASE}/importer", 6),
        (f"{BASE}/compte", 6),
        *((address, 7) for address in READ),
    ):
        assert sql_count(nadia, address) <= most, address
        answer = nadia.get(address)
        assert weight(answer) <= 14_000
        assert not re.search(rb"<[^>]+\sstyle=|<script(?![^>]+src=)|\son[a-z]+=", answer.content)


def test_a_full_inbox_costs_no_more_and_stays_light(world: World, enter: Enter) -> None:
    movements = [CodaMovement(100 + n, PAID, text=f"virement {n}", name=f"Personne {n}") for n in range(320)]
    with boundary.within(world.access.org_id):
        importing.import_file(world.access, data=coda_file(worlds.statements(movements)), name="r.cod")
    nadia = enter("nadia")
    assert sql_count(nadia, f"{BASE}/{IBAN}/") <= 7
    answer = nadia.get(f"{BASE}/{IBAN}/")
    assert weight(answer) <= 14_000
    assert "320 mouvements à rapprocher" in answer.content.decode()
    assert sql_count(nadia, f"{BASE}/{IBAN}/journal") <= 7
    assert weight(nadia.get(f"{BASE}/{IBAN}/journal")) <= 14_000
    assert weight(nadia.get(f"{BASE}/{IBAN}/journal?page=4")) <= 14_000


def test_a_month_of_bank_by_its_buttons(world: World, enter: Enter) -> None:
    """Journey "Month's bank" of ux.md: import, confirm the certain, one probable, decide two: at most 12 clicks."""
    nadia = enter("nadia")
    fill(world)
    page = nadia.get(f"{BASE}/").content.decode()
    assert "9 mouvements à rapprocher" in page and "Identique au relevé CODA n° 001" in page
    assert "5 certains" in page and "2 probables" in page and "2 à vous de voir" in page
    answer = nadia.post(f"{BASE}/{IBAN}/confirmer", {"_key": commands.fresh_key()}, follow=True)
    assert "5 mouvements confirmés." in answer.content.decode() and f"{BASE}/annuler/" in answer.content.decode()
    for _ in range(2):
        button = re.search(
            r'name="_key" value="(\w+)"[^>]*formaction="([^"]+)"', nadia.get(f"{BASE}/").content.decode()
        )
        assert button is not None
        assert nadia.post(button[2], {"_key": button[1]}).status_code == 302
    with boundary.within(world.access.org_id):
        first, second = [str(row.id) for row in pending.waiting(world.access)]
    assert "Que paie ce mouvement" in nadia.get(f"{BASE}/{IBAN}/?mouvement={first}").content.decode()
    assert post(nadia, f"{BASE}/{IBAN}/mouvements/{first}", kind="suspense").status_code == 302
    decided = post(nadia, f"{BASE}/{IBAN}/mouvements/{second}", kind="other_account", account="bank_charges")
    assert decided.status_code == 302
    assert "Tout est rapproché jusqu’au" in nadia.get(f"{BASE}/").content.decode()
    with boundary.within(world.access.org_id):
        assert sum(due.open_cents for due in dues.open_notices(world.access)) == world.notices[6].open_cents - 4_200


def test_undo_by_the_bar_and_from_the_journal(world: World, enter: Enter) -> None:
    nadia = enter("nadia")
    fill(world)
    page = nadia.post(f"{BASE}/{IBAN}/confirmer", {"_key": commands.fresh_key()}, follow=True).content.decode()
    bar = re.search(rf'action="({BASE}/annuler/[0-9a-f-]+)"', page)
    assert bar is not None
    assert (
        "5 confirmations annulées" in nadia.post(bar[1], {"_key": commands.fresh_key()}, follow=True).content.decode()
    )
    post(nadia, f"{BASE}/{IBAN}/confirmer")
    button = re.search(rf'formaction="({BASE}/annuler/un/[0-9a-f-]+)"', nadia.get(READ[2]).content.decode())
    assert button is not None
    answer = post(nadia, button[1], next=READ[2])
    assert answer.headers["Location"] == READ[2]
    with boundary.within(world.access.org_id):
        assert Reconciliation.objects.filter(undone_at__isnull=True).count() == 4


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "Ce champ est obligatoire"),
        ({"kind": "party"}, "Choisissez le copropriétaire."),
        ({"kind": "notice"}, "Choisissez l’appel que ce mouvement paie."),
        ({"kind": "other_account"}, "Choisissez le compte du plan."),
        ({"kind": "other_account", "code": "999999"}, "compte"),
        ({"kind": "other_account", "code": "x"}, "Écrivez le numéro du compte"),
        ({"kind": "other_account", "code": "4101"}, ""),
    ],
)
def test_a_wrong_decision_comes_back_with_words(world: World, enter: Enter, data: dict[str, str], said: str) -> None:
    fill(world)
    with boundary.within(world.access.org_id):
        row = str(pending.waiting(world.access)[7].id)
    answer = post(enter("nadia"), f"{BASE}/{IBAN}/mouvements/{row}", **data)
    assert answer.status_code == 422 and said in answer.content.decode() and "erreurs" in answer.content.decode()
    with boundary.within(world.access.org_id):
        assert Reconciliation.objects.count() == 0


def test_somebody_else_was_quicker(world: World, enter: Enter) -> None:
    fill(world)
    with boundary.within(world.access.org_id):
        row = pending.waiting(world.access)[7]
        confirm.confirm(world.access, transaction_id=row.id, choice=Choice(Kind.SUSPENSE))
    nadia = enter("nadia")
    for address in (f"{BASE}/{IBAN}/mouvements/{row.id}", f"{BASE}/{IBAN}/mouvements/{row.id}?choix=transfer"):
        answer = nadia.post(address, {"_key": commands.fresh_key(), "kind": "suspense"}, follow=True)
        assert "confirmé" in answer.content.decode()
    broken = nadia.post(f"{BASE}/{IBAN}/mouvements/{row.id}?choix=n:x", {"_key": commands.fresh_key()}, follow=True)
    assert "Dites ce que ce mouvement paie." in broken.content.decode()
    with boundary.within(world.access.org_id):
        assert Reconciliation.objects.count() == 1


def test_an_account_is_added_by_its_form(world: World, enter: Enter) -> None:
    nadia = enter("nadia")
    wrong = post(nadia, f"{BASE}/compte", iban="BE68 5390 0754 7035", purpose="current", label="Faux")
    assert wrong.status_code == 422 and "pas valable" in wrong.content.decode()
    twice = post(nadia, f"{BASE}/compte", iban="BE68 5390 0754 7034", purpose="current", label="Double")
    assert "existe déjà" in twice.content.decode()
    right = post(nadia, f"{BASE}/compte", iban="be71 0961 2345 6769", purpose="reserve", label="Réserve")
    assert right.headers["Location"] == f"{BASE}/importer"
    with boundary.within(world.access.org_id):
        assert BankAccount.objects.get(iban=RESERVE_IBAN).account.parent_code == "550"


def hand_in(client: Client, *some: tuple[str, bytes]) -> Any:
    given = [SimpleUploadedFile(name, data) for name, data in some]
    return client.post(f"{BASE}/importer", {"_key": commands.fresh_key(), "statements": given}, follow=True)


def test_several_files_one_of_them_wrong(world: World, enter: Enter) -> None:
    some = worlds.statements([CodaMovement(100, PAID)], [CodaMovement(200, PAID)])
    nadia = enter("nadia")
    answer = hand_in(
        nadia, ("un.cod", coda_file(some[:1])), ("deux.cod", coda_file(some[1:])), ("photo.png", b"\x89PNG\r\n")
    )
    text = answer.content.decode()
    assert answer.status_code == 200 and "2 mouvements importés" in text
    assert "Rien n’a été importé de ce fichier" in text and "n’est pas un relevé CODA" in text
    again = hand_in(nadia, ("un.cod", coda_file(some[:1]))).content.decode()
    assert "Tout était déjà importé" in again and "1 relevé était déjà importé." in again
    with boundary.within(world.access.org_id):
        assert sorted(FileImport.objects.values_list("name", "state")) == [
            ("deux.cod", "done"),
            ("photo.png", "refused"),
            ("un.cod", "done"),
            ("un.cod", "done"),
        ]


def test_a_wrong_line_is_named(world: World, enter: Enter) -> None:
    lines = coda_file(worlds.statements([CodaMovement(100, PAID)])).split(b"\r\n")
    lines[2] = lines[2][:100]
    text = hand_in(enter("nadia"), ("abime.cod", b"\r\n".join(lines))).content.decode()
    assert "Ligne 3\u00a0: La ligne a 100 caractères au lieu de 128" in text
    assert "Rien n’a été importé" in text


def test_an_empty_upload_and_no_upload(enter: Enter) -> None:
    nadia = enter("nadia")
    assert hand_in(nadia, ("vide.cod", b"")).status_code == 422
    assert post(nadia, f"{BASE}/importer").status_code == 422


def test_a_large_file_shows_how_far_it_is(world: World, enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "IN_PAGE_BYTES", 100)
    nadia = enter("nadia")
    answer = hand_in(nadia, ("annee.cod", coda_file(worlds.statements([CodaMovement(100, PAID)]))))
    assert "en cours de lecture" in answer.content.decode() and "hx-trigger" in answer.content.decode()
    address = answer.redirect_chain[-1][0]
    piece = nadia.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in piece and "every 3s" in piece
    jobs.run_waiting()
    assert "1 mouvement importé" in nadia.get(address).content.decode()


def test_every_file_of_the_fixtures_gets_an_answer(world: World, enter: Enter) -> None:
    folder = fixtures_dir()
    if folder is None:
        pytest.skip("no shared fixtures beside this copy")
    paths = sorted((folder / "coda").iterdir())
    written = {account_of(one) for path in paths for one in coda.read(path.read_bytes()).statements}
    opened = sorted(filter(iban_rules.is_valid, written))
    with boundary.within(world.access.org_id):
        for iban in set(opened) - {IBAN}:
            accounts.open_account(world.access, iban=iban, purpose=Purpose.OTHER, label=iban)
    nadia = enter("nadia")
    for path in paths:
        answer = hand_in(nadia, (path.name, path.read_bytes()))
        assert answer.status_code == 200, path.name
    with boundary.within(world.access.org_id):
        added = sum(FileImport.objects.values_list("added", flat=True))
    assert added >= 5
    for iban in opened:
        for page in ("", "releves", "journal"):
            assert nadia.get(f"{BASE}/{iban}/{page}").status_code == 200


def test_a_building_without_account_or_statement(world: World, enter: Enter) -> None:
    nadia = enter("nadia")
    empty = nadia.get(f"{BASE}/").content.decode()
    assert "après le premier relevé" in empty
    assert "un par ligne" in nadia.get(READ[0]).content.decode()
    assert [nadia.get(f"{BASE}/{x}").status_code for x in ("BE00/", f"{IBAN}/releves/2026-9", f"{IBAN}/releves/x")] == [
        404
    ] * 3


def test_hostile_names_are_escaped(world: World, enter: Enter) -> None:
    nasty = CodaMovement(100, PAID, text="<script>x</script>", name="<b>Bobby</b>")
    with boundary.within(world.access.org_id):
        importing.import_file(world.access, data=coda_file(worlds.statements([nasty])), name="<i>.cod")
        parties.add_party(world.access, facts=PartyFacts(kind="company", name="<u>x</u>"))
        opened = pending.waiting(world.access).get().id
    nadia = enter("nadia")
    for address in (f"{BASE}/{IBAN}/?mouvement={opened}", READ[2], f"{BASE}/importer"):
        text = nadia.get(address).content.decode()
        assert not re.search(r"<b>Bobby|<script>x|<i>\.cod|<u>x", text)
