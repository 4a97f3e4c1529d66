"""Tables of cases: periods, ages, years of the lien, sides of an account, the two files for checkers, funds."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from koprogo.banking.rules.up_to_date import AccountState, up_to_date
from koprogo.statements.rules import periods
from koprogo.statements.rules.ageing import Age, Span, age, span
from koprogo.statements.rules.balance_sheet import Heading, Side, balance_sheet, heading
from koprogo.statements.rules.flat_file import file_name, flat_file
from koprogo.statements.rules.periods import UpsideDown
from koprogo.statements.rules.plain_text import account, plain_text
from koprogo.statements.tests.rules import books
from koprogo.statements.tests.rules.books import Position


@dataclass(frozen=True, slots=True)
class Year:
    code: str
    starts_on: date
    ends_on: date


D = date
YEARS = [Year("2026", D(2026, 1, 1), D(2026, 12, 31)), Year("2025", D(2025, 7, 1), D(2025, 12, 31))]


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ((None, None), (D(2026, 1, 1), D(2026, 11, 24), D(2026, 1, 1), D(2025, 1, 1), D(2025, 11, 24))),
        (
            (D(2026, 1, 1), D(2026, 12, 31)),
            (D(2026, 1, 1), D(2026, 12, 31), D(2026, 1, 1), D(2025, 7, 1), D(2025, 12, 31)),
        ),
        ((D(2025, 7, 1), None), (D(2025, 7, 1), D(2025, 12, 31), D(2025, 7, 1), D(2024, 7, 1), D(2025, 6, 30))),
        ((None, D(2026, 3, 31)), (D(2026, 1, 1), D(2026, 3, 31), D(2026, 1, 1), D(2025, 1, 1), D(2025, 3, 31))),
        ((None, D(2024, 2, 29)), (D(2024, 1, 1), D(2024, 2, 29), D(2024, 1, 1), D(2023, 1, 1), D(2023, 2, 28))),
    ],
)
def test_periods(asked: tuple[date | None, date | None], wanted: tuple[date, ...]) -> None:
    found = periods.period(from_on=asked[0], to_on=asked[1], today=D(2026, 11, 24), years=YEARS, starts_month=1)
    assert (found.from_on, found.to_on, found.year_from, found.before_from, found.before_to) == wanted


def test_before_any_year_the_usual_month_counts() -> None:
    found = periods.period(from_on=None, to_on=None, today=D(2026, 3, 24), years=[], starts_month=7)
    assert (found.from_on, found.to_on) == (D(2025, 7, 1), D(2026, 3, 24))


def test_a_period_does_not_end_before_it_begins() -> None:
    with pytest.raises(UpsideDown):
        periods.check(D(2026, 2, 1), D(2026, 1, 31))


@pytest.mark.parametrize(
    ("due", "wanted"),
    [
        (D(2026, 7, 1), Age.NOT_DUE),
        (D(2026, 6, 30), Age.TO_30),
        (D(2026, 6, 1), Age.TO_30),
        (D(2026, 5, 31), Age.TO_60),
        (D(2026, 5, 2), Age.TO_60),
        (D(2026, 5, 1), Age.TO_90),
        (D(2026, 4, 2), Age.TO_90),
        (D(2026, 4, 1), Age.OVER_90),
    ],
)
def test_ages(due: date, wanted: Age) -> None:
    assert age(due, on=D(2026, 7, 1)) is wanted


@pytest.mark.parametrize(
    ("charged", "wanted"),
    [
        (D(2026, 1, 1), Span.CURRENT),
        (D(2025, 12, 31), Span.PREVIOUS),
        (D(2025, 1, 1), Span.PREVIOUS),
        (D(2024, 12, 31), Span.OLDER),
    ],
)
def test_the_lien_covers_the_year_and_the_one_before(charged: date, wanted: Span) -> None:
    assert span(charged, year_from=D(2026, 1, 1), previous_from=D(2025, 1, 1)) is wanted


@pytest.mark.parametrize(
    ("code", "side", "wanted"),
    [
        ("160", Side.LIABILITIES, Heading.FUNDS),
        ("1730", Side.LIABILITIES, Heading.LONG_DEBTS),
        ("4101", Side.ASSETS, Heading.CLAIMS),
        ("4101", Side.LIABILITIES, Heading.DEBTS),
        ("489", Side.LIABILITIES, Heading.DEBTS),
        ("490", Side.ASSETS, Heading.ACCRUALS),
        ("551", Side.ASSETS, Heading.TREASURY),
        ("551", Side.LIABILITIES, Heading.OVERDRAFTS),
        ("311", Side.ASSETS, Heading.STOCKS),
        ("24", Side.ASSETS, Heading.FIXED_ASSETS),
    ],
)
def test_headings(code: str, side: Side, wanted: Heading) -> None:
    assert heading(code, side) is wanted


@pytest.mark.parametrize(
    ("code", "nature", "cents", "side", "shown"),
    [
        ("551", "asset", -100, Side.LIABILITIES, 100),  # an overdraft is a debt
        ("440", "liability", 100, Side.ASSETS, 100),  # a supplier paid too much owes it back
        ("419", "asset", -100, Side.ASSETS, -100),  # an impairment lowers the claims
        ("100", "liability", 100, Side.LIABILITIES, -100),  # a fund below zero stays a fund
        ("249", "asset", -100, Side.ASSETS, -100),  # depreciation
    ],
)
def test_sides(code: str, nature: str, cents: int, side: Side, shown: int) -> None:
    found = balance_sheet([Position(code, "x", nature, "", None, cents, cents)])
    groups = found.assets if side is Side.ASSETS else found.liabilities
    assert [item.cents for group in groups for item in group.items] == [shown]
    other = found.liabilities if side is Side.ASSETS else found.assets
    assert other == ()


def test_the_slowest_bank_account_decides() -> None:
    current = AccountState("À vue", D(2026, 11, 24))
    assert up_to_date([current]).until == D(2026, 11, 24)
    waits = AccountState("Réserve", D(2026, 11, 20), oldest_pending_on=D(2026, 11, 3))
    found = up_to_date([current, waits])
    assert (found.until, found.label) == (D(2026, 11, 2), "Réserve")
    broken = AccountState("Autre", D(2026, 11, 20), unbroken_on=D(2026, 9, 30))
    assert up_to_date([current, broken]).until == D(2026, 9, 30)
    silent = up_to_date([AccountState("Neuf", None)])
    assert (silent.until, silent.silent) == (None, ("Neuf",))
    assert up_to_date([current, AccountState("Neuf", None)]).silent == ("Neuf",)


def _line(**facts: object) -> books.Line:
    usual: dict[str, object] = {
        "journal": "OD",
        "journal_name": "Opérations diverses",
        "number": "OD-2026-1",
        "entry_on": D(2026, 3, 2),
        "sealed_at": datetime(2026, 3, 3, tzinfo=UTC),
        "account_code": "614",
        "account_name": "Assurances",
        "nature": "cost",
        "family": "",
        "party_id": None,
        "party_name": "",
        "voucher_label": "Facture\t12",
        "entry_label": "Prime",
        "label": "",
        "cents": 123_456,
    }
    return books.Line(**{**usual, **facts})  # type: ignore[arg-type]


def test_the_flat_file_to_the_letter() -> None:
    lines = [_line(), _line(account_code="551", account_name="Banque", nature="asset", cents=-123_456)]
    text = flat_file(lines, [], from_on=D(2026, 1, 1), carried="Reports")
    assert text.split("\r\n")[1] == (
        "OD\tOpérations diverses\tOD-2026-1\t20260302\t614\tAssurances\t\t\tFacture 12\t20260302\tPrime"
        "\t1234,56\t0,00\t\t\t20260303\t\t"
    )
    assert file_name("0403.170.701", to_on=D(2026, 12, 31)) == "0403170701FEC20261231.txt"


def test_beancount_to_the_letter() -> None:
    lines = [_line(entry_label='Prime "A"'), _line(account_code="551", nature="asset", cents=-123_456)]
    text = plain_text(lines, [], title="X", from_on=D(2026, 1, 1), to_on=D(2026, 12, 31), carried="Reports")
    assert '2026-03-02 * "Prime \\"A\\""\n  reference: "OD-2026-1"\n  voucher: "Facture 12"\n' in text
    assert "  Expenses:614  1234.56 EUR\n  Assets:551  -1234.56 EUR\n" in text
    assert "2027-01-01 balance Assets:551  -1234.56 EUR" in text
    assert account("100", "liability") == "Equity:100"
    assert account("170", "liability") == "Liabilities:170"
