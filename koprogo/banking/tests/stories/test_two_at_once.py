"""Two people confirm, or hand in a file, at the same moment on two real connections: one wins, nothing is doubled."""

from collections.abc import Callable, Iterator

import pytest

from koprogo.banking.models import BankTransaction, Reconciliation, Statement
from koprogo.banking.operations import confirm, importing
from koprogo.banking.operations.confirm import AlreadyConfirmed
from koprogo.banking.queries import pending
from koprogo.banking.rules.choices import Choice, Kind
from koprogo.banking.tests import world as worlds
from koprogo.banking.tests.world import World, receipt
from koprogo.charges.queries import dues
from koprogo.ledger.queries import self_check
from koprogo.platform import boundary
from koprogo.testing import races
from koprogo.testing.coda import coda_file


@pytest.fixture
def world(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[World]:
    """A building that other connections see too; everything is emptied afterwards, by the owner of the tables."""
    with django_db_blocker.unblock(), races.committed():  # type: ignore[attr-defined]
        yield worlds.build()


def together(world: World, act: Callable[[], object]) -> list[BaseException]:
    """Run an act twice at once, each on its own connection and in its own transaction."""

    def run() -> None:
        with boundary.within(world.access.org_id):
            act()

    return races.together(run, run)


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
