"""Moved by the full archive: taken along, brought into an emptied place, taken along again, and the two are equal."""

import hashlib
import io
import json
import stat
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from allauth.account.models import EmailAddress
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client, override_settings

from koprogo.condominiums.operations import bring
from koprogo.condominiums.queries import access as accesses
from koprogo.condominiums.queries import brought
from koprogo.condominiums.rules.rights import Role
from koprogo.kernel.refusals import Refused
from koprogo.people.queries import memberships
from koprogo.platform import boundary, files, jobs, references, takeaway
from koprogo.platform.bringing import archive as archives
from koprogo.platform.bringing.archive import Archive
from koprogo.platform.models import Mailing
from koprogo.site import refusals
from koprogo.testing import casting, street

NOW = datetime.now(UTC)
#: What a building writes anew where it comes to; everything else is equal, byte for byte.
ITS_OWN = {
    "condominiums_partyperson",  # who stands for whom is confirmed here
    "ledger_bookscheck",  # one more: the check at its arrival
    "platform_auditline",  # two more: handed in, brought
    "platform_mailing",  # what waited is recalled
    "purchases_mailaddress",  # a secret of the place
}


@dataclass(frozen=True, slots=True)
class Taken:
    """A furnished house as its archive has it, and who ran it. The house itself is gone."""

    org_id: UUID
    data: bytes
    syndic: str
    owner: str


@pytest.fixture(scope="module")
def taken(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Taken]:
    with django_db_blocker.unblock(), override_settings(KOPROGO_FILES=tmp_path_factory.mktemp("there")):
        with transaction.atomic():
            house = street.build("les-tilleuls", iban="BE68539007547034", now=NOW, letters=False)
            out = packed(house.built.org.id)
            owner = house.cast["owner"]
            assert owner is not None
            transaction.set_rollback(True)
        yield Taken(house.built.org.id, out, house.cast["syndic"].email, owner.email)


def packed(org_id: UUID) -> bytes:
    with boundary.within(org_id):
        access = accesses.as_system(org_id=org_id, now=NOW)
        beside = {"messages": [{"text": "Bonjour"}], "bills": []}
        return files.content(takeaway.write(access, program="1.0.0", beside=beside))


@pytest.fixture
def emptied(tmp_path: Path) -> Iterator[Path]:
    """Another installation: no rows of the house, no files, no persons of its own."""
    with override_settings(KOPROGO_FILES=tmp_path):
        yield tmp_path


def confirmed(email: str) -> UUID:
    person = casting.person(email)
    EmailAddress.objects.create(user_id=person.id, email=email, verified=True, primary=True)
    return person.id


def answered(person_id: UUID, data: bytes) -> tuple[bring.Place, dict[str, Any]]:
    place = bring.open_place(person_id, source=io.BytesIO(data), language="fr", now=NOW)
    jobs.perform(place.org.id, place.job_id)
    with boundary.within(place.org.id):
        job = jobs.get(accesses.as_system(org_id=place.org.id, now=NOW), job_id=place.job_id)
        assert job is not None and job.state == job.State.DONE, job
        return place, job.args


def altered(data: bytes, *, change: dict[str, Callable[[Any], Any]], honest: bool = True) -> bytes:
    """The archive with some of its JSON changed; ``honest``: with fingerprints to match, as its maker would."""
    out, prints = io.BytesIO(), {}
    before = zipfile.ZipFile(io.BytesIO(data))
    with zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            said = before.read(name)
            if name in change and name != "manifest.json":
                said = json.dumps(change[name](json.loads(said))).encode()
            prints[name] = hashlib.sha256(said).hexdigest()
            if name != "manifest.json":
                after.writestr(name, said)
        manifest = json.loads(before.read("manifest.json"))
        if honest:
            manifest["sha256"] = {name: prints[name] for name in manifest["sha256"]}
        manifest = change.get("manifest.json", lambda same: same)(manifest)
        after.writestr("manifest.json", json.dumps(manifest))
    return out.getvalue()


@pytest.mark.django_db
def test_there_and_back(taken: Taken, emptied: Path) -> None:
    nadia = confirmed(taken.syndic)
    place, args = answered(nadia, taken.data)
    before = zipfile.ZipFile(io.BytesIO(taken.data))
    told = json.loads(before.read("manifest.json"))
    assert place.org.id == taken.org_id and place.org.slug == "les-tilleuls"
    assert args["brought"]["files"] == len([one for one in before.namelist() if one.startswith("files/")]) > 20
    after = zipfile.ZipFile(io.BytesIO(packed(place.org.id)))
    differ = {
        name
        for name in {*before.namelist(), *after.namelist()}
        if name not in before.namelist() or name not in after.namelist() or before.read(name) != after.read(name)
    }
    tables = {name.split("/")[1].removesuffix(".json") for name in differ if name.endswith(".json") and "/" in name}
    hosting = {name for name in tables if name.startswith("hosting_")}
    assert tables - hosting == ITS_OWN, "trial balance, votes, minutes, letters: every other table is equal"
    assert not [name for name in differ if name.startswith("files/")]
    assert all(json.loads(after.read(f"tables/{name}.json")) == [] for name in hosting), "its host stays where it is"
    for name in ("platform_auditline", "ledger_bookscheck"):
        old, new = (json.loads(one.read(f"tables/{name}.json")) for one in (before, after))
        kept = [row for row in new if row in old]
        assert kept == old and 0 < len(new) - len(old) <= 4
    assert told["rows"]["ledger_posting"] and told["rows"]["assemblies_ballot"]

    # Only who brought it enters; the parties of the others wait for them.
    inside = {row.person_id for row in memberships.holders(org_id=place.org.id, role=Role.SYNDIC, on=NOW.date())}
    assert inside == {nadia} and list(emptied.glob("waiting/*/*")) == []
    mails = json.loads(after.read("tables/platform_mailing.json"))
    assert mails and not [one for one in mails if one["state"] == "waiting"]

    # A communication of the other place is never handed out here again.
    with boundary.within(place.org.id):
        access = accesses.as_system(org_id=place.org.id, now=NOW)
        held = references.blocks_of(access)
        assert held and not {int(one[:7]) for one in references.take(access, 3)} & held

    # The job delivered twice, or the archive handed in again, changes nothing.
    jobs.perform(place.org.id, place.job_id)
    with pytest.raises(bring.AlreadyHere):
        bring.open_place(nadia, source=io.BytesIO(taken.data), language="fr", now=NOW)
    other = casting.person("omar@ailleurs.example")
    with pytest.raises(bring.AlreadyHere):
        bring.open_place(other.id, source=io.BytesIO(taken.data), language="fr", now=NOW)


@pytest.mark.django_db
def test_whoever_brings_it_is_syndic_here_and_the_others_are_invited(taken: Taken, emptied: Path) -> None:
    """On pages: a person whom the archive does not name brings it; an owner of it has an account here already."""
    owner = confirmed(taken.owner)
    omar = casting.person("omar@ailleurs.example")
    client = Client()
    client.force_login(omar)
    assert "Apporter un immeuble" in client.get("/immeubles/?tous").content.decode()
    assert "Tout emporter" in client.get("/immeubles/apporter").content.decode()
    upload = SimpleUploadedFile("les-tilleuls.zip", taken.data, "application/zip")
    answer = client.post("/immeubles/apporter", {"_key": uuid4().hex, "file": upload})
    assert answer.status_code == 302 and answer["Location"] == "/i/les-tilleuls/reglages/apporter"
    assert "Contrôle de l’archive" in client.get(answer["Location"]).content.decode()
    jobs.run_waiting()
    shown = client.get(answer["Location"]).content.decode()
    assert "Tout est entré" in shown and "Envoyer" in shown
    assert client.get("/i/les-tilleuls/").status_code == 200
    assert client.get("/i/les-tilleuls/argent/").status_code == 200
    assert memberships.current(person_id=owner, on=NOW.date()) == [], "an address in an archive opens nothing"
    client.post("/i/les-tilleuls/reglages/apporter/inviter", {"_key": uuid4().hex})
    shown = client.get(answer["Location"]).content.decode()
    assert "n’en ont pas encore ici" not in shown
    with boundary.within(taken.org_id):
        sent = Mailing.objects.filter(org_id=taken.org_id, purpose="invitation", state=Mailing.State.WAITING)
        assert taken.owner in set(sent.values_list("recipient", flat=True))
    stranger = Client()
    stranger.force_login(casting.person("eva@nulle-part.example"))
    assert stranger.get("/i/les-tilleuls/reglages/apporter").status_code == 404


def _first(key: str, value: Any) -> Callable[[Any], Any]:
    return lambda rows: [rows[0] | {key: value}, *rows[1:]]


def _unbalanced(rows: Any) -> Any:
    return [rows[0] | {"amount_cents": rows[0]["amount_cents"] + 100}, *rows[1:]]


#: What a hostile maker writes, with fingerprints to match.
FORGED: dict[str, dict[str, Callable[[Any], Any]]] = {
    "a row of another building": {"tables/condominiums_lot.json": _first("org_id", str(uuid4()))},
    "a column of its own": {"tables/condominiums_lot.json": _first("is_admin", True)},
    "fewer rows than told": {"tables/condominiums_lot.json": lambda rows: rows[1:]},
    "a file under another name": {"tables/platform_storedfile.json": _first("name", "../../etc/passwd")},
    "a file that is not there": {"tables/platform_storedfile.json": _first("sha256", "0" * 64)},
    "a trail of tomorrow": {"tables/platform_auditline.json": _first("at", "2099-01-01T00:00:00+00:00")},
    "a key to nothing": {"tables/condominiums_ownership.json": _first("party_id", str(uuid4()))},
    "unbalanced books": {"tables/ledger_posting.json": _unbalanced},
}


@pytest.mark.django_db
def test_what_a_maker_forges_does_not_come_in(taken: Taken, emptied: Path) -> None:
    """Each refused by the job, with a sentence, leaving the place empty for an honest archive."""
    nadia = confirmed(taken.syndic)
    for what, change in FORGED.items():
        place, args = answered(nadia, altered(taken.data, change=change))
        assert args.get("refused", {}).get("code") == "platform.archive_altered", what
        with boundary.within(place.org.id):
            access = accesses.as_system(org_id=place.org.id, now=NOW)
            assert not brought.in_use(access), what
    place, args = answered(
        nadia, altered(taken.data, change={"tables/condominiums_lot.json": lambda r: r}, honest=False)
    )
    assert args["refused"]["facts"]["name"] == "tables/condominiums_lot.json", "a changed piece is named"
    assert "condominiums_lot" in refusals.sentence(Refused.of(args["refused"]["code"], args["refused"]["facts"]))
    _place, args = answered(nadia, taken.data)
    assert args["brought"]["rows"] > 500


@pytest.mark.django_db
def test_an_archive_gives_its_maker_no_rights_here(taken: Taken, emptied: Path) -> None:
    """Rights that it claims for persons of this installation do not come across."""
    victim = confirmed("victime@ici.example")
    mallory = confirmed("mallory@ici.example")

    def claim(rows: Any) -> Any:
        return [row | {"person_id": str(victim)} for row in rows]

    forged = altered(taken.data, change={"tables/condominiums_partyperson.json": claim})
    place, args = answered(mallory, forged)
    assert "brought" in args
    assert memberships.current(person_id=victim, on=NOW.date()) == []
    inside = {row.person_id for row in memberships.holders(org_id=place.org.id, role=Role.SYNDIC, on=NOW.date())}
    assert inside == {mallory}, "as anybody who creates a building"


def _cover(**told: Any) -> Callable[[Any], Any]:
    return lambda manifest: manifest | told


def test_covers_that_are_refused_at_the_door(taken: Taken) -> None:
    older = {"platform": "0000_before"}
    cases: list[tuple[bytes, type[Refused]]] = [
        (b"PK\x03\x04 no archive", archives.ArchiveUnreadable),
        (taken.data[:-400], archives.ArchiveUnreadable),
        (altered(taken.data, change={"manifest.json": _cover(format=3)}), archives.ArchiveNewer),
        (altered(taken.data, change={"manifest.json": _cover(format=1)}), archives.ArchiveOlder),
        (altered(taken.data, change={"manifest.json": _cover(schema=older)}), archives.ArchiveNewer),
        (altered(taken.data, change={"manifest.json": _cover(schema={})}), archives.ArchiveOlder),
        (altered(taken.data, change={"manifest.json": _cover(rows={})}), archives.ArchiveUnreadable),
        (altered(taken.data, change={"manifest.json": _cover(boundary=str(uuid4()))}), archives.ArchiveUnreadable),
        (
            altered(taken.data, change={"boundary.json": lambda r: [r[0] | {"kind": "nonprofit"}]}),
            archives.NotOneCondominium,
        ),
        (altered(taken.data, change={"boundary.json": lambda r: [r[0], r[0]]}), archives.NotOneCondominium),
    ]
    for number, (data, refusal) in enumerate(cases):
        with pytest.raises(refusal) as told:
            Archive(io.BytesIO(data))
        assert "pas possible telle quelle" not in refusals.sentence(told.value), number


def test_members_that_no_honest_archive_has() -> None:
    def one(name: str, *, mode: int = 0, data: bytes = b"x", twice: bool = False) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            info = zipfile.ZipInfo(name)
            info.external_attr = mode << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
            if twice:
                archive.writestr(info, data)
        return out.getvalue()

    sha = "0" * 64
    bad = [
        one("../../etc/cron.d/k"),
        one("/etc/passwd"),
        one(f"files/{sha}-../../x"),
        one("tables\\..\\x"),
        one("manifest.json", mode=stat.S_IFLNK | 0o777),
        one("tables/ledger_entry.json", data=b" " * 20_000_000),  # a bomb: a thousand to one
        one(f"files/{sha}-a.pdf", data=b"%PDF-" + b"0" * 5_000_000),
    ]
    for data in bad:
        with pytest.raises(archives.ArchiveUnsafe):
            Archive(io.BytesIO(data))
    with pytest.warns(UserWarning, match="Duplicate"):
        twice = one("manifest.json", twice=True)
    with pytest.raises(archives.ArchiveUnsafe):
        Archive(io.BytesIO(twice))
    with override_settings(KOPROGO_UPLOAD_LIMIT_BYTES=10), pytest.raises(archives.ArchiveFileTooLarge) as told:
        Archive(io.BytesIO(one(f"files/{sha}-acte.pdf", data=b"%PDF-1.7 12345")))
    assert "acte.pdf" in refusals.sentence(told.value)
