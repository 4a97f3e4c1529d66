"""A year of a building from the take-over to the closing, with the figures of law 4.5; and what stops it on the way."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from koprogo.closing import labels
from koprogo.closing.models import ClosedBalance
from koprogo.closing.operations import closing, dossier
from koprogo.closing.queries import soundness
from koprogo.closing.queries import year as queries
from koprogo.closing.rules.closing import ApprovedTooEarly, Check, NotApproved, ResultRule, Stage, YearNotReady
from koprogo.closing.tests import lived
from koprogo.kernel.refusals import NotAllowed
from koprogo.ledger.operations.entries import Line, PeriodClosed
from koprogo.ledger.operations.years import WrongState
from koprogo.ledger.queries import accounts, self_check, sums
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.roles import AccountRole as R
from koprogo.ledger.rules.years import BeforeOpening, PeriodHeld
from koprogo.platform import boundary, files, jobs, pdf
from koprogo.settlements.tests import world as settled
from koprogo.settlements.tests.world import END, World
from koprogo.statements.rules.balance_sheet import Side, balance_sheet
from koprogo.testing.counting import statements as counted

pytestmark = pytest.mark.django_db
MET = date(2026, 5, 12)
MISC = JournalKind.MISCELLANEOUS


@pytest.fixture
def world() -> World:
    return lived.begun()


def held(world: World, year: str = "2025") -> None:
    closing.pre_close(world.access, year=year, rule=ResultRule.RESULT, label="Résultat 2025")


def closed(world: World) -> None:
    held(world)
    closing.approve(world.access, year="2025", on=MET, decision="point 3")
    closing.close(world.access, year="2025")


def refused(world: World, year: str = "2025") -> set[str]:
    with pytest.raises(YearNotReady) as error:
        held(world, year)
    assert labels.REFUSALS[error.value.code](error.value.facts)
    codes = error.value.facts["codes"]
    assert isinstance(codes, tuple)
    return set(codes)


def test_from_the_take_over_to_a_closed_year(world: World) -> None:
    access = world.access
    with boundary.within(world.org.id):
        lived.whole(world)
        both = balance_sheet(sums.positions(access, on=END, since=date(2025, 1, 1)))
        assert both.total(Side.ASSETS) == both.total(Side.LIABILITIES) == 1_341_632 + lived.HANDED_OVER
        closed(world)
        year = queries.year(access, code="2025")
        assert year.stage is Stage.CLOSED and year.row is not None
        assert year.row.result_cents == 0 and year.row.carry_entry is None, "the settlement left nothing"
        kept = {one.code: one.closing_cents for one in ClosedBalance.objects.filter(closing=year.row)}
        assert kept["100"] == -1_200_000 - lived.HANDED_OVER and kept["160"] == -48_000 and kept["440"] == -50_000
        assert sum(kept.values()) == 0 and kept["6105"] == 0
        opening = {one.code: one.cents for one in queries.carried_forward(access, row=year.row)}
        assert sum(opening.values()) == 0 and not any(code[0] in "67" for code in opening)
        assert soundness.drifts(access) == [] and not self_check.problems(access)


def test_nothing_enters_a_closed_year_and_it_is_closed_once(world: World) -> None:
    with boundary.within(world.org.id):
        lived.whole(world)
        closed(world)
        with pytest.raises(PeriodClosed):
            world.post(Line(100, R.BANK_CHARGES), Line(-100, R.BANK_CURRENT), on=END, kind=MISC)
        for act in (lambda: closing.close(world.access, year="2025"), lambda: held(world)):
            with pytest.raises(WrongState):
                act()
        with pytest.raises(WrongState):
            closing.reopen(world.access, year="2025", label="x")
        assert world.post(Line(100, R.BANK_CHARGES), Line(-100, R.BANK_CURRENT), on=END + timedelta(days=1), kind=MISC)


def test_a_pre_closed_year_takes_nothing_and_may_be_opened_again(world: World) -> None:
    access = world.access
    with boundary.within(world.org.id):
        lived.whole(world)
        held(world)
        with pytest.raises(PeriodHeld):
            world.post(Line(100, R.BANK_CHARGES), Line(-100, R.BANK_CURRENT), on=END, kind=MISC)
        closing.approve(access, year="2025", on=MET, decision="point 3")
        row = closing.reopen(access, year="2025", label="Rouvert")
        assert row.approved_on is None and row.proved_at is None
        assert world.post(Line(100, R.BANK_CHARGES), Line(-100, R.BANK_CURRENT), on=END, kind=MISC)


def test_only_what_the_assembly_approved_is_closed(world: World) -> None:
    access = world.access
    with boundary.within(world.org.id):
        lived.whole(world)
        with pytest.raises(WrongState):
            closing.approve(access, year="2025", on=MET, decision="point 3")
        held(world)
        with pytest.raises(NotApproved):
            closing.close(access, year="2025")
        for on in (END, access.today + timedelta(days=1)):
            with pytest.raises(ApprovedTooEarly):
                closing.approve(access, year="2025", on=on, decision="point 3")


def test_what_is_missing_is_named(world: World) -> None:
    with boundary.within(world.org.id):
        lived.taken_over(world)
        lived.lived(world)
        assert refused(world) == {Check.BANKS, Check.SETTLEMENT}
        lived.heard(world, current=1_206_790 + lived.HANDED_OVER)
        assert Check.BANKS in refused(world), "the bank says one euro less"
        lived.settle(world)
        assert refused(world) == {Check.BANKS}
        fix = accounts.bank_accounts(world.access, on=END)[-1]
        world.post(Line(100, R.SUSPENSE), Line(-100, account_id=fix.id), on=END, kind=MISC)
        assert refused(world) == {Check.SUSPENSE}
        world.post(Line(100, R.TRANSFERS), Line(-100, R.SUSPENSE), on=END, kind=MISC)
        assert refused(world) == {Check.TRANSFERS}


def test_a_fund_below_zero_and_a_year_before_block(world: World) -> None:
    with boundary.within(world.org.id):
        lived.whole(world)
        world.post(Line(48_001, R.RESERVE_FUND), Line(-48_001, R.WORKING_FUND), on=END, kind=MISC)
        assert Check.FUNDS in refused(world)
        with pytest.raises(BeforeOpening):  # the year of the previous syndic stays theirs
            world.post(Line(100, R.SUPPLIERS), Line(-100, R.WORKING_FUND), on=date(2024, 6, 1), kind=MISC)
        world.post(Line(100, R.SUPPLIERS), Line(-100, R.WORKING_FUND), on=date(2026, 1, 2), kind=MISC)
        assert Check.EARLIER_YEAR in refused(world, "2026")


@pytest.mark.parametrize(("rule", "role"), [(ResultRule.RESULT, R.RESULT), (ResultRule.CARRIED, R.CARRIED_VALUES)])
def test_what_the_settlement_leaves_is_carried(world: World, rule: ResultRule, role: R) -> None:
    """Reserve contributions called the decree's way (700) are no cost to share: they are left, and carried."""
    access = world.access
    with boundary.within(world.org.id):
        lived.whole(world)
        world.post(Line(1_250, R.SUPPLIERS), Line(-1_250, R.RESERVE_CALLS), on=END, kind=MISC)
        row = closing.pre_close(access, year="2025", rule=rule, label="Résultat 2025")
        assert row.result_cents == 1_250 and row.carry_entry is not None
        assert accounts.role_balance(access, role=role, until=END) == -1_250
        assert queries.books(access, on=END).left == []
        shown = sums.results(
            access,
            from_on=date(2025, 1, 1),
            to_on=END,
            before_from=date(2024, 1, 1),
            before_to=date(2024, 12, 31),
        )
        assert next(one.cents for one in shown if one.code == "700") == -1_250, "the year still shows its income"
        closing.reopen(access, year="2025", label="Rouvert")
        assert accounts.role_balance(access, role=role, until=END) == 0


def test_the_frozen_balances_are_the_databases_own(world: World) -> None:
    with boundary.within(world.org.id):
        lived.whole(world)
        closed(world)
        row = queries.year(world.access, code="2025").row
        with pytest.raises(DatabaseError), transaction.atomic():
            ClosedBalance.objects.filter(closing=row).update(debit_cents=1)
        with pytest.raises(DatabaseError), transaction.atomic():
            ClosedBalance.objects.filter(closing=row).delete()


def test_the_papers_of_the_assembly(world: World) -> None:
    access = world.access
    with boundary.within(world.org.id):
        lived.whole(world)
        closed(world)
        row = queries.year(access, code="2025").row
        assert row is not None
        gate = pdf.gate(files.content(dossier.write(access, closing_id=row.id)))
        text = gate.text.replace("\u202f", " ").replace("\xa0", " ")
        for words in (
            "Dossier de clôture de l’exercice 2025",
            "12 168,90",
            "1er janv. 2033",
            row.fingerprint[:16],
            "À nouveau",
        ):
            assert words.casefold() in text.casefold(), words
        assert "David" not in text and "Chloé" not in text, "no account of an owner by name"
        annex = queries.dossier(access, row=row, name=queries.ANNEX_NAME)
        assert annex is not None and "David" in pdf.gate(files.content(annex)).text
        before, job = queries.dossier(access, row=row), queries.dossier_job(access, row=row)
    assert before is not None and job is not None
    jobs.perform(world.org.id, job.id, clock=lambda: access.now)
    with boundary.within(world.org.id):
        again = queries.dossier(access, row=row)
        assert again is not None and again.id != before.id, "the worker writes it too"


def test_an_owner_closes_nothing(world: World) -> None:
    with boundary.within(world.org.id), pytest.raises(NotAllowed):
        closing.prove(settled.owner(world, "Alice"), year="2025")


def test_closing_costs_the_same_for_any_number_of_entries(world: World) -> None:
    with boundary.within(world.org.id):
        lived.whole(world)
        costs = []
        closing.prove(world.access, year="2025")
        for extra in (0, 30):
            for _n in range(extra):
                world.post(Line(100, R.WORKING_FUND), Line(-100, R.RESERVE_FUND), on=END, kind=MISC)
            with counted() as ran:
                held(world)
            costs.append(len(ran))
            closing.reopen(world.access, year="2025", label="Rouvert")
        assert costs[0] == costs[1]
