"""Issued once, cancelled as a whole, issued anew; works from the reserve; a sale; what the proof finds."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import transaction

from koprogo.charges.operations import settle
from koprogo.charges.queries import called as called_queries
from koprogo.charges.queries import dues
from koprogo.charges.queries import soundness as calls_soundness
from koprogo.charges.rules.calls import CallKind
from koprogo.condominiums.operations import keys as key_operations
from koprogo.condominiums.operations import ownerships
from koprogo.condominiums.operations.keys import KeyFacts
from koprogo.kernel.findings import Finding
from koprogo.kernel.identifiers import uuid7
from koprogo.kernel.refusals import NotFound
from koprogo.ledger.operations import entries
from koprogo.ledger.operations.entries import Line, Voucher
from koprogo.ledger.queries import accounts, parties, self_check
from koprogo.ledger.rules.allocation import Allocation
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.roles import AccountRole as R
from koprogo.platform import boundary
from koprogo.settlements.models import Settlement, SettlementLine
from koprogo.settlements.operations import issue, transfer
from koprogo.settlements.pages import words
from koprogo.settlements.queries import preview, settlements, soundness, transfers
from koprogo.settlements.rules.obstacles import Obstacle
from koprogo.settlements.rules.period import Span
from koprogo.settlements.rules.settlements import (
    CancelledAlready,
    DueTooSoon,
    NotReady,
    PeriodOutside,
    TransferSettledAlready,
)
from koprogo.settlements.tests import world as worlds
from koprogo.settlements.tests.world import END, START, World
from koprogo.testing import block, counting

pytestmark = pytest.mark.django_db
YEAR = Span(START, END)


@pytest.fixture
def world() -> World:
    return worlds.build()


def issued(world: World, period: Span = YEAR) -> Settlement:
    return issue.issue(
        world.access, from_on=period.from_on, to_on=period.to_on, title="Décompte 2025", due_on=worlds.DUE
    )


def found(world: World, period: Span = YEAR) -> set[Obstacle]:
    return {one.obstacle for one in preview.prepare(world.access, period=period).found}


def sound(world: World) -> list[Finding]:
    return [
        *soundness.problems(world.access),
        *calls_soundness.problems(world.access),
        *self_check.problems(world.access),
    ]


def test_it_is_cancelled_by_a_mirror_and_issued_anew(world: World) -> None:
    with boundary.within(world.org.id):
        worlds.opened(world)
        worlds.called(world)
        worlds.spent(world)
        first = issued(world)
        assert found(world) >= {Obstacle.SETTLED}
        with pytest.raises(NotReady), transaction.atomic():
            issued(world)
        david = world.built.parties["David"]
        notice = dues.open_notices(world.access, party_ids=frozenset({david}))[-1]
        settle.payment(world.access, party_id=david, cents=21_954, source_id=uuid7(), notice_id=notice.notice_id)
        later = replace(world.access, now=world.access.now + timedelta(hours=1))
        issue.cancel(later, number=first.number)
        with pytest.raises(CancelledAlready), transaction.atomic():
            issue.cancel(later, number=first.number)
        with pytest.raises(NotFound), transaction.atomic():
            issue.cancel(later, number="2025-9")
        assert sound(world) == []
        world.cost("6105", 10_000)
        second = issued(world)
        assert (second.number, second.cost_cents) == ("2025-2", 953_110)
        assert [row.state for row in settlements.listing(world.access)] == ["issued", "cancelled"]
        assert sound(world) == []
        assert preview.prepare(world.access, period=YEAR).table.cost_cents == 953_110, "the preview counts the same"


def test_what_is_booked_in_settled_days_is_named(world: World) -> None:
    with boundary.within(world.org.id):
        worlds.opened(world)
        worlds.called(world)
        worlds.spent(world)
        issued(world)
        assert sound(world) == []
        world.cost("6105", 100)
        (found,) = soundness.problems(world.access)
        assert found.code == "settlements.distributions.costs"
        assert (found.facts["what"], found.facts["found_cents"], found.facts["said_cents"]) == (
            "6105",
            240_100,
            240_000,
        )


def test_half_years_are_settled_one_after_the_other(world: World) -> None:
    first, second = Span(START, date(2025, 6, 30)), Span(date(2025, 7, 1), END)
    with boundary.within(world.org.id):
        worlds.opened(world)
        worlds.called(world)
        worlds.spent(world)
        world.cost("614", 50_000, on=date(2025, 9, 1))
        assert preview.proposed(world.access, preview.years(world.access)) == YEAR
        assert found(world, second) >= {Obstacle.EARLIER}
        assert issued(world, first).cost_cents == 943_110
        assert preview.proposed(world.access, preview.years(world.access)) == second
        assert issued(world, second).cost_cents == 50_000
        assert sound(world) == []
        with pytest.raises(NotReady), transaction.atomic():
            issued(world)


def test_works_paid_from_the_reserve_and_a_special_call(world: World) -> None:
    """E8 on its own: an opening reserve of 16 000,00, works of 20 000,00, 15 000,00 taken from it, 5 000,00 called."""
    with boundary.within(world.org.id):
        worlds.opened(world)
        world.post(Line(1_600_000, R.BANK_CURRENT), Line(-1_600_000, R.RESERVE_FUND), on=START)
        world.call(CallKind.SPECIAL, 500_000, on=date(2025, 5, 2))
        world.cost("6111", 2_000_000)
        taken = Line(-1_500_000, R.RESERVE_WITHDRAWAL, allocation=Allocation(key_id=world.built.keys["parts"]))
        world.post(Line(1_500_000, R.RESERVE_FUND), taken)
        made = preview.prepare(world.access, period=YEAR)
        assert (made.table.cost_cents, made.table.advance_cents) == (500_000, 500_000)
        assert not any(one.balance_cents for one in made.table.results)
        row = issued(world)
        assert row.call_id is None, "nobody owes anything: no call"
        reserve = -accounts.role_balance(world.access, role=R.RESERVE_FUND, until=END)
        assert (row.reserve_fund_cents, reserve) == (100_000, 100_000)
        assert sound(world) == []


def test_a_recalled_call_is_not_deducted(world: World) -> None:
    with boundary.within(world.org.id):
        worlds.opened(world)
        worlds.called(world)
        worlds.spent(world)
        from koprogo.charges.operations import calls

        day = date(2025, 12, 30)
        number = world.call(CallKind.PROVISION, 100_000, on=day)
        assert preview.prepare(world.access, period=YEAR).table.advance_cents == 1_000_000
        calls.recall(worlds.at(world.access, day), number=number)
        assert preview.prepare(world.access, period=YEAR).table.advance_cents == 900_000
        assert issued(world).advance_cents == 900_000


def test_advances_booked_by_hand_are_shared_and_said(world: World) -> None:
    with boundary.within(world.org.id):
        worlds.opened(world)
        worlds.spent(world)
        lot, alice = world.built.lots["A"], world.built.parties["Alice"]
        world.post(Line(50_000, R.OWNERS_CHARGES, party_id=alice, lot_id=lot), Line(-50_000, R.PROVISIONS, lot_id=lot))
        made = preview.prepare(world.access, period=YEAR)
        assert {one.obstacle for one in made.found} == {Obstacle.ADVANCE_BY_HAND}
        assert made.ready
        assert [one.advance_cents for one in made.table.results] == [50_000, 0, 0, 0, 0, 0, 0, 0]


def test_what_stands_in_the_way_is_listed_and_nothing_is_written(world: World) -> None:
    with boundary.within(world.org.id):
        worlds.opened(world)
        assert found(world) == {Obstacle.NOTHING}
        short = key_operations.add_key(world.access, facts=KeyFacts("Garages", 10), weights={world.built.lots["A"]: 4})
        world.cost("6106", 10_000, how=Allocation(key_id=short.id))
        assert found(world) == {Obstacle.KEY_NOT_WHOLE}
        with pytest.raises(NotReady) as caught, transaction.atomic():
            issued(world)
        assert caught.value.facts["obstacles"] == ["key_not_whole"]
        key_operations.set_weights(world.access, key_id=short.id, weights={world.built.lots["A"]: 10})
        assert not found(world)
        halves = Allocation(period_from=date(2025, 7, 1), period_to=date(2026, 6, 30))
        world.cost("614", 300_000, how=halves)
        (ahead,) = preview.prepare(world.access, period=YEAR).found
        assert ahead.obstacle is Obstacle.AHEAD and ahead.facts["accounts"] == ["614"] and not ahead.blocks
        assert words.told(world.access, (ahead,))[0].url.endswith("/argent/cloture/2025/regularisations/")
        moved = [Line(-148_767, account_id=world.account("614")), Line(148_767, R.DEFERRED_COSTS)]
        entries.post(
            world.access,
            journal=JournalKind.MISCELLANEOUS,
            on=END,
            label="490",
            lines=moved,
            voucher=Voucher("accrual", None, "2025-1"),
        )
        assert not found(world)
        everybody = frozenset({world.built.parties["Alice"]})
        world.cost("6106", 10_000, how=Allocation(key_id=short.id, exempt=everybody))
        assert found(world) == {Obstacle.NOBODY_BEARS}
        with pytest.raises(PeriodOutside):
            preview.prepare(world.access, period=Span(date(2024, 6, 1), date(2025, 6, 1)))
        with pytest.raises(DueTooSoon), transaction.atomic():
            issue.issue(world.access, from_on=START, to_on=END, title="D", due_on=date(2026, 1, 1))
        running = Span(date(2026, 1, 1), world.access.today)
        worlds.at(world.access, world.access.today)
        world.cost("6105", 1, on=date(2026, 3, 1))
        assert Obstacle.NOT_OVER in found(world, running)
        assert not Settlement.objects.exists()


def test_an_owner_who_won_is_left_out(world: World) -> None:
    with boundary.within(world.org.id):
        worlds.opened(world)
        david = frozenset({world.built.parties["David"]})
        world.cost("6130", 500_000, how=Allocation(occupant_percent=0, exempt=david))
        made = preview.prepare(world.access, period=YEAR)
        assert [one.cost_cents for one in made.table.results] == [
            102_273,
            68_182,
            85_227,
            85_227,
            0,
            73_864,
            45_454,
            39_773,
        ]


QUARTER = (date(2026, 4, 1), date(2026, 6, 30))


def test_a_sale_passes_the_funds_on(world: World) -> None:
    with boundary.within(world.org.id):
        worlds.opened(world)
        worlds.called(world)
        lot, seller, ines = world.built.lots["F"], world.built.parties["Eve / Frank"], world.built.parties["Ines"]
        world.call(CallKind.PROVISION, 225_000, on=date(2026, 4, 2), days=QUARTER)
        with pytest.raises(NotFound):
            transfers.proposal(world.access, number="F")
        ownerships.transfer_lot(world.access, lot_id=lot, party_id=ines, on=date(2026, 5, 16))
        offered = transfers.proposal(world.access, number="F")
        assert (offered.fund_total_cents, offered.weight, offered.fund_cents) == (1_200_000, 130, 156_000)
        # 292,50 for the quarter, 46 of 91 days are the buyer's.
        assert offered.provision_cents == 29_250 - 14_464
        fund = accounts.role_balance(world.access, role=R.WORKING_FUND, until=world.access.today)
        before = {party: dues.owed_by_party(world.access)[party] for party in (seller, ines)}
        transfer.settle_transfer(
            world.access, number="F", on=date(2026, 5, 16), title="Vente du lot F", due_on=worlds.DUE
        )
        after = dues.owed_by_party(world.access)
        moved = 156_000 + 14_786
        assert (after[seller] - before[seller], after[ines] - before[ines]) == (-moved, moved)
        assert accounts.role_balance(world.access, role=R.WORKING_FUND, until=world.access.today) == fund
        assert any(one.amount_cents == moved for one in dues.open_notices(world.access, party_ids=frozenset({ines})))
        with pytest.raises(TransferSettledAlready), transaction.atomic():
            transfer.settle_transfer(
                world.access, number="F", on=date(2026, 5, 16), title="Vente du lot F", due_on=worlds.DUE
            )
        world.cost("6105", 240_000, on=date(2026, 4, 15))
        made = preview.prepare(world.access, period=Span(date(2026, 1, 1), QUARTER[1]))
        sums = [one.advance_cents for one in made.table.results if one.number == "F"]
        assert sums == [14_464, 14_786]
        assert made.table.advance_cents == 225_000
        assert sound(world) == []


def test_previous_debts_and_payments_stand_apart(world: World) -> None:
    with boundary.within(world.org.id):
        worlds.opened(world)
        worlds.called(world)
        worlds.spent(world)
        row = issued(world)
        alice = settlements.notice(world.access, row=row, party_id=world.built.parties["Alice"])
        assert (alice.opening_cents, alice.called_cents, alice.paid_cents) == (0, 216_000 + 162_000 + 8_640, 0)
        assert alice.before_cents == 386_640
        assert (alice.balance_cents, alice.to_pay_cents) == (-26_179, 386_640 - 26_179)
        assert (alice.reserve_cents, alice.working_share_cents, alice.reserve_share_cents) == (8_640, 216_000, 8_640)
        held = parties.party_balance(world.access, party_id=world.built.parties["Alice"], on=world.access.today)
        assert held == alice.to_pay_cents
        kept = settlements.table(world.access, row=row)
        assert kept.results == preview.prepare(world.access, period=YEAR).table.results
        own = settlements.table(world.access, row=row, party_ids=[world.built.parties["Chloé"]])
        assert [one.balance_cents for one in own.results] == [16_756, 16_755]
        assert called_queries.reserve(world.access, from_on=END, to_on=END) == {}


def test_sixty_accounts_of_sixty_lots_cost_what_one_of_eight_does() -> None:
    ran = []
    for lots, many in ((8, 1), (60, 60)):
        built = block.build(f"bloc-{lots}", lots=lots, iban="BE68539007547034")
        with boundary.within(built.org.id):
            period = block.spent(built.access, accounts=many)
            with counting.statements() as found:
                row = block.settled(built.access, period)
            assert SettlementLine.objects.filter(column__settlement=row).count() == lots * many
            ran.append(len(found))
    assert ran[0] == ran[1], ran


def test_the_number_of_statements_does_not_grow(world: World) -> None:
    with boundary.within(world.org.id):
        worlds.opened(world)
        world.cost("6105", 240_000)
        with counting.statements() as few:
            preview.prepare(world.access, period=YEAR)
        worlds.spent(world)
        with counting.statements() as many:
            preview.prepare(world.access, period=YEAR)
        assert len(many) == len(few) <= 18, len(many)
