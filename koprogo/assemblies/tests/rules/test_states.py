"""Where an assembly may go from each state, and where an owner's proposal lands."""

from datetime import date
from itertools import pairwise

import pytest

from koprogo.assemblies.rules import agenda
from koprogo.assemblies.rules.session import chained
from koprogo.assemblies.rules.states import MOVES, Kind, NotNow, State, moved

ROAD = [State.PLANNED, State.CONVENED, State.OPEN, State.CLOSED, State.MINUTED]


def test_the_usual_road() -> None:
    for one, other in pairwise(ROAD):
        assert moved(one, other) is other


@pytest.mark.parametrize(
    ("state", "to"),
    [
        (State.PLANNED, State.OPEN),  # nobody was convened
        (State.PLANNED, State.CLOSED),
        (State.OPEN, State.PLANNED),
        (State.OPEN, State.CANCELLED),  # what was opened is closed or adjourned, never undone
        (State.CLOSED, State.OPEN),
        (State.CANCELLED, State.CONVENED),
        (State.MINUTED, State.CLOSED),
    ],
)
def test_roads_that_do_not_exist(state: State, to: State) -> None:
    with pytest.raises(NotNow) as refusal:
        moved(state, to)
    assert refusal.value.facts == {"state": state, "to": to}


def test_a_decision_in_writing_opens_without_a_convocation() -> None:
    assert moved(State.PLANNED, State.OPEN, kind=Kind.WRITTEN) is State.OPEN


def test_every_state_says_where_it_leads() -> None:
    assert set(MOVES) == set(State)


FIRST_DAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("received_on", "kind", "state", "in_time"),
    [
        (date(2026, 5, 11), Kind.ORDINARY, State.PLANNED, True),  # table of § 13: last day
        (date(2026, 5, 12), Kind.ORDINARY, State.PLANNED, False),
        (date(2026, 5, 12), Kind.EXTRAORDINARY, State.PLANNED, True),  # no fortnight binds it
        (date(2026, 5, 1), Kind.ORDINARY, State.CONVENED, False),  # the agenda has left
        (date(2026, 5, 1), Kind.EXTRAORDINARY, State.CONVENED, False),
    ],
)
def test_where_a_proposal_goes(received_on: date, kind: Kind, state: State, in_time: bool) -> None:
    verdict = agenda.placed(received_on=received_on, kind=kind, state=state, first_day=FIRST_DAY)
    assert verdict.in_time is in_time
    assert verdict.limit_on == (date(2026, 5, 11) if kind is Kind.ORDINARY and state is State.PLANNED else None)


def test_without_a_fortnight_nothing_is_late_before_the_convocation() -> None:
    verdict = agenda.placed(received_on=date(2026, 5, 31), kind=Kind.ORDINARY, state=State.PLANNED, first_day=None)
    assert verdict == agenda.Verdict(True, None)


@pytest.mark.parametrize(
    ("subject", "text", "may"),
    [("accounts", "Approuver", True), ("", "Divers", False), ("accounts", "  ", False), ("", "", False)],
)
def test_only_what_says_what_it_decides_can_be_voted(subject: str, text: str, may: bool) -> None:
    assert agenda.votable(subject=subject, text=text) is may


def test_a_link_of_the_chain_holds_all_before_it() -> None:
    first = chained(previous="", kind="ballot", payload=b"{}")
    second = chained(previous=first, kind="ballot", payload=b"{}")
    assert len({first, second, chained(previous=first, kind="attendance", payload=b"{}")}) == 3
    assert second == chained(previous=first, kind="ballot", payload=b"{}")
