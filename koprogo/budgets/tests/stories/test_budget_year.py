"""A budget from last year's figures to the vote, amended on the way: versions stay, the reserve keeps its floor."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import ProgrammingError, transaction

from koprogo.budgets.models import Budget, VotedBudget, VotedLine
from koprogo.budgets.operations import budgets, reserve
from koprogo.budgets.operations.budgets import (
    BudgetUnderWay,
    Decided,
    NoFigures,
    NoKey,
    NotProposed,
    Start,
)
from koprogo.budgets.queries import budget
from koprogo.budgets.queries.sheet import look
from koprogo.budgets.rules.lines import Line, Nature
from koprogo.budgets.rules.reserve import BelowFloor, DecidedLater, NotEnoughVotes, NothingToRevoke
from koprogo.budgets.tests import world
from koprogo.budgets.tests.world import VOTE, House
from koprogo.condominiums.operations import describe
from koprogo.condominiums.operations.describe import Identity
from koprogo.condominiums.queries import building
from koprogo.kernel.refusals import NotAllowed
from koprogo.platform import boundary

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return world.build()


def test_from_last_years_figures_to_a_vote_that_never_changes(house: House) -> None:
    access = house.access
    with boundary.within(access.org_id):
        row = budgets.start(access, year="2026", start=Start("actuals", 200))
        found = {
            (r.account_code, r.line.key_code): (r.line.cents, r.line.occupant_percent, r.line.nature)
            for r in budget.working_rows(access, budget_id=row.id)
        }
        assert found == {
            ("6101", "ascenseur"): (183_600, 100, Nature.ORDINARY),
            ("6105", "quotites"): (244_800, 100, Nature.ORDINARY),
            ("6130", "quotites"): (214_200, 50, Nature.ORDINARY),
            ("614", "quotites"): (306_000, 0, Nature.ORDINARY),
            ("650", "quotites"): (4_651, 0, Nature.ORDINARY),
        }, "neither works nor private costs"
        assert row.reserve_cents == 46_728, "5 % of 9 345,60 is what the law asks"
        with pytest.raises(BudgetUnderWay), transaction.atomic():
            budgets.start(access, year="2026", start=Start("nothing"))
        with pytest.raises(NotProposed), transaction.atomic():
            budgets.vote(access, year="2026", decided=VOTE)
        budgets.propose(access, year="2026")
        with pytest.raises(NotProposed), transaction.atomic():
            budgets.write(access, year="2026", lines=[], reserve_cents=0, reserve_key_code="quotites")
        with pytest.raises(DecidedLater), transaction.atomic():
            budgets.vote(access, year="2026", decided=replace(VOTE, decided_on=date(2026, 1, 13)))
        kept = budgets.vote(access, year="2026", decided=VOTE)
        assert (kept.version, kept.base_cents, kept.floor_cents) == (1, 934_560, 46_728)
        assert budget.voted(access, year="2026")[(house.account("6105"), "quotites")] == 244_800
        assert not Budget.objects.exists()
        for change in (
            lambda: VotedBudget.objects.update(reserve_cents=0),
            lambda: VotedLine.objects.update(cents=1),
            lambda: VotedLine.objects.all().delete(),
        ):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                change()


def test_an_amendment_is_another_version(house: House) -> None:
    access = house.access
    with boundary.within(access.org_id):
        world.law_4_3(house)
        budgets.start(access, year="2026", start=Start("current"))
        line = Line(house.account("6105"), "quotites", Nature.ORDINARY, 100, 1_000_000)
        works = Line(house.account("6111"), "quotites", Nature.FROM_RESERVE, 0, 200_000)
        budgets.write(access, year="2026", lines=[line, works], reserve_cents=48_000, reserve_key_code="quotites")
        budgets.propose(access, year="2026")
        budgets.vote(access, year="2026", decided=replace(VOTE, decision="Budget modifié"))
        sheet = look(access)
        assert [v.version for v in sheet.versions("2026")] == [2, 1]
        assert budget.voted(access, year="2026") == {
            (house.account("6105"), "quotites"): 1_000_000,
            (house.account("6111"), "quotites"): 200_000,
        }
        first = sheet.versions("2026")[1]
        assert [r.line.cents for r in budget.voted_rows(access, voted_ids=[first.id])[first.id]] == [900_000]


def test_next_years_budget_starts_from_this_years_vote(house: House) -> None:
    access = house.access
    with boundary.within(access.org_id):
        world.law_4_3(house)
        row = budgets.start(access, year="2027", start=Start("vote", -1_000))
        assert row.starts_on == date(2027, 1, 1) and row.ends_on == date(2027, 12, 31)
        assert [r.line.cents for r in budget.working_rows(access, budget_id=row.id)] == [810_000]
        budgets.drop(access, year="2027")
        with pytest.raises(NoFigures), transaction.atomic():
            budgets.start(access, year="2025", start=Start("vote"))
        assert budget.voted(access, year="2027") == {}


def test_a_budget_below_the_floor_is_refused_until_four_fifths_waive_it(house: House) -> None:
    access = house.access
    with boundary.within(access.org_id):
        line = Line(house.account("6105"), "quotites", Nature.ORDINARY, 100, 900_000)
        budgets.start(access, year="2026", start=Start("nothing"))
        budgets.write(access, year="2026", lines=[line], reserve_cents=46_727, reserve_key_code="quotites")
        with pytest.raises(BelowFloor) as refused, transaction.atomic():
            budgets.propose(access, year="2026")
        assert refused.value.facts["floor_cents"] == 46_728
        decided = Decided(date(2026, 1, 8), "Pas de réserve en 2026", "6")
        with pytest.raises(NotEnoughVotes), transaction.atomic():
            reserve.waive(access, decided=decided, for_votes=799, cast_votes=1_000)
        with pytest.raises(NothingToRevoke), transaction.atomic():
            reserve.resume(access, decided=decided, for_votes=1, cast_votes=1)
        reserve.waive(access, decided=decided, for_votes=800, cast_votes=1_000)
        budgets.propose(access, year="2026")
        reserve.resume(access, decided=replace(decided, decided_on=date(2026, 1, 10)), for_votes=501, cast_votes=1_000)
        with pytest.raises(BelowFloor), transaction.atomic():
            budgets.vote(access, year="2026", decided=VOTE)
        budgets.take_back(access, year="2026")
        budgets.write(access, year="2026", lines=[line], reserve_cents=46_728, reserve_key_code="quotites")
        budgets.propose(access, year="2026")
        assert budgets.vote(access, year="2026", decided=VOTE).waived is False


def test_a_young_building_is_not_held_yet(house: House) -> None:
    access = house.access
    with boundary.within(access.org_id):
        row = building.condominium(access)
        place = (row.street, row.house_number, row.postcode, row.city)
        describe.describe(access, identity=Identity(row.name, *place, acceptance_on=date(2024, 2, 29)))
        world.law_4_3(house, reserve_cents=0)
        kept = VotedBudget.objects.get()
        assert (kept.reserve_cents, kept.floor_cents) == (0, 46_728)


def test_who_may_and_which_keys(house: House) -> None:
    access = house.access
    council = replace(access, rights=frozenset({"see_books"}))
    with boundary.within(access.org_id):
        with pytest.raises(NotAllowed):
            budgets.start(council, year="2026", start=Start())
        budgets.start(access, year="2026", start=Start())
        line = Line(house.account("6105"), "piscine", Nature.ORDINARY, 100, 1)
        with pytest.raises(NoKey), transaction.atomic():
            budgets.write(access, year="2026", lines=[line], reserve_cents=0, reserve_key_code="quotites")
