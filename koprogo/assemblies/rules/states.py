"""How an assembly lives: planned, convened, open, closed, minuted; or cancelled; or adjourned for want of quorum."""

from enum import StrEnum

from koprogo.kernel.refusals import Refused


class Kind(StrEnum):
    """Why people meet (CC 3.87 §§ 2 and 11)."""

    ORDINARY = "ordinary"  # every year, in the fortnight of the house rules
    EXTRAORDINARY = "extraordinary"
    WRITTEN = "written"  # no meeting: every owner agrees in writing


class Session(StrEnum):
    """Which session of the same agenda."""

    FIRST = "first"
    SECOND = "second"  # after a lack of quorum, fifteen days later at least (CC 3.87 § 5)
    RETRY = "unanimity_retry"  # where unanimity only missed the absent, thirty days later (CC 3.88 § 4)


class State(StrEnum):
    """Where an assembly stands."""

    PLANNED = "planned"
    CONVENED = "convened"
    OPEN = "open"
    CLOSED = "closed"
    MINUTED = "minuted"
    ADJOURNED = "adjourned"  # opened and found without quorum
    CANCELLED = "cancelled"


#: From each state, where one may go. A convened assembly goes back to planned when its day changes: what was sent
#: stays on record and a new convocation is due.
MOVES: dict[State, frozenset[State]] = {
    State.PLANNED: frozenset({State.CONVENED, State.CANCELLED, State.OPEN}),
    State.CONVENED: frozenset({State.PLANNED, State.OPEN, State.CANCELLED}),
    State.OPEN: frozenset({State.CLOSED, State.ADJOURNED}),
    State.CLOSED: frozenset({State.MINUTED}),
    State.ADJOURNED: frozenset({State.MINUTED}),
    State.MINUTED: frozenset(),
    State.CANCELLED: frozenset(),
}
#: What may still be prepared: the agenda can change only before the convocation (CC 3.87 § 3).
PREPARED = frozenset({State.PLANNED})
#: What is still to be held.
AHEAD = frozenset({State.PLANNED, State.CONVENED})


class NotNow(Refused):
    """The assembly is not in a state where this may be done. `state`: the one it is in."""

    code = "assemblies.not_now"


class SameAgenda(Refused):
    """What a second session decides is word for word what the first one was convened for (CC 3.87 § 5, 3.88 § 4)."""

    code = "assemblies.same_agenda"


def moved(state: State, to: State, *, kind: Kind = Kind.ORDINARY) -> State:
    """The new state. Only a decision in writing opens without a convocation. Raises `NotNow`."""
    unconvened = state is State.PLANNED and to is State.OPEN and kind is not Kind.WRITTEN
    if to not in MOVES[state] or unconvened:
        raise NotNow(state=state, to=to)
    return to
