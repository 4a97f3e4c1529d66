"""What is said of an entry of the sample, by the auditor and by the syndic, and where it stands after each word.

CC 3.91: the auditor of the accounts controls, the syndic answers. Words are added and never changed: the latest counts.
"""

from enum import StrEnum

from koprogo.kernel.refusals import Refused


class Kind(StrEnum):
    """One word said about an entry."""

    SEEN = "seen"  # the auditor: entry and voucher agree
    QUESTION = "question"  # the auditor asks, or asks again
    ANSWER = "answer"  # the syndic or the accountant answers
    ACCEPTED = "accepted"  # the auditor is content with the answer


class State(StrEnum):
    """Where an entry stands."""

    TODO = "todo"
    SEEN = "seen"
    ASKED = "asked"  # the syndic's turn
    ANSWERED = "answered"  # the auditor's turn


AFTER: dict[Kind, State] = {
    Kind.SEEN: State.SEEN,
    Kind.QUESTION: State.ASKED,
    Kind.ANSWER: State.ANSWERED,
    Kind.ACCEPTED: State.SEEN,
}
#: From which states each word may be said. A question may come back to what was seen; « seen » closes no question.
MAY: dict[Kind, frozenset[State]] = {
    Kind.SEEN: frozenset({State.TODO, State.SEEN}),
    Kind.QUESTION: frozenset(State),
    Kind.ANSWER: frozenset({State.ASKED, State.ANSWERED}),
    Kind.ACCEPTED: frozenset({State.ANSWERED}),
}
OPEN = frozenset({State.ASKED, State.ANSWERED})
#: The words that need words.
SPOKEN = frozenset({Kind.QUESTION, Kind.ANSWER})
TEXT = 2_000


class WrongMoment(Refused):
    """A word that does not follow what was said before: `kind` after `state`."""

    code = "auditing.wrong_moment"


class NothingSaid(Refused):
    """A question needs a text, an answer a text or a file. `kind`: which."""

    code = "auditing.nothing_said"


def state_after(kind: Kind | None) -> State:
    """Where an entry stands after the latest word; None: nothing was said yet."""
    return AFTER[kind] if kind else State.TODO


def check(kind: Kind, *, state: State, text: str, has_file: bool = False) -> None:
    """Whether a word may be said now. Raises `WrongMoment`, `NothingSaid`."""
    if state not in MAY[kind]:
        raise WrongMoment(kind=kind.value, state=state.value)
    if kind in SPOKEN and not text.strip() and not (kind is Kind.ANSWER and has_file):
        raise NothingSaid(field="text", kind=kind.value)
