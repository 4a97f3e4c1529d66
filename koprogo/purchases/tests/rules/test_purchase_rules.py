"""Lines, approval, payments, debts of contractors, periods: tables of cases."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koprogo.kernel.refusals import Refused
from koprogo.purchases.rules import lines, recurrence, withholding
from koprogo.purchases.rules.approval import FourEyes, Mode, Rule, ThresholdMissing, check_eyes
from koprogo.purchases.rules.lines import LineFacts
from koprogo.purchases.rules.payments import Open, after, put
from koprogo.purchases.rules.recurrence import Interval
from koprogo.purchases.rules.states import FROM, Act, State, WrongState, check_act

ACCOUNT, KEY, LOT = (UUID(int=n) for n in (1, 2, 3))


@pytest.mark.parametrize(
    ("gross", "rate", "net", "vat"),
    [(12_100, 2100, 10_000, 2_100), (10_600, 600, 10_000, 600), (68_420, 2100, 56_545, 11_875), (1, 2100, 1, 0),
     (-12_100, 2100, -10_000, -2_100), (4_560, 0, 4_560, 0)],
)  # fmt: skip
def test_gross_is_split_at_its_rate(gross: int, rate: int, net: int, vat: int) -> None:
    assert lines.split_gross(gross, rate) == (net, vat)


@given(gross=st.integers(-(10**12), 10**12), rate=st.sampled_from(lines.RATES))
def test_net_and_vat_make_the_gross(gross: int, rate: int) -> None:
    net, vat = lines.split_gross(gross, rate)
    assert net + vat == gross
    assert abs(vat * 10_000 - net * rate) <= (10_000 + rate) // 2


def test_lines_are_checked() -> None:
    whole = LineFacts(ACCOUNT, 12_100, 10_000, 2_100)
    discount = LineFacts(ACCOUNT, -2_100)
    assert lines.checked([whole, LineFacts(ACCOUNT, 0), discount], total_cents=10_000) == (whole, discount)
    refused: list[tuple[list[LineFacts], int | None, type[Refused]]] = [
        ([], None, lines.NoLine),
        ([LineFacts(ACCOUNT, 0)], None, lines.NoLine),
        ([LineFacts(ACCOUNT, 12_100, 10_000, 2_000)], None, lines.AmountsDiffer),
        ([LineFacts(ACCOUNT, 100), LineFacts(ACCOUNT, -100)], None, lines.NothingOwed),
        ([whole], 12_000, lines.TotalDiffers),
    ]
    for given_lines, total, refusal in refused:
        with pytest.raises(refusal):
            lines.checked(given_lines, total_cents=total)


def test_a_private_line_has_no_key() -> None:
    assert LineFacts(ACCOUNT, 100, key_id=KEY, lot_id=LOT).allocation().key_id is None
    assert LineFacts(ACCOUNT, 100, key_id=KEY).allocation().key_id == KEY


@pytest.mark.parametrize(
    ("rule", "cents", "asks"),
    [
        (Rule(), 10**9, False),
        (Rule(Mode.ALWAYS), 1, True),
        (Rule(Mode.ABOVE, 50_000), 50_000, False),
        (Rule(Mode.ABOVE, 50_000), 50_001, True),
        (Rule(Mode.ALWAYS), -5, False),
    ],
)
def test_who_else_must_approve(rule: Rule, cents: int, asks: bool) -> None:
    assert rule.asks(cents) is asks


def test_a_threshold_is_an_amount() -> None:
    with pytest.raises(ThresholdMissing):
        Rule(Mode.ABOVE, 0)


def test_four_eyes() -> None:
    one, two = UUID(int=1), UUID(int=2)
    check_eyes(approver=two, recorder=one, checker=one)
    check_eyes(approver=two, recorder=one, checker=two)
    check_eyes(approver=two, recorder=None, checker=one)
    for recorder, checker in ((one, two), (one, one), (None, one)):
        with pytest.raises(FourEyes):
            check_eyes(approver=one, recorder=recorder, checker=checker)


def test_what_begins_where() -> None:
    allowed = {(act, state) for act in Act for state in FROM[act]}
    for act in Act:
        for state in State:
            if (act, state) in allowed:
                check_act("2026-001", state, act)
            else:
                with pytest.raises(WrongState):
                    check_act("2026-001", state, act)
    assert not [act for act in Act if State.PAID in FROM[act] or State.CANCELLED in FROM[act]]


def test_the_named_invoice_then_the_oldest() -> None:
    old, new, named = (
        Open(UUID(int=1), date(2026, 1, 1), 1_000),
        Open(UUID(int=2), date(2026, 3, 1), 500),
        Open(UUID(int=3), date(2026, 6, 1), 700),
    )
    queue = [new, named, old]
    assert put(600, named=named.invoice_id, invoices=queue) == ([(named.invoice_id, 600)], 0)
    assert put(1_900, named=named.invoice_id, invoices=queue) == (
        [(named.invoice_id, 700), (old.invoice_id, 1_000), (new.invoice_id, 200)],
        0,
    )
    assert put(2_500, named=None, invoices=queue)[1] == 300
    assert [one.open_cents for one in after(queue, [(new.invoice_id, 200)])] == [300, 700, 1_000]


def test_debts_of_a_contractor() -> None:
    """Law 7.7: 10 000 + 6 %, both debts → 3 500 to social security, 1 500 to the tax authority, 5 600 to him."""
    both = withholding.split(net_cents=1_000_000, gross_cents=1_060_000, social_debts=True, tax_debts=True)
    assert (both.social_cents, both.tax_cents, both.supplier_cents) == (350_000, 150_000, 560_000)
    none = withholding.split(net_cents=1_000_000, gross_cents=1_060_000, social_debts=False, tax_debts=False)
    assert (none.social_cents, none.tax_cents, none.supplier_cents) == (0, 0, 1_060_000)
    odd = withholding.split(net_cents=333, gross_cents=353, social_debts=True, tax_debts=True)
    assert odd.social_cents + odd.tax_cents + odd.supplier_cents == 353 and odd.social_cents == 117


@pytest.mark.parametrize(("codes", "due"), [(["6110"], True), (["6107"], True), (["6105", "614"], False), ([], False)])
def test_the_check_concerns_works(codes: list[str], due: bool) -> None:
    assert withholding.concerns(codes) is due


def test_periods_are_counted_from_the_first() -> None:
    january = date(2026, 1, 31)
    assert recurrence.period(january, Interval.MONTHLY, 1).starts_on == date(2026, 2, 28)
    assert recurrence.period(january, Interval.MONTHLY, 2).starts_on == date(2026, 3, 31)
    first = date(2026, 1, 1)
    quarter = recurrence.period(first, Interval.QUARTERLY, 3)
    assert (quarter.starts_on, quarter.ends_on) == (date(2026, 10, 1), date(2026, 12, 31))
    due = recurrence.due(first, Interval.QUARTERLY, done=1, until=None, today=date(2026, 9, 30))
    assert [one.starts_on for one in due] == [date(2026, 4, 1), date(2026, 7, 1)]
    assert recurrence.due(first, Interval.YEARLY, done=1, until=None, today=date(2026, 12, 31)) == []
    assert len(recurrence.due(first, Interval.MONTHLY, done=0, until=date(2026, 3, 15), today=date(2027, 1, 1))) == 3
