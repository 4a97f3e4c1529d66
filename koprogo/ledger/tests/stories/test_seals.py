"""What the database refuses by itself, whatever the program does: as the application role, below every operation."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction
from django.db.utils import IntegrityError

from koprogo.ledger.models import Account, Entry, FiscalYear, Journal, Posting
from koprogo.ledger.operations import books
from koprogo.ledger.operations.entries import Line
from koprogo.ledger.rules.roles import AccountRole as R
from koprogo.ledger.tests import world as worlds
from koprogo.ledger.tests.world import World
from koprogo.testing import casting

pytestmark = pytest.mark.django_db
TWO = (Line(100, R.BANK_CURRENT), Line(-100, R.INTEREST))


@pytest.fixture
def world() -> World:
    world = worlds.build()
    with world.inside():
        books.ensure_books(world.syndic, on=worlds.DAY)
    return world


def bare(world: World, *cents: int, on: date = worlds.DAY, **facts: object) -> Entry:
    """An entry written straight into the tables, not sealed."""
    entry = Entry.objects.create(
        org_id=world.org.id,
        journal=Journal.objects.get(code="OD"),
        fiscal_year=FiscalYear.objects.get(),
        number=1,
        entry_on=on,
        label="x",
        voucher_kind="manual",
        posted_at=casting.NOW,
        **facts,
    )
    add(world, entry, *cents)
    return entry


def add(world: World, entry: Entry, *cents: int, first: int = 1) -> None:
    account = Account.objects.get(code="57")
    for position, amount in enumerate(cents, start=first):
        Posting.objects.create(
            org_id=world.org.id, entry=entry, position=position, account=account, amount_cents=amount
        )


def seal(entry: Entry) -> None:
    Entry.objects.filter(id=entry.id).update(sealed_at=casting.NOW)


def refused(act: Callable[[], object], state: str) -> None:
    with pytest.raises(DatabaseError) as caught, transaction.atomic():
        act()
    assert getattr(caught.value.__cause__, "sqlstate", "") == state, str(caught.value)


@pytest.mark.parametrize(
    ("cents", "state"),
    [
        ((), "KG003"),
        ((5,), "KG003"),
        ((100, -99), "KG002"),
        ((100, -101), "KG002"),
        ((1, 1, -1), "KG002"),
        ((10**15, -(10**15) + 1), "KG002"),
    ],
)
def test_unsound_entries_are_not_sealed(world: World, cents: tuple[int, ...], state: str) -> None:
    with world.inside():
        entry = bare(world, *cents)
        refused(lambda: seal(entry), state)
        assert Entry.objects.get().sealed_at is None


def test_a_balanced_entry_is_sealed_and_grows_no_more(world: World) -> None:
    with world.inside():
        entry = bare(world, 100, -60, -40)
        seal(entry)
        refused(lambda: add(world, entry, 1, -1, first=4), "KG004")
        assert Posting.objects.count() == 3


def test_a_seal_is_never_taken_off(world: World) -> None:
    with world.inside():
        entry = bare(world, 100, -100)
        seal(entry)
        refused(lambda: Entry.objects.filter(id=entry.id).update(sealed_at=None), "KG004")
        refused(lambda: seal(entry), "KG004")


def test_an_entry_is_not_born_sealed(world: World) -> None:
    with world.inside():
        refused(lambda: bare(world, sealed_at=casting.NOW), "KG004")


@pytest.mark.parametrize("on", [date(2025, 12, 31), date(2027, 1, 1)])
def test_a_day_outside_the_year_is_refused(world: World, on: date) -> None:
    with world.inside():
        refused(lambda: bare(world, on=on), "KG001")


def test_a_closed_year_takes_nothing_and_never_opens(world: World) -> None:
    with world.inside():
        waiting = bare(world, 100, -100)
        FiscalYear.objects.update(state="closed")
        refused(lambda: bare(world), "KG001")
        refused(lambda: seal(waiting), "KG001")
        refused(lambda: FiscalYear.objects.update(state="open"), "KG001")


@pytest.mark.parametrize(
    "act",
    [
        lambda: Posting.objects.update(amount_cents=1),
        lambda: Posting.objects.update(label="x"),
        lambda: Posting.objects.all()._raw_delete("default"),
        lambda: Entry.objects.update(label="x"),
        lambda: Entry.objects.update(entry_on=worlds.DAY),
        lambda: Entry.objects.update(number=9),
        lambda: Entry.objects.all()._raw_delete("default"),
        lambda: FiscalYear.objects.update(ends_on=worlds.DAY),
        lambda: Account.objects.all()._raw_delete("default"),
        lambda: Account.objects.update(role=None),
        lambda: Account.objects.update(family=""),
        lambda: Journal.objects.all()._raw_delete("default"),
    ],
)
def test_the_application_has_no_right_to_alter(world: World, act: Callable[[], object]) -> None:
    with world.inside():
        world.post(*TWO)
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            act()


def test_a_posting_of_nothing_is_refused(world: World) -> None:
    with world.inside():
        entry = bare(world)
        with pytest.raises(IntegrityError, match="posting_not_zero"), transaction.atomic():
            add(world, entry, 0)


def test_two_years_never_overlap(world: World) -> None:
    with world.inside(), pytest.raises(IntegrityError, match="fiscal_year_no_overlap"), transaction.atomic():
        FiscalYear.objects.create(
            org_id=world.org.id, code="x", starts_on=date(2026, 12, 31), ends_on=date(2027, 12, 30)
        )


def test_no_function_of_ours_runs_as_its_owner() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_proc WHERE proname LIKE 'ledger%%' AND prosecdef")
        assert cursor.fetchone() == (0,)
        cursor.execute(
            "SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'ledger%%' AND (tgdeferrable OR tgtype & 1 = 0)"
        )
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'ledger%%'")
        assert cursor.fetchone() == (5,)
