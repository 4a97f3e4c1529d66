"""Two people confirm, or hand in a file, at the same moment on two real connections: one wins, nothing is doubled."""

import threading
from collections.abc import Callable, Iterator

import pytest
from django.db import connection

from koprogo.banking.models import BankTransaction, Reconciliation, Statement
from koprogo.banking.operations import confirm, importing
from koprogo.banking.operations.confirm import AlreadyConfirmed
from koprogo.banking.queries import pending
from koprogo.banking.rules.choices import Choice, Kind
from koprogo.banking.tests import world as worlds
from koprogo.banking.tests.world import World, receipt
from koprogo.charges.queries import dues
from koprogo.ledger.queries import self_check
from koprogo.platform import boundary, postgres_paths
from koprogo.testing.coda import coda_file


def _as(role: str) -> None:
    connection.close()
    connection.settings_dict["USER"] = role


@pytest.fixture
def world(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[World]:
    """A building that other connections see too; everything is emptied afterwards, by the owner of the tables."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        yield worlds.build()
        _as(postgres_paths.OWNER)
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE platform_org, people_person CASCADE")
        _as(postgres_paths.APP)


def together(world: World, act: Callable[[], object]) -> list[BaseException]:
    """Run an act twice at once, each on its own connection and in its own transaction."""
    failures: list[BaseException] = []
    start = threading.Barrier(2)

    def run() -> None:
        try:
            with boundary.within(world.access.org_id):
                start.wait(10)
                act()
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return failures


def test_the_same_file_and_the_same_movement(world: World) -> None:
    access = world.access
    data = coda_file(worlds.statements([receipt(notice) for notice in world.notices]))
    assert together(world, lambda: importing.import_file(access, data=data, name="releve.cod")) == []
    with boundary.within(access.org_id):
        assert (Statement.objects.count(), BankTransaction.objects.count()) == (1, 7)
        first = pending.waiting(access)[0]
    one = Choice(Kind.SUSPENSE)
    failures = together(world, lambda: confirm.confirm(access, transaction_id=first.id, choice=one))
    assert [type(failure) for failure in failures] == [AlreadyConfirmed]
    assert together(world, lambda: confirm.confirm_certain(access, bank_account_id=world.account.id)) == []
    with boundary.within(access.org_id):
        assert Reconciliation.objects.count() == 7
        assert world.account.journal.entries.count() == 7
        assert len(dues.open_notices(access)) == 1
        assert self_check.problems(access) == []
