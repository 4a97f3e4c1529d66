"""Everything of a building in one archive: complete, of this building only, the same for everybody who checks it."""

import csv
import hashlib
import io
import json
import re
import zipfile
from uuid import uuid4

from django.db.models import Q

from koprogo.condominiums.rules.rights import Right
from koprogo.platform import audit, boundary, files, jobs, takeaway, walls
from koprogo.platform.models import AuditLine, Job, Mailing
from koprogo.site.tests.conftest import Street


def packed(street: Street) -> zipfile.ZipFile:
    client, slug = street.client("syndic"), street.house.args["slug"]
    for _click in range(2):
        answer = client.post(f"/i/{slug}/reglages/emporter/preparer", {"_key": uuid4().hex})
        assert answer.status_code == 302
    org = street.house.built.org
    with boundary.within(org.id):
        (row,) = Job.objects.filter(org_id=org.id, kind="site.take_all", state=Job.State.QUEUED)
    assert "Préparation de l’archive" in client.get(f"/i/{slug}/reglages/emporter").content.decode()
    jobs.perform(org.id, row.id)
    assert "Enregistrer l’archive" in client.get(f"/i/{slug}/reglages/emporter").content.decode()
    with boundary.within(org.id):
        stored = takeaway.latest(street.house.access)
        assert stored is not None
        return zipfile.ZipFile(io.BytesIO(files.content(stored)))


def test_every_table_every_file_and_nothing_of_the_house_beside(street_of_two: Street) -> None:
    org, beside = street_of_two.house.built.org, street_of_two.beside.built.org
    archive = packed(street_of_two)
    manifest = json.loads(archive.read("manifest.json"))
    assert set(archive.namelist()) == set(manifest["sha256"]) | {"manifest.json"}
    for name, told in manifest["sha256"].items():
        assert hashlib.sha256(archive.read(name)).hexdigest() == told
    tables = {
        model._meta.db_table: model
        for model in walls.boundary_models()
        if model not in takeaway.LEFT and model._meta.app_label != "neighbours"
    }
    assert set(manifest["rows"]) == set(tables)
    everything = b"".join(archive.read(name) for name in archive.namelist() if not name.startswith("files/"))
    assert str(beside.id).encode() not in everything and b"les-erables" not in everything
    with boundary.within(org.id):
        for table, model in tables.items():
            rows = list(csv.DictReader(io.StringIO(archive.read(f"tables/{table}.csv").decode())))
            assert len(rows) == manifest["rows"][table] == len(json.loads(archive.read(f"tables/{table}.json")))
            # What was written since, by the archive itself, is one file and one line of the trail.
            theirs = {AuditLine: audit.OF_RESIDENTS, Mailing: Q(purpose__contains="neighbours")}.get(model, Q(pk=None))
            now = model._default_manager.filter(org_id=org.id).exclude(theirs).count()
            assert now - len(rows) in ((0, 1) if table in ("platform_storedfile", "platform_auditline") else (0,))
        kept = {name.split("/")[1][:64] for name in archive.namelist() if name.startswith("files/")}
        assert kept and all(
            hashlib.sha256(archive.read(n)).hexdigest() in n for n in archive.namelist() if "files/" in n
        )
    debits = sum(
        int(row["amount_cents"])
        for row in csv.DictReader(io.StringIO(archive.read("tables/ledger_posting.csv").decode()))
    )
    assert debits == 0, "the books in the archive balance"
    assert "nadia@les-tilleuls.example" in archive.read("persons.json").decode()
    assert b"argon2" not in everything, "no password leaves"


def test_what_neighbours_do_among_themselves_stays_with_them(street_of_two: Street) -> None:
    org = street_of_two.house.built.org
    archive = packed(street_of_two)
    assert not [name for name in archive.namelist() if name.startswith("tables/neighbours_")]
    trail = json.loads(archive.read("tables/platform_auditline.json"))
    said = {line["action"] for line in trail if line["action"].startswith("neighbours.")}
    assert said and all(action.startswith("neighbours.module_") for action in said)
    with boundary.within(org.id):
        assert AuditLine.objects.filter(audit.OF_RESIDENTS, org_id=org.id).exists()
    emails = {one["email"] for one in json.loads(archive.read("persons.json"))}
    assert street_of_two.house.cast["syndic"].email in emails
    assert street_of_two.house.cast["resident"].email not in emails
    # A signed link is somebody's key: the mail is there, the key is cut.
    assert not re.search(rb"/f/[A-Za-z0-9_-]{6}[A-Za-z0-9_.-]+", archive.read("tables/platform_mailing.json"))


def test_only_who_runs_the_building_takes_it_along(street_of_two: Street) -> None:
    slug = street_of_two.house.args["slug"]
    for who, status in (("owner", 403), ("auditor", 403), ("stranger", 404)):
        assert street_of_two.client(who).get(f"/i/{slug}/reglages/emporter").status_code == status
    assert Right.SETTINGS in street_of_two.house.access.rights
