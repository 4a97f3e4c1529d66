"""How much of a deposit may be kept, when, with which words, and what a price or a deposit may be: case by case."""

from datetime import UTC, datetime, timedelta

import pytest

from koprogo.kernel.refusals import Refused
from koprogo.neighbours.rules import deposits as rules
from koprogo.neighbours.rules import facilities
from koprogo.neighbours.rules.bookings import BookingState

ENDED = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
WHY = "Une vitre est fendue."
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("cents", "deposit", "state", "after", "reason", "refused"),
    [
        (5_000, 5_000, BookingState.BOOKED, timedelta(0), WHY, None),
        (1, 5_000, BookingState.BOOKED, timedelta(days=30), WHY, None),
        (5_001, 5_000, BookingState.BOOKED, timedelta(0), WHY, rules.MoreThanDeposit),
        (0, 5_000, BookingState.BOOKED, timedelta(0), WHY, rules.MoreThanDeposit),
        (-100, 5_000, BookingState.BOOKED, timedelta(0), WHY, rules.MoreThanDeposit),
        (100, 0, BookingState.BOOKED, timedelta(0), WHY, rules.NothingToKeep),
        (100, 5_000, BookingState.CANCELLED, timedelta(0), WHY, rules.NothingToKeep),
        (100, 5_000, BookingState.LAPSED, timedelta(0), WHY, rules.NothingToKeep),
        (100, 5_000, BookingState.BOOKED, -SECOND, WHY, rules.NotTheTime),  # not before the end of the use
        (100, 5_000, BookingState.BOOKED, timedelta(days=30) + SECOND, WHY, rules.NotTheTime),
        (100, 5_000, BookingState.BOOKED, timedelta(0), "  casse    ", rules.ReasonWanting),
        (100, 5_000, BookingState.BOOKED, timedelta(0), "x" * 601, rules.ReasonWanting),
    ],
)
def test_what_may_be_kept(
    cents: int, deposit: int, state: BookingState, after: timedelta, reason: str, refused: type[Refused] | None
) -> None:
    def ask() -> str:
        return rules.check(
            cents=cents, deposit_cents=deposit, state=state, ends_at=ENDED, reason=f" {reason} ", now=ENDED + after
        )

    if refused is None:
        assert ask() == reason
    else:
        with pytest.raises(refused):
            ask()


def test_the_list_and_the_rule_end_on_the_same_instant() -> None:
    assert rules.since(rules.until(ENDED)) == ENDED


@pytest.mark.parametrize(
    ("cents", "has_books", "refused"),
    [
        (0, False, None),
        (5_000, True, None),
        (5_000, False, facilities.NoPriceHere),  # a residents' group has nobody to ask
        (-1, True, facilities.UnusablePlan),
        (facilities.HIGHEST_PRICE_CENTS + 1, True, facilities.UnusablePlan),
    ],
)
def test_a_deposit_is_checked_as_a_price_is(cents: int, has_books: bool, refused: type[Refused] | None) -> None:
    if refused is None:
        assert facilities.checked_price(cents, has_books=has_books, field="deposit") == cents
    else:
        with pytest.raises(refused) as raised:
            facilities.checked_price(cents, has_books=has_books, field="deposit")
        assert raised.value.field == "deposit"
