"""Who may write for a neighbour, on which word, for how long: a table each; and what no word carries."""

from datetime import date, timedelta

import pytest

from koprogo.kernel.refusals import Refused
from koprogo.neighbours.rules import office
from koprogo.neighbours.rules.modules import Module
from koprogo.neighbours.rules.office import AllowedTooLong, How, NotAllowedFor, SignsIn, Word, WordWanting

TODAY = date(2026, 11, 24)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("signs_in", "animates", "allowed_until", "refused"),
    [
        (False, True, None, None),
        (False, False, TODAY, None),
        (False, False, TOMORROW, None),
        (False, False, YESTERDAY, NotAllowedFor),
        (False, False, None, NotAllowedFor),
        (True, True, None, SignsIn),
        (True, False, TOMORROW, SignsIn),
    ],
)
def test_who_speaks(signs_in: bool, animates: bool, allowed_until: date | None, refused: type[Refused] | None) -> None:
    facts = {"signs_in": signs_in, "animates": animates, "allowed_until": allowed_until, "today": TODAY}
    if refused is None:
        office.check_speaks(**facts)  # type: ignore[arg-type]
        return
    with pytest.raises(refused):
        office.check_speaks(**facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(("days", "good"), [(0, True), (-14, True), (-15, False), (1, False)])
def test_a_word_is_fresh(days: int, good: bool) -> None:
    word = Word(How.DOOR, TODAY + timedelta(days=days))
    if good:
        office.check_word(word, today=TODAY)
        return
    with pytest.raises(WordWanting):
        office.check_word(word, today=TODAY)


@pytest.mark.parametrize(("days", "good"), [(0, True), (366, True), (367, False), (-1, False)])
def test_a_permission_ends(days: int, good: bool) -> None:
    until = TODAY + timedelta(days=days)
    if good:
        office.check_allowed(until, today=TODAY)
        return
    with pytest.raises(AllowedTooLong):
        office.check_allowed(until, today=TODAY)


def test_opinions_and_messages_are_ones_own() -> None:
    assert {Module.EXCHANGE, Module.LENDING, Module.GIFTS, Module.BOOKINGS} == office.SPOKEN
