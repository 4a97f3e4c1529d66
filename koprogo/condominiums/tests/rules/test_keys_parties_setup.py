"""Sums of keys, names and numbers of parties, states of the set-up."""

from dataclasses import replace

import pytest

from koprogo.condominiums.rules import keys, parties, setup
from koprogo.condominiums.rules.setup import Facts, State


@pytest.mark.parametrize(("total", "weights", "missing"), [(700, [150, 150], 400), (700, [700], 0), (10, [8, 4], -2)])
def test_a_key_shares_nothing_until_it_adds_up(total: int, weights: list[int], missing: int) -> None:
    assert keys.difference(total, weights) == missing
    if missing == 0:
        keys.check_complete(label="Ascenseur", total=total, weighed=sum(weights))
        return
    with pytest.raises(keys.KeyIncomplete) as refused:
        keys.check_complete(label="Ascenseur", total=total, weighed=sum(weights))
    assert refused.value.facts["difference"] == missing


def test_totals_and_weights_are_whole_and_not_negative() -> None:
    keys.check_total(1)
    keys.check_weights([0, 5])
    with pytest.raises(keys.KeyWithoutTotal):
        keys.check_total(0)
    with pytest.raises(keys.WeightNegative):
        keys.check_weights([1, -1])


@pytest.mark.parametrize(
    ("name", "first", "last", "key"),
    [
        ("Chloé Đurić", "Chloé", "Đurić", "duric chloe"),
        ("Immo d’Été SA", "", "", "immo d ete sa"),
        ("Ясна", "", "", "ясна"),
        ("Łukasz van der Æbel", "Łukasz", "van der Æbel", "van der aebel lukasz"),
    ],
)
def test_sort_keys(name: str, first: str, last: str, key: str) -> None:
    assert parties.sort_key(name, first_name=first, last_name=last) == key


@pytest.mark.parametrize(
    ("phone", "digits"),
    [
        ("+32 475 12 34 56", "0475123456"),
        ("0032 (0)2 123 45 67", "021234567"),
        ("0475/12.34.56", "0475123456"),
        ("+33 6 12 34 56 78", "33612345678"),
        ("", ""),
    ],
)
def test_phone_digits(phone: str, digits: str) -> None:
    assert parties.phone_digits(phone) == digits


EMPTY = Facts(
    has_address=False,
    has_enterprise_number=False,
    lots=0,
    lots_held=0,
    deed_total=1000,
    deed_weighed=0,
    keys=1,
    keys_incomplete=1,
    holders=0,
    holders_reachable=0,
    syndic_decided=False,
    invited=0,
)
HALF = replace(
    EMPTY, has_address=True, lots=8, lots_held=3, deed_weighed=930, keys=2, holders=3, holders_reachable=1
)
FULL = replace(
    HALF,
    has_enterprise_number=True,
    lots_held=8,
    deed_weighed=1000,
    keys_incomplete=0,
    holders_reachable=3,
    syndic_decided=True,
    invited=1,
)


@pytest.mark.parametrize(
    ("facts", "states"),
    [
        (EMPTY, [State.TODO, State.TODO, State.TODO, State.TODO, State.TODO, State.TODO, State.NOT_SENT]),
        (
            HALF,
            [State.STARTED, State.STARTED, State.STARTED, State.STARTED, State.STARTED, State.TODO, State.NOT_SENT],
        ),
        (FULL, [State.DONE] * 7),
    ],
)
def test_states_follow_from_facts(facts: Facts, states: list[State]) -> None:
    tasks = (setup.identity, setup.lots, setup.owners, setup.contacts, setup.keys, setup.mandates, setup.invitations)
    assert [task(facts) for task in tasks] == states
