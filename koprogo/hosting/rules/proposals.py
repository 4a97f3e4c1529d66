"""Proposals of the members: what may be proposed, when it may be voted, by which majority (CSA book 9)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from koprogo.assemblies.rules import counting, rulesets, subjects
from koprogo.assemblies.rules.counting import Count, Voted
from koprogo.assemblies.rules.proxies import Portion
from koprogo.assemblies.rules.subjects import Required, Subject
from koprogo.assemblies.rules.unanimity import Choice
from koprogo.kernel.refusals import Refused

LAW = rulesets.NONPROFIT
VOTE_DAYS = 14


class Kind(StrEnum):
    """What a proposal changes once it is adopted."""

    PRICE = "price"
    QUOTA = "quota"
    KEYS = "keys"
    FEATURE = "feature"
    DIRECTOR = "director"
    EXCLUSION = "exclusion"


class State(StrEnum):
    """Debate, then the vote, then its result."""

    DEBATE = "debate"
    VOTING = "voting"
    LISTED = "listed"  # on the agenda of an assembly, which decides it
    ADOPTED = "adopted"
    REJECTED = "rejected"
    NO_QUORUM = "no_quorum"
    WITHDRAWN = "withdrawn"
    AMENDED = "amended"  # the assembly adopted other words: no figure is read from them


#: Those that become a dated price list when they are adopted.
PRICED = frozenset({Kind.PRICE, Kind.QUOTA, Kind.KEYS})
#: What the law keeps for the general assembly (CSA 9:12): convened fifteen days before, in a room or online.
RESERVED = frozenset({Kind.DIRECTOR, Kind.EXCLUSION})
#: Votes about somebody: always secret.
PERSONS = RESERVED
SUBJECTS = {Kind.DIRECTOR: Subject.DIRECTOR, Kind.EXCLUSION: Subject.EXCLUSION}


class Unchanged(Refused):
    """A proposal that changes nothing is no proposal."""

    code = "hosting.proposal_unchanged"


class RunsIntoLoss(Refused):
    """The members may vote a loss, but only knowing it: whoever proposes it says so."""

    code = "hosting.proposal_loss"
    field = "loss_known"


class NotInDebate(Refused):
    """The vote has begun, or is over: the words stay as they were voted on."""

    code = "hosting.proposal_not_in_debate"


class VoteShut(Refused):
    """Outside the days of the vote; `opens_at` and `closes_at` say which they are."""

    code = "hosting.vote_shut"


class AlreadySecret(Refused):
    """A secret ballot cannot be found again to be changed."""

    code = "hosting.secret_vote_given"


class VoteStillOpen(Refused):
    """Members may still vote; `closes_at` is when it ends, `missing` how many have not voted."""

    code = "hosting.vote_still_open"


class TooSoon(Refused):
    """What the law keeps for the assembly is announced fifteen days before; `earliest_on` is the first day."""

    code = "hosting.vote_too_soon"
    field = "opens_on"


class SoonerThanVote(Refused):
    """A price holds from a day after the vote has ended."""

    code = "hosting.proposal_too_soon"
    field = "valid_from"


class CountImpossible(Refused):
    """More votes than members, or none at all."""

    code = "hosting.assembly_count_impossible"


@dataclass(frozen=True, slots=True)
class Window:
    """When members vote: from `opens_at`, before `closes_at`."""

    opens_at: datetime
    closes_at: datetime

    def holds(self, now: datetime) -> bool:
        """Whether a ballot counts at this moment."""
        return self.opens_at <= now < self.closes_at


def required(kind: Kind, on: date) -> Required:
    """The majority, its article, and the part of the members that must take part."""
    return subjects.required(SUBJECTS.get(kind, Subject.OTHER), on=on, table=LAW.subjects)


def earliest(kind: Kind, *, on: date) -> date:
    """The first day of a vote that is put today: at once, or after the notice of an assembly."""
    return on + timedelta(days=LAW.notice_days) if kind in RESERVED else on


def check_opening(kind: Kind, *, opens_on: date, today: date) -> None:
    """Raises `TooSoon`."""
    first = earliest(kind, on=today)
    if opens_on < first:
        raise TooSoon(field="opens_on", earliest_on=first)


def may_open(*, runs: bool, proposes: bool, members: int) -> bool:
    """The board puts a proposal to the vote, or its author where they are a twentieth of the members (CSA 9:14)."""
    return runs or (proposes and LAW.item_carries(1, members))


def second_from(kind: Kind, first: date) -> date | None:
    """The first day of a second vote after one without quorum: whoever takes part then is enough (CSA 9:21)."""
    return LAW.second_from(first) if kind in RESERVED else None


def outcome(
    kind: Kind, *, on: date, members: Mapping[str, str], ballots: Mapping[str, Choice], second: bool = False
) -> Count:
    """The result, by the one engine of assemblies: heads, abstentions counted on neither side.

    `members`: id -> name of everybody who may vote; whoever gave a ballot has taken part.
    """
    need = required(kind, on)
    shares = dict.fromkeys(members, 1)
    there = [Portion(one, one, 1) for one in members if one in ballots]
    item = Voted(need.majority, heads=None if second else need.heads, capped=LAW.capped)
    return counting.count(item, portions=there, shares=shares, ballots=ballots)


def counted_by_hand(kind: Kind, *, on: date, members: int, given: Mapping[Choice, int], second: bool = False) -> Count:
    """The result of a vote held in a room, from its counts. Raises `CountImpossible`."""
    total = sum(given.values())
    if min(given.values(), default=-1) < 0 or not 0 < total <= members:
        raise CountImpossible(members=members, total=total)
    voters = [choice for choice, number in given.items() for _ in range(number)]
    ballots = {str(position): choice for position, choice in enumerate(voters)}
    return outcome(kind, on=on, members={str(one): "" for one in range(members)}, ballots=ballots, second=second)


def next_month(day: date) -> date:
    """The first day of the month after this one."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def begins(wanted: date | None, *, today: date, newest: date) -> date:
    """From which day a decision counted today holds: the day voted, the first of the next month where that day has gone
    by, never before the `newest` list, for it changes that one."""
    first = wanted if wanted is not None and wanted > today else next_month(today)
    return max(first, newest)
