"""The slots of a day, also of the two days a year that have 23 and 25 hours."""

import itertools
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koprogo.neighbours.rules import slots
from koprogo.neighbours.rules.facilities import DAY, NoPriceHere, Plan, Unit, UnusablePlan, checked_price
from koprogo.neighbours.rules.slots import Span

SPRING, AUTUMN, PLAIN = date(2026, 3, 29), date(2026, 10, 25), date(2026, 11, 24)


def local(span: Span) -> tuple[str, str, int]:
    """As the wall clock says it, and how many minutes pass."""
    ends = span.ends_at.astimezone(slots.BRUSSELS)
    minutes = int((span.ends_at - span.starts_at).total_seconds()) // 60
    return f"{span.starts_at.astimezone(slots.BRUSSELS):%H:%M}", f"{ends:%H:%M}", minutes


@pytest.mark.parametrize(
    ("day", "opens", "closes", "size", "expected"),
    [
        (PLAIN, 480, 720, 120, [("08:00", "10:00", 120), ("10:00", "12:00", 120)]),
        (PLAIN, 480, 700, 120, [("08:00", "10:00", 120)]),  # what is left of the day is no slot
        (PLAIN, 1320, DAY, 120, [("22:00", "00:00", 120)]),  # until midnight
        # 23 hours: the slot of two o'clock does not exist, that of one to three lasts an hour.
        (SPRING, 0, 240, 60, [("00:00", "01:00", 60), ("01:00", "03:00", 60), ("03:00", "04:00", 60)]),
        (SPRING, 60, 180, 120, [("01:00", "03:00", 60)]),
        (SPRING, 120, 210, 30, [("03:00", "03:30", 30)]),
        # 25 hours: the slot of two o'clock lasts two.
        (AUTUMN, 60, 240, 60, [("01:00", "02:00", 60), ("02:00", "03:00", 120), ("03:00", "04:00", 60)]),
        (AUTUMN, 480, 600, 60, [("08:00", "09:00", 60), ("09:00", "10:00", 60)]),
    ],
)
def test_slots_of_a_day(day: date, opens: int, closes: int, size: int, expected: list[tuple[str, str, int]]) -> None:
    found = slots.of_day(Plan(Unit.SLOT, opens, closes, size), day)
    assert [local(span) for span in found] == expected


@pytest.mark.parametrize(
    ("day", "count", "opens", "closes", "expected"),
    [
        (PLAIN, 1, 900, 660, ("2026-11-24 14:00", "2026-11-25 10:00")),  # 15:00 to 11:00 in winter time
        (PLAIN, 3, 900, 660, ("2026-11-24 14:00", "2026-11-27 10:00")),
        (PLAIN, 1, 480, 1200, ("2026-11-24 07:00", "2026-11-24 19:00")),  # by day: back in the evening
        (PLAIN, 1, 0, DAY, ("2026-11-23 23:00", "2026-11-24 23:00")),
        (SPRING, 1, 0, DAY, ("2026-03-28 23:00", "2026-03-29 22:00")),  # 23 hours
        (AUTUMN, 1, 0, DAY, ("2026-10-24 22:00", "2026-10-25 23:00")),  # 25 hours
        (SPRING - timedelta(days=1), 1, 900, 660, ("2026-03-28 14:00", "2026-03-29 09:00")),  # the night is shorter
    ],
)
def test_days_together(day: date, count: int, opens: int, closes: int, expected: tuple[str, str]) -> None:
    plan = Plan(Unit.DAY, opens, closes, max_slots=5)
    found = slots.run(plan, day, 0, count)
    assert found is not None
    assert (f"{found.starts_at:%Y-%m-%d %H:%M}", f"{found.ends_at:%Y-%m-%d %H:%M}") == expected


def test_nights_follow_each_other_without_meeting() -> None:
    plan = Plan(Unit.DAY, 900, 660, max_slots=5)
    first, second = slots.of_day(plan, PLAIN)[0], slots.of_day(plan, PLAIN + timedelta(days=1))[0]
    assert not first.meets(second) and first.ends_at < second.starts_at


def test_a_closed_weekday_has_no_slot_and_breaks_a_run() -> None:
    plan = Plan(Unit.DAY, 900, 660, weekdays=frozenset({1, 3}), max_slots=5)  # Tuesday and Thursday
    assert slots.of_day(plan, PLAIN + timedelta(days=1)) == []
    assert slots.run(plan, PLAIN, 0, 2) is None and slots.run(plan, PLAIN, 0, 1) is not None


@pytest.mark.parametrize(("first", "count"), [(-1, 1), (0, 0), (3, 2), (9, 1)])
def test_no_run_outside_the_day(first: int, count: int) -> None:
    assert slots.run(Plan(Unit.SLOT, 480, 960, 120, max_slots=4), PLAIN, first, count) is None


days = st.dates(date(2025, 1, 1), date(2030, 12, 31)) | st.sampled_from([SPRING, AUTUMN])


@given(days, st.integers(0, DAY - 15), st.integers(15, DAY), st.integers(15, 240))
def test_the_opening_hours_are_cut_without_gap_or_overlap(day: date, opens: int, closes: int, size: int) -> None:
    if closes - opens < size:
        return
    plan = Plan(Unit.SLOT, opens, closes, size)
    found = slots.of_day(plan, day)
    assert all(a.ends_at == b.starts_at for a, b in itertools.pairwise(found))
    last = slots.instant(day, opens + (closes - opens) // size * size)
    if found:
        assert (found[0].starts_at, found[-1].ends_at) == (slots.instant(day, opens), last)
    else:  # all of it fell into the missing hour
        assert slots.instant(day, opens) == last
    assert all(span.starts_at < span.ends_at for span in found)


def test_next_free_skips_what_is_taken_and_what_has_begun() -> None:
    plan = Plan(Unit.SLOT, 480, 720, 120)
    ten = datetime(2026, 11, 24, 9, tzinfo=UTC)
    taken = [slots.of_day(plan, PLAIN)[1]]
    found = slots.next_free(plan, ten, PLAIN + timedelta(days=3), taken)
    assert found == slots.of_day(plan, PLAIN + timedelta(days=1))[0]
    assert slots.next_free(plan, ten, PLAIN, taken) is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"opens": 600, "closes": 600}, "closes"),
        ({"slot_minutes": 10}, "slot_minutes"),
        ({"slot_minutes": 300}, "slot_minutes"),
        ({"weekdays": frozenset()}, "weekdays"),
        ({"weekdays": frozenset({7})}, "weekdays"),
        ({"max_slots": 0}, "max_slots"),
        ({"ahead_days": 366}, "ahead_days"),
        ({"max_per_week": -1}, "max_per_week"),
        ({"cancel_hours": 721}, "cancel_hours"),
        ({"opens": DAY}, "opens"),
    ],
)
def test_a_plan_that_makes_no_slot_is_refused(changes: dict[str, object], field: str) -> None:
    facts: dict[str, object] = {"unit": Unit.SLOT, "opens": 480, "closes": 720, "slot_minutes": 60}
    with pytest.raises(UnusablePlan) as refused:
        Plan(**(facts | changes))  # type: ignore[arg-type]
    assert refused.value.field == field


def test_a_price_needs_books() -> None:
    assert checked_price(500, has_books=True) == 500 and checked_price(0, has_books=False) == 0
    with pytest.raises(NoPriceHere):
        checked_price(500, has_books=False)
    with pytest.raises(UnusablePlan):
        checked_price(-1, has_books=True)
