"""To which debts a payment goes: the fixture of the law sheet, section 6, and the order around it."""

from datetime import date

import pytest

from koprogo.charges.rules.imputation import Allocation, OpenItem, impute

DUE = date(2026, 7, 1)
PAID = date(2026, 7, 20)
STATEMENT = OpenItem("statement", "E", "David", DUE, 21_954)
PROVISION = OpenItem("Q3", "E", "David", DUE, 27_000)
LATER = OpenItem("Q4", "E", "David", date(2026, 10, 1), 27_000)
ISSUED = [STATEMENT, PROVISION, LATER]


def test_the_fixture_of_the_law_sheet() -> None:
    """300,00 with the reference of the statement closes it; the provision keeps 189,54 open."""
    allocations, advance = impute(30_000, named=[STATEMENT], others=ISSUED, on=PAID)
    assert allocations == (Allocation("statement", 21_954), Allocation("Q3", 8_046))
    assert (PROVISION.open_cents - 8_046, advance) == (18_954, 0)


def test_free_text_gives_the_same_result() -> None:
    assert impute(30_000, named=[], others=ISSUED, on=PAID) == impute(30_000, named=[STATEMENT], others=ISSUED, on=PAID)


def test_what_is_above_all_that_is_due_is_an_advance() -> None:
    allocations, advance = impute(60_000, named=[PROVISION], others=ISSUED, on=PAID)
    assert allocations == (Allocation("Q3", 27_000), Allocation("statement", 21_954))
    assert advance == 60_000 - 27_000 - 21_954


@pytest.mark.parametrize(
    ("on", "paid", "advance"),
    [
        (date(2026, 6, 30), [], 75_954),
        (date(2026, 7, 1), ["statement", "Q3"], 27_000),
        (date(2026, 9, 30), ["statement", "Q3"], 27_000),
        (date(2026, 10, 1), ["statement", "Q3", "Q4"], 0),
        (None, ["statement", "Q3", "Q4"], 0),
    ],
)
def test_a_debt_counts_from_its_due_day(on: date | None, paid: list[str], advance: int) -> None:
    allocations, rest = impute(75_954, named=[], others=[LATER, STATEMENT, PROVISION], on=on)
    assert ([allocation.item_id for allocation in allocations], rest) == (paid, advance)


def test_what_is_named_is_paid_even_before_it_is_due() -> None:
    assert impute(27_000, named=[LATER, LATER], others=ISSUED, on=PAID) == ((Allocation("Q4", 27_000),), 0)
