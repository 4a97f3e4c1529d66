"""What stands on an agenda: where an item comes from, whether it is still to be decided, and what may be voted."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from koprogo.assemblies.rules import calendar
from koprogo.assemblies.rules.states import Kind, State
from koprogo.kernel.refusals import Refused


class Origin(StrEnum):
    """Who put an item on the agenda."""

    SYNDIC = "syndic"
    OWNER = "owner"  # CC 3.87 § 3
    COUNCIL = "council"
    LEGAL = "legal"  # the law wants it at every ordinary assembly


class ItemState(StrEnum):
    """No item vanishes: it is on the agenda, or listed beside it with the reason."""

    LISTED = "listed"
    WITHDRAWN = "withdrawn"
    LATE = "late"  # goes to the next assembly (CC 3.87 §§ 3 and 4)


class VoteState(StrEnum):
    """Where the vote on an item stands."""

    WAITING = "waiting"
    OPEN = "open"
    CLOSED = "closed"
    SKIPPED = "skipped"  # postponed or withdrawn during the session, with the reason


class RequestState(StrEnum):
    """What became of an owner's proposal."""

    WAITING = "waiting"  # no assembly is planned yet
    LISTED = "listed"
    LATE = "late"
    WITHDRAWN = "withdrawn"  # by its author


class ReasonMissing(Refused):
    """An item leaves the agenda only with a reason that everybody can read."""

    code = "assemblies.reason_missing"


class NothingProposed(Refused):
    """A proposal says what is to be decided: without a text nothing can be voted (CC 3.87 § 3)."""

    code = "assemblies.nothing_proposed"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Where a proposal goes. `limit_on`: the last day that counted, None where none applies."""

    in_time: bool
    limit_on: date | None


def placed(*, received_on: date, kind: Kind, state: State, first_day: date | None) -> Verdict:
    """Whether an owner's proposal goes on this agenda (CC 3.87 §§ 3 and 4).

    `first_day`: of the yearly fortnight, for an ordinary assembly; three weeks before it the list closes. Another
    assembly takes what reaches the syndic before the convocation leaves.
    """
    if state is not State.PLANNED:
        return Verdict(False, None)
    if kind is not Kind.ORDINARY or first_day is None:
        return Verdict(True, None)
    return Verdict(calendar.request_in_time(received_on, first_day), calendar.request_limit(first_day).strict)


def votable(*, subject: str, text: str) -> bool:
    """Whether an item can be decided: it has a subject and a text; « divers » has neither (CC 3.87 § 3)."""
    return bool(subject) and bool(text.strip())
