"""The count of one item: who votes with what, the caps, the outcome; live while ballots come in, final at closing."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from koprogo.assemblies.rules import ballots as caps
from koprogo.assemblies.rules import electorate, majorities, minutes, unanimity
from koprogo.assemblies.rules.ballots import Counted
from koprogo.assemblies.rules.electorate import Electorate
from koprogo.assemblies.rules.majorities import Majority, Votes
from koprogo.assemblies.rules.minutes import Names
from koprogo.assemblies.rules.proxies import Portion
from koprogo.assemblies.rules.unanimity import Choice, Outcome
from koprogo.kernel.shares import at_least


@dataclass(frozen=True, slots=True)
class Voted:
    """What an item is counted by. `weights`: the key of those who pay, None for the shares (CC 3.87 § 6).

    `excluded`: parties paid or mandated for what is decided (§ 9). `retry`: the new assembly of CC 3.88 § 4.
    """

    majority: Majority
    weights: Mapping[str, int] | None = None
    excluded: frozenset[str] = frozenset()
    retry: bool = False
    heads: tuple[int, int] | None = None
    """The part of all voters that must be there for this item, None where the opening decides (CSA 9:21)."""
    capped: bool = True


@dataclass(frozen=True, slots=True)
class Count:
    """Where an item stands. `silent`: owners there who have given no ballot; `still`: their votes after the caps."""

    voters: Electorate
    counted: Counted
    outcome: Outcome
    silent: tuple[str, ...]
    still: Fraction
    names: Names

    @property
    def votes(self) -> Votes:
        """For, against, abstaining, after the caps."""
        return self.counted.votes


def count(
    item: Voted,
    *,
    portions: Sequence[Portion],
    shares: Mapping[str, int],
    ballots: Mapping[str, Choice],
) -> Count:
    """Count an item with the ballots given so far (CC 3.87 §§ 6 to 9, 3.88).

    `portions`: all votes in the room and in whose hands; `ballots`: one for each owner, given in person or for them.
    Ballots of owners who are not there, or do not vote on this item, are left aside.
    """
    voters = electorate.on_item(portions, shares=shares, weights=item.weights, excluded=item.excluded)
    there = voters.there
    given = {party: choice for party, choice in ballots.items() if party in there}
    counted = caps.count(voters.stakes, given, capped=item.capped)
    if not enough(item, portions=portions, shares=shares):
        outcome = Outcome.NO_QUORUM
    elif item.majority is Majority.UNANIMITY:
        outcome = unanimity.outcome(there=there, complete=voters.complete, ballots=given, retry=item.retry)
    else:
        outcome = Outcome.ADOPTED if majorities.reached(item.majority, counted.votes) else Outcome.REJECTED
    silent = tuple(party for party in there if party not in given)
    still = _weight(voters, silent, capped=item.capped)
    return Count(voters, counted, outcome, silent, still, minutes.names(given))


def enough(item: Voted, *, portions: Sequence[Portion], shares: Mapping[str, int]) -> bool:
    """Whether enough voters are there, in person or by proxy, for this very decision (CSA 9:21)."""
    there = len({portion.mandator for portion in portions})
    return item.heads is None or at_least(there, len(shares), *item.heads)


def _weight(voters: Electorate, silent: Collection[str], *, capped: bool) -> Fraction:
    """The votes of those who have said nothing, after the caps: as if all of them now voted one way."""
    votes = caps.count(voters.stakes, dict.fromkeys(silent, Choice.AGAINST), capped=capped).votes
    return votes.against


def certain(item: Voted, found: Count) -> Outcome | None:
    """What the silent can no longer change, or None: adopted even if all of them vote against, or rejected even if all
    of them vote for. Under unanimity only a refusal is certain before the last ballot."""
    votes, still = found.votes, found.still
    if found.outcome is Outcome.NO_QUORUM:
        return found.outcome
    if item.majority is Majority.UNANIMITY:
        if votes.against or votes.abstaining:
            return Outcome.REJECTED
        return None if found.silent else found.outcome
    if majorities.acquired(item.majority, votes, still_to_vote=still):
        return Outcome.ADOPTED
    best = Votes(votes.in_favour + still, votes.against, votes.abstaining)
    return None if majorities.reached(item.majority, best) else Outcome.REJECTED


def needed(item: Voted, found: Count, *, all_votes: bool = False) -> Fraction:
    """The votes in favour that suffice out of those cast, or out of all that can still be cast (`all_votes`)."""
    cast = found.votes.cast + (found.still if all_votes else Fraction(0))
    return majorities.needed(item.majority, cast)
