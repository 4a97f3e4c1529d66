"""What comes first on an evening: a table of situations."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koprogo.site import today
from koprogo.site.today import Draft, Facts, Kind

TODAY = date(2026, 11, 24)
DRAFT = Draft("2027-1", "Premier trimestre", date(2027, 1, 15))

SITUATIONS: list[tuple[str, dict[str, Any], list[Kind], list[Kind]]] = [
    ("nothing", {}, [], []),
    (
        "a new building has one task",
        {"started": False, "setup_left": 3, "has_enterprise_number": False},
        [Kind.SETUP],
        [],
    ),
    (
        "a new building still hears of its bank",
        {"started": False, "setup_left": 1, "lots": 8, "has_bank_account": False},
        [Kind.SETUP, Kind.BANK_ACCOUNT],
        [],
    ),
    ("the bank", {"bank_pending": 14, "bank_certain": 9}, [Kind.BANK], []),
    (
        "what failed goes before everything",
        {"failed_jobs": 1, "bank_pending": 3, "drafts": (DRAFT,)},
        [Kind.FAILED_WORK, Kind.BANK, Kind.SEND_CALL],
        [],
    ),
    (
        "three and no more",
        {"failed_mails": 2, "holes": ("5B",), "incomplete_keys": ("Ascenseur",), "bank_pending": 1},
        [Kind.FAILED_MAIL, Kind.HOLES, Kind.KEY],
        [Kind.BANK],
    ),
    (
        "a mandate far away waits",
        {"mandate_soon": True, "mandate_ends_on": date(2027, 2, 20), "bank_pending": 1},
        [Kind.BANK],
        [Kind.MANDATE],
    ),
    (
        "a mandate near its end goes before the bank",
        {"mandate_soon": True, "mandate_ends_on": date(2026, 12, 9), "bank_pending": 1},
        [Kind.MANDATE, Kind.BANK],
        [],
    ),
    ("no syndic at all is for today", {"has_syndic": False}, [Kind.MANDATE], []),
    (
        "patient things never come forward",
        {"suspense_cents": -500, "late_cents": 31_500, "late_owners": 1, "setup_rest": 2},
        [],
        [Kind.SUSPENSE, Kind.LATE, Kind.SETUP_REST],
    ),
    (
        "the settlement of a year comes before its closing, one at a time",
        {"ended_year": "2025", "unsettled_year": "2025", "budget_from": date(2027, 1, 1)},
        [],
        [Kind.BUDGET, Kind.SETTLE],
    ),
    ("a settled year is closed", {"ended_year": "2025", "unsettled_year": ""}, [], [Kind.CLOSE_YEAR]),
    (
        "a number that every letter needs comes before the draft it holds back",
        {"drafts": (DRAFT,), "has_enterprise_number": False},
        [Kind.ENTERPRISE_NUMBER, Kind.SEND_CALL],
        [],
    ),
]


@pytest.mark.parametrize(("facts", "now", "later"), [s[1:] for s in SITUATIONS], ids=[s[0] for s in SITUATIONS])
def test_what_comes_first(facts: dict[str, Any], now: list[Kind], later: list[Kind]) -> None:
    first, rest = today.ranked(today.found(Facts(**facts)), today=TODAY)
    assert [task.kind for task in first] == now
    assert [task.kind for task in rest] == later


@pytest.mark.parametrize(
    ("until", "wanted"),
    [
        (None, TODAY),
        (date(2026, 11, 23), TODAY),
        (date(2026, 11, 24), date(2026, 11, 25)),
        (date(2026, 12, 31), date(2027, 1, 1)),
        (date(2027, 2, 21), date(2027, 2, 22)),
        (date(2027, 2, 22), None),
    ],
)
def test_the_next_budget_is_asked_for_in_time(until: date | None, wanted: date | None) -> None:
    assert today.budget_wanted(until, today=TODAY) == wanted


@pytest.mark.parametrize(("pending", "certain", "minutes"), [(14, 9, 3), (9, 9, 1), (1, 0, 2), (300, 0, 101)])
def test_the_minutes_of_the_bank(pending: int, certain: int, minutes: int) -> None:
    assert today.bank_minutes(pending, certain) == minutes


@given(
    st.builds(
        Facts,
        started=st.booleans(),
        lots=st.integers(0, 3),
        setup_left=st.integers(0, 4),
        setup_rest=st.integers(0, 3),
        has_enterprise_number=st.booleans(),
        has_bank_account=st.booleans(),
        has_syndic=st.booleans(),
        mandate_soon=st.booleans(),
        mandate_ends_on=st.none() | st.dates(date(2026, 1, 1), date(2028, 1, 1)),
        bank_pending=st.integers(0, 20),
        failed_jobs=st.integers(0, 2),
        suspense_cents=st.integers(-5, 5),
        late_cents=st.integers(0, 5),
        drafts=st.just(()) | st.just((DRAFT, DRAFT)),
    )
)
def test_nothing_is_lost_and_never_more_than_three(facts: Facts) -> None:
    tasks = today.found(facts)
    now, later = today.ranked(tasks, today=TODAY)
    assert len(now) <= today.SHOWN
    assert sorted(t.kind for t in (*now, *later)) == sorted(t.kind for t in tasks)
    assert not any(task.kind in today.PATIENT for task in now)
