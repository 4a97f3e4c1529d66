"""Who is convened, and how: by registered letter, unless that very person agreed to something else in writing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Channel(StrEnum):
    """How a convocation travels."""

    REGISTERED = "registered"
    POST = "post"
    EMAIL = "email"
    HAND = "hand"


@dataclass(frozen=True, slots=True)
class Consent:
    """One person's written agreement to another channel. `revoked_on`: first day it no longer holds."""

    channel: Channel
    given_on: date
    revoked_on: date | None = None


@dataclass(frozen=True, slots=True)
class Right:
    """Who holds a lot. `holders`: one owner, joint owners, or usufruct and bare ownership together."""

    holders: tuple[str, ...]
    representative: str | None = None
    """Whom the holders designated in writing, where there are several."""


@dataclass(frozen=True, slots=True)
class Addressed:
    """Who gets the convocation of one right, and whether a vote goes with it."""

    to: tuple[str, ...]
    vote_suspended: bool


def regular(channel: Channel, consents: Sequence[Consent], *, on: date) -> bool:
    """Whether a convocation sent that way on a day is regular for this person (CC 3.87 § 3).

    A registered letter always is; anything else needs the person's own consent to that channel, given by then and
    not taken back. An irregular one is a warning for that person, not a block.
    """
    if channel is Channel.REGISTERED:
        return True
    return any(
        consent.channel is channel
        and consent.given_on <= on
        and (consent.revoked_on is None or on < consent.revoked_on)
        for consent in consents
    )


def addressed(right: Right) -> Addressed:
    """Who is convened for one right (CC 3.87 § 1).

    Several holders designate one person, who alone is convened and votes. As long as they have not, the vote is
    suspended; all of them get the notice, so that none can say that nothing came.
    """
    if len(right.holders) == 1:
        return Addressed(right.holders, vote_suspended=False)
    if right.representative:
        return Addressed((right.representative,), vote_suspended=False)
    return Addressed(right.holders, vote_suspended=True)
