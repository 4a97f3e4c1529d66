"""Whatever is posted, in any order: the trial balance is zero and every cent can be found again."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from koprogo.ledger.models import Entry
from koprogo.ledger.operations import entries
from koprogo.ledger.operations.entries import Line
from koprogo.ledger.queries import accounts, parties, self_check
from koprogo.ledger.rules.chart import CHART
from koprogo.ledger.rules.roles import OWNER_ROLES, AccountRole
from koprogo.ledger.tests import world as worlds
from koprogo.ledger.tests.world import World

pytestmark = pytest.mark.django_db
END = date(2030, 1, 1)


@pytest.fixture
def world() -> World:
    return worlds.build()


#: The roles that the chart of a co-ownership has; a non-profit's books have others beside.
ROLES = st.sampled_from(sorted({account.role for account in CHART if account.role}))
AMOUNTS = st.lists(st.integers(-(10**9), 10**9).filter(bool), min_size=1, max_size=6).filter(sum)
ENTRIES = st.lists(
    st.tuples(AMOUNTS, st.lists(ROLES, min_size=7, max_size=7), st.integers(0, 800), st.booleans()),
    min_size=1,
    max_size=6,
)


def line(world: World, role: AccountRole, cents: int) -> Line:
    owner = list(world.parties.values())[abs(cents) % len(world.parties)]
    return Line(cents, role, party_id=owner if role in OWNER_ROLES else None)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(written=ENTRIES)
def test_every_cent_is_traceable(world: World, written: list[tuple[list[int], list[AccountRole], int, bool]]) -> None:
    with transaction.atomic():
        with world.inside():
            check(world, post_all(world, written))
        transaction.set_rollback(True)


def post_all(world: World, written: list[tuple[list[int], list[AccountRole], int, bool]]) -> dict[AccountRole, int]:
    """Post each entry, undo those marked so, and say what each role must then hold."""
    expected: dict[AccountRole, int] = {}
    for amounts, roles, days, undone in written:
        on = date(2026, 1, 1) + timedelta(days=days)
        lines = [line(world, role, cents) for role, cents in zip(roles, [*amounts, -sum(amounts)], strict=False)]
        entry = world.post(*lines, on=on)
        if undone:
            entries.reverse(world.syndic, entry_id=entry.id, on=on + timedelta(days=1), label="Annulation")
            continue
        for posted in lines:
            assert posted.role is not None
            expected[posted.role] = expected.get(posted.role, 0) + posted.cents
    return expected


def check(world: World, expected: dict[AccountRole, int]) -> None:
    balance = accounts.trial_balance(world.syndic, until=END)
    assert balance.debit_cents == balance.credit_cents
    assert sum(row.balance_cents for row in balance.rows) == 0
    found = {AccountRole(row.role): row.balance_cents for row in balance.rows if row.role and row.balance_cents}
    assert found == {role: cents for role, cents in expected.items() if cents}
    owed = parties.party_balances(world.syndic, on=END)
    for role in OWNER_ROLES:
        assert sum(balances.get(role, 0) for balances in owed.values()) == expected.get(role, 0)
    # Random amounts also go beyond the funds; everything else must hold, the chain too.
    assert [one for one in self_check.problems(world.syndic) if one.proof != "ledger.funds"] == []
    assert not Entry.objects.filter(sealed_at__isnull=True).exists()
