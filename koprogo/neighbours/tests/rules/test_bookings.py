"""What may be booked, fair use, giving back, and who is asked next: a table for each."""

from datetime import UTC, date, datetime, timedelta

import pytest

from koprogo.kernel.refusals import Refused
from koprogo.neighbours.rules import bookings as rules
from koprogo.neighbours.rules import slots
from koprogo.neighbours.rules.bookings import Wish
from koprogo.neighbours.rules.facilities import Plan, Unit
from koprogo.neighbours.rules.slots import Span

TODAY = date(2026, 11, 24)  # a Tuesday
NOW = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)  # 11:30 in Brussels
LAUNDRY = Plan(Unit.SLOT, 480, 1200, 120, max_slots=2, ahead_days=14, max_per_week=2, cancel_hours=2)


@pytest.mark.parametrize(
    ("day", "first", "count", "expected"),
    [
        (0, 2, 1, ("12:00", "14:00")),
        (0, 1, 1, ("10:00", "12:00")),  # has begun, and stands empty: it can still be had
        (0, 0, 1, rules.SlotPast),
        (-1, 2, 1, rules.SlotPast),
        (0, 2, 2, ("12:00", "16:00")),
        (0, 2, 3, rules.TooLong),
        (0, 5, 2, rules.NotASlot),
        (0, 6, 1, rules.NotASlot),
        (0, -1, 1, rules.NotASlot),
        (0, 2, 0, rules.NotASlot),
        (14, 0, 1, ("08:00", "10:00")),
        (15, 0, 1, rules.TooFarAhead),
    ],
)
def test_what_may_be_booked(day: int, first: int, count: int, expected: tuple[str, str] | type[Refused]) -> None:
    on = TODAY + timedelta(days=day)
    wish = Wish(on, first, count)
    if isinstance(expected, tuple):
        span = rules.asked(LAUNDRY, wish, day=on, now=NOW, today=TODAY)
        found = (span.starts_at.astimezone(slots.BRUSSELS), span.ends_at.astimezone(slots.BRUSSELS))
        assert tuple(f"{one:%H:%M}" for one in found) == expected
    else:
        with pytest.raises(expected):
            rules.asked(LAUNDRY, wish, day=on, now=NOW, today=TODAY)


def slot(day: date, first: int = 0) -> Span:
    return slots.of_day(LAUNDRY, day)[first]


@pytest.mark.parametrize(
    ("mine", "allowed"),
    [
        ([], True),
        ([slot(date(2026, 11, 23))], True),  # Monday of the same week
        ([slot(date(2026, 11, 23)), slot(date(2026, 11, 29))], False),  # Monday and Sunday
        ([slot(date(2026, 11, 22)), slot(date(2026, 11, 30))], True),  # the weeks before and after
    ],
)
def test_fair_use_is_counted_by_week(mine: list[Span], allowed: bool) -> None:
    if allowed:
        rules.fair(LAUNDRY, slot(TODAY), mine)
    else:
        with pytest.raises(rules.WeekUsed):
            rules.fair(LAUNDRY, slot(TODAY), mine)


def test_fair_use_through_the_turn_of_the_year() -> None:
    """The week of 28 December 2026 is one week, whatever the year says."""
    mine = [slot(date(2026, 12, 28)), slot(date(2026, 12, 31))]
    with pytest.raises(rules.WeekUsed):
        rules.fair(LAUNDRY, slot(date(2027, 1, 2)), mine)


def test_no_limit_is_no_limit() -> None:
    free = Plan(Unit.SLOT, 480, 1200, 120)
    rules.fair(free, slot(TODAY), [slot(TODAY, n) for n in range(5)])


@pytest.mark.parametrize(("minutes", "allowed"), [(121, True), (120, False), (1, False), (-5, False)])
def test_until_when_it_may_be_given_back(minutes: int, allowed: bool) -> None:
    span = slot(TODAY, 3)
    now = span.starts_at - timedelta(minutes=minutes)
    if allowed:
        rules.cancellable(LAUNDRY, span, now=now)
    else:
        with pytest.raises(rules.TooLateToCancel):
            rules.cancellable(LAUNDRY, span, now=now)


def test_the_limit_of_a_day_of_25_hours_is_counted_in_hours_that_pass() -> None:
    plan = Plan(Unit.SLOT, 480, 600, 60, cancel_hours=24)
    span = slots.of_day(plan, date(2026, 10, 25))[0]  # eight o'clock in winter time
    assert rules.last_cancel(plan, span).astimezone(slots.BRUSSELS).strftime("%d %H:%M") == "24 09:00"


@pytest.mark.parametrize(
    ("before", "hours"),
    [
        (timedelta(days=3), 12),  # enough time: half a day to answer
        (timedelta(hours=5), 4.5),
        (timedelta(hours=1), 0.5),
        (timedelta(minutes=59), None),  # too late to ask anybody: it is simply free
        (timedelta(minutes=-5), None),
    ],
)
def test_how_long_a_freed_slot_is_held(before: timedelta, hours: float | None) -> None:
    span = slot(TODAY, 3)
    now = span.starts_at - before
    until = rules.held_until(span, now=now)
    assert until == (None if hours is None else now + timedelta(hours=hours))


@pytest.mark.parametrize("times", [0, 13])
def test_weeks_running_have_an_end(times: int) -> None:
    with pytest.raises(rules.TooManyTimes):
        Wish(TODAY, times=times).days()


def test_a_weekly_wish_keeps_its_hour_through_the_change_of_the_clock() -> None:
    days = Wish(date(2026, 10, 18), times=3).days()
    found = [slots.of_day(LAUNDRY, day)[0].starts_at for day in days]
    assert [f"{one:%d %H:%M}" for one in found] == ["18 06:00", "25 07:00", "01 07:00"]


def test_price_is_by_slot() -> None:
    assert rules.price(250, 3) == 750
