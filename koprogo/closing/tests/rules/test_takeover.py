"""What an opening entry may be (law 4.1 and 13): the bank is right, a difference is named and never plugged."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koprogo.closing.rules import handover, retention
from koprogo.closing.rules.mapping import Account
from koprogo.closing.rules.takeover import Line, Stated, Totals, entry_on, plan

BANK = Account(uuid4(), "55101", "À vue", "", "bank_current", "BE68539007547034", credit=False)
PARENT = Account(uuid4(), "551", "Banque", "bank_current", "bank_current", "", credit=False)
FUND = Account(uuid4(), "100", "Fonds de roulement", "working_fund", "working_fund", "", credit=True)
OWNERS = Account(uuid4(), "4101", "Copropriétaires", "owners_charges", "owners_charges", "", credit=False)
SUPPLIERS = Account(uuid4(), "440", "Fournisseurs", "suppliers", "suppliers", "", credit=True)
ALICE = uuid4()


def line(position: int, account: Account | None, cents: int, party: UUID | None = None, listed: bool = False) -> Line:
    return Line(position, f"C{position}", "x", cents, account, party, listed=listed)


def balanced() -> list[Line]:
    return [line(1, BANK, 10_000), line(2, OWNERS, 500, ALICE), line(3, FUND, -10_500)]


def test_a_balance_that_agrees_with_the_bank_is_ready() -> None:
    made = plan(balanced(), [Stated(BANK, 10_000)])
    assert not made.problems and made.gap_cents == 0 and not made.needs_name
    assert made.totals == Totals(banks=10_000, owners=500, funds=-10_500)


def test_the_bank_is_right_and_the_difference_waits() -> None:
    made = plan(balanced(), [Stated(BANK, 9_900)])
    assert made.needs_name and made.gap_cents == -100
    assert made.totals.banks == 9_900 and made.totals.suspense == 100 and made.totals.sum_cents == 0
    assert made.totals.funds == -10_500, "never in a fund"


def test_a_balance_that_does_not_balance_waits_for_a_name() -> None:
    made = plan([*balanced(), line(4, SUPPLIERS, -1)], [Stated(BANK, 10_000)])
    assert made.needs_name and made.gap_cents == -1 and made.totals.suspense == 1


def test_two_differences_that_cancel_still_want_a_name() -> None:
    made = plan([line(1, BANK, 10_000), line(2, FUND, -9_900)], [Stated(BANK, 9_900)])
    assert made.gap_cents == 0 and made.needs_name


@pytest.mark.parametrize(
    ("lines", "stated", "codes"),
    [
        ([], [], ["nothing"]),
        ([line(1, None, 100), line(2, FUND, -100)], [], ["account_missing"]),
        ([line(1, OWNERS, 100), line(2, FUND, -100)], [], ["party_missing"]),
        ([Line(1, "C1", "Leveranciers", -100, SUPPLIERS), line(2, FUND, 100)], [], ["supplier_missing"]),
        ([Line(1, "C1", "Kone", -100, SUPPLIERS), line(2, FUND, 100)], [], []),
        ([line(1, PARENT, 100), line(2, FUND, -100)], [], ["bank_without_iban"]),
        ([line(1, BANK, 100), line(2, FUND, -100)], [], ["bank_unstated"]),
        ([line(1, BANK, 100), line(2, FUND, -100)], [Stated(BANK, None)], ["bank_unstated"]),
        ([line(1, SUPPLIERS, -100), line(2, FUND, 100)], [], []),
    ],
)
def test_what_stops_it(lines: list[Line], stated: list[Stated], codes: list[str]) -> None:
    assert [problem.code for problem in plan(lines, stated).problems] == codes


def test_a_control_account_repeats_the_list_of_its_owners_once() -> None:
    lines = [line(1, OWNERS, 500), line(2, OWNERS, 500, ALICE, True), line(3, FUND, -500)]
    made = plan(lines, [])
    assert made.control == {1} and not made.problems and made.totals.owners == 500


def test_a_control_account_that_says_otherwise_is_a_problem() -> None:
    lines = [line(1, OWNERS, 600), line(2, OWNERS, 500, ALICE, True), line(3, FUND, -500)]
    (problem,) = plan(lines, []).problems
    assert (problem.code, problem.facts["a"], problem.facts["b"]) == ("control_differs", 600, 500)


@given(st.lists(st.integers(-(10**9), 10**9), max_size=20), st.integers(-(10**9), 10**9))
def test_whatever_is_handed_over_the_entry_balances(amounts: list[int], said: int) -> None:
    accounts = (BANK, FUND, SUPPLIERS)
    lines = [line(index, accounts[index % 3], cents) for index, cents in enumerate(amounts, 1)]
    made = plan(lines, [Stated(BANK, said)])
    posted = sum(one.cents for one in made.lines) + sum(bank.gap_cents for bank in made.banks) - made.gap_cents
    assert posted == 0 == made.totals.sum_cents
    assert made.totals.banks == said
    assert made.totals.funds == sum(one.cents for one in made.lines if one.account == FUND)


@pytest.mark.parametrize(
    ("situation", "first"), [(date(2025, 12, 31), date(2026, 1, 1)), (date(2024, 2, 28), date(2024, 2, 29))]
)
def test_the_entry_is_of_the_day_after(situation: date, first: date) -> None:
    assert entry_on(situation) == first


def test_the_file_is_handed_over_within_thirty_days() -> None:
    assert handover.due_on(date(2026, 6, 30)) == date(2026, 7, 30)


@pytest.mark.parametrize(
    ("ends_on", "probative", "internal"),
    [
        (date(2025, 12, 31), date(2033, 1, 1), date(2029, 1, 1)),
        (date(2026, 6, 30), date(2034, 1, 1), date(2030, 1, 1)),
    ],
)
def test_how_long_vouchers_are_kept(ends_on: date, probative: date, internal: date) -> None:
    found = retention.of_year(ends_on)
    assert (found.probative_on, found.internal_on) == (probative, internal)
