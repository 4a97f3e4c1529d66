"""An entry balances to the cent or is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koprogo.ledger.rules.entries import EmptyEntry, Line, UnbalancedEntry, UnknownAccount, checked
from koprogo.ledger.rules.journals import reference
from koprogo.ledger.rules.roles import AccountRole

CENTS = st.integers(-(10**12), 10**12)


def lines(*cents: int) -> list[Line]:
    return [Line(amount, AccountRole.CASH) for amount in cents]


@given(st.lists(CENTS, max_size=12))
def test_balanced_or_refused(cents: list[int]) -> None:
    carried = [amount for amount in cents if amount]
    if len(carried) < 2:
        with pytest.raises(EmptyEntry):
            checked(lines(*cents))
    elif sum(carried):
        with pytest.raises(UnbalancedEntry) as caught:
            checked(lines(*cents))
        assert caught.value.facts["difference_cents"] == sum(cents)
    else:
        assert [line.cents for line in checked(lines(*cents))] == carried


@given(st.lists(CENTS.filter(bool), min_size=1, max_size=12))
def test_one_line_that_closes_the_gap_is_enough(cents: list[int]) -> None:
    rest = -sum(cents)
    if rest:
        assert sum(line.cents for line in checked(lines(*cents, rest))) == 0
        with pytest.raises((UnbalancedEntry, EmptyEntry)):
            checked(lines(*cents, rest + 1))


def test_an_account_is_named_once() -> None:
    with pytest.raises(UnknownAccount):
        checked([Line(1), Line(-1, AccountRole.CASH)])


def test_reference() -> None:
    assert reference("OD", "2026", 7) == "OD-2026-7"
