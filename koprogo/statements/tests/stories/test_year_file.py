"""The file of a whole year: everything in it, once, and taken up again where it stopped; the day of the bank."""

import csv
import io
import zipfile
from datetime import date, timedelta

import pytest

from koprogo.banking.operations import accounts, confirm, importing
from koprogo.banking.queries import accounts as bank
from koprogo.banking.queries import statements as movements
from koprogo.banking.queries.up_to_date import up_to_date
from koprogo.banking.rules.choices import Choice, Kind
from koprogo.banking.rules.purposes import Purpose
from koprogo.condominiums.queries import building
from koprogo.condominiums.rules.rights import Role
from koprogo.kernel.refusals import NotAllowed, NotFound
from koprogo.platform import boundary, files, jobs, pdf
from koprogo.platform.models import Job, StoredFile
from koprogo.statements.operations import papers, year_file
from koprogo.statements.operations.papers import parsed
from koprogo.statements.rules.kinds import Statement
from koprogo.statements.tests import world
from koprogo.statements.tests.rules import checker
from koprogo.testing import casting, tilleuls
from koprogo.testing.coda import CodaMovement, chain, coda_file
from koprogo.testing.tilleuls import Tilleuls

pytestmark = pytest.mark.django_db
IBAN = "BE68539007547034"


@pytest.fixture
def house() -> Tilleuls:
    house = world.build()
    with boundary.within(house.org.id):
        world.opened(house)
        world.year(house)
        world.called(house)
    return house


def work() -> int:
    return jobs.run_waiting(until=casting.NOW + timedelta(days=400), clock=lambda: casting.NOW)


def archives(house: Tilleuls) -> list[StoredFile]:
    return list(StoredFile.objects.filter(org_id=house.org.id, media_type="application/zip"))


def test_a_whole_year_in_one_file(house: Tilleuls) -> None:
    access = house.syndic_access
    with boundary.within(house.org.id):
        first = year_file.ask(access, code="2026")
        assert year_file.ask(access, code="2026").id == first.id
    work()
    with boundary.within(house.org.id):
        job = Job.objects.get(id=first.id)
        assert (job.state, job.done, job.total) == (Job.State.DONE, year_file.STEPS, year_file.STEPS)
        _year, stored, _job = year_file.latest(access, code="2026")
        assert stored is not None
        assert (stored.name, stored.retention) == ("exercice-2026.zip", StoredFile.Retention.ACCOUNTING)
        archive = zipfile.ZipFile(io.BytesIO(files.content(stored)))
        names = archive.namelist()
        for statement in Statement:
            own = [name for name in names if name.startswith(f"etats/{statement}-")]
            assert {name.rpartition(".")[2] for name in own} == {"pdf", "xlsx", "csv"}, statement
        paper = pdf.gate(archive.read("etats/bilan-2026-11-24.pdf"))
        assert paper.standard == "ua-1" and "Actif" in paper.text
        assert checker.check(archive.read("livres/livres.beancount").decode())
        assert "livres/0403170701FEC20261124.txt" in names
        assert len([name for name in names if name.startswith("pieces/")]) == 7  # a letter for each of seven owners
        index = list(csv.reader(io.StringIO(archive.read("pieces.csv").decode("utf-8-sig")), delimiter=";"))
        called = next(row for row in index if row[3] == "2026-1")
        assert len(called[4].split(" pieces/")) == 7
        assert "Aucun relevé pour Compte courant." in archive.read("LISEZMOI.txt").decode("utf-8-sig")


def test_asked_again_nothing_is_written_twice(house: Tilleuls) -> None:
    access = house.syndic_access
    with boundary.within(house.org.id):
        year_file.ask(access, code="2026")
    work()
    with boundary.within(house.org.id):
        before = StoredFile.objects.filter(org_id=house.org.id).count()
        year_file.ask(access, code="2026")
    assert work() == 1
    with boundary.within(house.org.id):
        assert StoredFile.objects.filter(org_id=house.org.id).count() == before
        world.post_fee(house)
        year_file.ask(access, code="2026")
    work()
    with boundary.within(house.org.id):
        assert len(archives(house)) == 2


def test_taken_up_again_where_it_stopped(house: Tilleuls, monkeypatch: pytest.MonkeyPatch) -> None:
    access = house.syndic_access
    with boundary.within(house.org.id):
        job = year_file.ask(access, code="2026")
    real, seen = papers.keep, []

    def stops(*args, **kwargs):  # type: ignore[no-untyped-def]
        seen.append(args[1].kind)
        if len(seen) == 4:
            raise OSError("no room left")
        return real(*args, **kwargs)

    monkeypatch.setattr(papers, "keep", stops)
    with pytest.raises(OSError, match="no room"):
        work()
    with boundary.within(house.org.id):
        stopped = Job.objects.get(id=job.id)
        assert (stopped.state, stopped.done) == (Job.State.FAILED, 3)
        written = set(
            StoredFile.objects.filter(media_type="application/pdf", party_id=None).values_list("id", flat=True)
        )
        jobs.again(access, job_id=job.id)
    monkeypatch.setattr(papers, "keep", real)
    work()
    with boundary.within(house.org.id):
        kept = StoredFile.objects.filter(id__in=written).count()
        names = [row.name for row in StoredFile.objects.filter(media_type="application/pdf", party_id=None)]
        assert kept == len(written) >= 3
        assert len(names) == len(set(names))
        assert len(archives(house)) == 1


def test_who_may_take_the_books_along(house: Tilleuls) -> None:
    with boundary.within(house.org.id):
        with pytest.raises(NotAllowed):
            year_file.ask(tilleuls.access_of(house, "Ines"), code="2026")
        with pytest.raises(NotFound):
            year_file.ask(house.syndic_access, code="1999")
        assert year_file.ask(casting.access_as(Role.AUDITOR, house.org), code="2026")
        with pytest.raises(NotFound):
            parsed({"statement": "bilan"})


def test_the_books_of_a_year_carry_the_years_before(house: Tilleuls) -> None:
    access = house.syndic_access
    with boundary.within(house.org.id):
        head = building.head(access)
        made = year_file.books(access, head=head, from_on=date(2026, 7, 1), to_on=date(2026, 12, 31))
        sums = checker.check(made.plain)
        whole = year_file.books(access, head=head, from_on=date(2026, 1, 1), to_on=date(2026, 12, 31))
        assert {name: cents for name, cents in checker.check(whole.plain).items() if cents} == {
            name: cents for name, cents in sums.items() if cents
        }
        assert made.flat.split("\r\n")[1].startswith("AN\tSoldes reportés\tAN-2026-1\t20260701\t")


def test_the_books_are_up_to_date_until_the_oldest_open_movement(house: Tilleuls) -> None:
    access = house.syndic_access
    with boundary.within(house.org.id):
        assert up_to_date(access).silent == ("Compte courant",)
        days = [(date(2026, 11, 10), [CodaMovement(-1_250, date(2026, 11, 9), text="frais", name="BANQUE")])]
        days.append((date(2026, 11, 20), [CodaMovement(-500, date(2026, 11, 18), text="frais", name="BANQUE")]))
        for statement in chain(IBAN, opening_cents=100_000, opening_on=date(2026, 11, 1), days=days):
            importing.import_file(access, data=coda_file([statement]), name="x.cod")
        assert up_to_date(access).until == date(2026, 11, 8)
        accounts.open_account(access, iban="BE71096123456769", purpose=Purpose.RESERVE, label="Réserve")
        found = up_to_date(access)
        assert (found.until, found.silent) == (date(2026, 11, 8), ("Réserve",))
        account = bank.get(access, iban=IBAN)
        for row in movements.transactions(access, bank_account_id=account.id).rows:
            confirm.confirm(access, transaction_id=row.transaction_id, choice=Choice(Kind.SUSPENSE))
        assert up_to_date(access).until == date(2026, 11, 20)
