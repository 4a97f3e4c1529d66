"""The set-up of a building as a list of tasks: states follow from facts, nothing is ticked by hand."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How far a task is. An invitation is never "done" before it has left (ux.md 6)."""

    TODO = "todo"
    STARTED = "started"
    DONE = "done"
    NOT_SENT = "not_sent"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the building holds today. ``deed_total`` and ``deed_weighed`` are shares."""

    has_address: bool
    has_enterprise_number: bool
    lots: int
    lots_held: int
    deed_total: int
    deed_weighed: int
    keys: int
    keys_incomplete: int
    holders: int
    holders_reachable: int
    syndic_decided: bool
    invited: int


def identity(facts: Facts) -> State:
    """Name and seat are compulsory on every document, with the enterprise number (CC 3.86 §1)."""
    if facts.has_address and facts.has_enterprise_number:
        return State.DONE
    return State.STARTED if facts.has_address or facts.has_enterprise_number else State.TODO


def lots(facts: Facts) -> State:
    """Done when the shares of the lots make exactly the total of the deed (CC 3.85 §1)."""
    if facts.lots == 0:
        return State.TODO
    return State.DONE if facts.deed_weighed == facts.deed_total else State.STARTED


def owners(facts: Facts) -> State:
    """Done when each lot has its holder (CC 3.89 §5 14°)."""
    if facts.lots_held == 0:
        return State.TODO
    return State.DONE if facts.lots_held == facts.lots else State.STARTED


def contacts(facts: Facts) -> State:
    """Done when each owner can be written to, by mail or by post."""
    if facts.holders_reachable == 0:
        return State.TODO
    return State.DONE if facts.holders_reachable == facts.holders else State.STARTED


def keys(facts: Facts) -> State:
    """Done when every key adds up; the deed's own is enough where it has no other."""
    if facts.deed_weighed == 0:
        return State.TODO
    return State.STARTED if facts.keys_incomplete else State.DONE


def mandates(facts: Facts) -> State:
    """Done when the syndic's mandate names the decision that gave it (CC 3.89 §1)."""
    return State.DONE if facts.syndic_decided else State.TODO


def invitations(facts: Facts) -> State:
    """Not sent until the first one leaves."""
    return State.DONE if facts.invited else State.NOT_SENT
