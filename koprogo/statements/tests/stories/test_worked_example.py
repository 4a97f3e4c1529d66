"""The law's worked example (4.5): the statements of the year, to the cent."""

from datetime import date

import pytest

from koprogo.condominiums.operations import parties
from koprogo.condominiums.operations.parties import PartyFacts
from koprogo.condominiums.rules.rights import Role
from koprogo.ledger.operations.entries import Line
from koprogo.ledger.queries import accounts, behind
from koprogo.ledger.rules.allocation import Allocation
from koprogo.ledger.rules.journals import JournalKind
from koprogo.ledger.rules.roles import AccountRole as R
from koprogo.platform import boundary
from koprogo.platform.access import Access
from koprogo.statements.documents.sheet import Kind, Row, Sheet
from koprogo.statements.operations import compose
from koprogo.statements.rules.kinds import Statement
from koprogo.statements.tests import world
from koprogo.testing import casting, tilleuls
from koprogo.testing.counting import statements
from koprogo.testing.tilleuls import Tilleuls

pytestmark = pytest.mark.django_db
END = date(2026, 11, 23)


@pytest.fixture
def house() -> Tilleuls:
    return world.build()


def sheet(access: Access, statement: Statement, *, on: date = END, from_on: date | None = None) -> Sheet:
    found, _until, _years = compose.of_days(access, statement, from_on=from_on, to_on=on)
    return found


def row(found: Sheet, key: str) -> Row:
    wanted = found.row(key)
    assert wanted is not None, key
    return wanted


def test_the_balance_sheet_of_the_worked_example(house: Tilleuls) -> None:
    with boundary.within(house.org.id):
        world.opened(house)
        world.year(house)
        found = sheet(house.syndic_access, Statement.BALANCE_SHEET)
        assert row(found, "assets-total").cells[-1] == row(found, "liabilities-total").cells[-1] == 1_341_632
        figures = {r.key: r.cells[-1] for table in found.tables for r in table.rows if r.kind is Kind.LINE}
        assert figures == {
            "assets-551": 1_206_890,
            "assets-550": 48_000,
            "assets-4101": 86_742,
            "liabilities-100": 1_200_000,
            "liabilities-160": 48_000,
            "liabilities-440": 50_000,
            "liabilities-4101": 43_632,
        }


def test_after_the_sale_of_a_lot(house: Tilleuls) -> None:
    with boundary.within(house.org.id):
        world.opened(house)
        world.year(house)
        house.parties["Zoé"] = parties.add_party(house.syndic_access, facts=PartyFacts(name="Zoé Acheteuse")).id
        world.sold(house, seller="Eve / Frank", buyer="Zoé")
        found = sheet(house.syndic_access, Statement.BALANCE_SHEET)
        assert row(found, "assets-total").cells[-1] == row(found, "liabilities-total").cells[-1] == 1_483_110


def test_the_result_stands_apart_until_the_year_is_settled(house: Tilleuls) -> None:
    with boundary.within(house.org.id):
        world.opened(house)
        world.year(house, settle=False)
        found = sheet(house.syndic_access, Statement.BALANCE_SHEET)
        # 9 431.10 of costs against 9 000.00 of provisions: 431.10 that the owners still have to bear.
        assert row(found, "assets-result-current").cells[-1] == 43_110
        assert row(found, "assets-total").cells[-1] == row(found, "liabilities-total").cells[-1] == 1_298_000
        before = sheet(house.syndic_access, Statement.BALANCE_SHEET, on=date(2026, 3, 2))
        assert row(before, "liabilities-result-current").cells[-1] == 900_000


def test_costs_beside_the_year_before(house: Tilleuls) -> None:
    with boundary.within(house.org.id):
        world.opened(house)
        world.year(house)
        found = sheet(house.syndic_access, Statement.RESULTS)
        # The settlement's entries carry costs over; they are not incomes.
        assert row(found, "costs-total").cells[2:] == (943_110, 0)
        assert row(found, "incomes-total").cells[2:] == (900_000, 0)
        assert row(found, "result").cells[2:] == (-43_110, 0)
        later, _until, _years = compose.of_days(
            house.syndic_access, Statement.RESULTS, from_on=date(2027, 1, 1), to_on=date(2027, 12, 31)
        )
        assert row(later, "614").cells == ("614", row(found, "614").cells[1], 0, 300_000)


def test_the_trial_balance_proves_itself(house: Tilleuls) -> None:
    with boundary.within(house.org.id):
        world.opened(house)
        world.year(house)
        found = sheet(house.syndic_access, Statement.TRIAL_BALANCE)
        opening, debit, credit, debtors, creditors = row(found, "total").cells[2:]
        assert (opening, debit, debtors) == (0, credit, creditors)
        assert row(found, "551").cells[2:] == (0, 2_148_000, 941_110, 1_206_890, 0)
        july = sheet(house.syndic_access, Statement.TRIAL_BALANCE, from_on=date(2026, 7, 1), on=date(2026, 7, 31))
        assert row(july, "440").cells[2:] == (-943_110, 893_110, 0, 0, 50_000)


def test_owners_and_what_others_see_of_them(house: Tilleuls) -> None:
    with boundary.within(house.org.id):
        world.opened(house)
        world.year(house)
        found = sheet(house.syndic_access, Statement.OWNERS)
        chloe = row(found, str(house.parties["Chloé"]))
        assert chloe.cells == ("Chloé Tilleul", "C, D", 33_511, 0, 0, 33_511)
        assert row(found, "total").cells[-1] == 43_110
        for name, owed in (("Chloé", 33_511), ("David", 21_954)):  # David has a private cost too: it is no debt of his
            chosen = row(found, str(house.parties[name])).behind
            assert chosen is not None
            assert behind.lines(house.syndic_access, chosen=chosen).cents == owed
        ines = tilleuls.access_of(house, "Ines")
        own = sheet(ines, Statement.OWNERS)
        assert [r.key for r in own.tables[0].rows] == [str(house.parties["Ines"]), "autres", "total"]
        assert row(own, "autres").cells[-1] == 43_110 - 7_819
        assert "Chloé" not in str(own)
        chosen = chloe.behind
        assert chosen is not None
        assert behind.lines(ines, chosen=chosen).rows == ()


def test_funds_by_key_and_what_is_taken_out_of_them(house: Tilleuls) -> None:
    """E8 on its own: works of 20 000 paid by a reserve of 16 000 (law 4.5, settled 24)."""
    with boundary.within(house.org.id):
        access = house.syndic_access
        opening = [Line(1_600_000, R.BANK_RESERVE), Line(-1_600_000, R.RESERVE_FUND)]
        world.post(house, *opening, on=date(2026, 1, 1), journal=JournalKind.OPENING, label="Reprise")
        works = accounts.account(access, code="611").id
        lift = Allocation(key_id=house.keys["lift"])
        lines = [
            Line(2_000_000, account_id=works, allocation=lift),
            Line(1_500_000, R.RESERVE_FUND),
            *world.each(house, R.OWNERS_CHARGES, {"C": 250_000, "D": 250_000}),
            Line(-2_000_000, R.SUPPLIERS),
            Line(-1_500_000, R.RESERVE_WITHDRAWAL, allocation=lift),
            Line(-500_000, R.SPECIAL_CALLS),
        ]
        world.post(house, *lines, on=date(2026, 5, 1), journal=JournalKind.MISCELLANEOUS, label="Toiture")
        found = sheet(access, Statement.FUNDS)
        assert row(found, "160").cells[2:] == (1_600_000, 0, 0, 1_500_000, 100_000)
        assert row(found, "reserve_fund-ascenseur").cells[1:] == (0, 0, 0, 1_500_000, -1_500_000)
        assert row(found, "reserve_fund-0").cells[1:] == (1_600_000, 0, 0, 0, 1_600_000)
        assert row(found, "reserve_fund-total").cells[1:] == row(found, "160").cells[2:]


def test_creditors_and_their_papers(house: Tilleuls) -> None:
    with boundary.within(house.org.id):
        world.opened(house)
        world.year(house)
        found = sheet(house.syndic_access, Statement.CREDITORS)
        assert row(found, "total").cells[2:] == (943_110, 893_110, 50_000)
        papers = [r for r in found.tables[1].rows if r.kind is Kind.LINE]
        assert [r.cells[-1] for r in papers] == [50_000]
        assert row(found, "papers-total").cells[-1] == 50_000


def test_statements_of_sql_do_not_grow_with_the_accounts(house: Tilleuls) -> None:
    counts: dict[Statement, list[int]] = {}
    with boundary.within(house.org.id):
        world.opened(house)
        for settle in (False, True):
            if settle:
                world.year(house)
            for one in Statement:
                with statements() as ran:
                    sheet(house.syndic_access, one)
                counts.setdefault(one, []).append(len(ran))
    assert all(few == many for few, many in counts.values()), counts
    assert max(many for _few, many in counts.values()) <= 5


def test_an_auditor_reads_by_name(house: Tilleuls) -> None:
    with boundary.within(house.org.id):
        world.opened(house)
        world.year(house)
        auditor = casting.access_as(Role.AUDITOR, house.org)
        assert "Chloé Tilleul" in str(sheet(auditor, Statement.OWNERS))
