"""Which books an association must keep: in full from twenty counted lots on, simplified below (CC 3.89 § 5 15°).

Both are views of the same ledger: nothing is moved when the count crosses the line.
"""

from datetime import date
from enum import StrEnum

from koprogo.condominiums.rules.lots import full_books_compulsory
from koprogo.kernel.refusals import Refused


class Regime(StrEnum):
    """How the books are shown first."""

    FULL = "full"
    SIMPLIFIED = "simplified"


class DecisionMissing(Refused):
    """Full books below twenty lots are the association's own choice: its decision and its day are written down."""

    code = "ledger.decision_missing"


def regime(*, counted: int, chosen_full: bool) -> Regime:
    """The regime of an association of so many counted lots (CC 3.89 § 5 15°: below twenty it *may* be simplified)."""
    return Regime.FULL if full_books_compulsory(counted) or chosen_full else Regime.SIMPLIFIED


def check_choice(*, full: bool, decision: str, decided_on: date | None) -> None:
    """Raise DecisionMissing when full books are chosen without the decision or its day."""
    if full and not decision.strip():
        raise DecisionMissing(field="decision")
    if full and decided_on is None:
        raise DecisionMissing(field="decided_on")
