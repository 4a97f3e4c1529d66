"""The whole worked example of the law (4.5, 4.6) through the database, with all eight lots."""

from datetime import date

import pytest

from koprogo.charges.operations import settle
from koprogo.charges.queries import dues
from koprogo.charges.queries import soundness as calls_soundness
from koprogo.charges.rules.calls import CallKind
from koprogo.condominiums.operations import ownerships
from koprogo.kernel.identifiers import uuid7
from koprogo.ledger.operations.entries import Line
from koprogo.ledger.queries import accounts, ledger, parties, self_check
from koprogo.ledger.rules.chart_account import Nature
from koprogo.ledger.rules.roles import AccountRole as R
from koprogo.platform import boundary
from koprogo.settlements.models import Settlement, SettlementLine
from koprogo.settlements.operations import issue
from koprogo.settlements.queries import preview
from koprogo.settlements.rules.period import Span
from koprogo.settlements.tests import world as worlds
from koprogo.settlements.tests.world import END, START, World

pytestmark = pytest.mark.django_db
BALANCES = {"A": -26179, "B": -17453, "C": 16756, "D": 16755, "E": 21954, "F": 14522, "G": 8936, "H": 7819}


@pytest.fixture
def world() -> World:
    return worlds.build()


def lived(world: World) -> None:
    worlds.opened(world)
    worlds.called(world)
    worlds.spent(world)
    worlds.paid(world)


def settled(world: World) -> Settlement:
    return issue.issue(world.access, from_on=START, to_on=END, title="Décompte 2025", due_on=worlds.DUE)


def gross(world: World, until: date) -> tuple[int, int]:
    """The two sides of the balance sheet, owners' debts and credits apart, in cents."""
    assets = liabilities = 0
    for row in accounts.accounts(world.access, until=until):
        if row.nature in (Nature.COST.value, Nature.INCOME.value) or row.family in (R.OWNERS_CHARGES, R.OWNERS_RESERVE):
            continue
        assets += max(row.balance_cents, 0)
        liabilities += max(-row.balance_cents, 0)
    return assets, liabilities


def test_the_year_settles_lot_by_lot_as_the_law_s_table(world: World) -> None:
    with boundary.within(world.org.id):
        lived(world)
        made = preview.prepare(world.access, period=Span(START, END))
        assert made.ready and not made.found, made.found
        assert {one.number: one.balance_cents for one in made.table.results} == BALANCES
        row = settled(world)
        assert (row.number, row.cost_cents, row.advance_cents) == ("2025-1", 943_110, 900_000)
        lines = SettlementLine.objects.filter(column__settlement=row, lot_id=world.built.lots["C"])
        by_account = {line.column.account.code: line.cents for line in lines.select_related("column__account")}
        assert by_account == {
            "6105": 36_000,
            "614": 45_000,
            "6130": 31_500,
            "650": 684,
            "6101": 38_572,
            "701": -135_000,
        }


def test_the_balance_sheet_of_the_law(world: World) -> None:
    with boundary.within(world.org.id):
        lived(world)
        settled(world)
        # Owners' debts and credits as lines of the settlement: lot by lot, as the law prints them.
        owed = settled_lines(world)
        debit = sum(cents for cents in owed if cents > 0)
        credit = -sum(cents for cents in owed if cents < 0)
        assert (debit, credit) == (86_742, 43_632)
        assets, liabilities = gross(world, END)
        assert (assets + debit, liabilities + credit) == (1_341_632, 1_341_632)
        results = [
            row.balance_cents
            for row in accounts.accounts(world.access, until=END)
            if row.nature in (Nature.COST.value, Nature.INCOME.value)
        ]
        assert not any(results), "every account of costs and incomes is back to zero"
        # E10: lot F is sold, its share of the working fund changes hands, the fund itself does not move.
        seller, buyer = world.built.parties["Eve / Frank"], world.built.parties["Ines"]
        world.post(
            Line(156_000, R.OWNERS_CHARGES, party_id=buyer), Line(-156_000, R.OWNERS_CHARGES, party_id=seller), on=END
        )
        # Gross by party and lot: the seller is owed 1 560,00 - 145,22, the buyer owes it beside the 78,19.
        assert (assets + debit + 156_000 - 14_522, liabilities + credit + 156_000 - 14_522) == (1_483_110, 1_483_110)
        held = parties.party_balances(world.access, on=END)
        both = [sum(roles.values()) for roles in held.values()]
        assert assets + sum(c for c in both if c > 0) == 1_483_110
        assert liabilities - sum(c for c in both if c < 0) == 1_483_110
        assert self_check.problems(world.access) == []


def settled_lines(world: World) -> list[int]:
    """What the settlement put on the owners' account of charges, lot by lot."""
    charges = accounts.account(world.access, code="4101")
    rows = ledger.account_ledger(world.access, account=charges, from_on=START, to_on=END).rows
    return [row.amount_cents for row in rows if row.reference.startswith("DEC")]


def test_who_owes_is_asked_and_a_payment_goes_where_the_law_says(world: World) -> None:
    """Law 6: 219,54 of the settlement and 270,00 of a provision; 300,00 paid on the first leave 189,54 open."""
    with boundary.within(world.org.id):
        lived(world)
        row = settled(world)
        david = world.built.parties["David"]
        (asked,) = dues.open_notices(world.access, party_ids=frozenset({david}))
        assert (asked.open_cents, asked.due_on, asked.call_id) == (21_954, worlds.DUE, row.call_id)
        world.call(CallKind.PROVISION, 225_000, on=world.access.today)
        settle.payment(world.access, party_id=david, cents=30_000, source_id=uuid7(), notice_id=asked.notice_id)
        left = dues.open_notices(world.access, party_ids=frozenset({david}))
        assert [notice.open_cents for notice in left] == [27_000 - 8_046]
        assert calls_soundness.problems(world.access) == []


def test_credits_are_advances(world: World) -> None:
    with boundary.within(world.org.id):
        lived(world)
        settled(world)
        parties_ahead = settle.advances(world.access)
        assert parties_ahead == {world.built.parties["Alice"]: 26_179, world.built.parties["Bruno"]: 17_453}


def test_a_buyer_and_a_seller_share_the_year(world: World) -> None:
    with boundary.within(world.org.id):
        lived(world)
        ownerships.transfer_lot(
            world.access, lot_id=world.built.lots["F"], party_id=world.built.parties["Ines"], on=date(2025, 11, 16)
        )
        made = preview.prepare(world.access, period=Span(START, END))
        seller, buyer = [one for one in made.table.results if one.number == "F"]
        assert seller.cost_cents + buyer.cost_cents == 131_522
        assert (seller.advance_cents, buyer.advance_cents) == (117_000, 0)
        assert (seller.days.days, buyer.days.days) == (319, 46)
        assert made.table.balance_cents == 43_110
