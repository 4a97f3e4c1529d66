"""Importing and exporting in the browser: from the first page to the control sheet, and nothing that breaks it."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from koprogo.condominiums.models import Import, Lot, Party
from koprogo.condominiums.operations import occupancies
from koprogo.condominiums.queries.present import exported
from koprogo.condominiums.rules.workbook import cells, vocabulary
from koprogo.condominiums.tests.rules.workbook.shapes import ods, xlsx
from koprogo.condominiums.tests.stories.test_import import building, long_list, plan_of, workbook
from koprogo.kernel.identifiers import uuid7
from koprogo.platform import boundary, jobs
from koprogo.platform.access import Access
from koprogo.testing import casting, counting
from koprogo.testing.fixtures import fixtures_dir

pytestmark = pytest.mark.django_db
START = "/i/testimmo/lots/importer"


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.KOPROGO_FILES = tmp_path


@pytest.fixture
def access() -> Access:
    return building()


@pytest.fixture
def syndic(client: Client, access: Access) -> Client:
    sign_in(client, access)
    return client


def sign_in(client: Client, access: Access) -> None:
    client.force_login(casting.person(f"syndic@{access.slug}.example"))


def post(client: Client, url: str, **data: Any) -> HttpResponse:
    return client.post(url, {"_key": uuid7().hex, **data})  # type: ignore[return-value]


def send(client: Client, data: bytes, name: str = "liste.xlsx", start: str = START) -> HttpResponse:
    return post(client, start, file=SimpleUploadedFile(name, data))


def paste(client: Client, text: str) -> str:
    answer = post(client, START, text=text)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return answer.headers["Location"]


def html(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status
    return re.sub(r"\s+", " ", answer.content.decode())


def test_the_real_workbook_from_the_file_to_the_control_sheet_and_back(syndic: Client, access: Access) -> None:
    answer = send(syndic, workbook())
    assert answer.status_code == 302
    address = answer.headers["Location"]
    page = html(syndic, address)
    for text in (
        "Importer 14 lots et 5 copropriétaires",
        "GAR1-2",  # a doubt about what it is
        "les quotités de l’acte",
        "BE11 0684 0318 2648",
        "À reprendre ailleurs",
        "Dirk D&#39;HONDT",
    ):
        assert text in page, text
    assert counting.weight(syndic.get(address)) <= 14_000
    done = post(syndic, f"{address}/importer")
    assert (done.status_code, done.headers["Location"]) == (302, address)
    page = html(syndic, address)
    for text in ("Feuille de contrôle", "Différences : 0.", "570", "Lots sans caves, garages ni parkings"):
        assert text in page, text
    assert f'action="{address}/annuler"' in page
    twice = html(syndic, send(syndic, workbook()).headers["Location"])
    assert "0 créés, 0 changés" in twice and "data-principal" not in twice
    undone = post(syndic, f"{address}/annuler")
    assert undone.status_code == 302 and "Importation annulée le" in html(syndic, address)
    with boundary.within(access.org_id):
        assert not Lot.objects.exists() and Party.objects.count() == 1


def test_the_export_of_one_building_makes_another(syndic: Client, access: Access) -> None:
    address = send(syndic, workbook()).headers["Location"]
    post(syndic, f"{address}/importer")
    for form, name in (("xlsx", "testimmo-"), ("csv", ".zip")):
        answer = syndic.get("/i/testimmo/lots/exporter", {"format": form})
        assert answer.status_code == 200 and name in answer.headers["Content-Disposition"]
        second = building(f"jumeau-{form}")
        sign_in(syndic, second)
        start = f"/i/jumeau-{form}/lots/importer"
        taken = send(syndic, answer.content, f"export.{form}", start).headers["Location"]
        post(syndic, f"{taken}/importer")
        assert plan_of(second) == plan_of(access)
        sign_in(syndic, access)


def test_the_first_page_asks_and_lists_what_was_sent(syndic: Client) -> None:
    page = html(syndic, START)
    assert "registre national" in page and 'type="file"' in page and "Fichiers déjà envoyés" not in page
    empty = post(syndic, START)
    assert empty.status_code == 422 and "Choisissez un fichier, ou collez les cellules." in empty.content.decode()
    paste(syndic, "Lot;Nom;Quotités\nA;Ann Roux;1")
    assert "Lu, pas importé" in html(syndic, START)
    assert counting.sql_count(syndic, START) <= 6


def test_the_check_page_is_frugal(syndic: Client) -> None:
    address = paste(syndic, long_list(60))
    assert counting.sql_count(syndic, address) <= 8
    assert counting.weight(syndic.get(address)) <= 14_000


def test_columns_are_changed_in_words(syndic: Client, access: Access) -> None:
    address = paste(syndic, "Lot\tQui\tQuotités\tDivers\nA\tAnn Roux\t400\t5\nB\tBob Roy\t600\t5")
    page = html(syndic, address)
    assert "Colonne D" in page and '<option value="owner" selected>le nom du copropriétaire</option>' in page
    choices = {"c0": "lot", "c1": "owner", "c2": "shares", "c3": "floor"}
    assert post(syndic, address, **choices).status_code == 302
    assert '<option value="floor" selected>' in html(syndic, address)
    wrong = post(syndic, address, **(choices | {"c3": "field"}))
    assert wrong.status_code == 422
    post(syndic, f"{address}/importer")
    with boundary.within(access.org_id):
        assert list(Lot.objects.order_by("number").values_list("number", "floor")) == [("A", 5), ("B", 5)]


def test_a_refused_cell_is_named_and_stops_the_button(syndic: Client, access: Access) -> None:
    address = paste(syndic, "Lot;Nom;Quotités\nA;Ann Roux;abc\nB;Bob Roy;600")
    page = html(syndic, address)
    assert "C2" in page and "« abc » ne se lit pas comme des quotités" in page and " disabled>" in page
    answer = post(syndic, f"{address}/importer")
    assert answer.status_code == 422 and "Un point du fichier est à corriger" in answer.content.decode()
    with boundary.within(access.org_id):
        assert not Lot.objects.exists()


def test_changes_are_shown_before_and_after(syndic: Client) -> None:
    post(syndic, paste(syndic, "Lot;Nom;Quotités;Etage\nA;Ann Roux;1000;1") + "/importer")
    page = html(syndic, paste(syndic, "Lot;Nom;Quotités;Etage;E-mail;Depuis\nA;Ann Roux;1000;2;a@b.be;1/2/2020"))
    assert re.search(r"Lot A</th><td[^>]*>Étage</td><td[^>]*>1</td><td[^>]*>2</td>", page)
    assert "a@b.be" in page and "1er févr. 2020" in page.replace("\xa0", " ")


def test_undoing_says_what_stands_on_it(syndic: Client, access: Access) -> None:
    address = paste(syndic, "Lot;Nom;Quotités\nA;Ann Roux;1000")
    post(syndic, f"{address}/importer")
    with boundary.within(access.org_id):
        lot, party = Lot.objects.get(), Party.objects.get(name="Ann Roux")
        occupancies.move_in(access, lot_id=lot.id, party_id=party.id, on=access.today)
    answer = post(syndic, f"{address}/annuler")
    assert answer.status_code == 422 and "utilisée\u00a0: occupants" in answer.content.decode()
    again = post(syndic, f"{address}/importer")
    assert again.status_code == 422 and "déjà terminée" in again.content.decode()


def test_a_large_list_is_left_to_the_worker(syndic: Client, access: Access) -> None:
    address = paste(syndic, long_list(301))
    assert post(syndic, f"{address}/importer").status_code == 302
    page = html(syndic, address)
    assert "Importation en cours" in page and "0 sur 301" in page
    bit = syndic.get(address, headers={"HX-Request": "true"})
    assert b"<html" not in bit.content and b"progress" in bit.content
    post(syndic, f"{address}/importer")  # a second press asks for nothing more
    assert jobs.run_waiting() == 1
    assert syndic.get(address, headers={"HX-Request": "true"}).headers["HX-Redirect"] == address
    assert "Feuille de contrôle" in html(syndic, address)
    with boundary.within(access.org_id):
        assert Lot.objects.count() == 301
        assert Import.objects.get().state == Import.State.DONE


def test_get_never_imports_and_strangers_see_nothing(syndic: Client, access: Access) -> None:
    address = paste(syndic, "Lot;Nom;Quotités\nA;Ann Roux;1000")
    assert syndic.get(f"{address}/importer").status_code == 302
    assert syndic.get(f"{address}/annuler").status_code == 302
    with boundary.within(access.org_id):
        assert not Lot.objects.exists()
    assert syndic.get(f"{START}/{uuid7()}").status_code == 404
    other = building("voisin")
    sign_in(syndic, other)
    assert syndic.get(address).status_code == 404
    owner = casting.access_as(casting.Role.OWNER, casting.org("tiers"))
    assert owner.person_id is not None
    syndic.force_login(casting.person("owner@tiers.example"))
    for path in ("lots/importer", "lots/exporter"):
        assert syndic.get(f"/i/tiers/{path}").status_code == 403


HOSTILE = {
    "formula": xlsx({"Lots": [["Lot", "Nom", "Quotités"], ["=1+1", "=cmd|' /C calc'!A0", 5], ["@x", "<script>", 7]]}),
    "ods": ods({"Lots": [["Lot", "Nom", "Quotités"], ["A", "\u202eÉlodie\u200b", "1/3"], ["B", "'", "2/3"]]}),
    "long": xlsx({"L": [["Lot", "Nom", "Quotités"], ["x" * 300, "y" * 5000, 10**15], ["/../.", "..", 1]]}),
    "huge shares": b"Lot;Nom;Quotit\xc3\xa9s\nA;Ann Roux;999999999999\nB;Bob;0,000000000000000000001",
    "same codes": b"Lot;Nom;Quotit\xc3\xa9s\nnouveau;a;1\nNOUVEAU ;a;1\nimporter;a;1\n.;a;1",
    "dates": b"Lot;Nom;Parts;Depuis;Tot\nA;a;1;01/01/0001;01/01/0001\nB;b;2;;01/01/0001\nC;c;3;;31/12/1900",
    "joint": b"Lot;Nom;Quotit\xc3\xa9s\nA;M. et M. X;1\nB;X et X;2\nC;a+b et c+d;3\nD;a & b & a;4",
    "pdf": b"%PDF-1.7\n%%EOF",
    "zip": b"PK\x03\x04" + b"\x00" * 40,
    "nothing": b"",
    "nul": b"Lot;Nom;Quotit\xc3\xa9s\nA\x00;B\x00b;1",
    "latin": "Lot;Propriétaire;Quotités\nA;Élodie;1000".encode("cp1252"),
}


@pytest.mark.parametrize("name", list(HOSTILE))
def test_no_workbook_breaks_a_page(syndic: Client, access: Access, name: str) -> None:
    through(syndic, access, HOSTILE[name], f"{name}.xlsx")


def through(client: Client, access: Access, data: bytes, name: str) -> None:
    """Send, look, import if it may be, export, undo: never a page that breaks."""
    answer = send(client, data, name)
    assert answer.status_code in (302, 422)
    if answer.status_code != 302:
        assert 'role="alert"' in answer.content.decode()
        return
    address = answer.headers["Location"]
    page = html(client, address)
    assert "<script>" not in page
    done = post(client, f"{address}/importer")
    assert done.status_code in (302, 422)
    if done.status_code == 302:
        jobs.run_waiting()
        assert "Différences : 0." in html(client, address)
        with boundary.within(access.org_id):
            exported(access)
            numbers = list(Lot.objects.values_list("number", flat=True))
        assert client.get("/i/testimmo/lots/?vue=table").status_code == 200
        for number in numbers[:: max(len(numbers) // 20, 1)]:
            assert client.get(reverse("lot", args=["testimmo", number])).status_code == 200, number
        again = send(client, data, name).headers["Location"]
        assert "0 créés, 0 changés" in html(client, again)
        assert post(client, f"{address}/annuler").status_code == 302
    html(client, address)


def test_nothing_of_the_hardening_folder_breaks_a_page(syndic: Client, access: Access) -> None:
    folder = fixtures_dir()
    if folder is None:
        pytest.skip("the shared fixtures are not beside this copy")
    for path in sorted((folder / "hardening").rglob("*")):
        if path.is_file():
            through(syndic, access, path.read_bytes(), path.name)
    lines = [line for line in (folder / "hardening" / "blns.txt").read_text().splitlines() if line.strip()]
    # Three lines to a row: as a name, as a nature, as a text without a field; then as the number of a lot.
    rows = [[f"{at}", lines[at], 1, *lines[at + 1 : at + 3]] for at in range(0, len(lines) - 2, 3)]
    through(syndic, access, xlsx({"Lots": [["Lot", "Nom", "Quotités", "Type", "Divers"], *rows]}), "blns.xlsx")
    different = {cells.identity(cells.text_cell(line).text): line for line in lines}
    named = [[line, line, 1] for same, line in different.items() if same and not vocabulary.is_total(line)]
    for part in (named[:280], named[280:560], named[560:]):
        through(syndic, access, xlsx({"Lots": [["Lot", "Nom", "Quotités"], *part]}), "blns-lots.xlsx")


def test_other_tables_of_the_fixtures_are_read_without_harm(syndic: Client, access: Access) -> None:
    folder = fixtures_dir()
    if folder is None:
        pytest.skip("the shared fixtures are not beside this copy")
    for name in ("banks_import.xlsx", "suppliers_import.xlsx"):
        through(syndic, access, (folder / "lots" / name).read_bytes(), name)


def test_a_file_beyond_the_limit_is_refused_in_words(syndic: Client) -> None:
    answer = send(syndic, io.BytesIO(b"a;b\n" * 1_300_000).getvalue(), "grand.csv")
    assert answer.status_code == 422 and "5 Mo" in answer.content.decode()
