"""A month in the open: the worked example, what blocks it, and the chain."""

from dataclasses import replace
from datetime import date

import pytest

from koprogo.hosting.rules import chain, publication, surplus
from koprogo.hosting.rules.publication import Bank, Month, Row, Voucher

OCTOBER = date(2026, 10, 1)
HEARD = date(2026, 10, 28)


def row(code: str, cents: int) -> Row:
    return Row(code, {"fr": code, "nl": code, "de": code, "en": code}, cents, (Voucher("ACH-2026-1", "clean"),))


MONTH = Month(
    month=OCTOBER,
    costs=(row("610", 700), row("611", 200), row("612", 10)),
    revenues=(row("700", 10_000), row("701", 1_500)),
    keys=surplus.KEYS,
    keys_decided_by="AG du 15 mars 2026",
    banks=(Bank("BE68539007547034", 10_590, 10_590, 0, HEARD),),
    not_counted="Le temps des bénévoles.",
)


def published(month: Month = MONTH, *, previous: str = chain.START, version: int = 1) -> dict[str, object]:
    return publication.content(month, version=version, previous=previous, corrects="", published_on=date(2026, 11, 5))


def test_the_worked_example_to_the_cent() -> None:
    content = published()
    assert (content["cost_cents"], content["revenue_cents"], content["surplus_cents"]) == (910, 11_500, 10_590)
    assert content["allocation"]["cents"] == {  # type: ignore[index]
        "reserve": 5_295,
        "development": 3_177,
        "infrastructure": 1_059,
        "emergency": 1_059,
    }


def test_a_loss_is_not_allocated() -> None:
    assert replace(MONTH, revenues=()).allocation == {}


@pytest.mark.parametrize(
    ("bank", "refused"),
    [
        (Bank("BE68539007547034", 10_590, 10_590, 0, HEARD), False),
        (Bank("BE68539007547034", 10_590, 10_589, 0, HEARD), True),
        (Bank("BE68539007547034", 10_590, 10_590, 1, HEARD), True),
        (Bank("BE68539007547034", None, 0, 0), True),
    ],
)
def test_blocked_when_books_and_bank_differ_by_a_cent(bank: Bank, refused: bool) -> None:
    month = replace(MONTH, banks=(bank,))
    if refused:
        with pytest.raises(publication.BanksDiffer):
            publication.check(month, today=date(2026, 11, 5), last=None, undecided=0)
    else:
        publication.check(month, today=date(2026, 11, 5), last=None, undecided=0)


@pytest.mark.parametrize(
    ("current", "savings", "refused"),
    [
        (date(2026, 9, 30), date(2026, 3, 31), True),  # agrees with a statement of before the month: proves nothing
        (date(2026, 10, 1), None, False),
        (date(2026, 10, 20), date(2026, 3, 31), False),  # a savings account may sleep
        (date(2026, 11, 3), date(2026, 3, 31), False),
    ],
)
def test_a_bank_that_was_not_heard_blocks(current: date, savings: date | None, refused: bool) -> None:
    accounts = (Bank("BE68539007547034", 10_590, 10_590, 0, current), Bank("BE71096123456769", 0, 0, 0, savings))
    month = replace(MONTH, banks=accounts)
    assert month.unheard == refused
    if refused:
        with pytest.raises(publication.BankUnheard):
            publication.check(month, today=date(2026, 11, 5), last=None, undecided=0)
    else:
        publication.check(month, today=date(2026, 11, 5), last=None, undecided=0)


@pytest.mark.parametrize(
    ("today", "last", "undecided", "refusal"),
    [
        (date(2026, 10, 31), None, 0, publication.MonthNotOver),
        (date(2026, 11, 1), date(2026, 8, 1), 0, publication.MonthOutOfOrder),
        (date(2026, 11, 1), date(2026, 9, 1), 1, publication.VouchersUndecided),
    ],
)
def test_what_else_blocks(today: date, last: date | None, undecided: int, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        publication.check(MONTH, today=today, last=last, undecided=undecided)


def test_an_account_number_is_not_published_whole() -> None:
    assert "BE68539007547034" not in str(published())


def test_the_chain_breaks_where_a_row_was_changed() -> None:
    first = published()
    second = published(replace(MONTH, month=date(2026, 11, 1)), previous=chain.digest(first))
    rows = [(first, chain.digest(first)), (second, chain.digest(second))]
    assert chain.broken(rows) is None
    assert chain.broken([({**first, "not_counted": ""}, rows[0][1]), rows[1]]) == 0
    assert chain.broken([rows[1]]) == 0
    other = {**first, "not_counted": ""}
    assert chain.broken([(other, chain.digest(other)), rows[1]]) == 1


def test_a_correction_says_something_else() -> None:
    assert publication.same(published(), published(previous="1" * 64, version=2))
    assert not publication.same(published(), published(replace(MONTH, not_counted="")))


@pytest.mark.parametrize(
    ("numbers", "said"),
    [(["2026-1"], "2026-1"), (["2026-1", "2026-2"], "2026-1, 2026-2"), (["a", "b", "c"], "a … c (3)")],
)
def test_bills_in_a_row(numbers: list[str], said: str) -> None:
    assert publication.numbered(numbers) == said
