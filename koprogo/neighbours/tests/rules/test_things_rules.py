"""Hours, loans, gifts and messages: what is allowed, case by case (belgian-law 10)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from koprogo.kernel.refusals import Refused
from koprogo.neighbours.rules import exchange, gifts, lending, skills
from koprogo.neighbours.rules.exchange import CEILING, FLOOR

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("quarters", "helped", "helper", "bound_of_helped", "bound_of_helper", "refused"),
    [
        (4, 0, 0, 0, 0, None),
        (4, FLOOR + 4, 0, 0, 0, None),  # exactly down to the floor
        (5, FLOOR + 4, 0, 0, 0, exchange.BelowFloor),
        (4, FLOOR + 8, 0, 4, 0, None),
        (4, FLOOR + 8, 0, 5, 0, exchange.BelowFloor),  # promised elsewhere counts
        (4, 0, CEILING - 4, 0, 0, None),  # exactly up to the ceiling
        (5, 0, CEILING - 4, 0, 0, exchange.AboveCeiling),
        (4, 0, CEILING - 8, 0, 5, exchange.AboveCeiling),
    ],
)
def test_limits(
    quarters: int,
    helped: int,
    helper: int,
    bound_of_helped: int,
    bound_of_helper: int,
    refused: type[Refused] | None,
) -> None:
    def check() -> None:
        exchange.check_limits(
            quarters=quarters,
            helped=helped,
            helper=helper,
            bound_of_helped=bound_of_helped,
            bound_of_helper=bound_of_helper,
        )

    if refused is None:
        check()
    else:
        with pytest.raises(refused):
            check()


def test_a_refusal_says_what_is_left() -> None:
    with pytest.raises(exchange.BelowFloor) as told:
        exchange.check_limits(quarters=9, helped=FLOOR + 8, helper=0)
    assert told.value.facts["left"] == 8
    with pytest.raises(exchange.AboveCeiling) as full:
        exchange.check_limits(quarters=9, helped=0, helper=CEILING)
    assert full.value.facts["left"] == 0


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(1, 32)), max_size=20))
def test_whatever_is_let_through_stays_within_and_sums_to_nothing(moves: list[tuple[int, int, int]]) -> None:
    held = [0] * 5
    for helped, helper, quarters in moves:
        if helped == helper:
            continue
        try:
            exchange.check_limits(quarters=quarters, helped=held[helped], helper=held[helper])
        except Refused:
            continue
        held[helped] -= quarters
        held[helper] += quarters
    assert sum(held) == 0
    assert all(FLOOR <= one <= CEILING for one in held)


@pytest.mark.parametrize("quarters", [0, -1, 33])
def test_a_help_is_between_a_quarter_and_a_day(quarters: int) -> None:
    with pytest.raises(exchange.TooLong):
        exchange.check_length(quarters)
    exchange.check_length(1)
    exchange.check_length(32)


@pytest.mark.parametrize(
    ("by_helped", "quarters", "now", "in_silence"),
    [
        (True, 4, True, True),  # who gives the hours gives what was agreed
        (True, 6, True, False),  # or more: their word is enough
        (True, 3, False, True),  # less: the other one is asked, and silence is a yes
        (False, 4, False, True),
        (False, 5, False, False),  # never more than agreed in silence
    ],
)
def test_whose_word_is_enough(by_helped: bool, quarters: int, now: bool, in_silence: bool) -> None:
    assert exchange.settles_now(by_helped=by_helped, quarters=quarters, agreed=4) is now
    assert exchange.settles_in_silence(quarters=quarters, agreed=4) is in_silence


@pytest.mark.parametrize("words", ["10 € de l’heure", "vingt euros", "5 EUR", "20 $", "50 cents"])
def test_help_has_no_amount(words: str) -> None:
    with pytest.raises(exchange.SpeaksOfMoney):
        exchange.check_words("Aide", words)


@pytest.mark.parametrize("words", ["Européenne", "docteur", "un centre", "recenser", "Neuro", "une heure"])
def test_other_words_pass(words: str) -> None:
    exchange.check_words(words, "")


@pytest.mark.parametrize(
    ("start", "length", "refused"),
    [
        (timedelta(), 2 * HOUR, None),
        (-2 * HOUR, 3 * HOUR, None),  # this morning: noted afterwards
        (-2 * DAY, 3 * DAY, lending.WrongTime),
        (timedelta(), timedelta(), lending.WrongTime),
        (2 * HOUR, -HOUR, lending.WrongTime),
        (-3 * HOUR, 2 * HOUR, lending.WrongTime),  # over before it begins
        (timedelta(), 60 * DAY, None),
        (timedelta(), 60 * DAY + HOUR, lending.TooFar),
        (181 * DAY, DAY, lending.TooFar),
    ],
)
def test_time_of_a_loan(start: timedelta, length: timedelta, refused: type[Refused] | None) -> None:
    if refused is None:
        lending.check_time(NOON + start, NOON + start + length, now=NOON)
    else:
        with pytest.raises(refused):
            lending.check_time(NOON + start, NOON + start + length, now=NOON)


@pytest.mark.parametrize(
    ("after", "notes", "due"),
    [(HOUR, 0, False), (2 * HOUR, 0, True), (2 * HOUR, 1, False), (3 * DAY, 1, True), (30 * DAY, 2, False)],
)
def test_two_friendly_notes_and_no_more(after: timedelta, notes: int, due: bool) -> None:
    assert lending.note_due(due_at=NOON, notes=notes, now=NOON + after) is due


@pytest.mark.parametrize(
    ("kind", "state", "own", "offered", "refused"),
    [
        (gifts.Kind.GIVE, gifts.State.OPEN, False, "", None),
        (gifts.Kind.GIVE, gifts.State.OPEN, True, "", gifts.OwnGift),
        (gifts.Kind.GIVE, gifts.State.RESERVED, False, "", gifts.GiftTaken),
        (gifts.Kind.GIVE, gifts.State.EXPIRED, False, "", gifts.GiftTaken),
        (gifts.Kind.SWAP, gifts.State.OPEN, False, "un puzzle", None),
        (gifts.Kind.SWAP, gifts.State.OPEN, False, "  ", gifts.SwapEmpty),
    ],
)
def test_reserving(
    kind: gifts.Kind, state: gifts.State, own: bool, offered: str, refused: type[Refused] | None
) -> None:
    if refused is None:
        gifts.check_reserve(kind=kind, state=state, own=own, offered=offered)
    else:
        with pytest.raises(refused):
            gifts.check_reserve(kind=kind, state=state, own=own, offered=offered)


@pytest.mark.parametrize(
    ("own", "reachable", "today", "refused"),
    [
        (False, True, 9, None),
        (False, True, 10, skills.TooMany),
        (True, True, 0, skills.ToOneself),
        (False, False, 0, skills.CannotBeWritten),
    ],
)
def test_writing_to_a_neighbour(own: bool, reachable: bool, today: int, refused: type[Refused] | None) -> None:
    if refused is None:
        skills.check_message(own=own, reachable=reachable, today=today)
    else:
        with pytest.raises(refused):
            skills.check_message(own=own, reachable=reachable, today=today)
