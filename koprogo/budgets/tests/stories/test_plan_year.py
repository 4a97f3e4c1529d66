"""The calls of a year come from its budget, in time, once, to the cent; a new budget on the way has three methods."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import transaction

from koprogo.budgets.operations import budgets, plans
from koprogo.budgets.operations.budgets import Start
from koprogo.budgets.queries import budget
from koprogo.budgets.queries import plan as questions
from koprogo.budgets.queries.plan import PlanRow
from koprogo.budgets.queries.sheet import look
from koprogo.budgets.rules.lines import Line, Nature
from koprogo.budgets.rules.plan import AlreadyWritten, Method, NoBudget, Rhythm
from koprogo.budgets.tests import world
from koprogo.budgets.tests.world import VOTE, House
from koprogo.charges.operations import calls
from koprogo.charges.operations.calls import Part
from koprogo.charges.queries import calls as call_queries
from koprogo.charges.queries import soundness
from koprogo.charges.rules.calls import CallKind, State
from koprogo.ledger.queries import self_check
from koprogo.platform import boundary
from koprogo.platform.access import Access
from koprogo.testing import asked

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return world.build()


def plan_of(access: Access, year: str = "2026") -> PlanRow:
    sheet = look(access)
    vote = questions.basis(sheet, year)
    assert vote is not None
    sums = questions.sums_of(budget.voted_rows(access, voted_ids=[vote.id])[vote.id], vote)
    found = questions.show(access, year=year, sums=sums)
    assert found is not None
    return found


def send_next(house: House, on: date) -> int:
    """Send the draft that waits on a day; what it asked in all, in cents."""
    access = house.on(on)
    plans.write_due(access)
    step = next(s for s in plan_of(access).steps if s.call and s.call.state == "draft")
    assert step.call is not None
    calls.send(access, number=step.call.number)
    return call_queries.called(access, call_ids=[step.call.call_id])[step.call.call_id].asked_cents


def amend(house: House, on: date, cents: int, method: Method) -> None:
    access = house.on(on)
    budgets.start(access, year="2026", start=Start("current"))
    line = Line(house.account("6105"), "quotites", Nature.ORDINARY, 100, cents)
    budgets.write(access, year="2026", lines=[line], reserve_cents=48_000, reserve_key_code="quotites")
    budgets.propose(access, year="2026")
    budgets.vote(access, year="2026", decided=replace(VOTE, decided_on=on), method=method)


def test_law_4_3_four_quarters_of_lot_f(house: House) -> None:
    """9 000 of charges and 480 of reserve: each quarter asks lot F 292,50 and 15,60, and no cent is lost."""
    access = house.access
    with boundary.within(access.org_id):
        world.law_4_3(house)
        plans.set_plan(access, year="2026", rhythm=Rhythm.QUARTERLY)
        assert [s.call is not None for s in plan_of(access).steps] == [True, False, False, False]
        assert plans.write_due(access) == [], "never twice"
        with pytest.raises(AlreadyWritten), transaction.atomic():
            plans.write_step(access, year="2026", position=1)
        for month in (1, 4, 7, 10):
            assert send_next(house, date(2026, month, 13)) == 237_000
        by_lot = asked.by_lot(access)
        assert by_lot["F"] == 123_240 and sum(by_lot.values()) == 948_000
        first = plan_of(house.on(date(2026, 12, 1))).steps[0].call
        assert first is not None and first.title == "Appel du 1er trimestre 2026"
        lines = call_queries.lines_of(access, call_id=first.call_id, party_id=house.built.parties["Eve / Frank"])
        assert [(line.amount_cents, line.step.year_cents if line.step else 0) for line in lines] == [
            (29_250, 900_000),
            (1_560, 48_000),
        ]
        later = house.on(date(2026, 12, 1))
        assert soundness.problems(later) == self_check.problems(later) == []


@pytest.mark.parametrize(
    ("method", "third", "year"),
    [(Method.KEEP, 1_000_000, 3_600_000), (Method.CATCH_UP, 1_200_000, 4_000_000)],
)
def test_fmt_a_and_b_after_two_calls(house: House, method: Method, third: int, year: int) -> None:
    """32 000 become 40 000 after two calls of 8 000: 10 000 or 12 000 are left twice (reserve beside)."""
    with boundary.within(house.access.org_id):
        world.law_4_3(house, cleaning_cents=3_200_000)
        plans.set_plan(house.access, year="2026", rhythm=Rhythm.QUARTERLY)
        for month in (1, 4):
            assert send_next(house, date(2026, month, 13)) == 800_000 + 12_000
        amend(house, date(2026, 6, 1), 4_000_000, method)
        for month in (7, 10):
            assert send_next(house, date(2026, month, 13)) == third + 12_000
        by_lot = asked.by_lot(house.access)
        assert sum(by_lot.values()) == year + 48_000
        assert by_lot["F"] == (year + 48_000) * 130 // 1_000


def test_fmt_c_retroactive_cancels_and_calls_the_year_again(house: House) -> None:
    with boundary.within(house.access.org_id):
        world.law_4_3(house, cleaning_cents=3_200_000)
        plans.set_plan(house.access, year="2026", rhythm=Rhythm.QUARTERLY)
        for month in (1, 4):
            send_next(house, date(2026, month, 13))
        amend(house, date(2026, 6, 1), 4_000_000, Method.RETROACTIVE)
        access = house.on(date(2026, 6, 20))
        assert [c.state for c in call_queries.listing(access)].count(State.CANCELLED) == 2
        for _ in range(3):
            assert send_next(house, date(2026, 6, 20)) == 1_000_000 + 12_000
        assert send_next(house, date(2026, 10, 13)) == 1_000_000 + 12_000
        assert sum(asked.by_lot(access).values()) == 4_048_000
        later = house.on(date(2026, 12, 1))
        assert soundness.problems(later) == self_check.problems(later) == []


def test_twelfths_until_a_vote_then_the_rest_catches_up(house: House) -> None:
    """Without a vote for 2027 each month is a twelfth of 2026; after the vote the year comes to the new budget."""
    access = house.access
    with boundary.within(access.org_id):
        with pytest.raises(NoBudget), transaction.atomic():
            plans.set_plan(access, year="2026", rhythm=Rhythm.QUARTERLY)
        world.law_4_3(house)
        new_year = house.on(date(2027, 1, 2))
        plans.set_plan(new_year, year="2027", rhythm=Rhythm.QUARTERLY)
        found = plan_of(new_year, "2027")
        assert len(found.steps) == 12 and all(s.provisional for s in found.steps)
        step = found.steps[0]
        assert step.call is not None and step.cents == 75_000 + 4_000
        assert step.call.title == "Douzième provisoire de janvier 2027"
        calls.send(new_year, number=step.call.number)
        budgets.start(new_year, year="2027", start=Start("vote", 1_000))
        budgets.propose(new_year, year="2027")
        budgets.vote(new_year, year="2027", decided=replace(VOTE, decided_on=date(2027, 1, 2)))
        plans.set_plan(new_year, year="2027", rhythm=Rhythm.CUSTOM, days=[date(2027, 4, 1), date(2027, 10, 1)])
        found = plan_of(new_year, "2027")
        voted = sum(budget.voted(new_year, year="2027").values())
        assert voted == 990_000 and [s.position for s in found.steps] == [1, 2, 3]
        year_reserve = look(new_year).versions("2027")[0].reserve_cents
        assert sum(s.cents for s in found.steps) == voted + year_reserve


def test_calls_written_by_hand_are_the_first_steps(house: House) -> None:
    access = house.access
    with boundary.within(access.org_id):
        world.law_4_3(house)
        part = Part(CallKind.PROVISION, "Charges", house.built.keys["parts"], 300_001)
        by_hand = calls.write(access, title="Premier appel", due_on=date(2026, 2, 1), parts=[part])
        calls.send(access, number=by_hand.number)
        plans.set_plan(access, year="2026", rhythm=Rhythm.QUARTERLY)
        found = plan_of(access)
        assert [s.due_on.month for s in found.steps] == [2, 4, 7, 10]
        assert sum(s.cents for s in found.steps) == 948_000
        for month in (4, 7, 10):
            send_next(house, date(2026, month, 13))
        by_lot = asked.by_lot(access)
        assert sum(by_lot.values()) == 948_000 and by_lot["F"] == 123_240


def test_a_draft_thrown_away_is_not_written_again_by_itself(house: House) -> None:
    access = house.access
    with boundary.within(access.org_id):
        world.law_4_3(house)
        plans.set_plan(access, year="2026", rhythm=Rhythm.MONTHLY)
        step = plan_of(access).steps[0]
        assert step.call is not None
        calls.drop(access, number=step.call.number)
        assert plans.write_due(access) == [] and plan_of(access).steps[0].is_gone
        plans.write_step(access, year="2026", position=1)
        assert not plan_of(access).steps[0].is_open
