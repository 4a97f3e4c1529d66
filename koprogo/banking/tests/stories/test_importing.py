"""Files of the bank: all of one or nothing, nothing twice, gaps named, in any order."""

from datetime import date
from itertools import permutations
from typing import Any

import pytest
from django.db import ProgrammingError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from koprogo.banking import labels
from koprogo.banking.models import BankTransaction, FileImport, Statement
from koprogo.banking.operations import importing
from koprogo.banking.operations.importing import ImportReport
from koprogo.banking.queries import inbox, statements
from koprogo.banking.rules import coda
from koprogo.banking.tests import world as worlds
from koprogo.banking.tests.world import IBAN, PAID, World
from koprogo.platform import boundary, files, jobs
from koprogo.testing import counting
from koprogo.testing.coda import CodaMovement, CodaStatement, coda_file
from koprogo.testing.fixtures import fixtures_dir

pytestmark = pytest.mark.django_db
EIGHT = tuple([CodaMovement(100 * day, PAID, text=f"jour {day}")] for day in range(1, 9))


@pytest.fixture
def world() -> World:
    return worlds.build()


def take(world: World, some: list[CodaStatement] | bytes, name: str = "releve.cod") -> ImportReport:
    data = some if isinstance(some, bytes) else coda_file(some)
    return importing.import_file(world.access, data=data, name=name)


def state() -> set[tuple[Any, ...]]:
    """Everything stored of the statements, whatever the order it came in."""
    kept = Statement.objects.values_list("number", "opening_cents", "closing_cents", "closing_on", "fingerprint")
    moved = BankTransaction.objects.values_list("statement__number", "position", "amount_cents", "text", "entry_on")
    return {*kept, *moved}


def codes(report: ImportReport) -> list[object]:
    return [told["code"] for told in report.problems]


def test_the_same_file_twice_adds_nothing(world: World) -> None:
    some = worlds.statements(*EIGHT)
    with boundary.within(world.access.org_id):
        first = take(world, some)
        assert (first.added, first.known, first.movements) == (8, 0, 8) and first.problems == ()
        before = state()
        second = take(world, some)
        assert (second.added, second.known, second.movements, second.refused) == (0, 8, 0, False)
        assert state() == before and FileImport.objects.count() == 2


def test_files_that_overlap_share_what_they_have_in_common(world: World) -> None:
    some = worlds.statements(*EIGHT)
    with boundary.within(world.access.org_id):
        take(world, some[:5])
        report = take(world, some[3:])
        assert (report.added, report.known) == (3, 2)
        assert Statement.objects.count() == 8
        twice = take(world, [*some[:2], *some[:2]])
        assert (twice.added, twice.known) == (0, 4)


def test_a_missing_statement_is_named_and_then_filled(world: World) -> None:
    some = worlds.statements(*EIGHT)
    with boundary.within(world.access.org_id):
        take(world, some[:3])
        report = take(world, some[4:])
        assert codes(report) == ["balance_gap"] and not report.refused
        found = inbox.of_building(world.access)
        assert found is not None and [gap.number for gap in found.account.gaps] == ["005"]
        (row,) = [row for row in statements.listing(world.access, bank_account_id=world.account.id).rows if row.gap]
        assert row.key == "2026-005" and row.gap.before.expected_number == "004"
        assert "400,00" not in labels.problem(report.problems[0]) and "4,00" in labels.problem(report.problems[0])
        assert take(world, some[3:4]).problems == ()
        again = inbox.of_building(world.access)
        assert again is not None and again.account.gaps == []


def test_a_missing_number_is_named_even_where_the_balances_agree(world: World) -> None:
    days: tuple[list[CodaMovement], ...] = ([CodaMovement(100, PAID)], [], [CodaMovement(200, PAID)])
    some = worlds.statements(*days)
    with boundary.within(world.access.org_id):
        take(world, some[:1])
        report = take(world, some[2:])
        assert codes(report) == ["number_gap"]
        assert "002" in labels.problem(report.problems[0])


def foreign(some: list[CodaStatement]) -> bytes:
    return coda_file(some).replace(IBAN.encode(), b"BE43068999999501")


def dollars(some: list[CodaStatement]) -> bytes:
    return coda_file(some).replace(b"EUR", b"USD")


def wrong_sum(some: list[CodaStatement]) -> bytes:
    return coda_file(some).replace(b"000000000001000", b"000000000001010", 1)


def cut_short(some: list[CodaStatement]) -> bytes:
    return b"\r\n".join(coda_file(some).split(b"\r\n")[:-2])


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (foreign, "account_unknown"),
        (dollars, "currency"),
        (wrong_sum, "balance"),
        (cut_short, "trailer"),
        (lambda some: b"\x00\xff not a bank", "unknown_format"),
    ],
)
def test_a_wrong_file_is_refused_whole_with_its_line(world: World, spoil: Any, code: str) -> None:
    some = worlds.statements(*EIGHT)
    with boundary.within(world.access.org_id):
        report = take(world, spoil(some))
        assert report.refused and report.added == report.movements == 0 and code in codes(report)
        told = next(told for told in report.problems if told["code"] == code)
        assert told["line"] or code == "unknown_format"
        assert labels.problem(told)
        assert state() == set()
        kept = FileImport.objects.get()
        stored = files.get(world.access, file_id=kept.file_id)
        assert kept.state == "refused" and stored is not None and files.content(stored) == spoil(some)


def test_one_bad_statement_refuses_its_good_neighbours(world: World) -> None:
    some = worlds.statements(*EIGHT[:2])
    with boundary.within(world.access.org_id):
        report = take(world, coda_file(some[:1]) + wrong_sum(some[:1]))
        assert report.refused and state() == set()


def test_the_same_number_with_other_content_is_refused(world: World) -> None:
    with boundary.within(world.access.org_id):
        take(world, worlds.statements([CodaMovement(100, PAID)]))
        report = take(world, worlds.statements([CodaMovement(200, PAID)]))
        assert report.refused and codes(report) == ["same_number"]
        assert Statement.objects.count() == 1


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(6)), together=st.integers(1, 3))
def test_any_order_gives_the_same_state(world: World, order: list[int], together: int) -> None:
    some = worlds.statements(*EIGHT[:6])
    with boundary.within(world.access.org_id), transaction.atomic():
        take(world, some)
        wanted, at_once = state(), inbox.of_building(world.access)
        transaction.set_rollback(True)
    with boundary.within(world.access.org_id), transaction.atomic():
        for start in range(0, 6, together):
            take(world, [some[place] for place in order[start : start + together]])
        assert state() == wanted
        later = inbox.of_building(world.access)
        assert at_once is not None and later is not None
        assert (later.equation, later.account.chain) == (at_once.equation, at_once.account.chain)
        assert [row.transaction.text for row in later.rows] == [row.transaction.text for row in at_once.rows]
        transaction.set_rollback(True)


def test_every_order_of_three_names_the_same_gaps(world: World) -> None:
    some = [one for place, one in enumerate(worlds.statements(*EIGHT)) if place in (0, 2, 5)]
    found = set()
    for order in permutations(some):
        with boundary.within(world.access.org_id), transaction.atomic():
            for one in order:
                take(world, [one])
            result = inbox.of_building(world.access)
            assert result is not None
            found.add(tuple(gap.number for gap in result.account.gaps))
            transaction.set_rollback(True)
    assert found == {("003", "006")}


def test_a_year_of_movements_costs_one_insert_more_than_a_day(world: World) -> None:
    def cost(count: int, day: int) -> int:
        movements = tuple(CodaMovement(1 + n % 7, PAID, text=f"n {n}", name="Quelqu’un") for n in range(count))
        one = CodaStatement(IBAN, day, 0, PAID, date(2026, 11, day), movements)
        with counting.statements() as found:
            assert take(world, [one]).movements == count
        return len(found)

    with boundary.within(world.access.org_id):
        small = cost(5, 1)
        assert cost(5_000, 2) == small + 1 and small <= 14
        assert BankTransaction.objects.count() == 5_005


def test_a_large_file_is_taken_in_by_the_worker_once(world: World) -> None:
    access = world.access
    data = coda_file(worlds.statements(*EIGHT))
    with boundary.within(access.org_id):
        row = importing.queue_file(access, data=data, name="annee.cod", batch_id=world.account.id)
        assert state() == set() and row.state == "queued"
    assert jobs.run_waiting(until=access.now, clock=lambda: access.now) >= 1
    with boundary.within(access.org_id):
        row.refresh_from_db()
        assert (row.state, row.added, row.movements) == ("done", 8, 8)
        job = jobs.of_subject(access, subject_id=row.id, kind=importing.IMPORT_FILE)
        assert job is not None and job.id == row.job_id and (job.state, job.done, job.total) == ("done", 1, 1)
        assert importing.import_kept(access, import_id=row.id) == 8
        assert Statement.objects.count() == 8


def test_statements_and_movements_never_change(world: World) -> None:
    with boundary.within(world.access.org_id):
        take(world, worlds.statements(*EIGHT))
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            BankTransaction.objects.all().delete()
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            Statement.objects.update(closing_cents=1)
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            BankTransaction.objects.update(amount_cents=1)


def test_details_of_a_grouped_movement_are_not_counted(world: World) -> None:
    folder = fixtures_dir()
    if folder is None:
        pytest.skip("no shared fixtures beside this copy")
    data = (folder / "coda" / "acsone_Coda_v2_3_single_statement.txt").read_bytes()
    data = data.replace(b"BE86407051416150", IBAN.encode())
    (read,) = coda.read(data).statements
    with boundary.within(world.access.org_id):
        report = take(world, data)
        assert not report.refused, report.problems
        kept = BankTransaction.objects.all()
        assert sum(row.amount_cents for row in kept) == (read.closing_cents or 0) - (read.opening_cents or 0)
        assert any(row.details for row in kept) and len(kept) == len(read.movements)
