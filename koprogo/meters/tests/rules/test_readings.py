"""Readings and what they tell: boundaries, estimates, replaced meters, a change of owner."""

from datetime import date, timedelta

import pytest

from koprogo.meters.rules.consumption import Doubt, used
from koprogo.meters.rules.readings import (
    Index,
    IndexGoesBack,
    Reading,
    ReadingAfterEnd,
    ReadingKind,
    UnreadableIndex,
    check,
    index_on,
    parse_index,
)

JAN, DEC = date(2024, 12, 31), date(2025, 12, 31)


def read(on: date, units: int, kind: ReadingKind = ReadingKind.INDEX) -> Reading:
    return Reading(on, units * 1000, kind)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1234", 1_234_000),
        ("1 234,567", 1_234_567),
        ("1234.5", 1_234_500),
        ("1.234,5", 1_234_500),
        ("1,234.5", 1_234_500),
        ("0", 0),
        ("1\u202f234", 1_234_000),
    ],
)
def test_an_index_as_people_write_it(text: str, value: int) -> None:
    assert parse_index(text) == value


@pytest.mark.parametrize("text", ["", "-3", "1,2345", "abc", "12€", "9999999999", "١٢", "1e3", "1.234"])
def test_what_is_no_index(text: str) -> None:
    with pytest.raises(UnreadableIndex):
        parse_index(text)


def test_a_meter_never_counts_backwards() -> None:
    known = [read(JAN, 100), read(DEC, 200)]
    check(known, read(date(2025, 6, 1), 150))
    for units in (99, 201):
        with pytest.raises(IndexGoesBack) as caught:
            check(known, read(date(2025, 6, 1), units))
        assert caught.value.facts["lowest"] == 100_000
    with pytest.raises(IndexGoesBack):
        check(known, read(DEC + timedelta(days=1), 199))


def test_nothing_is_read_on_a_meter_that_is_gone_or_not_there_yet() -> None:
    with pytest.raises(ReadingAfterEnd):
        check([read(JAN, 100, ReadingKind.END)], read(DEC, 150))
    with pytest.raises(ReadingAfterEnd):
        check([read(DEC, 0, ReadingKind.START)], read(JAN, 0))
    with pytest.raises(ReadingAfterEnd):
        check([read(DEC, 10)], read(JAN, 5, ReadingKind.END))


def test_the_round_near_the_boundary_stands_for_it() -> None:
    known = [read(date(2025, 1, 8), 100), read(date(2025, 12, 20), 200)]
    assert index_on(known, JAN, near_days=31) == Index(100_000)
    assert index_on(known, DEC, near_days=31) == Index(200_000)
    assert index_on(known, DEC, near_days=3) is None


def test_between_two_readings_the_days_decide_and_it_is_said() -> None:
    known = [read(JAN, 100), read(date(2025, 4, 10), 200)]
    assert index_on(known, date(2025, 2, 19), near_days=7) == Index(150_000, estimated=True)
    assert index_on([read(JAN, 7, ReadingKind.ESTIMATE)], JAN, near_days=31) == Index(7_000, estimated=True)
    assert index_on([], JAN, near_days=31) is None


def test_consumption_of_a_year() -> None:
    use = used([[read(JAN, 100), read(DEC, 510)]], [JAN, DEC])
    assert (use.total, use.doubts, use.is_known) == (410_000, frozenset(), True)
    assert use.stretches[0][0].from_value == 100_000


def test_a_replaced_meter_counts_on() -> None:
    old = [read(JAN, 990), read(date(2025, 5, 1), 1_000, ReadingKind.END)]
    new = [read(date(2025, 5, 1), 3, ReadingKind.START), read(DEC, 33)]
    assert used([old, new], [JAN, DEC]).by_holder == (40_000,)


def test_a_reading_at_the_change_of_owner() -> None:
    known = [read(JAN, 100), read(date(2025, 5, 15), 295), read(DEC, 395)]
    use = used([known], [JAN, date(2025, 5, 15), DEC])
    assert (use.by_holder, use.doubts) == ((195_000, 100_000), frozenset())


def test_without_one_it_is_shared_by_days_and_flagged() -> None:
    use = used([[read(JAN, 0), read(DEC, 365)]], [JAN, date(2025, 5, 15), DEC])
    assert use.by_holder == (135_000, 230_000)
    assert use.doubts == {Doubt.HANDOVER}
    assert use.is_known


def test_a_missing_reading_makes_it_unknown() -> None:
    assert not used([[read(JAN, 5)]], [JAN, DEC]).is_known
    assert used([], [JAN, DEC]).by_holder == (0,)


def test_an_estimate_is_flagged() -> None:
    assert used([[read(JAN, 5), read(DEC, 9, ReadingKind.ESTIMATE)]], [JAN, DEC]).doubts == {Doubt.ESTIMATED}


def test_two_rounds_follow_each_other_without_a_gap() -> None:
    known = [read(date(2025, 1, 9), 100), read(date(2026, 1, 12), 400), read(date(2026, 12, 28), 900)]
    first = used([known], [JAN, DEC])
    second = used([known], [DEC, date(2026, 12, 31)])
    assert first.total + second.total == 800_000
