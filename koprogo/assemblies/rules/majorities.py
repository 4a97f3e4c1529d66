"""How many votes a decision needs. Whole votes or exact fractions of them; no division, no tolerance."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from koprogo.kernel.refusals import Refused


class NegativeVotes(Refused):
    """Votes are zero or more."""

    code = "assemblies.negative_votes"


class Majority(StrEnum):
    """From the easiest to the hardest to reach."""

    ABSOLUTE = "absolute"  # CC 3.87 § 8
    TWO_THIRDS = "two_thirds"  # CC 3.88 § 1, 1°
    THREE_QUARTERS = "three_quarters"  # the same subjects, before 1 January 2019
    FOUR_FIFTHS = "four_fifths"  # CC 3.88 § 1, 2°
    UNANIMITY = "unanimity"  # CC 3.88 § 3: of all owners, so it needs more than the votes cast


#: (numerator, denominator) of the votes cast that must be in favour; the other two are no such fraction.
_FRACTIONS = {
    Majority.TWO_THIRDS: (2, 3),
    Majority.THREE_QUARTERS: (3, 4),
    Majority.FOUR_FIFTHS: (4, 5),
}
_ORDER = tuple(Majority)


@dataclass(frozen=True, slots=True)
class Votes:
    """Votes of one item, already capped: shares, key weights, or exact fractions of them."""

    in_favour: Fraction
    against: Fraction
    abstaining: Fraction = Fraction(0)

    def __post_init__(self) -> None:
        if min(self.in_favour, self.against, self.abstaining) < 0:
            raise NegativeVotes(in_favour=self.in_favour, against=self.against, abstaining=self.abstaining)

    @property
    def cast(self) -> Fraction:
        """Votes that count: abstentions, blank and void ballots are none, whatever the majority (CC 3.87 § 8)."""
        return self.in_favour + self.against


def reached(majority: Majority, votes: Votes) -> bool:
    """Whether the votes cast make the majority. Nothing cast decides nothing; a tie is rejected (CC 3.87 § 8).

    Under unanimity this says only that all votes cast are in favour and that nobody abstained: that every
    owner was there is for `unanimity.outcome` to say.
    """
    if not votes.cast:
        return False
    if majority is Majority.ABSOLUTE:
        return votes.in_favour > votes.against
    if majority is Majority.UNANIMITY:
        return votes.against == 0 and votes.abstaining == 0
    numerator, denominator = _FRACTIONS[majority]
    return votes.in_favour * denominator >= numerator * votes.cast


def needed(majority: Majority, cast: Fraction) -> Fraction:
    """The votes in favour that suffice out of those cast, for the gauge of a screen.

    For the absolute majority it is the half that must be exceeded; for the others the number to reach.
    """
    if cast < 0:
        raise NegativeVotes(cast=cast)
    if majority is Majority.ABSOLUTE:
        return cast * Fraction(1, 2)
    if majority is Majority.UNANIMITY:
        return cast
    return cast * Fraction(*_FRACTIONS[majority])


def acquired(majority: Majority, votes: Votes, *, still_to_vote: Fraction) -> bool:
    """Whether the item passes even if all votes not yet given go against it (worst case of the live screen)."""
    return reached(majority, Votes(votes.in_favour, votes.against + still_to_vote, votes.abstaining))


def stricter(one: Majority, other: Majority) -> Majority:
    """The harder of two majorities to reach."""
    return max(one, other, key=_ORDER.index)
