"""Two people post at the same moment, on two real connections: no number twice, no number missing."""

import threading
from collections.abc import Iterator
from datetime import date

import pytest

from koprogo.ledger.models import Account, Entry, FiscalYear
from koprogo.ledger.operations import books, entries
from koprogo.ledger.operations.entries import Line
from koprogo.ledger.queries import self_check
from koprogo.ledger.rules.roles import AccountRole as R
from koprogo.ledger.tests import world as worlds
from koprogo.ledger.tests.world import World
from koprogo.testing import races
from koprogo.testing.races import together

TWO = (Line(100, R.BANK_CURRENT), Line(-100, R.INTEREST))


@pytest.fixture
def world(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[World]:
    """A building that other connections see too; everything is emptied afterwards, by the owner of the tables."""
    with django_db_blocker.unblock(), races.committed():  # type: ignore[attr-defined]
        yield worlds.build("a-deux")


def test_numbers_without_gap(world: World) -> None:
    def post() -> None:
        for _ in range(10):
            with world.inside():
                world.post(*TWO)

    assert together(post, post) == []
    with world.inside():
        assert sorted(Entry.objects.values_list("number", flat=True)) == list(range(1, 21))
        assert FiscalYear.objects.count() == 1
        assert Account.objects.filter(role=R.CASH.value).count() == 1
        assert self_check.problems(world.syndic) == []


def test_a_number_given_back_is_given_again(world: World) -> None:
    class Stop(Exception):
        pass

    def fail() -> None:
        for _ in range(5):
            try:
                with world.inside():
                    world.post(*TWO)
                    raise Stop
            except Stop:
                pass

    def post() -> None:
        for _ in range(5):
            with world.inside():
                world.post(*TWO)

    assert together(fail, post) == []
    with world.inside():
        assert sorted(Entry.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5]


def test_one_bank_journal_for_one_iban(world: World) -> None:
    found: list[str] = []

    def make() -> None:
        with world.inside():
            account, journal = books.bank_journal(
                world.syndic, iban="BE68539007547034", role=R.BANK_CURRENT, label="Compte courant"
            )
            found.append(f"{account.code} {journal.code}")

    assert together(make, make) == []
    assert found == ["55101 FIN1", "55101 FIN1"]


def test_reversed_by_one_of_two(world: World) -> None:
    with world.inside():
        entry = world.post(*TWO)

    def undo() -> None:
        with world.inside():
            entries.reverse(world.syndic, entry_id=entry.id, on=worlds.DAY, label="Annulation")

    failures = together(undo, undo)
    assert [type(failure) for failure in failures] == [entries.AlreadyReversed]
    with world.inside():
        assert Entry.objects.count() == 2


def test_a_year_is_not_closed_under_a_posting(world: World) -> None:
    with world.inside():
        world.post(*TWO, on=date(2026, 1, 1))
    inside, closed = threading.Event(), threading.Event()
    order: list[str] = []

    def post() -> None:
        with world.inside():
            world.post(*TWO)
            inside.set()
            assert not closed.wait(0.4)
            order.append("posted")

    def close() -> None:
        inside.wait(10)
        with world.inside():
            FiscalYear.objects.update(state="closed")
            order.append("closed")
        closed.set()

    assert together(post, close) == []
    assert order == ["posted", "closed"]
