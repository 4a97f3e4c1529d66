"""What the minutes must say and who must have signed; who is elected one by one."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from koprogo.assemblies.rules.unanimity import Choice


@dataclass(frozen=True, slots=True)
class Names:
    """Who the minutes name on an item, in the order of the ballots (CC 3.87 § 10), even after a secret ballot."""

    against: tuple[str, ...]
    abstaining: tuple[str, ...]


def names(ballots: Mapping[str, Choice]) -> Names:
    """Those who voted against or abstained; who voted for is not named (CC 3.87 § 10)."""
    return Names(
        against=tuple(party for party, choice in ballots.items() if choice is Choice.AGAINST),
        abstaining=tuple(party for party, choice in ballots.items() if choice is Choice.ABSTAIN),
    )


def problems(
    *,
    president: str | None,
    secretary: str | None,
    owners: Collection[str],
    still_present: Collection[str],
    signed: Collection[str],
) -> tuple[str, ...]:
    """What is missing before the minutes stand: codes, empty when nothing is (CC 3.87 §§ 5 and 10).

    `no_president`, `president_not_owner` (a co-owner presides), `no_secretary`, `unsigned`: president, secretary
    and the owners still present at the end, or their holders, sign after the reading.
    """
    signers = {person for person in (president, secretary, *still_present) if person}
    found = {
        "no_president": president is None,
        "president_not_owner": president is not None and president not in owners,
        "no_secretary": secretary is None,
        "unsigned": bool(signers - set(signed)),
    }
    return tuple(code for code, wrong in found.items() if wrong)


def elected_one_by_one(candidates: Sequence[Collection[str]]) -> bool:
    """Whether each item elects one person: members of the council are never voted as a list (CC 3.90)."""
    return all(len(one) == 1 for one in candidates)
