"""A decision without a meeting: all co-owners agree in writing, or nothing is decided (CC 3.87 § 11).

What needs an authentic deed is left to an assembly. The law sets no term for the answers: the text that is sent names
one, so that nobody waits for ever.
"""

from datetime import date, timedelta
from enum import StrEnum

from koprogo.assemblies.rules.subjects import Subject
from koprogo.kernel.refusals import Refused

#: Between the sending and the last day for an answer, at least: a letter travels.
LEAST_DAYS = 3
#: What is proposed where nobody says otherwise. Practice, not law.
USUAL_DAYS = 30
MOST_DAYS = 180


class WrittenState(StrEnum):
    """Where a decision in writing stands. ``LATE`` is never stored: the day makes it so."""

    OPEN = "open"
    TAKEN = "taken"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LATE = "late"


class AnswerChannel(StrEnum):
    """How an answer came."""

    PHONE = "phone"  # signed in
    LINK = "link"  # by the link of the mail that was written to this person
    PAPER = "paper"


#: What changes the statutes or the real rights is passed before a notary: never in writing (CC 3.85 § 1, 3.87 § 11).
BY_DEED = frozenset(
    {
        Subject.STATUTES_ENJOYMENT,
        Subject.STATUTES_OTHER,
        Subject.CHARGE_DISTRIBUTION,
        Subject.PENALTY_CLAUSE,
        Subject.DESTINATION,
        Subject.ACQUISITION,
        Subject.DISPOSAL,
        Subject.PARTIAL_ASSOCIATION,
        Subject.LOT_DIVISION,
        Subject.SHARES_CHANGE,
        # By prudence: a building that is pulled down takes its deed along.
        Subject.DEMOLITION_HEALTH,
        Subject.DEMOLITION_OTHER,
    }
)


class WrittenOver(Refused):
    """No answer is taken any more. `state`: taken, refused, withdrawn or late."""

    code = "assemblies.written_over"


class WrittenTerm(Refused):
    """The last day for an answer leaves time to answer, and ends. `first_on`, `last_on`: between which days."""

    code = "assemblies.written_term"


class OwnersOnly(Refused):
    """Only co-owners decide in writing here."""

    code = "assemblies.written_owners_only"
    article = "CC 3.87 § 11"


class UnansweredBefore(Refused):
    """A paper was signed between the sending and today."""

    code = "assemblies.written_signed_before"


def state_on(state: WrittenState, *, until_on: date, today: date) -> WrittenState:
    """Where it stands on a day: a silence beyond the last day is no agreement."""
    return WrittenState.LATE if state is WrittenState.OPEN and today > until_on else state


def check_term(*, sent_on: date, until_on: date) -> None:
    """Refuse a term nobody can answer in, or one that never ends. Raises `WrittenTerm`."""
    first_on, last_on = sent_on + timedelta(days=LEAST_DAYS), sent_on + timedelta(days=MOST_DAYS)
    if not first_on <= until_on <= last_on:
        raise WrittenTerm(field="until_on", first_on=first_on, last_on=last_on)
