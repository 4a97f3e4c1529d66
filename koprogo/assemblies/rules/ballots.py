"""Nobody votes for more than all the others together: the cap, exact, across hands and inside sub-groups."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from koprogo.assemblies.rules.electorate import Stake
from koprogo.assemblies.rules.majorities import Votes
from koprogo.assemblies.rules.unanimity import Choice

_ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Cap:
    """The reduction of one person. `engaged`: own votes in whatever hands, and votes carried for others."""

    engaged: Fraction
    counted: Fraction

    @property
    def factor(self) -> Fraction:
        """What of one vote is left of it."""
        return self.counted * Fraction(self.engaged.denominator, self.engaged.numerator)


@dataclass(frozen=True, slots=True)
class Counted:
    """The count of one item. `caps`: who was reduced; `sole`: who had nobody beside and was left whole."""

    votes: Votes
    caps: dict[str, Cap] = field(default_factory=dict)
    sole: tuple[str, ...] = ()


def engaged(stakes: Sequence[Stake]) -> dict[str, Fraction]:
    """The votes that each person takes part with, as owner or as holder (CC 3.87 § 7: "mandant ou mandataire")."""
    found: dict[str, Fraction] = {}
    for stake in stakes:
        for person in dict.fromkeys((stake.mandator, stake.holder)):
            found[person] = found.get(person, Fraction(0)) + stake.weight
    return found


def factors(stakes: Sequence[Stake]) -> tuple[dict[str, Fraction], tuple[str, ...]]:
    """By how much each person above the cap is reduced, and who is alone.

    The cap is the sum of the others' votes, present or represented, abstaining ones too. Nobody else is rescaled.
    A sole voter would be capped at nothing: the law cannot mean it, so the votes stay and the fact is shown.
    """
    total = sum((stake.weight for stake in stakes), Fraction(0))
    reduced: dict[str, Fraction] = {}
    alone: list[str] = []
    for person, votes in engaged(stakes).items():
        others = total - votes
        if votes and not others:
            alone.append(person)
        elif votes > others:
            reduced[person] = Fraction(others, votes)
    return reduced, tuple(alone)


def count(stakes: Sequence[Stake], ballots: Mapping[str, Choice], *, capped: bool = True) -> Counted:
    """Count the ballots, one for each owner, after the caps.

    Each ballot of a reduced person shrinks in the same proportion, so that mixed ballots keep their balance.
    Where owner and holder are both reduced, the smaller factor holds: both stay within their caps. `capped` off: one
    member, one vote, and as many proxies as are given.
    """
    reduced, alone = factors(stakes) if capped else ({}, ())
    sums = dict.fromkeys(Choice, Fraction(0))
    kept = dict.fromkeys(reduced, Fraction(0))
    for stake in stakes:
        weight = stake.weight * min(reduced.get(stake.mandator, _ONE), reduced.get(stake.holder, _ONE))
        for person in {stake.mandator, stake.holder} & kept.keys():
            kept[person] += weight
        choice = ballots.get(stake.mandator)
        if choice:
            sums[choice] += weight
    held = engaged(stakes)
    return Counted(
        votes=Votes(sums[Choice.FOR], sums[Choice.AGAINST], sums[Choice.ABSTAIN]),
        caps={person: Cap(held[person], kept[person]) for person in reduced},
        sole=alone,
    )
