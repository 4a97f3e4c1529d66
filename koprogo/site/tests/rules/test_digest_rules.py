"""The mail of the week: when it leaves, for whom there is something to say, and what its subject says."""

from datetime import UTC, date, datetime
from uuid import UUID, uuid5

import pytest

from koprogo.platform.access import BRUSSELS
from koprogo.site import digest
from koprogo.site.digest import LATER_SHOWN, PAYMENTS_SHOWN, Payment, Said
from koprogo.site.owner_block import Owed, Slip, Standing
from koprogo.site.today import Kind, Task

TODAY = date(2026, 11, 26)
SOON, PAST = date(2026, 11, 30), date(2026, 11, 2)
BANK, LATE = Task(Kind.BANK, 2, 3), Task(Kind.LATE, 5, 1, 31_500)


def slip(cents: int, due_on: date, name: str = "Chloé") -> Slip:
    return Slip(uuid5(UUID(int=0), name), name, "014300405862", due_on, cents, (), ())


def owing(standing: Standing, cents: int = 0, *slips: Slip) -> Owed:
    return Owed(standing, cents, slips[0].due_on if slips else None, slips)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-26 16:00", None),  # 17 h in winter
        ("2026-11-26 17:00", "2026-W48"),
        ("2026-11-26 21:00", "2026-W48"),
        ("2026-11-26 23:00", None),  # Friday in Brussels
        ("2026-11-25 17:00", None),
        ("2026-07-16 15:59", None),
        ("2026-07-16 16:00", "2026-W29"),  # 18 h in summer
        ("2026-12-31 17:00", "2026-W53"),
        ("2026-01-01 17:00", "2026-W01"),
        ("2032-01-01 17:00", "2032-W01"),
        ("2025-01-02 17:00", "2025-W01"),
    ],
)
def test_it_leaves_on_thursday_evening_in_brussels(moment: str, expected: str | None) -> None:
    utc = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert digest.week(utc.astimezone(BRUSSELS)) == expected


NOTHING = [
    ("no role that owes, nothing to do", None, (), ()),
    ("never asked", owing(Standing.NEW), (), ()),
    ("in order", owing(Standing.IN_ORDER), (), ()),
    ("an advance is no reason to write", owing(Standing.AHEAD, 5_000), (), ()),
    ("what can wait is no reason to write", owing(Standing.IN_ORDER), (), (LATE,)),
]
SOMETHING = [
    ("to pay", owing(Standing.TO_PAY, 43_500, slip(43_500, SOON)), (), (Said.AMOUNT_BY,)),
    ("late", owing(Standing.LATE, 43_500, slip(43_500, PAST)), (), (Said.AMOUNT_SINCE,)),
    ("an older debt without a day", owing(Standing.TO_PAY, 900), (), (Said.AMOUNT,)),
    ("work", None, (BANK,), (Said.TASKS,)),
    ("work for somebody in order", owing(Standing.IN_ORDER), (BANK,), (Said.TASKS,)),
    ("both, what I owe first", owing(Standing.TO_PAY, 100, slip(100, SOON)), (BANK,), (Said.AMOUNT_BY, Said.TASKS)),
]


@pytest.mark.parametrize(("name", "owed", "tasks", "later"), NOTHING)
def test_nothing_to_say(name: str, owed: Owed | None, tasks: tuple[Task, ...], later: tuple[Task, ...]) -> None:
    assert digest.compose(owed=owed, tasks=tasks, later=later, today=TODAY) is None, name


@pytest.mark.parametrize(("name", "owed", "tasks", "subject"), SOMETHING)
def test_the_subject(name: str, owed: Owed | None, tasks: tuple[Task, ...], subject: tuple[Said, ...]) -> None:
    found = digest.compose(owed=owed, tasks=tasks, later=(LATE,), today=TODAY)
    assert found is not None
    assert found.subject == subject, name
    assert (found.tasks, found.later) == (tasks, (LATE,))
    assert bool(found.payments) == (subject != (Said.TASKS,))


def test_one_payment_needs_no_name_and_several_do() -> None:
    alone = digest.compose(owed=owing(Standing.LATE, 700, slip(700, PAST)), tasks=(), later=(), today=TODAY)
    assert alone is not None
    assert alone.payments == (Payment("", 700, PAST, True),)
    slips = (slip(700, PAST, "Chloé"), slip(300, SOON, "Immo Thys SRL"))
    both = digest.compose(owed=owing(Standing.LATE, 1_000, *slips), tasks=(), later=(), today=TODAY)
    assert both is not None
    assert both.payments == (Payment("Chloé", 700, PAST, True), Payment("Immo Thys SRL", 300, SOON, False))
    assert (both.cents, both.due_on) == (1_000, PAST)


def test_a_payment_due_today_is_not_late() -> None:
    slips = (slip(700, TODAY, "Chloé"), slip(300, TODAY, "Immo Thys SRL"))
    found = digest.compose(owed=owing(Standing.TO_PAY, 1_000, *slips), tasks=(), later=(), today=TODAY)
    assert found is not None
    assert not any(one.is_late for one in found.payments)


def test_a_long_list_is_counted_and_the_total_stays_whole() -> None:
    slips = tuple(slip(100, SOON, f"Lot {n}") for n in range(30))
    found = digest.compose(owed=owing(Standing.TO_PAY, 3_000, *slips), tasks=(BANK,), later=(LATE,) * 20, today=TODAY)
    assert found is not None
    assert (len(found.payments), found.more, found.cents) == (PAYMENTS_SHOWN, 30 - PAYMENTS_SHOWN, 3_000)
    assert len(found.later) == LATER_SHOWN
