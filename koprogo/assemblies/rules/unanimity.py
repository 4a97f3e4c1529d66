"""Unanimity of all owners: reached, refused, or only missed because somebody was not there."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from koprogo.kernel.refusals import Refused

RETRY_DAYS = 30  # CC 3.88 § 4


class Choice(StrEnum):
    """What a ballot says. A blank or void one is an abstention (CC 3.87 § 8)."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


class Outcome(StrEnum):
    """What became of an item."""

    ADOPTED = "adopted"
    REJECTED = "rejected"
    NEW_ASSEMBLY = "new_assembly_for_unanimity"
    NOT_VOTABLE = "not_votable"
    NO_QUORUM = "no_quorum"  # too few members there for this decision: a second session takes it (CSA 9:21)


class NeedsDeed(Refused):
    """What takes an authentic deed cannot be decided in writing."""

    code = "assemblies.needs_deed"
    article = "CC 3.87 § 11"


@dataclass(frozen=True, slots=True)
class Written:
    """The result of a decision in writing; `missing`: who has not agreed yet, in the order asked."""

    adopted: bool
    missing: tuple[str, ...]


def outcome(
    *,
    there: Collection[str],
    complete: bool,
    ballots: Mapping[str, Choice],
    retry: bool,
) -> Outcome:
    """Whether a decision that needs every owner passes (CC 3.88 §§ 3 and 4).

    `there`: who is present or represented on this item; `complete`: whether these are all the owners concerned,
    with all their votes; `retry`: the new assembly of § 4, where those there suffice. A vote against, an
    abstention or a silence of somebody there refuses it; only absence opens the new assembly.
    """
    if not there or any(ballots.get(party) is not Choice.FOR for party in there):
        return Outcome.REJECTED
    return Outcome.ADOPTED if complete or retry else Outcome.NEW_ASSEMBLY


def retry_from(assembly_on: date) -> date:
    """The first day of the new assembly: thirty days later at least (CC 3.88 § 4)."""
    return assembly_on + timedelta(days=RETRY_DAYS)


def written(*, owners: Collection[str], answers: Mapping[str, Choice], deed: bool) -> Written:
    """A decision in writing, without a meeting: every owner agrees, and a silence is no agreement (CC 3.87 § 11).

    `deed`: the decision takes an authentic deed. Raises `NeedsDeed`.
    """
    if deed:
        raise NeedsDeed
    missing = tuple(owner for owner in owners if answers.get(owner) is not Choice.FOR)
    return Written(adopted=bool(owners) and not missing, missing=missing)
