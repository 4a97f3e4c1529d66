"""Table 3.4: who must be there, and when a second session is one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koprogo.assemblies.rules.quorum import ImpossibleAttendance, Quorum, second_session_from, second_session_problems


@pytest.mark.parametrize(
    ("heads", "heads_total", "shares", "valid"),
    [
        (5, 8, 500, True),
        (4, 8, 700, False),
        (5, 8, 499, False),
        (3, 8, 750, False),
        (3, 8, 751, True),
        (4, 7, 720, True),
        (0, 8, 0, False),
        (1, 1, 1000, True),
    ],
)
def test_the_table(heads: int, heads_total: int, shares: int, valid: bool) -> None:
    assert Quorum(heads, heads_total, shares, 1000).valid is valid


def test_a_second_session_sits_with_nobody() -> None:
    assert Quorum(0, 8, 0, 1000, second_session=True).valid


def test_both_conditions_and_the_alternative_are_told_apart() -> None:
    found = Quorum(4, 8, 751, 1000)
    assert (found.heads_reached, found.shares_reached, found.alternative_reached) == (False, True, True)


@pytest.mark.parametrize("numbers", [(9, 8, 1, 10), (1, 8, 11, 10), (-1, 8, 1, 10), (0, 0, 0, 10), (0, 8, 0, 0)])
def test_impossible_attendance(numbers: tuple[int, int, int, int]) -> None:
    with pytest.raises(ImpossibleAttendance):
        Quorum(*numbers)


@pytest.mark.parametrize(
    ("second", "agenda", "first_valid", "problems"),
    [
        (date(2026, 6, 25), ["a", "b"], False, ()),
        (date(2026, 6, 24), ["a", "b"], False, ("too_early",)),
        (date(2026, 6, 25), ["a", "b", "c"], False, ("agenda_changed",)),
        (date(2026, 6, 24), ["b", "a"], True, ("first_was_valid", "too_early", "agenda_changed")),
    ],
)
def test_the_second_session(second: date, agenda: list[str], first_valid: bool, problems: tuple[str, ...]) -> None:
    first = date(2026, 6, 10)
    assert second_session_from(first) == date(2026, 6, 25)
    found = second_session_problems(
        first_on=first, first_valid=first_valid, first_agenda=["a", "b"], second_on=second, second_agenda=agenda
    )
    assert found == problems


@given(st.integers(1, 60), st.integers(1, 12_000), st.data())
def test_more_people_never_lose_the_quorum(heads_total: int, shares_total: int, data: st.DataObject) -> None:
    heads = data.draw(st.integers(0, heads_total))
    shares = data.draw(st.integers(0, shares_total))
    more_heads = data.draw(st.integers(heads, heads_total))
    more_shares = data.draw(st.integers(shares, shares_total))
    before = Quorum(heads, heads_total, shares, shares_total).valid
    assert not before or Quorum(more_heads, heads_total, more_shares, shares_total).valid
