"""The standard entries of the law's worked example (4.5): E1 to E3, E5, E6 and E10, with the balance they give."""

from datetime import date

import pytest

from koprogo.kernel.money import split
from koprogo.ledger.operations import books
from koprogo.ledger.operations.entries import Line
from koprogo.ledger.queries import accounts, parties, self_check
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.roles import AccountRole as R
from koprogo.ledger.tests import world as worlds
from koprogo.ledger.tests.world import SHARES, World

pytestmark = pytest.mark.django_db
END = date(2026, 12, 31)


@pytest.fixture
def world() -> World:
    return worlds.build()


def shared(world: World, role: R, total: int, sign: int = 1) -> list[Line]:
    """A total on the owners' accounts by their shares, to the cent."""
    parts = split(total, list(SHARES.values()))
    return world.on_each(role, {name: sign * part for name, part in zip(SHARES, parts, strict=True)})


def e1(world: World) -> None:
    lines = [*shared(world, R.OWNERS_CHARGES, 1_200_000), Line(-1_200_000, R.WORKING_FUND)]
    world.post(*lines, journal=JournalKind.CALLS, label="Fonds de roulement")


def e2(world: World) -> None:
    lines = [*shared(world, R.OWNERS_CHARGES, 900_000), Line(-900_000, R.PROVISIONS)]
    world.post(*lines, journal=JournalKind.CALLS, label="Provisions 2026")


def e3(world: World) -> None:
    lines = [*shared(world, R.OWNERS_RESERVE, 48_000), Line(-48_000, R.RESERVE_FUND)]
    world.post(*lines, journal=JournalKind.CALLS, label="Fonds de réserve 2026")


def e4(world: World) -> None:
    costs = {"6105": 240_000, "614": 300_000, "6130": 210_000, "650": 4_560, "6101": 180_000}
    lines = [Line(cents, account_id=world.account(code).id) for code, cents in costs.items()]
    private = Line(8_550, R.PRIVATE_COSTS, party_id=world.parties["David"])
    world.post(*lines, private, Line(-943_110, R.SUPPLIERS), journal=JournalKind.PURCHASES, label="Factures")


def e5(world: World) -> None:
    world.post(Line(893_110, R.SUPPLIERS), Line(-893_110, R.BANK_CURRENT), label="Paiements")


def e6(world: World) -> None:
    received = [
        *shared(world, R.OWNERS_CHARGES, 1_200_000, -1),
        *shared(world, R.OWNERS_CHARGES, 900_000, -1),
        *shared(world, R.OWNERS_RESERVE, 48_000, -1),
    ]
    world.post(Line(2_148_000, R.BANK_CURRENT), *received, label="Versements")


def balance(world: World, role: R) -> int:
    return accounts.role_balance(world.syndic, role=role, until=END)


def test_calls_are_claims_on_the_owners(world: World) -> None:
    with world.inside():
        for act in (e1, e2, e3):
            act(world)
        assert balance(world, R.OWNERS_CHARGES) == 2_100_000
        assert balance(world, R.OWNERS_RESERVE) == 48_000
        assert balance(world, R.WORKING_FUND) == -1_200_000
        assert balance(world, R.RESERVE_FUND) == -48_000
        joint = parties.party_balances(world.syndic, on=END)[world.parties["Eve et Frank"]]
        assert joint == {R.OWNERS_CHARGES: 156_000 + 117_000, R.OWNERS_RESERVE: 6_240}


def test_the_year_up_to_the_receipts(world: World) -> None:
    with world.inside():
        books.ensure_books(world.syndic, on=worlds.DAY)
        for act in (e1, e2, e3, e4, e5, e6):
            act(world)
        assert balance(world, R.SUPPLIERS) == -50_000
        assert balance(world, R.BANK_CURRENT) == 2_148_000 - 893_110
        owed = parties.party_balances(world.syndic, on=END)
        assert all(sum(balances.values()) == 0 for balances in owed.values())
        sums = accounts.trial_balance(world.syndic, until=END)
        assert sums.debit_cents == sums.credit_cents
        assert self_check.problems(world.syndic) == []


def test_a_sale_moves_the_share_of_the_working_fund(world: World) -> None:
    with world.inside():
        e1(world)
        fund = balance(world, R.WORKING_FUND)
        seller, buyer = world.parties["Eve et Frank"], world.parties["Ines"]
        world.post(Line(156_000, R.OWNERS_CHARGES, party_id=buyer), Line(-156_000, R.OWNERS_CHARGES, party_id=seller))
        assert balance(world, R.WORKING_FUND) == fund
        assert parties.party_balance(world.syndic, party_id=seller, on=END) == 0
        assert parties.party_balance(world.syndic, party_id=buyer, on=END) == 84_000 + 156_000


def test_before_a_day_there_is_nothing(world: World) -> None:
    with world.inside():
        e1(world)
        assert accounts.role_balance(world.syndic, role=R.WORKING_FUND, until=date(2026, 3, 1)) == 0
        assert parties.party_balances(world.syndic, on=date(2026, 3, 1)) == {}
