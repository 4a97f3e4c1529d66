"""Notice and action: who may judge, when two have decided, what an appeal opens (regulation 2022/2065, art. 16–17)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from koprogo.kernel.refusals import Refused

#: Two neighbours decide, never one.
NEEDED = 2
TEXT = 2_000


class Reason(StrEnum):
    """Why something is reported."""

    ILLEGAL = "illegal"
    PRIVACY = "privacy"
    HURTFUL = "hurtful"
    MONEY = "money"
    DANGER = "danger"
    OTHER = "other"


class State(StrEnum):
    """How far a report is."""

    OPEN = "open"
    REMOVED = "removed"
    KEPT = "kept"


class Verdict(StrEnum):
    """What a moderator thinks: the thing goes, or stays."""

    REMOVE = "remove"
    KEEP = "keep"


class OwnReport(Refused):
    """A moderator who wrote the thing, or reported it, does not judge it."""

    code = "neighbours.own_report"


class AlreadySaid(Refused):
    """This moderator has given their opinion."""

    code = "neighbours.already_said"


class AlreadyDecided(Refused):
    """Two have decided already."""

    code = "neighbours.already_decided"


class AlreadyReported(Refused):
    """This neighbour reported this thing before."""

    code = "neighbours.already_reported"


class NoReason(Refused):
    """A decision without its reason is none (DSA, art. 17)."""

    code = "neighbours.no_reason"
    article = "DSA art. 17"


class NotCarried(Refused):
    """Nothing goes from this neighbour to that one: who decided so, and why, is told to neither."""

    code = "neighbours.not_carried"


class NotAppealable(Refused):
    """Nothing was decided against this neighbour, or it was appealed already."""

    code = "neighbours.not_appealable"


@dataclass(frozen=True, slots=True)
class Said:
    """One moderator's opinion of the round that counts."""

    moderator_id: UUID
    verdict: Verdict


def check_judge(moderator_id: UUID, *, parties: Collection[UUID], said: Sequence[Said]) -> None:
    """Let a moderator judge. ``parties``: who wrote it, who reported it. Raises OwnReport, AlreadySaid."""
    if moderator_id in parties:
        raise OwnReport
    if any(one.moderator_id == moderator_id for one in said):
        raise AlreadySaid


def decided(said: Sequence[Said]) -> State:
    """What two moderators of one mind make of a report; open until then."""
    for verdict, state in ((Verdict.REMOVE, State.REMOVED), (Verdict.KEEP, State.KEPT)):
        if sum(one.verdict is verdict for one in said) >= NEEDED:
            return state
    return State.OPEN
