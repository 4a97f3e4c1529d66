"""Minutes down, what they give back, response times as ranges, promises of the support desk: tables of cases."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koprogo.hosting.rules import incidents, outage, promises, response_times, uptime
from koprogo.hosting.rules.incidents import IncidentKind
from koprogo.hosting.rules.promises import Said, Side, Turn
from koprogo.hosting.rules.response_times import Between
from koprogo.hosting.rules.uptime import Measured, Stretch, Window

MONTH = datetime(2026, 11, 1, tzinfo=UTC)
WHOLE = 30 * 1_440


def at(minutes: int) -> datetime:
    return MONTH + timedelta(minutes=minutes)


def month(down: int, announced: int = 0) -> Measured:
    return Measured(WHOLE, down, announced)


@pytest.mark.parametrize(
    ("stretches", "down"),
    [
        ([(0, 99)], 0),
        ([], 100),
        ([(0, 9), (11, 99)], 1),  # one minute without an answer
        ([(10, 99)], 10),
        ([(0, 89)], 10),
        ([(0, 9), (5, 20), (30, 99)], 9),  # overlapping, as after a clock that was set back
        ([(-50, 150)], 0),
        ([(-50, -1), (100, 150)], 100),
        ([(50, 60), (0, 9)], 79),  # in any order
    ],
)
def test_a_minute_without_an_answer_is_down(stretches: list[tuple[int, int]], down: int) -> None:
    rows = [Stretch(at(first), at(last)) for first, last in stretches]
    found = uptime.measured(rows, [], begins=at(0), ends=at(100))
    assert (found.minutes, found.down) == (100, down)


@settings(max_examples=40)
@given(st.sets(st.integers(0, 59)))
def test_minutes_down_are_those_that_nobody_answered(answered: set[int]) -> None:
    rows = [Stretch(at(one), at(one)) for one in sorted(answered)]
    found = uptime.gaps(rows, begins=at(0), ends=at(60))
    assert {at(n) for n in range(60) if n not in answered} == {
        gap.begins + timedelta(minutes=n) for gap in found for n in range(gap.minutes)
    }
    assert uptime.measured(rows, [], begins=at(0), ends=at(60)).hundredths == len(answered) * 10_000 // 60


@pytest.mark.parametrize(
    ("told_hours_before", "window", "announced"),
    [
        (48, (20, 50), 20),  # the service was away from 30 on
        (47, (20, 50), 0),  # told too late
        (72, (0, 100), 40),
        (72, (80, 90), 0),  # it was back before
    ],
)
def test_announced_minutes(told_hours_before: int, window: tuple[int, int], announced: int) -> None:
    rows = [Stretch(at(0), at(29)), Stretch(at(70), at(99))]
    work = Window(at(window[0]) - timedelta(hours=told_hours_before), at(window[0]), at(window[1]))
    found = uptime.measured(rows, [work, work], begins=at(0), ends=at(100))
    assert (found.down, found.announced) == (40, announced)


def test_announced_work_is_spared_for_four_hours() -> None:
    assert month(240, 240).unannounced == 0 and month(300, 300).unannounced == 60


def test_hundred_percent_is_never_said_before_it_is() -> None:
    assert month(0).hundredths == 10_000 and month(1).hundredths == 9_999
    assert Measured(0, 0, 0).hundredths is None


@pytest.mark.parametrize(
    ("down", "percent"),
    [(0, 0), (43, 0), (44, 10), (432, 10), (433, 25), (2_160, 25), (2_161, 100), (WHOLE, 100)],
)
def test_what_an_outage_gives_back(down: int, percent: int) -> None:
    """A month of thirty days: beyond 0,1 % are 43,2 minutes, beyond 1 % 7 h 12, beyond 5 % 36 h."""
    assert outage.percent(month(down)) == percent
    assert outage.percent(month(down, announced=min(down, 240))) <= percent


@pytest.mark.parametrize(
    ("down", "paid", "cents"), [(44, 100, 10), (44, 80, 8), (44, 1, 1), (433, 75, 19), (2_161, 600, 600), (44, 0, None)]
)
def test_the_credit_is_a_part_of_what_was_paid_rounded_for_the_client(down: int, paid: int, cents: int | None) -> None:
    found = outage.credit(date(2026, 11, 1), month(down), paid_cents=paid)
    assert (found.cents if found else None) == cents


@pytest.mark.parametrize(
    ("milliseconds", "limit"), [(0, 10), (10, 10), (11, 25), (5_000, 5_000), (5_001, response_times.BEYOND)]
)
def test_under_which_limit_an_answer_is_counted(milliseconds: int, limit: int) -> None:
    assert response_times.limit_of(milliseconds * 1_000_000) == limit


@given(st.lists(st.integers(0, 8_000), min_size=1, max_size=60), st.integers(1, 100))
def test_a_rank_lies_between_its_limits(milliseconds: list[int], percent: int) -> None:
    counts: dict[int, int] = {}
    for one in milliseconds:
        limit = response_times.limit_of(one * 1_000_000)
        counts[limit] = counts.get(limit, 0) + 1
    exact = sorted(milliseconds)[max(0, -(-len(milliseconds) * percent // 100) - 1)]
    found = response_times.rank(counts, percent)
    assert found is not None and found.over <= exact and (found.most is None or exact <= found.most)


def test_nothing_counted_says_nothing() -> None:
    assert response_times.times({}).half is None
    assert response_times.rank({25: 1, response_times.BEYOND: 1}, 95) == Between(5_000, None)


C, S = Side.CLIENT, Side.SUPPORT


@pytest.mark.parametrize(
    ("said", "closed", "waits"),
    [
        ([(0, C)], None, [(0, None)]),
        ([(0, C), (90, S)], None, [(0, 90)]),
        ([(0, C), (30, C), (90, S), (95, S)], None, [(0, 90)]),  # who writes twice waits since the first time
        ([(0, C), (90, S), (200, C)], None, [(0, 90), (200, None)]),
        ([(0, C)], 60, []),  # settled by itself: nobody's merit, nobody's fault
        ([(0, C), (90, S), (200, C), (260, S)], 300, [(0, 90), (200, 260)]),
    ],
)
def test_waits_of_a_thread(
    said: list[tuple[int, Side]], closed: int | None, waits: list[tuple[int, int | None]]
) -> None:
    found = promises.turns(
        [Said(at(minute), side) for minute, side in said],
        promised_hours=24,
        closed_at=None if closed is None else at(closed),
    )
    assert [(one.asked_at, one.answered_at) for one in found] == [
        (at(begin), None if end is None else at(end)) for begin, end in waits
    ]


def test_promises_are_kept_to_the_second_over_nights_and_week_ends() -> None:
    friday = datetime(2026, 11, 27, 17, 0, tzinfo=UTC)
    sunday = friday + timedelta(hours=48)
    quick = Turn(friday, 24, friday + timedelta(hours=24))
    slow = Turn(friday, 24, friday + timedelta(hours=24, seconds=1))
    waits = Turn(friday, 72)
    assert not quick.late(sunday) and slow.late(sunday) and not waits.late(sunday)
    day, three = promises.kept([quick, slow, waits, Turn(friday, 24)], sunday)
    assert (day.promised_hours, day.asked, day.kept, day.broken, day.waiting) == (24, 3, 1, 2, 0)
    assert day.half_minutes == 24 * 60 and slow.minutes == 24 * 60 + 1
    assert (three.asked, three.kept, three.broken, three.waiting, three.half_minutes) == (1, 0, 0, 1, None)


def test_what_may_be_asked() -> None:
    with pytest.raises(promises.NothingAsked):
        promises.check_message("  \n")
    with pytest.raises(promises.TooManyFiles):
        promises.check_message("Bonjour", files=4)
    promises.check_open(19)
    with pytest.raises(promises.TooManyOpen):
        promises.check_open(20)


@pytest.mark.parametrize(
    ("kind", "starts", "ends", "refused"),
    [
        (IncidentKind.OUTAGE, -10, None, None),
        (IncidentKind.OUTAGE, -10, -5, None),
        (IncidentKind.OUTAGE, 10, None, incidents.OutageAhead),
        (IncidentKind.OUTAGE, -10, -20, incidents.IncidentOver),
        (IncidentKind.OUTAGE, -10, 5, incidents.IncidentOver),
        (IncidentKind.MAINTENANCE, 10, 20, None),
        (IncidentKind.MAINTENANCE, -10, 20, incidents.MaintenancePast),
        (IncidentKind.MAINTENANCE, 10, None, incidents.MaintenancePast),
        (IncidentKind.MAINTENANCE, 10, 10, incidents.MaintenancePast),
    ],
)
def test_what_may_be_published(
    kind: IncidentKind, starts: int, ends: int | None, refused: type[Exception] | None
) -> None:
    def check(title: str = "Base de données") -> None:
        incidents.check(kind, title, starts_at=at(starts), ends_at=None if ends is None else at(ends), now=at(0))

    with pytest.raises(incidents.IncidentEmpty):
        check(" ")
    if refused is None:
        check()
    else:
        with pytest.raises(refused):
            check()


def test_a_watch_outside_takes_minutes_away_and_gives_none() -> None:
    """Each row: the answered minutes, what the watch could not reach, what is left of the answered ones."""

    def at(minute: int) -> datetime:
        return datetime(2026, 11, 26, 10, 0, tzinfo=UTC) + timedelta(minutes=minute)

    cases: list[tuple[list[tuple[int, int]], list[tuple[int, int]], list[tuple[int, int]]]] = [
        ([(0, 9)], [], [(0, 9)]),
        ([(0, 9)], [(3, 4)], [(0, 2), (5, 9)]),
        ([(0, 9)], [(0, 9)], []),
        ([(0, 9)], [(-5, 1)], [(2, 9)]),
        ([(0, 9)], [(9, 20)], [(0, 8)]),
        ([(0, 3), (6, 9)], [(2, 7)], [(0, 1), (8, 9)]),
        ([(0, 3)], [(5, 8)], [(0, 3)]),
        ([(0, 9)], [(2, 3), (3, 5)], [(0, 1), (6, 9)]),
    ]
    for answered, seen, left in cases:
        found = uptime.without(
            [uptime.Stretch(at(a), at(b)) for a, b in answered], [uptime.Seen(at(a), at(b)) for a, b in seen]
        )
        assert found == [uptime.Stretch(at(a), at(b)) for a, b in left], (answered, seen)
    now = at(10)
    uptime.check_report(uptime.Seen(at(2), at(9)), now=now)
    for first, last in ((9, 2), (2, 10), (-8 * 1_440, 3)):
        with pytest.raises(uptime.ReportImpossible):
            uptime.check_report(uptime.Seen(at(first), at(last)), now=now)
