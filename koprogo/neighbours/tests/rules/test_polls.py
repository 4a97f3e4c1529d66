"""Polls: what an answer may be, exact counts, and an urn that remembers no order."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koprogo.neighbours.rules import polls
from koprogo.neighbours.rules.polls import PollKind


@pytest.mark.parametrize(
    ("kind", "answer", "kept"),
    [
        (PollKind.YES_NO, [0], (0,)),
        (PollKind.YES_NO, [2], None),
        (PollKind.YES_NO, [0, 1], None),
        (PollKind.ONE, [2], (2,)),
        (PollKind.ONE, [3], None),
        (PollKind.ONE, [], None),
        (PollKind.SEVERAL, [2, 0], (0, 2)),  # the order of ticking is nothing
        (PollKind.SEVERAL, [0, 0], None),
        (PollKind.SEVERAL, [], None),
        (PollKind.RANKING, [2, 0], (2, 0)),  # the order is the answer; what is left out is left out
        (PollKind.RANKING, [2, 2], None),
        (PollKind.RANKING, [-1], None),
        (PollKind.SCALE, [5], (5,)),
        (PollKind.SCALE, [0], None),
        (PollKind.SCALE, [6], None),
    ],
)
def test_what_an_answer_may_be(kind: PollKind, answer: list[int], kept: tuple[int, ...] | None) -> None:
    if kept is None:
        with pytest.raises(polls.UnusableAnswer):
            polls.checked(kind, 3, answer)
    else:
        assert polls.checked(kind, 3, answer) == kept


@pytest.mark.parametrize(
    ("kind", "choices", "answers", "tally", "first"),
    [
        (PollKind.YES_NO, 0, [[0], [0], [1]], (2, 1), (0,)),
        (PollKind.YES_NO, 0, [[0], [1]], (1, 1), (0, 1)),  # as many yes as no: nobody is first alone
        (PollKind.ONE, 3, [[2], [2], [0]], (1, 0, 2), (2,)),
        (PollKind.SEVERAL, 3, [[0, 1], [1], [1, 2]], (1, 3, 1), (1,)),
        # 3 points for the first place, 2 for the second, 1 for the third, none for what is left out.
        (PollKind.RANKING, 3, [[0, 1, 2], [1, 0, 2], [1]], (5, 8, 2), (1,)),
        # Whom most put first is not whom most can live with: that is what points are for.
        (PollKind.RANKING, 3, [[0, 1, 2]] * 3 + [[2, 1, 0]] * 2 + [[1, 2, 0]] * 2, (13, 16, 13), (1,)),
        (PollKind.RANKING, 2, [], (0, 0), ()),
        (PollKind.SCALE, 0, [[1], [5], [5], [4]], (1, 0, 0, 1, 2), ()),
    ],
)
def test_counts(
    kind: PollKind, choices: int, answers: list[list[int]], tally: tuple[int, ...], first: tuple[int, ...]
) -> None:
    found = polls.count(kind, choices, answers)
    assert (found.tally, found.first, found.answers) == (tally, first, len(answers))


@pytest.mark.parametrize(("given_", "median"), [([1, 5, 5], (5, 5)), ([1, 2, 4, 5], (2, 4)), ([3], (3, 3)), ([], None)])
def test_the_middle_of_a_scale_is_no_fraction(given_: list[int], median: tuple[int, int] | None) -> None:
    assert polls.count(PollKind.SCALE, 0, [[one] for one in given_]).median == median


@given(st.integers(2, 6), st.integers(0, 30), st.data())
def test_full_rankings_share_the_same_points_whatever_they_say(choices: int, people: int, data: st.DataObject) -> None:
    orders = [data.draw(st.permutations(range(choices))) for _ in range(people)]
    found = polls.count(PollKind.RANKING, choices, orders)
    assert sum(found.tally) == people * choices * (choices + 1) // 2
    assert all(0 <= points <= found.most for points in found.tally)


@given(st.lists(st.sampled_from([(0,), (1,), (0, 2), (2, 1, 0)]), min_size=1, max_size=6))
def test_the_urn_is_the_same_in_whatever_order_the_answers_came(answers: list[tuple[int, ...]]) -> None:
    urns = []
    for order in itertools.islice(itertools.permutations(answers), 24):
        urn: list[list[int]] = []
        for one in order:
            urn = polls.into_urn(urn, one)
        urns.append(urn)
    assert all(urn == urns[0] for urn in urns) and len(urns[0]) == len(answers)


@pytest.mark.parametrize(
    ("answers", "anonymous", "over", "shown"),
    [
        (2, True, True, False),  # of two answers, each of the two knows the other's
        (3, True, True, True),
        (9, True, False, False),  # while it is open, two looks would tell the answer between them
        (1, False, False, True),
        (0, False, True, False),
    ],
)
def test_when_a_result_is_shown(answers: int, anonymous: bool, over: bool, shown: bool) -> None:
    assert polls.shown(answers, anonymous=anonymous, over=over) is shown


@pytest.mark.parametrize(
    ("kind", "texts", "kept"),
    [
        (PollKind.ONE, ["  Lundi ", "Mardi", "", "Lundi"], ["Lundi", "Mardi"]),
        (PollKind.RANKING, ["Lundi"], None),
        (PollKind.SEVERAL, [str(n) for n in range(11)], None),
        (PollKind.YES_NO, ["Lundi"], []),
    ],
)
def test_choices(kind: PollKind, texts: list[str], kept: list[str] | None) -> None:
    if kept is None:
        with pytest.raises(polls.UnusablePoll):
            polls.checked_choices(kind, texts)
    else:
        assert polls.checked_choices(kind, texts) == kept


@pytest.mark.parametrize(("days", "allowed"), [(-1, False), (0, True), (366, True), (367, False)])
def test_a_poll_has_an_end(days: int, allowed: bool) -> None:
    today = date(2026, 11, 24)
    end = today + timedelta(days=days)
    if allowed:
        assert polls.checked_end(end, today=today) == end
    else:
        with pytest.raises(polls.UnusablePoll):
            polls.checked_end(end, today=today)
