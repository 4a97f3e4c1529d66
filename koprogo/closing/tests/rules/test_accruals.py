"""What belongs to another year, by days and to the cent (law 4.8)."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koprogo.closing.rules.accruals import Cost, Kind, awaited, beyond, deferred

END = date(2026, 12, 31)
INSURANCE, SUPPLIER, KEY = uuid4(), uuid4(), uuid4()


def cost(
    cents: int,
    first: date | None = None,
    last: date | None = None,
    *,
    code: str = "614",
    supplier: UUID | None = None,
    account: UUID = INSURANCE,
    lot: UUID | None = None,
) -> Cost:
    return Cost(uuid4(), "Assurance", account, code, "Assurances", cents, first, last, lot_id=lot, supplier_id=supplier)


@pytest.mark.parametrize(
    ("cents", "first", "last", "expected"),
    [
        (120_000, date(2026, 10, 1), date(2027, 9, 30), (89_753, 92, 273)),
        (36_500, date(2026, 1, 1), date(2026, 12, 31), (0, 0, 0)),
        (36_500, date(2027, 1, 1), date(2027, 12, 31), (36_500, 0, 365)),
        (36_600, date(2026, 12, 31), date(2027, 12, 31), (36_500, 1, 365)),
        (-120_000, date(2026, 10, 1), date(2027, 9, 30), (-89_753, 92, 273)),
        (100, None, None, (0, 0, 0)),
        (100, None, date(2027, 1, 1), (100, 0, 1)),
    ],
)
def test_by_days(cents: int, first: date | None, last: date | None, expected: tuple[int, int, int]) -> None:
    assert beyond(cost(cents, first, last), ends_on=END) == expected


@given(st.integers(-(10**9), 10**9), st.integers(0, 800), st.integers(0, 800))
def test_no_cent_is_lost_between_the_years(cents: int, before: int, length: int) -> None:
    first = date.fromordinal(END.toordinal() - before)
    one = cost(cents, first, date.fromordinal(first.toordinal() + length))
    moved, within, after = beyond(one, ends_on=END)
    assert abs(moved) <= abs(cents) and moved * cents >= 0
    if after:
        assert within + after == length + 1
        assert abs(moved * (within + after) - cents * after) < within + after, "within one cent of the exact share"


def test_a_cost_is_deferred_and_an_income_too() -> None:
    found = deferred([cost(1_000, END, date(2027, 1, 9)), cost(-1_000, END, date(2027, 1, 9)), cost(500)], ends_on=END)
    assert found == [], "a cost that was taken back by the same amount is no cost"
    found = deferred([cost(1_000, END, date(2027, 1, 9)), cost(-2_000, END, date(2027, 1, 9))], ends_on=END)
    assert [(one.kind, one.cents) for one in found] == [(Kind.DEFERRED_COST, 900), (Kind.DEFERRED_INCOME, 1_800)]


def test_suppliers_of_last_year_who_sent_nothing_are_awaited() -> None:
    before = [cost(40_000, supplier=SUPPLIER), cost(60_000, supplier=SUPPLIER)]
    (one,) = awaited(before, suppliers={SUPPLIER: "Ethias"}, invoiced=frozenset())
    assert (one.kind, one.label, one.cents) == (Kind.INVOICES_TO_RECEIVE, "Ethias", 100_000)
    assert awaited(before, suppliers={SUPPLIER: "Ethias"}, invoiced=frozenset({SUPPLIER})) == []


@pytest.mark.parametrize(
    "one",
    [
        cost(90_000, code="611", supplier=SUPPLIER),
        cost(90_000, code="660", supplier=SUPPLIER),
        cost(90_000, supplier=SUPPLIER, lot=uuid4()),
        cost(-90_000, supplier=SUPPLIER),
        cost(90_000),
    ],
)
def test_works_private_costs_and_credit_notes_do_not_come_back(one: Cost) -> None:
    assert awaited([one], suppliers={}, invoiced=frozenset()) == []


def test_each_account_and_key_is_awaited_apart() -> None:
    other = uuid4()
    before = [cost(1_000, supplier=SUPPLIER), cost(2_000, supplier=SUPPLIER, account=other)]
    found = awaited(before, suppliers={}, invoiced=frozenset())
    assert sorted(one.cents for one in found) == [1_000, 2_000] and len({one.source for one in found}) == 2
